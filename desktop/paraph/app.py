"""Start: adapters are made here and handed to the use cases and the faces."""

import functools
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph import paths
from paraph.administrator import Rules, load_rules
from paraph.booking import book_kit, book_of_batch
from paraph.cli.program import Program
from paraph.domain.errors import DocumentDamaged, KeyFilesForbidden, NoDisplay, Unforeseen
from paraph.domain.keys.key_file import is_key_file
from paraph.domain.keys.pin_policy import pin_policy
from paraph.domain.keys.secret import Secret
from paraph.domain.keys.tpm import TpmFacts
from paraph.domain.page_content import ContentFinding
from paraph.domain.stamp.archive_format import ArchiveClaim
from paraph.logs import keep_log
from paraph.ports.documents import Checker, DocumentSigner, OutputFiles
from paraph.ports.key_files import KeyFile
from paraph.ports.owed import OwedLevels
from paraph.ports.record import AuditLog, Clock
from paraph.ports.trust import TrustAnchors
from paraph.settings import load_settings
from paraph.usecases.book_desk import BookDesk
from paraph.usecases.book_signing import BookBatchDesk
from paraph.usecases.key_files import KeyFileShelf
from paraph.usecases.preflight import TryLevel
from paraph.usecases.prepare_fields import Preparing
from paraph.usecases.reconcile_after_crash import Closed, reconcile_after_crash
from paraph.usecases.sign_document import Signing
from paraph.usecases.signing_desk import DeskPorts

# The desk's process loads this module before it looks for cards, and pays nothing.
if TYPE_CHECKING:
    from paraph.filing.output_file import LocalFiles
    from paraph.ports.filing import ClientFile
    from paraph.proving import Proving
    from paraph.syncing import Syncing
    from paraph.usecases.batch_planner import BatchPlanner
    from paraph.usecases.demo_journey import Journey, Step
    from paraph.usecases.proof_desk import ProofDesk
    from paraph.usecases.send_list import ListDesk
    from paraph.usecases.watch_folder import WatchKit


class SystemClock:
    """This machine's clock."""

    def now(self) -> datetime:
        """Give the present moment in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - the Clock port's one real implementation


def _no_window(_files: Sequence[Path], _demo: Any) -> int:
    raise NoDisplay


def _no_journey(_demo: Any, _check: Any, _tell: "Callable[[Step], None]") -> "Journey":
    raise Unforeseen(why="no_journey")


def make_program(
    open_window: Callable[[Sequence[Path], Any], int] = _no_window,
    rules: Callable[[], Rules] = load_rules,
    journey: "Callable[[Any, Any, Callable[[Step], None]], Journey]" = _no_journey,
) -> Program:
    """Wire the ports; what is slow to import is imported when it is used."""
    from paraph.filing.appearances import JsonLooks
    from paraph.filing.key_file_list import JsonKeyFileList
    from paraph.filing.output_file import LocalFiles
    from paraph.filing.own_trust import OwnTrust
    from paraph.filing.policy_file import load_algorithm_policy
    from paraph.filing.templates import JsonTemplates
    from paraph.filing.trust_folders import FOLDER
    from paraph.pades.certificates import read_certificate
    from paraph.pkcs11.system_finding import SystemFinding

    # Without a handler Python prints what libraries log, pyHanko's tracebacks among it.
    logging.getLogger().addHandler(logging.NullHandler())
    home, clock = paths.profile_home(), SystemClock()
    keep_log(home)
    listed = JsonKeyFileList(home)

    def key_files() -> Sequence[str]:
        return listed.paths() if rules().key_files else ()

    def open_module(path: str) -> KeyFile:
        return _open_module(path, listed.certificates, rules)

    def proving(urls: Sequence[str]) -> "Proving":
        from paraph.proving import Proving

        return Proving(home, rules(), clock, urls)

    def trusted() -> OwnTrust:
        from paraph.proving import trusted_by

        system = load_settings(home).system_trust
        return OwnTrust(home / FOLDER, trusted_by(home, rules(), system=system))

    @functools.cache  # one in a process: it remembers what no keychain keeps
    def syncing() -> "Syncing":
        return make_syncing(home, rules, clock, trusted)

    finding = SystemFinding(lambda: load_settings(home).pkcs11_modules, key_files)
    return Program(
        home=home,
        clock=clock,
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
        journey=journey,
        tpm=_tpm,
        catch_up=_catch_up,
        proving=proving,
        files=lambda: LocalFiles(home),
        take_image=_take_image,
        looks=lambda: JsonLooks(home),
        archive_claim=_archive_claim,
        content=_content,
        templates=lambda: JsonTemplates(home),
        watching=_watching,
        books=lambda: book_kit(_caught_up, _signing, clock, _signer),
        trusted=trusted,
        accounts=lambda: syncing().accounts(),
        requests=lambda: syncing().requests(),
        sending=lambda pay: syncing().sending(pay),
        beside=lambda account: syncing().beside(account),
        health=lambda: syncing().health(),
        folder=_folder,
        keep_password=_keep_password,
        read_pages=lambda path: syncing().read_pages(path),
        lend_password=lambda url, user, password: syncing().lend_password(url, user, password),
    )


@contextmanager
def _signing() -> Iterator[Signing]:
    from paraph.filing.lease import hold_lease
    from paraph.filing.policy_file import load_algorithm_policy
    from paraph.pades.certificates import read_certificate
    from paraph.pades.document_signer import PadesSigner
    from paraph.render.anchors import PlacingReader
    from paraph.render.document_reader import PdfReader
    from paraph.render.stamp_drawer import StampDrawer

    with _caught_up() as caught_up, hold_lease(paths.profile_home() / "leases") as lease:
        yield Signing(
            PdfReader(),
            PadesSigner(),
            StampDrawer(),
            caught_up.files,
            read_certificate,
            caught_up.audit,
            SystemClock(),
            load_algorithm_policy(),
            lease,
            caught_up.owed,
            PlacingReader(),
            caught_up.files.begun,
        )


class _CaughtUp(NamedTuple):
    audit: AuditLog
    owed: OwedLevels
    files: "LocalFiles"
    closed: Sequence[Closed]


@contextmanager
def _caught_up() -> Iterator[_CaughtUp]:
    """Open the record, and first close what a crash had left open."""
    from paraph.filing.lease import is_held
    from paraph.filing.output_file import LocalFiles
    from paraph.store.audit_log import SqliteAuditLog
    from paraph.store.database import open_database
    from paraph.store.owed_levels import SqliteOwedLevels

    home, clock = paths.profile_home(), SystemClock()
    files = LocalFiles(home)
    database = open_database(home)
    try:
        audit, owed = SqliteAuditLog(database, clock), SqliteOwedLevels(database, clock)
        closed = reconcile_after_crash(
            audit, files, lambda name: is_held(home / "leases", name), owed
        )
        yield _CaughtUp(audit, owed, files, closed)
    finally:
        database.close()


def _catch_up() -> Sequence[Closed]:
    with _caught_up() as caught_up:
        return caught_up.closed


def make_desk(
    anchors_der: Sequence[bytes], rules: Callable[[], Rules] = load_rules
) -> BookBatchDesk:
    """Wire what the window's work needs; with `anchors_der` a check trusts nothing else."""
    from paraph.batching import batch_signing, hold_batch
    from paraph.filing.output_file import LocalFiles

    program = make_program(rules=rules)
    return BookBatchDesk(
        DeskPorts(
            program.clock,
            program.read_certificate,
            program.policy,
            program.finding,
            program.open_module,
            program.signing,
            program.checker,
            LocalFiles(program.home),
            _signer,
            _repair,
            _catch_up,
            program.pin_policy,
            program.key_files,
            _archive_claim,
            _content,
            _level_now(program),
            anchors_der,
            lambda: program.trusted().certificates(),
            lambda: _preparing(program.files()),
        ),
        batch_signing(_signing),
        hold_batch,
        book_of_batch,
    )


def make_book_desk() -> BookDesk:
    """Wire what hands signature books to and fro."""
    program = make_program()
    return BookDesk(program.books())


def _watching(folder: Path) -> "AbstractContextManager[WatchKit]":
    from paraph.batching import watch_kit

    return watch_kit(_signing, folder)


def make_planner() -> "BatchPlanner":
    """Wire what looks through documents before a batch."""
    from paraph.batching import batch_planner
    from paraph.pades.certificates import read_certificate

    return batch_planner(_signer(), read_certificate, SystemClock())


def make_proof_desk() -> "ProofDesk":
    """Wire what pays in the background; settings are read anew for each payment."""
    from paraph.usecases.proof_desk import ProofDesk

    program = make_program()
    return ProofDesk(lambda: program.proving(()).paying(), program.files())


def make_prepare_desk() -> "ListDesk":
    """Wire what prepares signature requests."""
    from paraph.filing.request_drafts import LocalDrafts
    from paraph.usecases.send_list import ListDesk

    program = make_program()
    return ListDesk(LocalDrafts(program.home), program.requests, program.clock)


def make_syncing(
    home: Path, rules: Callable[[], Rules], clock: Clock, trusted: Callable[[], TrustAnchors]
) -> "Syncing":
    """Wire what reaches the accounts' services."""
    from paraph.syncing import Judges, Syncing

    return Syncing(home, rules, clock, Judges(_checker, trusted))


def _preparing(files: OutputFiles) -> Preparing:
    from paraph.pades.field_writer import PadesFieldWriter
    from paraph.render.anchors import PlacingReader

    return Preparing(files, PlacingReader(), PadesFieldWriter())


def _signer() -> DocumentSigner:
    # It takes longer to load than a card to be seen.
    from paraph.pades.document_signer import PadesSigner

    return PadesSigner()


def _take_image(data: bytes) -> bytes:
    from paraph.render.stamp_image import take_image

    return take_image(data)


def _archive_claim(path: Path, password: Secret | None) -> ArchiveClaim | None:
    from paraph.render.document_reader import read_archive_claim

    return read_archive_claim(path, password)


def _content(path: Path, password: Secret | None) -> Sequence[ContentFinding]:
    from paraph.render.active_content import read_content

    return read_content(path, password)


def _level_now(program: Program) -> TryLevel:
    from paraph.usecases.level_now import LevelNow

    return LevelNow(lambda: program.proving(()).checking(), program.clock)


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


def _folder(root: Path) -> "ClientFile":
    from paraph.filing.client_folder import ClientFolder

    return ClientFolder(root)


def _keep_password(service: str, user: str, password: Secret) -> bool:
    from paraph.keychain.service_passwords import KeychainServicePasswords

    return KeychainServicePasswords().keep(service, user, password)


def _checker() -> Checker:
    from paraph.pades.checker import PadesChecker

    return PadesChecker()


def _load_anchors(path: Path) -> list[bytes]:
    from paraph.filing.certificate_files import load_anchors

    return load_anchors(path)


def _keychain() -> str | None:
    from paraph.keychain.system_keychain import keychain_name

    return keychain_name()


def _tpm() -> TpmFacts:
    from paraph.pkcs11.tpm_device import tpm_facts

    return tpm_facts()


def _demo(folder: Path, tell: Callable[[str], None]) -> AbstractContextManager[Any]:
    from paraph.trying import open_demo

    return open_demo(folder, tell, SystemClock())
