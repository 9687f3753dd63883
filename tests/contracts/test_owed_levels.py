"""What every `OwedLevels`, `ReplacedFiles` and `DocumentPasswords` does, faked and real alike."""

import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null

from paraph.domain import errors
from paraph.domain.archive_index import ArchiveState, Sight
from paraph.domain.keys.secret import Secret
from paraph.domain.owed import ArchivedFile, OwedLevel
from paraph.domain.pades_level import PadesLevel
from paraph.filing.replaced_file import LocalReplacing
from paraph.keychain.document_passwords import KeychainPasswords
from paraph.ports.owed import DocumentPasswords, OwedLevels, ReplacedFiles
from paraph.ports.record import AuditLog
from paraph.store.audit_log import SqliteAuditLog
from paraph.store.database import open_database
from paraph.store.owed_levels import SqliteOwedLevels
from tests.fakes.files import MemoryFiles
from tests.fakes.levels import MemoryOwedLevels, MemoryPasswords, MemoryReplacing
from tests.fakes.record import FixedClock, MemoryAuditLog

NOW = datetime(2026, 11, 25, 9, 0, 0, 123456, tzinfo=UTC)
PLAIN = OwedLevel("plain", Path("/m/ä.pdf"), "aa", PadesLevel.B_B, PadesLevel.B_T, NOW)
FULL = OwedLevel(
    "full", Path("/m/b.pdf"), "bb", PadesLevel.B_T, PadesLevel.B_LTA, NOW,
    reason="revocation_too_old", not_before=NOW + timedelta(hours=1),
    next_attempt=NOW + timedelta(hours=2), deadline=NOW + timedelta(days=9), left_paraph=True,
    attempts=3, needs_person="password_required", is_refused=True, renews=True,
    temporary=Path("/m/.b.part"), prepared_sha256="cc", prepared_renewal=NOW + timedelta(days=99),
)  # fmt: skip


@pytest.fixture(params=["memory", "sqlite"])
def stores(request, tmp_path) -> Iterator[tuple[OwedLevels, AuditLog]]:
    if request.param == "memory":
        audit = MemoryAuditLog()
        yield MemoryOwedLevels(audit), audit
        return
    database, clock = open_database(tmp_path), FixedClock()
    yield SqliteOwedLevels(database, clock), SqliteAuditLog(database, clock)
    database.close()


@pytest.fixture
def owed(stores) -> OwedLevels:
    return stores[0]


def test_a_debt_comes_back_as_it_was_put_the_most_urgent_first(owed: OwedLevels):
    owed.put(PLAIN)
    owed.put(FULL)
    assert list(owed.all()) == [FULL, PLAIN]
    owed.put(replace(PLAIN, attempts=1))
    assert list(owed.all()) == [FULL, replace(PLAIN, attempts=1)]
    owed.remove("full")
    owed.remove("full")
    assert [debt.intent for debt in owed.all()] == ["plain"]


def test_what_left_stays_so_whoever_writes_the_debt(owed: OwedLevels):
    owed.put(PLAIN)
    owed.put_archived(ArchivedFile(Path("/m/c.pdf"), "aa", NOW))
    owed.mark_left("aa")
    owed.mark_left("aa")
    owed.put(replace(PLAIN, attempts=1))
    assert owed.all()[0].left_paraph
    assert owed.archived()[0].left_paraph
    assert (owed.has_left("aa"), owed.has_left("bb")) == (True, False)


def test_a_transaction_is_whole_or_nothing_the_record_included(stores):
    owed, audit = stores
    with suppress(ZeroDivisionError), owed.transaction():
        audit.append("signature_made", "plain", {"sha256": "aa"})
        with owed.transaction():
            owed.put(PLAIN)
        raise ZeroDivisionError
    assert list(owed.all()) == []
    assert not owed.is_ours("aa")
    with owed.transaction():
        audit.append("signature_made", "plain", {"sha256": "aa"})
        owed.put(PLAIN)
    assert list(owed.all()) == [PLAIN]
    assert owed.is_ours("aa")


def test_only_what_was_made_here_is_ours(stores):
    owed, audit = stores
    for kind in ("signature_requested", "signature_prepared", "level_owed", "level_prepared"):
        audit.append(kind, "x", {"sha256": kind})
        assert not owed.is_ours(kind)
    audit.append("level_paid", "x", {"sha256": "paid"})
    assert owed.is_ours("paid")


def test_archived_files_come_by_their_date_and_follow_a_move(owed: OwedLevels):
    late = ArchivedFile(Path("/m/late.pdf"), "aa", NOW + timedelta(days=9))
    soon = ArchivedFile(
        Path("/m/soon.pdf"), "bb", NOW, left_paraph=True, due=NOW, size=7,
        seen=Sight(9, 1 << 60, "/m"), checked=NOW, state=ArchiveState.EXTENDED,
        since=NOW - timedelta(days=1),
    )  # fmt: skip
    owed.put_archived(late)
    owed.put_archived(soon)
    assert list(owed.archived()) == [soon, late]
    owed.put(replace(PLAIN, path=late.path))
    owed.move(late.path, Path("/n/late.pdf"))
    assert owed.all()[0].path == Path("/n/late.pdf")
    assert owed.archived()[1] == late._replace(path=Path("/n/late.pdf"))
    renewed = soon._replace(sha256="cc", renew_before=NOW + timedelta(days=99))
    owed.put_archived(renewed)
    assert renewed in owed.archived()
    assert len(owed.archived()) == 2
    for _ in range(2):
        owed.remove_archived(soon.path)
    assert [each.path for each in owed.archived()] == [Path("/n/late.pdf")]


def test_a_file_of_an_index_that_is_older_is_there_until_it_is_looked_at(tmp_path):
    database = open_database(tmp_path)
    sql = "INSERT INTO archived_file (path, sha256, renew_before_utc, left_paraph)"
    database.execute(f"{sql} VALUES ('/m/a.pdf', 'aa', ?, 1)", [NOW.isoformat()])
    owed = SqliteOwedLevels(database, FixedClock())
    assert list(owed.archived()) == [ArchivedFile(Path("/m/a.pdf"), "aa", NOW, left_paraph=True)]
    owed.put_archived(ArchivedFile(Path("/m/a.pdf"), "aa", NOW))
    assert owed.archived()[0].left_paraph, "another process noted it meanwhile"
    database.close()


@pytest.fixture(params=["memory", "disk"])
def place(request, tmp_path) -> tuple[ReplacedFiles, MemoryFiles | None, Path]:
    if request.param == "disk":
        return LocalReplacing(), None, tmp_path
    memory = MemoryFiles()
    return MemoryReplacing(memory), memory, tmp_path


def write(memory: MemoryFiles | None, path: Path, content: bytes) -> None:
    if memory is not None:
        memory.contents[path] = content
    else:
        path.write_bytes(content)


def names(memory: MemoryFiles | None, folder: Path) -> list[str]:
    found = memory.contents if memory is not None else folder.iterdir()
    return sorted(path.name for path in found)


def test_a_file_is_replaced_only_while_it_is_the_known_one(place):
    files, memory, folder = place
    path = folder / "a.pdf"
    write(memory, path, b"old")
    known = files.sha256(path)
    temporary = files.temporary_name(path, "0" * 32)
    assert temporary.parent == folder
    assert names(memory, folder) == ["a.pdf"], "a name alone makes nothing"
    files.reserve(temporary)
    write(memory, temporary, b"new")
    with pytest.raises(errors.DocumentChanged):
        files.replace(temporary, path, "0" * 64)
    made = files.sha256(temporary)
    files.replace(temporary, path, known)
    assert names(memory, folder) == ["a.pdf"]
    assert files.sha256(path) == made
    files.reserve(temporary)
    files.reserve(temporary)
    files.discard(temporary)
    files.discard(temporary)
    assert names(memory, folder) == ["a.pdf"]
    with pytest.raises(errors.DocumentMissing):
        files.replace(temporary, folder / "none.pdf", known)
    files.reserve(temporary)
    assert files.copy(path, temporary) == files.sha256(temporary) == made


def test_a_replaced_file_keeps_its_rights_and_a_link_stays_a_link(tmp_path):
    files, real, link = LocalReplacing(), tmp_path / "there" / "real.pdf", tmp_path / "link.pdf"
    real.parent.mkdir()
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(real)
    temporary = files.temporary_name(link, "0" * 32)
    assert temporary.parent == real.parent
    files.reserve(temporary)
    temporary.write_bytes(b"new")
    files.replace(temporary, link, files.sha256(link))
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


class MemoryKeyring(KeyringBackend):
    priority = -1  # used where it is named: keyring would find it in every other test, too

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def delete_password(self, service: str, username: str) -> None:
        if self.held.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError


@pytest.fixture
def use_keyring():
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


@pytest.fixture(params=["memory", "keychain"])
def passwords(request, use_keyring) -> DocumentPasswords:
    use_keyring(MemoryKeyring())
    return MemoryPasswords() if request.param == "memory" else KeychainPasswords()


def test_a_password_is_found_until_it_is_forgotten(passwords: DocumentPasswords):
    assert passwords.find("a") is None
    assert passwords.keep("a", Secret("geheim"))
    assert (passwords.find("a"), passwords.find("b")) == (Secret("geheim"), None)
    passwords.forget("a")
    passwords.forget("a")
    assert passwords.find("a") is None


class BrokenKeyring(MemoryKeyring):
    """Its system raises what no keychain of Python's library raises."""

    def set_password(self, *_: str) -> None:
        raise RuntimeError("the bus is gone")

    get_password = delete_password = set_password


class PlainFile(MemoryKeyring):
    __module__ = "keyrings.alt.file"


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring, BrokenKeyring, PlainFile])
def test_without_a_keychain_nothing_is_kept(use_keyring, backend: type[KeyringBackend]):
    use_keyring(backend())
    passwords = KeychainPasswords()
    assert not passwords.keep("a", Secret("geheim"))
    assert passwords.find("a") is None
    passwords.forget("a")
    assert not MemoryPasswords(None).keep("a", Secret("geheim"))
