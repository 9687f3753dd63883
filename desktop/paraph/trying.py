"""Start: the demo's token, and the sandbox that certifies it, tells it the time and answers it.

All of it lives in the demo's folder, its profile too: what is trusted and set for the demo is so
there alone. The sandbox is the profile's account, too; a key of it is made at each start, and
given to who needs it from memory to memory.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from paraph import paths
from paraph.domain.errors import ParaphError
from paraph.domain.errors.files import writing_error
from paraph.domain.keys.secret import Secret
from paraph.pkcs11.demo_token import DemoToken, is_made, laid_certificate, make_demo_token
from paraph.ports.issuing import IssuedCertificate
from paraph.ports.record import Clock, Entry
from paraph.remote.sandbox_child import SandboxChild, SandboxTrouble
from paraph.settings import load_settings, save_settings
from paraph.time_servers import TimeServer

if TYPE_CHECKING:
    from paraph.remote.sandbox_calls import SandboxCalls

_DATA = "sandbox"
_NOTES = "demo.json"
_FILED = "filed"
_WITHOUT = "The demo goes on without the sandbox: signing works, timestamps are owed."


class _Notes(NamedTuple):
    """What is remembered beside the sandbox's data, and ends with them.

    `port` is in its certificates; `certificate` is the SHA-256 of the one that it issued; `inbox`
    is the sandbox's id of the request that was made for the inbox.
    """

    port: int = 0
    certificate: str = ""
    inbox: str = ""


@contextmanager
def open_demo(folder: Path, tell: Callable[[str], None], clock: Clock) -> Iterator["Demo"]:
    """Give the demo, with its sandbox running as long as this lasts.

    What goes on without the sandbox is told in a line, from any thread. Raises ModuleUnusable,
    FolderReadOnly, DiskFull.
    """
    os.environ["PARAPH_HOME"] = str(folder)
    sandbox = _Sandbox(folder, tell)
    try:
        token = _certified(folder, sandbox)
        account = _account_of(folder, sandbox, clock)
        yield Demo(folder, token, account, sandbox, clock)
    finally:
        sandbox.close()


class Demo:
    """The demo while it is open. `account` is the id of its account; "" where it has no sandbox.

    What waits for the sandbox is not for the window's thread.
    """

    def __init__(
        self, folder: Path, token: DemoToken, account: str, sandbox: "_Sandbox", clock: Clock
    ) -> None:
        self.folder, self.token, self.account = folder, token, account
        self._sandbox, self._clock = sandbox, clock

    def key(self) -> Secret | None:
        """Wait for the sandbox, and give a key of its API; None where there is no sandbox."""
        return self._sandbox.key()

    def fill_inbox(self) -> None:
        """Have a request wait in the inbox, unless one of an earlier start still does."""
        self._sandbox.fill_inbox(self.token.contract)

    def signing_link(self) -> str | None:
        """Give an address at which somebody else can sign now; None where nobody can."""
        try:
            with self.calls() as calls:
                return calls.signing_link()
        except SandboxTrouble:
            return None  # a sandbox that has ended was told

    @contextmanager
    def calls(self) -> "Iterator[SandboxCalls]":
        """Give what the sandbox is asked as the other side. Raises SandboxTrouble."""
        with closing(self._sandbox.calls()) as calls:
            yield calls

    def go_away(self) -> None:
        """End the sandbox: nothing listens at its address from now on."""
        self._sandbox.go_away()

    def come_back(self) -> None:
        """Start it again, where it was. Raises SandboxTrouble."""
        self._sandbox.come_back()

    def record(self, after: int = 0) -> list[Entry]:
        """Read what the profile's audit log has after an entry, oldest first."""
        from paraph.store.audit_log import SqliteAuditLog
        from paraph.store.database import open_database

        with closing(open_database(self.folder)) as database:
            return list(SqliteAuditLog(database, self._clock).since(after))


def _certified(folder: Path, sandbox: "_Sandbox") -> DemoToken:
    sample = paths.resources() / "samples" / "fee-agreement.pdf"
    try:
        token = make_demo_token(folder, sample, sandbox.issue if sandbox.is_to_certify else None)
        sandbox.note_certified(token.certificate_der)
    except OSError as error:
        raise writing_error(error, str(folder)) from error
    return token


def _account_of(folder: Path, sandbox: "_Sandbox", clock: Clock) -> str:
    """Have the profile's account at the sandbox; "" where there was never one."""
    url = sandbox.known_address
    if not url:
        return ""
    from paraph.store.accounts import SqliteAccounts
    from paraph.store.audit_log import SqliteAuditLog
    from paraph.store.database import open_database, transaction
    from paraph.usecases.demo_profile import DemoRecord, demo_account

    filing = folder / _FILED
    try:
        filing.mkdir(exist_ok=True, mode=0o700)
    except OSError as error:
        raise writing_error(error, str(filing)) from error
    with closing(open_database(folder)) as database:
        accounts, audit = SqliteAccounts(database), SqliteAuditLog(database, clock)
        record = DemoRecord(accounts, audit, clock, lambda: transaction(database))
        return demo_account(url, filing, record).id


class _Sandbox:
    """The sandbox of a demo's folder; where there is none, it issues nothing."""

    def __init__(self, folder: Path, tell: Callable[[str], None]) -> None:
        self._folder, self._tell = folder, tell
        self._notes = _load(folder)
        self._child: SandboxChild | None = None
        self._issued: IssuedCertificate | None = None
        self._key: Secret | None = None
        self._is_closed = False
        try:
            self._child = SandboxChild(folder / _DATA, self._notes.port, self._lost)
        except SandboxTrouble as trouble:
            self._lost(str(trouble))

    @property
    def known_address(self) -> str:
        """Give where it is at each start; "" where there was never one."""
        return f"http://127.0.0.1:{self._notes.port}" if self._notes.port else ""

    @property
    def is_to_certify(self) -> bool:
        """Tell whether there is a sandbox, and the token's certificate is none of it."""
        if self._child is None or not is_made(self._folder):
            return self._child is not None
        return _sha256(laid_certificate(self._folder)) != self._notes.certificate

    def issue(self, request_pem: str) -> IssuedCertificate | None:
        """Certify the demo's key, and make the demo's profile one that trusts and asks here."""
        address = self._child.address() if self._child is not None else None
        if self._child is None or address is None:
            return None  # this was told
        from paraph.remote.sandbox_certificates import issue_certificate

        # Before a certificate names it.
        self._note(port=int(address.rpartition(":")[2]))
        try:
            key = self.key()
            if key is None:
                raise SandboxTrouble("it gave no key of its API")
            self._issued = issue_certificate(address, key, request_pem)
        except SandboxTrouble as trouble:
            self._tell(f"The sandbox did not certify the token: {trouble}. {_WITHOUT}")
            return None
        self._trust(self._issued.issuers_der[-1])
        self._ask_for_time(f"{address}/tsa")
        return self._issued

    def note_certified(self, certificate_der: bytes) -> None:
        """Remember that the token has the certificate that was issued to it."""
        if self._issued is None:
            return
        if self._issued.certificate_der == certificate_der:
            self._note(certificate=_sha256(certificate_der))
        else:
            self._tell("The token could not take its new certificate, and keeps the one it has.")

    def key(self) -> Secret | None:
        """Wait until it answers, and give a key of its API; None where there is no sandbox."""
        if self._key is None and self._child is not None:
            self._key = self._child.api_key()
        return self._key

    def calls(self) -> "SandboxCalls":
        """Give what asks it. Raises SandboxTrouble."""
        from paraph.remote.sandbox_calls import SandboxCalls

        key = self.key()
        address = self._child.address() if self._child is not None else None
        if key is None or address is None:
            raise SandboxTrouble("it does not answer")
        return SandboxCalls(address, key)

    def fill_inbox(self, sample: Path) -> None:
        """Have a request wait in the inbox; what is in the way is told."""
        from paraph.usecases.demo_profile import fill_inbox

        if self.key() is None:
            return  # that there is no sandbox was told
        try:
            with closing(self.calls()) as calls:
                inbox = fill_inbox(sample, self._notes.inbox, calls)
            if inbox != self._notes.inbox:
                self._note(inbox=inbox)
        except (SandboxTrouble, ParaphError, OSError) as trouble:
            if not self._is_closed:
                self._tell(f"The sandbox put nothing into the inbox: {trouble}.")

    def go_away(self) -> None:
        """End it for now."""
        if self._child is not None:
            self._child.close()

    def come_back(self) -> None:
        """Start it again. Raises SandboxTrouble."""
        self._child = SandboxChild(self._folder / _DATA, self._notes.port, self._lost)
        if self._child.address() is None:
            raise SandboxTrouble("it does not answer")

    def close(self) -> None:
        """End it."""
        self._is_closed = True
        if self._child is not None:
            self._child.close()

    def _lost(self, why: str) -> None:
        self._tell(f"There is no sandbox: {why.rstrip('.')}. {_WITHOUT}")

    def _note(self, **changes: int | str) -> None:
        self._notes = self._notes._replace(**changes)  # type: ignore[arg-type]
        file = self._folder / _DATA / _NOTES
        part = file.with_suffix(".part")
        with part.open("w", encoding="utf-8") as written:
            json.dump(self._notes._asdict(), written)
            written.flush()
            os.fsync(written.fileno())
        part.replace(file)

    def _trust(self, root_der: bytes) -> None:
        from paraph.filing.own_trust import OwnTrust
        from paraph.filing.trust_folders import FOLDER, TrustFolders

        folder = self._folder / FOLDER
        OwnTrust(folder, TrustFolders([folder])).add([root_der])

    def _ask_for_time(self, url: str) -> None:
        settings = load_settings(self._folder)
        if any(server.url == url for server in settings.time_stamping):
            return
        servers = (*settings.time_stamping, TimeServer(url))
        # What the sandbox says of its certificates is on loopback.
        changed = settings._replace(time_stamping=servers, private_addresses=True)
        save_settings(self._folder, changed)


def _load(folder: Path) -> _Notes:
    """Read what was remembered; what cannot be read is no more than a new beginning."""
    try:
        found = json.loads((folder / _DATA / _NOTES).read_text("utf-8"))
        inbox = str(found.get("inbox", ""))
        return _Notes(int(found["port"]), str(found["certificate"]), inbox)
    except (OSError, ValueError, TypeError, KeyError):
        return _Notes()


def _sha256(certificate_der: bytes) -> str:
    return sha256(certificate_der).hexdigest()
