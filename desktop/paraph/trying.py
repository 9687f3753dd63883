"""Start: the demo's token, and the sandbox that certifies it and tells it the time.

All of it lives in the demo's folder, its profile too: what is trusted and set for the demo is so
there alone.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from paraph import paths
from paraph.domain.errors.files import writing_error
from paraph.pkcs11.demo_token import DemoToken, is_made, laid_certificate, make_demo_token
from paraph.ports.issuing import IssuedCertificate
from paraph.remote.sandbox_child import SandboxChild, SandboxTrouble
from paraph.settings import load_settings, save_settings
from paraph.time_servers import TimeServer

_DATA = "sandbox"
_NOTES = "demo.json"
_WITHOUT = "The demo goes on without the sandbox: signing works, timestamps are owed."


class _Notes(NamedTuple):
    """What is remembered beside the sandbox's data, and ends with them.

    `port` is in its certificates; `certificate` is the SHA-256 of the one that it issued.
    """

    port: int = 0
    certificate: str = ""


@contextmanager
def open_demo(folder: Path, tell: Callable[[str], None]) -> Iterator[DemoToken]:
    """Give the demo's token, with its sandbox running as long as this lasts.

    What goes on without the sandbox is told in a line, from any thread. Raises ModuleUnusable,
    FolderReadOnly, DiskFull.
    """
    os.environ["PARAPH_HOME"] = str(folder)
    sandbox = _Sandbox(folder, tell)
    try:
        yield _certified(folder, sandbox)
    finally:
        sandbox.close()


def _certified(folder: Path, sandbox: "_Sandbox") -> DemoToken:
    sample = paths.resources() / "samples" / "fee-agreement.pdf"
    try:
        token = make_demo_token(folder, sample, sandbox.issue if sandbox.is_to_certify else None)
        sandbox.note_certified(token.certificate_der)
    except OSError as error:
        raise writing_error(error, str(folder)) from error
    return token


class _Sandbox:
    """The sandbox of a demo's folder; where there is none, it issues nothing."""

    def __init__(self, folder: Path, tell: Callable[[str], None]) -> None:
        self._folder, self._tell = folder, tell
        self._notes = _load(folder)
        self._child: SandboxChild | None = None
        self._issued: IssuedCertificate | None = None
        try:
            self._child = SandboxChild(folder / _DATA, self._notes.port, self._lost)
        except SandboxTrouble as trouble:
            self._lost(str(trouble))

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
            key = self._child.api_key()
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

    def close(self) -> None:
        """End it."""
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
        return _Notes(int(found["port"]), str(found["certificate"]))
    except (OSError, ValueError, TypeError, KeyError):
        return _Notes()


def _sha256(certificate_der: bytes) -> str:
    return sha256(certificate_der).hexdigest()
