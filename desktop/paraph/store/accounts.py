"""Accounts at e-signature services, in SQLite: `ports.requests.Accounts`."""

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from paraph.domain.errors.service import AccountExists
from paraph.domain.service.account import Account, Environment, SignInWay
from paraph.store.database import transaction
from paraph.store.moments import known_moment_of, moment_of, text_of
from paraph.store.requests import look_whose_again

_COLUMNS = (
    "id", "name", "base_url", "way", "client_id", "environment", "own_addresses", "filing",
    "filing_pattern", "added_utc", "secret_since_utc", "paused",
)  # fmt: skip
_NAMES = ", ".join(_COLUMNS)
_PUT = (
    f"INSERT INTO account ({_NAMES}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608
    " ON CONFLICT (id) DO UPDATE SET " + ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS)
)


class SqliteAccounts:
    """Shares its connection with what is written in one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> Sequence[Account]:
        """List them, the oldest first."""
        sql = f"SELECT {_NAMES} FROM account ORDER BY added_utc, id"  # noqa: S608
        return [_account(row) for row in self._database.execute(sql).fetchall()]

    def put(self, account: Account) -> None:
        """Write one. Raises AccountExists where another has its name, StoreBusy, DiskFull.

        Whom its requests ask goes by its own addresses, and is worked out anew with them.
        """
        try:
            with transaction(self._database):
                known = next((each for each in self.all() if each.id == account.id), None)
                self._database.execute(_PUT, _row(account))
                if known is not None and known.own_addresses != account.own_addresses:
                    look_whose_again(self._database, account, known.own_addresses)
        except sqlite3.IntegrityError as error:
            raise AccountExists(name=account.name) from error

    def remove(self, account_id: str) -> None:
        """Remove one with its secrets; its requests and entries stay, and ask nobody here."""
        with transaction(self._database):
            self._database.execute("DELETE FROM account WHERE id = ?", [account_id])
            self._database.execute(
                "UPDATE signature_request SET my_turn = 0, is_mine = 0 WHERE account_id = ?",
                [account_id],
            )


def _row(account: Account) -> list[str | None]:
    return [
        account.id, account.name, account.base_url, account.way, account.client_id,
        account.environment, json.dumps(account.own_addresses), account.filing,
        account.filing_pattern, text_of(account.added) or "", text_of(account.secret_since),
        account.paused,
    ]  # fmt: skip


def _account(row: Sequence[Any]) -> Account:
    told = dict(zip(_COLUMNS, row, strict=True))
    return Account(
        id=told["id"],
        name=told["name"],
        base_url=told["base_url"],
        way=SignInWay(told["way"]),
        client_id=told["client_id"],
        environment=Environment(told["environment"]),
        own_addresses=tuple(json.loads(told["own_addresses"])),
        filing=told["filing"],
        filing_pattern=told["filing_pattern"],
        added=known_moment_of(told["added_utc"]) if told["added_utc"] else None,
        secret_since=moment_of(told["secret_since_utc"]),
        paused=told["paused"],
    )
