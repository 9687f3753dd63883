"""Start: adapters are made here and handed to the use cases and the faces."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from paraph import paths
from paraph.administrator import Rules, load_rules
from paraph.cli.program import Program
from paraph.domain.errors import DocumentDamaged, KeyFilesForbidden, NoDisplay
from paraph.domain.key_file import is_key_file
from paraph.domain.pin_policy import pin_policy
from paraph.domain.secret import Secret
from paraph.ports.documents import Checker, OutputFiles
from paraph.ports.key_files import KeyFile
from paraph.ports.record import AuditLog
from paraph.settings import load_settings
from paraph.usecases.key_files import KeyFileShelf
from paraph.usecases.reconcile_after_crash import Closed, reconcile_after_crash
from paraph.usecases.sign_document import Signing
from paraph.usecases.signing_desk import DeskPorts, SigningDesk


class SystemClock:
    """This machine's clock."""

    def now(self) -> datetime:
        """Give the present moment in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - the Clock port's one real implementation


def _no_window(_files: Sequence[Path], _demo: Any) -> int:
    raise NoDisplay


def make_program(
    open_window: Callable[[Sequence[Path], Any], int] = _no_window,
    rules: Callable[[], Rules] = load_rules,
) -> Program:
    """Wire the ports; what is slow to import is imported when it is used."""
    from paraph.filing.key_file_list import JsonKeyFileList
    from paraph.filing.policy_file import load_algorithm_policy
    from paraph.pades.certificates import read_certificate
    from paraph.pkcs11.system_finding import SystemFinding

    # Without a handler Python prints what libraries log, pyHanko's tracebacks among it.
    logging.getLogger().addHandler(logging.NullHandler())
    home = paths.profile_home()
    listed = JsonKeyFileList(home)

    def key_files() -> Sequence[str]:
        return listed.paths() if rules().key_files else ()

    def open_module(path: str) -> KeyFile:
        return _open_module(path, listed.certificates, rules)

    finding = SystemFinding(lambda: load_settings(home).pkcs11_modules, key_files)
    return Program(
        home=home,
        clock=SystemClock(),
        read_certificate=read_certificate,
        policy=load_algorithm_policy,
        finding=finding,
        known_modules=lambda: [each.path for each in finding.modules()],
        open_module=open_module,
        key_files=KeyFileShelf(listed, open_module, lambda: rules().key_files),
        rules=rules,
        pin_policy=lambda: pin_policy(rules().pin, load_settings(home).pin_keeping),
        signing=_signing,
        checker=_checker,
        load_anchors=_load_anchors,
        keychain=_keychain,
        demo=_demo,
        open_window=open_window,
    )


@contextmanager
def _signing() -> Iterator[Signing]:
    from paraph.filing.lease import hold_lease
    from paraph.filing.policy_file import load_algorithm_policy
    from paraph.pades.certificates import read_certificate
    from paraph.pades.document_signer import PadesSigner
    from paraph.render.document_reader import PdfReader
    from paraph.render.stamp_drawer import StampDrawer

    with _caught_up() as (audit, files, _), hold_lease(paths.profile_home() / "leases") as lease:
        yield Signing(
            PdfReader(),
            PadesSigner(),
            StampDrawer(),
            files,
            read_certificate,
            audit,
            SystemClock(),
            load_algorithm_policy(),
            lease,
        )


@contextmanager
def _caught_up() -> Iterator[tuple[AuditLog, OutputFiles, Sequence[Closed]]]:
    """Open the record, and first close what a crash had left open."""
    from paraph.filing.lease import is_held
    from paraph.filing.output_file import LocalFiles
    from paraph.store.audit_log import SqliteAuditLog
    from paraph.store.database import open_database

    home = paths.profile_home()
    files = LocalFiles(home)
    database = open_database(home)
    try:
        audit = SqliteAuditLog(database, SystemClock())
        closed = reconcile_after_crash(audit, files, lambda name: is_held(home / "leases", name))
        yield audit, files, closed
    finally:
        database.close()


def _catch_up() -> Sequence[Closed]:
    with _caught_up() as (_, _, closed):
        return closed


def make_desk(anchors_der: Sequence[bytes], rules: Callable[[], Rules] = load_rules) -> SigningDesk:
    """Wire what the window's work needs; `anchors_der` are trusted when a file is checked."""
    from paraph.filing.output_file import LocalFiles
    from paraph.pades.document_signer import PadesSigner

    program = make_program(rules=rules)
    return SigningDesk(
        DeskPorts(
            program.clock,
            program.read_certificate,
            program.policy,
            program.finding,
            program.open_module,
            program.signing,
            program.checker,
            LocalFiles(program.home),
            PadesSigner,
            _repair,
            _catch_up,
            program.pin_policy,
            program.key_files,
            anchors_der,
        )
    )


def _repair(source: Path, copy: Path, password: Secret | None) -> None:
    from paraph.pades.open_pdf import has_signature_trace
    from paraph.render.pages import open_pages

    with source.open("rb") as file:
        if has_signature_trace(file):
            raise DocumentDamaged(file=str(source), repairable=0)
    with open_pages(source, password) as pages:
        pages.save_repaired(copy)


def _open_module(
    path: str, certificates: Callable[[str], tuple[bytes, ...]], rules: Callable[[], Rules]
) -> KeyFile:
    from paraph.pkcs11.module_process import ModuleProcess

    if not is_key_file(path):
        return ModuleProcess(path)
    if not rules().key_files:
        raise KeyFilesForbidden
    return ModuleProcess(path, certificates(path))


def _checker() -> Checker:
    from paraph.pades.checker import PadesChecker

    return PadesChecker()


def _load_anchors(path: Path) -> list[bytes]:
    from paraph.pades.anchors import load_anchors

    return load_anchors(path)


def _keychain() -> str | None:
    from paraph.keychain.system_keychain import keychain_name

    return keychain_name()


def _demo(folder: Path) -> Any:
    from paraph.pkcs11.demo_token import make_demo_token

    return make_demo_token(folder, paths.resources() / "samples" / "fee-agreement.pdf")
