"""One SQLite file: one writer at a time, readers beside it; what was answered is on the disk."""

import sqlite3
import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from paraph_sandbox.lifecycle.problems import Problem
from paraph_sandbox.store.blobs import Gone
from paraph_sandbox.store.schema import SCHEMA, VERSION
from paraph_sandbox.store.unfit_file import UnfitFile

Row = sqlite3.Row
Made = TypeVar("Made")
Result = TypeVar("Result")
# Makes what a transaction needs; what is to go after the transaction is entered into the stack.
Make = Callable[[ExitStack], Made]
_BUSY_S = 30.0
_MOST_BEGINNINGS = 100


class Reading:
    """A look at the database as it is at one moment."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self, sql: str, *values: object) -> list[Row]:
        """Give every row."""
        return self._connection.execute(sql, values).fetchall()

    def first(self, sql: str, *values: object) -> Row | None:
        """Give the first row, or None."""
        row: Row | None = self._connection.execute(sql, values).fetchone()
        return row

    def value(self, sql: str, *values: object) -> Any:
        """Give the first column of the first row, or None."""
        row = self.first(sql, *values)
        return None if row is None else row[0]


class _Unmade(Exception):
    """A transaction needs what is made outside of it."""

    def __init__(self, key: Hashable, make: Make[Any]) -> None:
        super().__init__()
        self.key = key
        self.make = make


class Writing(Reading):
    """A transaction: all of it or nothing. `made` holds what was made for it before it began."""

    def __init__(self, connection: sqlite3.Connection, made: dict[Hashable, Any]) -> None:
        super().__init__(connection)
        self.afterwards: list[Callable[[], None]] = []
        self.with_events: set[str] = set()
        self._made = made

    def need(self, key: Hashable, make: Make[Made]) -> Made:
        """Give what was made for the transaction under a key that says of what it is made.

        The first time the transaction is undone; `make` is called while others may write, and the
        transaction begins again (see `Database.perform`). It is for what takes long.
        """
        if key not in self._made:
            raise _Unmade(key, make)
        made: Made = self._made[key]
        return made

    def settle(self, name: Hashable, make: Callable[[], Made]) -> Made:
        """Give a value that stays what it is when the transaction begins again, such as an id."""
        if name not in self._made:
            self._made[name] = make()
        made: Made = self._made[name]
        return made

    def run(self, sql: str, *values: object) -> int:
        """Change something and tell how many rows it touched."""
        return self._connection.execute(sql, values).rowcount

    def insert(self, table: str, **columns: object) -> int:
        """Add a row and give its rowid."""
        names = ", ".join(columns)
        marks = ", ".join("?" * len(columns))
        sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - names are ours
        return self._connection.execute(sql, tuple(columns.values())).lastrowid or 0

    def change(self, table: str, key: tuple[str, object], **columns: object) -> None:
        """Set columns of the rows whose column `key[0]` is `key[1]`."""
        sets = ", ".join(f"{name} = ?" for name in columns)
        sql = f"UPDATE {table} SET {sets} WHERE {key[0]} = ?"  # noqa: S608 - names are ours
        self._connection.execute(sql, (*columns.values(), key[1]))

    def after(self, act: Callable[[], None]) -> None:
        """Do something once the transaction is on the disk, and not if it fails."""
        self.afterwards.append(act)


class Database:
    """The file. Safe from every thread; writes take their turn.

    `announce` is called after a commit with the accounts that have new events.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = threading.RLock()
        self._mine = threading.local()
        self._readers: list[sqlite3.Connection] = []
        self.announce: Callable[[set[str]], None] = lambda accounts: None
        if not path.exists():
            # Names and secrets are its owner's alone; SQLite's files beside it take its mode.
            path.touch(mode=0o600)
        self._writer = self._open()
        self._prepare()

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, timeout=_BUSY_S, isolation_level=None, check_same_thread=False
        )
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        # What is deleted is overwritten: personal data must be gone from the file.
        connection.execute("PRAGMA secure_delete = ON")
        return connection

    def _prepare(self) -> None:
        known = self._writer.execute("PRAGMA user_version").fetchone()[0]
        if known == VERSION:
            return
        if known != 0:
            raise UnfitFile(self._path, f"is of another version ({known})")
        self._writer.executescript(f"BEGIN; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")

    def perform(self, act: Callable[[Writing], Result]) -> Result:
        """Do something in a transaction, which may begin again until all that it needs is made.

        Raises Problem 503 `busy` when others change all the time what that is made of.
        """
        made: dict[Hashable, Any] = {}
        with ExitStack() as stack:
            for _ in range(_MOST_BEGINNINGS):
                try:
                    with self.write(made) as tx:
                        return act(tx)
                except _Unmade as unmade:
                    # Without its document the transaction finds another state; it tells why.
                    with suppress(Gone):
                        made[unmade.key] = unmade.make(stack)
        detail = "Others change the same things all the time. Try again."
        raise Problem(503, "busy", detail, headers={"Retry-After": "1"})

    @contextmanager
    def write(self, made: dict[Hashable, Any] | None = None) -> Iterator[Writing]:
        """Open a transaction that is committed when the block ends well."""
        with self._turn:
            self._writer.execute("BEGIN IMMEDIATE")
            writing = Writing(self._writer, {} if made is None else made)
            try:
                yield writing
            except BaseException:
                self._writer.execute("ROLLBACK")
                raise
            self._writer.execute("COMMIT")
        for act in writing.afterwards:
            act()
        if writing.with_events:
            self.announce(writing.with_events)

    @contextmanager
    def read(self) -> Iterator[Reading]:
        """Look at the database as it is now, beside a writer."""
        connection = getattr(self._mine, "connection", None)
        if connection is None:
            connection = self._mine.connection = self._open()
            self._readers.append(connection)
        connection.execute("BEGIN")
        try:
            yield Reading(connection)
        finally:
            connection.execute("COMMIT")

    def forget_deleted(self) -> None:
        """Empty the write-ahead log, where deleted rows stand until then."""
        with self._turn:
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """End; nobody may be reading."""
        with self._turn:
            for connection in (*self._readers, self._writer):
                connection.close()
