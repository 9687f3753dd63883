"""pcscd with two readers of vpcd, and PIV cards to put into them; OpenSC is the module.

The daemon has a /run of its own, and OpenSC finds it by PCSCLITE_CSOCK_NAME: a pcscd of the
machine, if there is one, neither sees nor disturbs it.
"""

import json
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from paraph.domain.keys.secret import Secret
from tests.fakes.pki import Identity, identity
from tests.rigs import processes
from tests.rigs.piv_card import Settings
from tests.rigs.processes import Daemon
from tests.rigs.rig import Rig

PIN = "123456"
OPENSC = processes.library("opensc-pkcs11.so")
_DRIVER = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so"
_ROOT = Path(__file__).parents[2]
# nonRepudiation of 9C; 9A signs for authentication, and OpenSC takes the usages of its key from it.
USAGES = {0x9A: ("digital_signature", "content_commitment"), 0x9C: ("content_commitment",)}


class PivCard:
    """The card's process, held by a test: put in, pulled, asked how it stands."""

    def __init__(
        self, settings: Settings, identities: dict[int, Identity], shown: Callable[[], bool]
    ) -> None:
        self.identities, self._shown = identities, shown
        command = [sys.executable, "-m", "tests.rigs.piv_card"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=_ROOT
        )
        self._say(settings.to_json())

    def _say(self, line: str) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        ready, _, _ = select.select([self._process.stdout], [], [], processes.START_S)
        assert ready, "the card does not answer"
        return self._process.stdout.readline()

    def tell(self, **order: Any) -> dict[str, Any]:
        """Give an order (`obey` in `piv_card`); gives how the card stands."""
        answer: dict[str, Any] = json.loads(self._say(json.dumps(order)))
        return answer

    def insert(self) -> None:
        """Put the card in; comes back when pcscd sees it (it looks every 0.4 s)."""
        _until(lambda: self.tell(inserted=True)["inserted"] and self._shown())

    def pull(self) -> None:
        """Take the card out; comes back when pcscd sees that it went."""
        self.pull_at_once()
        _until(lambda: not self._shown())

    def pull_at_once(self) -> None:
        """Take the card out, and do not wait for anybody to see it."""
        self.tell(inserted=False)

    @property
    def tries_left(self) -> int:
        return int(self.tell()["tries_left"])

    def __enter__(self) -> "PivCard":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the card's process, which takes it out of the reader."""
        if self._process.poll() is not None:
            return
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()


def _until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + processes.START_S
    while not holds():
        assert time.monotonic() < until, "the reader does not follow the card"
        time.sleep(0.01)


class Readers:
    """A pcscd and its two readers; each takes one card."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder, self._stack = folder, stack
        self.ports = [processes.free_pair()]
        self.ports.append(self.ports[0] + 1)
        self.socket = folder / "run" / "pcscd" / "pcscd.comm"
        self.socket.parent.mkdir(parents=True)
        (folder / "readers").mkdir()
        self.rename("Virtual PCD")
        # Certificates are read from the card, not from another test's cache.
        (folder / "opensc.conf").write_text(
            "app default { framework pkcs15 { use_file_caching = no; } }\n"
        )
        self.daemon = Daemon(self._command(), folder / "pcscd.log")
        stack.callback(self.daemon.stop)
        self.daemon.wait_until(self._serves)

    def _command(self) -> list[str]:
        words = ["pcscd", "--foreground", "--config", str(self.folder / "readers")]
        # pcsc-lite 2 asks polkit unless it is told not to; before, root is not asked.
        if "--disable-polkit" in processes.tool("pcscd", "--help"):
            words.append("--disable-polkit")
        return processes.with_mounts({"/run": self.folder / "run"}, *words)

    def _serves(self) -> bool:
        return self.socket.exists() and all(map(processes.listens, self.ports))

    def shows_card(self, reader: int) -> bool:
        """Tell whether pcscd sees a card in the reader."""
        lines = processes.tool("opensc-tool", "--list-readers").splitlines()
        rows = (line.split() for line in lines)
        return any(row[:2] == [str(reader), "Yes"] for row in rows)

    def wait_until_empty(self, reader: int) -> None:
        """Come back when pcscd sees no card in the reader."""
        _until(lambda: not self.shows_card(reader))

    def kill(self) -> None:
        """End pcscd as a crash or an update of the package would."""
        self.daemon.kill()

    def rename(self, name: str) -> None:
        """Name the readers, from the next start of pcscd on."""
        channel = f"0x{self.ports[0]:X}"
        (self.folder / "readers" / "vpcd").write_text(
            f'FRIENDLYNAME "{name}"\nDEVICENAME /dev/null:{channel}\n'
            f"LIBPATH {_DRIVER}\nCHANNELID {channel}\n"
        )

    def restart(self) -> None:
        """Start it again; comes back when it serves."""
        self.socket.unlink(missing_ok=True)
        self.daemon.start()
        self.daemon.wait_until(self._serves)

    def card(self, reader: int, kinds: Sequence[str], holder: str, **more: Any) -> PivCard:
        """Give a card for a reader: the kinds of key of its slots 9A and 9C. Not yet put in."""
        slots = dict(zip((0x9A, 0x9C), kinds, strict=True))
        people = {slot: identity(kind, holder, usages=USAGES[slot]) for slot, kind in slots.items()}
        held = {slot: (_pkcs8(one), one.certificate_der) for slot, one in people.items()}
        # The end of the GUID is what CK_TOKEN_INFO has room for as a serial.
        more.setdefault("guid", bytes(range(15)) + bytes([reader]))
        settings = Settings(self.ports[reader], held, PIN, **more)
        card = PivCard(settings, people, lambda: self.shows_card(reader))
        self._stack.callback(card.close)
        return card


def _pkcs8(one: Identity) -> bytes:
    return one.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


@contextmanager
def readers() -> Iterator[Readers]:
    """Start pcscd with two empty readers; OpenSC of this process's children finds it."""
    processes.need("pcscd", "opensc-tool", "unshare", "mount", files=[OPENSC, _DRIVER])
    with ExitStack() as stack:
        # A socket's path has 107 bytes of room, which pytest's own folders use up.
        name = stack.enter_context(tempfile.TemporaryDirectory(prefix="paraph-rig-"))
        found = Readers(Path(name), stack)
        values = {
            "PCSCLITE_CSOCK_NAME": str(found.socket),
            "OPENSC_CONF": str(found.folder / "opensc.conf"),
        }
        stack.enter_context(processes.environment(**values))
        yield found


@contextmanager
def piv_rig() -> Iterator[Rig]:
    """Two cards in two readers: RSA in 9A and P-256 in 9C, and the other way round."""
    with readers() as found:
        first = found.card(0, ("rsa2048", "p256"), "Zoë Ångström")
        second = found.card(1, ("p256", "rsa2048"), "Łukasz Ωmega")
        first.insert()
        second.insert()
        keys = {
            "rsa2048 9A": first.identities[0x9A],
            "p256 9C": first.identities[0x9C],
            "p256 9A": second.identities[0x9A],
            "rsa2048 9C": second.identities[0x9C],
        }
        yield Rig("PIV card, OpenSC", OPENSC, Secret(PIN), keys, found.folder)
