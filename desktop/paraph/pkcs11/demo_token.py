"""A SoftHSM token with a signing key and a certificate that was issued to it.

For trying the product: its signatures have no legal value. `demo_filling` fills the token;
`demo_pki` issues where nobody else does.
"""

import os
import shutil
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from paraph.domain.errors import InvalidArgument, ModuleUnusable
from paraph.domain.keys.secret import Secret
from paraph.pkcs11.demo_files import CA, EARLIER_CA, READY, SIGNER
from paraph.pkcs11.module_search import softhsm_modules
from paraph.ports.issuing import IssuedCertificate, Issuer

TOKEN_LABEL = "Paraph demo"  # noqa: S105 - a label, not a secret
PIN = "123456"
_MAKING_TIMEOUT_S = 60


@dataclass(frozen=True, slots=True)
class DemoToken:
    """What the demo made. `anchors_der` are the root above the certificate, then earlier ones."""

    module: str
    token_label: str
    pin: Secret
    certificate_der: bytes
    anchors_der: tuple[bytes, ...]
    contract: Path

    @property
    def ca_der(self) -> bytes:
        """The root above the certificate."""
        return self.anchors_der[0]


def make_demo_token(folder: Path, sample: Path, issue: Issuer | None = None) -> DemoToken:
    """Make or reuse the token under `folder`.

    Raises ModuleUnusable without SoftHSM, InvalidArgument for a folder that it cannot use.
    With `issue`, a token that is there gets a new certificate for its key; when none is to be had,
    or it cannot be laid on the token, it keeps the one it has.
    """
    modules = softhsm_modules()
    if not modules:
        raise ModuleUnusable(module="SoftHSM", why="not_installed")
    if "#" in str(folder):
        # It begins a comment in SoftHSM's configuration, wherever it stands.
        why = "SoftHSM cannot keep a token in a folder whose path has a #."
        raise InvalidArgument(argument="--dir", value=str(folder), why=why)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _configure(folder)
    if not is_made(folder):
        _make(folder, modules[0], issue)
    elif issue is not None:
        _converse(folder, modules[0], issue, is_new=False)
    contract = folder / "fee-agreement.pdf"
    if not contract.exists():
        shutil.copyfile(sample, contract)
    anchors = [folder / name for name in (CA, EARLIER_CA)]
    return DemoToken(
        modules[0],
        TOKEN_LABEL,
        Secret(PIN),
        (folder / SIGNER).read_bytes(),
        tuple(file.read_bytes() for file in anchors if file.exists()),
        contract,
    )


def is_made(folder: Path) -> bool:
    """Tell whether there is a whole token."""
    return (folder / READY).exists()


def laid_certificate(folder: Path) -> bytes:
    """Give the certificate (DER) of a token that is there."""
    return (folder / SIGNER).read_bytes()


def _configure(folder: Path) -> None:
    (folder / "tokens").mkdir(exist_ok=True, mode=0o700)
    settings = folder / "softhsm2.conf"
    settings.write_text(
        f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\n"
        "log.level = ERROR\n",
        encoding="utf-8",
    )
    os.environ["SOFTHSM2_CONF"] = str(settings)


def _make(folder: Path, module: str, issue: Issuer | None) -> None:
    # A half-made token of an interrupted run is thrown away.
    shutil.rmtree(folder / "tokens")
    (folder / "tokens").mkdir(mode=0o700)
    if not _converse(folder, module, _or_own(issue), is_new=True):
        raise ModuleUnusable(module=module, why="demo_token_not_made")
    (folder / READY).touch()


def _or_own(issue: Issuer | None) -> Issuer:
    """Give an issuer that always issues."""

    def always(request_pem: str) -> IssuedCertificate:
        from paraph.pkcs11 import demo_pki

        issued = issue(request_pem) if issue is not None else None
        return issued or demo_pki.issue(request_pem)

    return always


def _converse(folder: Path, module: str, issue: Issuer, *, is_new: bool) -> bool:
    """Have the token filled, in a process of its own: this one never loads a module."""
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    pipe, theirs = context.Pipe()
    arguments = (theirs, module, folder, is_new)
    process = context.Process(target=_child, args=arguments, daemon=True)
    process.start()
    theirs.close()
    try:
        if pipe.poll(_MAKING_TIMEOUT_S):
            pipe.send(issue(pipe.recv()))
            process.join(_MAKING_TIMEOUT_S)
    except (EOFError, OSError):
        process.join(_MAKING_TIMEOUT_S)  # it ended before, and its status says so
    finally:
        process.kill()
        process.join()
        pipe.close()
    return process.exitcode == 0


def _child(pipe: Connection, module: str, folder: Path, is_new: bool) -> None:  # noqa: FBT001
    # Imported here so that the parent never loads python-pkcs11.
    from paraph.pkcs11.demo_filling import Filling, fill

    fill(pipe, Filling(module, TOKEN_LABEL, PIN, folder, is_new))
