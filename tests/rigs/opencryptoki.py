"""openCryptoki's soft token, as it stands before IBM's network HSMs: it signs RSA raw only.

Its daemon, its module and its tools want fixed places; they get them by mounts of their own.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from paraph.domain.keys.secret import Secret
from tests.fakes.pki import Identity, identity
from tests.rigs import processes
from tests.rigs.processes import Daemon, running
from tests.rigs.rig import Rig

PIN, _SO_PIN = "12345678", "87654321"
_MODULE = processes.library("pkcs11/libopencryptoki.so")
_STATE = "/var/lib/opencryptoki"
_SETTINGS = "/etc/opencryptoki"
_KINDS = ("rsa2048",)


@contextmanager
def opencryptoki_rig() -> Iterator[Rig]:
    """Start pkcsslotd and fill one soft token."""
    needed = ("pkcsslotd", "pkcsconf", "pkcs11-tool", "unshare", "mount")
    processes.need(*needed, files=[_MODULE, _STATE, _SETTINGS])
    with tempfile.TemporaryDirectory(prefix="paraph-rig-") as name:
        folder = Path(name)
        mounts = _places(folder)
        daemon = Daemon(processes.with_mounts(mounts, "pkcsslotd", "-f"), folder / "pkcsslotd.log")
        with running(daemon):
            daemon.wait_until(lambda: any((folder / "run").rglob("pkcsslotd.socket")))
            people = {kind: identity(kind, f"Holder of {kind}") for kind in _KINDS}
            _fill(folder, mounts, people)
            yield Rig("openCryptoki", _MODULE, Secret(PIN), people, folder, mounts)


def _places(folder: Path) -> dict[str, Path]:
    """Copy what its package laid out, with owners and modes: it refuses other ones."""
    mounts = {
        "/run": folder / "run",
        "/dev/shm": folder / "shm",
        "/var/log": folder / "log",
        _STATE: folder / "state",
        _SETTINGS: folder / "settings",
    }
    for place in mounts.values():
        place.mkdir()
    processes.tool("cp", "-a", f"{_STATE}/.", str(folder / "state"))
    for there in ("run/lock", "run/opencryptoki", "log/opencryptoki"):
        (folder / there).mkdir(exist_ok=True)
    real = Path("/run/lock/opencryptoki")
    if real.is_dir():
        processes.tool("cp", "-a", str(real), str(folder / "run" / "lock"))
    (folder / "settings" / "opencryptoki.conf").write_text(
        "version opencryptoki-3.1\n\nslot 0\n{\nstdll = libpkcs11_sw.so\n}\n"
    )
    return mounts


def _fill(folder: Path, mounts: dict[str, Path], people: dict[str, Identity]) -> None:
    def call(*words: str) -> None:
        command = ["pkcs11-tool", "--module", _MODULE, "--slot", "0", *words]
        processes.tool(*processes.with_mounts(mounts, *command))

    call("--init-token", "--label", "Network HSM", "--so-pin", _SO_PIN)
    call("--init-pin", "--login", "--so-pin", _SO_PIN, "--pin", PIN)
    for number, (kind, one) in enumerate(people.items(), 1):
        key, certificate = folder / f"{kind}.key", folder / f"{kind}.crt"
        key.write_bytes(
            one.key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        )
        certificate.write_bytes(one.certificate_der)
        login = ["--login", "--pin", PIN, "--id", f"0{number}", "--label", kind]
        call(*login, "--write-object", str(key), "--type", "privkey", "--usage-sign")
        call(*login, "--write-object", str(certificate), "--type", "cert")
