"""Templates of services in SQLite: `ports.templates.Templates`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from paraph.domain.service.template import KeptTemplate, TemplatesStanding
from paraph.store.database import transaction
from paraph.store.moments import moment_of, text_of
from paraph.store.request_text import template_of, template_text

_NAMES = "account_id, template_id, name, told, document_name, document_sha256, pages"
_SELECT = f"SELECT {_NAMES} FROM template"  # noqa: S608
_ADD = f"INSERT INTO template ({_NAMES}) VALUES (?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
_LISTED = (
    "INSERT INTO template_listing (account_id, as_of_utc, tried_utc, trouble, is_wanted)"
    " VALUES (?, ?, ?, ?, ?) ON CONFLICT (account_id) DO UPDATE SET "
)


class SqliteTemplates:
    """Shares its connection with what is written in one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_account(self, account: str) -> Sequence[KeptTemplate]:
        """List an account's, by name."""
        rows = self._database.execute(f"{_SELECT} WHERE account_id = ?", [account]).fetchall()
        return sorted(map(_kept, rows), key=lambda each: (each.told.name.casefold(), each.told.id))

    def get(self, account: str, template_id: str) -> KeptTemplate | None:
        """Give one."""
        sql = f"{_SELECT} WHERE account_id = ? AND template_id = ?"
        row = self._database.execute(sql, [account, template_id]).fetchone()
        return _kept(row) if row is not None else None

    def put_all(self, account: str, templates: Sequence[KeptTemplate], at: datetime) -> None:
        """Take over an account's whole list. Raises StoreBusy, DiskFull."""
        with transaction(self._database):
            self._database.execute("DELETE FROM template WHERE account_id = ?", [account])
            for each in templates:
                self._database.execute(_ADD, _row(each))
            self._database.execute(
                f"{_LISTED} as_of_utc = excluded.as_of_utc, tried_utc = excluded.tried_utc,"
                " trouble = '', is_wanted = 0",
                [account, text_of(at), text_of(at), "", 0],
            )

    def standing(self, account: str) -> TemplatesStanding:
        """Give how they stand."""
        sql = (
            "SELECT as_of_utc, tried_utc, trouble, is_wanted FROM template_listing"
            " WHERE account_id = ?"
        )
        row = self._database.execute(sql, [account]).fetchone()
        if row is None:
            return TemplatesStanding()
        return TemplatesStanding(moment_of(row[0]), moment_of(row[1]), row[2], bool(row[3]))

    def note_trouble(self, account: str, code: str, at: datetime) -> None:
        """Note that they could not be read. Raises StoreBusy, DiskFull."""
        with transaction(self._database):
            self._database.execute(
                f"{_LISTED} tried_utc = excluded.tried_utc, trouble = excluded.trouble,"
                " is_wanted = 0",
                [account, None, text_of(at), code, 0],
            )

    def want(self, account: str) -> None:
        """Note that a person waits for them. Raises StoreBusy, DiskFull."""
        with transaction(self._database):
            self._database.execute(f"{_LISTED} is_wanted = 1", [account, None, None, "", 1])

    def files(self) -> frozenset[str]:
        """Give the hashes of the spool's files that some template names."""
        sql = "SELECT DISTINCT document_sha256 FROM template WHERE document_sha256 <> ''"
        return frozenset(row[0] for row in self._database.execute(sql).fetchall())


def _row(kept: KeptTemplate) -> list[str | int]:
    told = kept.told
    return [
        kept.account, told.id, told.name, template_text(told), kept.document_name,
        kept.document_sha256, kept.pages,
    ]  # fmt: skip


def _kept(row: Sequence[Any]) -> KeptTemplate:
    account, _, _, told, document_name, sha256, pages = row
    return KeptTemplate(account, template_of(told), document_name, sha256, pages)
