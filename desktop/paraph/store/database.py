"""The profile's SQLite file: opened with WAL and synchronous=FULL, migrated in order."""

import sqlite3
from pathlib import Path

from sqlite_utils import Database

from paraph.domain.errors import FolderReadOnly, StoreBusy, StoreOnNetwork
from paraph.store.migrations import MIGRATIONS

_NETWORK_KINDS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "fuse.sshfs", "davfs", "fuse.davfs2"}
)
BUSY_TIMEOUT_S = 10.0


def open_database(home: Path) -> Database:
    """Open `home`/paraph.db; raises StoreOnNetwork, FolderReadOnly, StoreBusy."""
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
        raise FolderReadOnly(folder=str(home), why=str(error)) from error
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        _migrate(connection)
    except sqlite3.OperationalError as error:
        connection.close()
        raise StoreBusy(why=str(error)) from error
    return Database(connection)


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
        for number, statements in enumerate(MIGRATIONS[done:], start=done + 1):
            for statement in statements:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version={number}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
