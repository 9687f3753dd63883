"""The profile's SQLite file: opened with WAL and synchronous=FULL, migrated in order."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database as Database  # noqa: PLC0414 - taken from here by others

from paraph.domain.errors import DiskFull, ParaphError, StoreBusy, StoreOnNetwork
from paraph.domain.errors.profile import ProfileFull, ProfileReadOnly, StoreDamaged, StoreNewer
from paraph.store.migrations import MIGRATIONS

_NETWORK_KINDS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "fuse.sshfs", "davfs", "fuse.davfs2"}
)
BUSY_TIMEOUT_S = 10.0
_LEAST_FREE_BYTES = 1 << 20  # the index beside the write-ahead log has to fit


def open_database(home: Path) -> Database:
    """Open `home`/paraph.db.

    Raises StoreOnNetwork, StoreDamaged, StoreNewer, StoreBusy, ProfileReadOnly, ProfileFull.
    """
    kind = mount_kind(home, Path("/proc/mounts"))
    if kind in _NETWORK_KINDS or str(home).startswith("\\\\"):
        raise StoreOnNetwork(folder=str(home), kind=kind or "unc")
    try:
        connection = sqlite3.connect(
            home / "paraph.db",
            timeout=BUSY_TIMEOUT_S,
            isolation_level=None,
            check_same_thread=False,  # a batch hands it from thread to thread, one at a time
        )
    except sqlite3.OperationalError as error:
        raise ProfileReadOnly(folder=str(home), why=str(error)) from error
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        _migrate(connection)
    except sqlite3.DatabaseError as error:
        connection.close()
        raise _opening_trouble(error, home) from error
    except StoreNewer:
        connection.close()
        raise
    return Database(connection)


def open_beside(home: Path, timeout_s: float) -> sqlite3.Connection:
    """Open the record a second time, for what need not be durable; it has to be there already.

    A lock is waited for so long. Raises sqlite3.Error.
    """
    connection = sqlite3.connect(
        f"{(home / 'paraph.db').absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=timeout_s,
        isolation_level=None,
    )
    # NORMAL flushes no commit; a checkpoint, which must be flushed, is left to the others.
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA wal_autocheckpoint=0")
    return connection


def _opening_trouble(error: sqlite3.DatabaseError, home: Path) -> ParaphError:
    """Say why the record could not be opened."""
    why, folder = str(error), str(home)
    if not isinstance(error, sqlite3.OperationalError):
        return StoreDamaged(folder=folder, why=why)
    is_full = "I/O" in why and shutil.disk_usage(home).free < _LEAST_FREE_BYTES
    if is_full or "full" in why:
        return ProfileFull(folder=folder, why=why)
    if "readonly" in why or "unable to open" in why:
        return ProfileReadOnly(folder=folder, why=why)
    return StoreBusy(why=why)


@contextmanager
def transaction(database: Database) -> Iterator[None]:
    """Write all of what is written within, or nothing. Raises StoreBusy, DiskFull.

    What is in a transaction already stays in that one: the outermost commits.
    """
    if database.conn.in_transaction:
        yield
        return
    try:
        database.execute("BEGIN IMMEDIATE")
        try:
            yield
            database.execute("COMMIT")
        except BaseException:
            # SQLite has rolled back by itself when the disk was full.
            if database.conn.in_transaction:
                database.execute("ROLLBACK")
            raise
    except sqlite3.OperationalError as error:
        raise writing_trouble(error) from error


def writing_trouble(error: sqlite3.OperationalError) -> ParaphError:
    """Say why SQLite could not write."""
    return (DiskFull if "full" in str(error) else StoreBusy)(why=str(error))


def mount_kind(folder: Path, table: Path) -> str | None:
    """Give the file system's kind of the mount that holds `folder`, where such a table exists."""
    if not table.exists():
        return None
    place, best, kind = str(folder.resolve()), "", None
    for line in table.read_text(encoding="utf-8", errors="replace").splitlines():
        _, point, found, *_ = line.split(" ")
        inside = place == point or place.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, found
    return kind


def _migrate(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        done = connection.execute("PRAGMA user_version").fetchone()[0]
        if done > len(MIGRATIONS):
            raise StoreNewer(version=done)
        for number, statements in enumerate(MIGRATIONS[done:], start=done + 1):
            for statement in statements:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version={number}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
