"""Signature requests in SQLite: `ports.requests.Requests`."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from paraph.domain.service.account import Account
from paraph.domain.service.allowed import next_to_act
from paraph.domain.service.local_request import FilingState, LocalRequest
from paraph.domain.service.request_draft import DraftSignatory
from paraph.domain.service.signature_request import SIGNING_ROLES, RequestState
from paraph.ports.record import Clock
from paraph.ports.requests import Accounts, Shown
from paraph.store.database import writing_trouble
from paraph.store.moments import known_moment_of, moment_of, text_of
from paraph.store.request_text import (
    draft_of,
    draft_text,
    filing_of,
    filing_text,
    remote_of,
    remote_text,
)

_FIXED = ("id", "account_id", "client_reference", "made_utc")
_MOVING = (
    "changed_utc", "draft", "remote", "remote_id", "document_id", "status", "name", "matter",
    "client", "my_turn", "current_sha256", "current_revision", "filing_state", "filing", "on_paper",
    "is_withdrawn", "is_mine", "is_sent", "words",
)  # fmt: skip
_COLUMNS = (*_FIXED, *_MOVING)
_NAMES = ", ".join(_COLUMNS)
_ADD = f"INSERT INTO signature_request ({_NAMES}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608
_PUT = (
    f"UPDATE signature_request SET {', '.join(f'{name} = ?' for name in _MOVING)}"  # noqa: S608
    " WHERE id = ?"
)
_SELECT = f"SELECT {_NAMES} FROM signature_request"  # noqa: S608
VERSIONS = (
    "SELECT remote_id, json_extract(remote, '$.version') FROM signature_request"
    " WHERE account_id = ? AND remote_id IN (SELECT value FROM json_each(?))"
)
_QUEUED = "EXISTS (SELECT 1 FROM outbox_entry WHERE request_id = signature_request.id AND "
# What is signed or declined here is somebody else's turn, although the service does not know yet;
# what is taken back here is nobody's.
_ACTED_HERE = (
    f"{_QUEUED}((kind IN ('sign', 'decline')"
    " AND state NOT IN ('needs_person', 'rejected', 'canceled', 'done'))"
    " OR (kind IN ('cancel', 'discard') AND state NOT IN ('rejected', 'canceled'))))"
)
# What is prepared here asks nobody before its beginning is queued.
_HAS_BEGUN = (
    f"(status NOT IN ('{RequestState.LOCAL}', '{RequestState.DRAFT}')"
    f" OR {_QUEUED}kind = 'activate' AND state NOT IN ('rejected', 'canceled')))"
)
_MY_TURN = f"my_turn = 1 AND {_HAS_BEGUN}"
_WAITING = f"{_MY_TURN} AND NOT {_ACTED_HERE}"
_BOXES = {
    "inbox": _MY_TURN,
    "waiting": _WAITING,
    "mine": "is_mine = 1",
    "with_others": f"is_mine = 1 AND NOT ({_WAITING})",
    "sent": "is_sent = 1",
}


class SqliteRequests:
    """Shares the audit log's connection, so that one transaction holds both.

    Whose turn it is depends on the account: on the addresses of who works at this desk.
    """

    def __init__(self, database: Database, clock: Clock, accounts: Accounts) -> None:
        self._database, self._clock, self._accounts = database, clock, accounts

    def add(self, request: LocalRequest) -> None:
        """Write a new one. Raises StoreBusy, DiskFull."""
        self._write(_ADD, self._row(request))

    def put(self, request: LocalRequest) -> None:
        """Write one as it stands now. Raises StoreBusy, DiskFull."""
        self._write(_PUT, [*self._row(request)[len(_FIXED) :], request.id])

    def get(self, request_id: str) -> LocalRequest | None:
        """Give one."""
        return self._one(f"{_SELECT} WHERE id = ?", [request_id])

    def of_remote(self, account: str, remote_id: str) -> LocalRequest | None:
        """Find one by the service's id."""
        sql = f"{_SELECT} WHERE account_id = ? AND remote_id = ?"
        return self._one(sql, [account, remote_id])

    def versions(self, account: str, remote_ids: Iterable[str]) -> Mapping[str, int]:
        """Give the versions that are known of some requests, by the service's ids."""
        wanted = [account, json.dumps(list(remote_ids))]
        return dict(self._database.execute(VERSIONS, wanted).fetchall())

    def of_reference(self, account: str, client_reference: str) -> LocalRequest | None:
        """Find one by what we called it."""
        sql = f"{_SELECT} WHERE account_id = ? AND client_reference = ?"
        return self._one(sql, [account, client_reference])

    def page(self, shown: Shown, offset: int, limit: int) -> Sequence[LocalRequest]:
        """List some, the last changed first."""
        sql, values = page_query(shown)
        return self._list(sql, [*values, limit, offset])

    def counts(self, shown: Shown) -> Mapping[str, int]:
        """Count by status, and all under ""."""
        where, values = _where(shown)
        sql = f"SELECT status, count(*) FROM signature_request{where} GROUP BY status"  # noqa: S608
        found = dict(self._database.execute(sql, values).fetchall())
        return {"": sum(found.values()), **found}

    def to_fetch(self, account: str) -> Sequence[LocalRequest]:
        """List those whose document is wanted here: my turn, and its revision is not here yet."""
        known = self._account(account)
        sql = f"{_SELECT} WHERE account_id = ? AND my_turn = 1 ORDER BY changed_utc"
        return [each for each in self._list(sql, [account]) if _is_wanted(each, known)]

    def to_file(self, account: str) -> Sequence[LocalRequest]:
        """List those completed whose results are not filed."""
        sql = (
            f"{_SELECT} INDEXED BY signature_request_filing"
            f" WHERE account_id = ? AND status = '{RequestState.COMPLETED}'"
            f" AND filing_state IN ('{FilingState.NOT_YET}', '{FilingState.OWED}')"
            " ORDER BY changed_utc"
        )
        return self._list(sql, [account])

    def as_of(self, account: str) -> datetime | None:
        """Give when the service last told all that had happened to an account's requests."""
        sql = "SELECT as_of_utc FROM inbox_iterator WHERE account_id = ?"
        row = self._database.execute(sql, [account]).fetchone()
        return moment_of(row[0]) if row is not None else None

    def files(self) -> frozenset[str]:
        """Give the hashes of the spool's files that some request names."""
        names: set[str] = set()
        sql = (
            "SELECT current_sha256, json_extract(draft, '$.document_sha256'),"
            " json_extract(filing, '$.signed_sha256'), json_extract(filing, '$.trail_sha256'),"
            " on_paper FROM signature_request"
        )
        for *hashes, on_paper in self._database.execute(sql):
            names |= {*hashes, *(sha256 for _, sha256 in json.loads(on_paper))}
        return frozenset(names - {None, ""})

    def _account(self, account_id: str) -> Account | None:
        return next((each for each in self._accounts.all() if each.id == account_id), None)

    def _one(self, sql: str, values: Sequence[str]) -> LocalRequest | None:
        return next(iter(self._list(sql, values)), None)

    def _list(self, sql: str, values: Sequence[str | int]) -> list[LocalRequest]:
        return [_request(row) for row in self._database.execute(sql, values).fetchall()]

    def _write(self, sql: str, values: Sequence[Any]) -> None:
        try:
            self._database.execute(sql, values)
        except sqlite3.OperationalError as error:
            raise writing_trouble(error) from error

    def _row(self, request: LocalRequest) -> list[str | int | None]:
        remote, account = request.remote, self._account(request.account)
        return [
            request.id,
            request.account,
            request.client_reference,
            text_of(request.made),
            text_of(self._clock.now()),
            draft_text(request.draft),
            remote_text(remote),
            remote.id if remote is not None else None,
            request.document_id,
            str(request.status),
            request.name,
            request.matter,
            request.client,
            int(_is_my_turn(request, account)),
            request.current_sha256,
            request.current_revision,
            str(request.filing.state),
            filing_text(request.filing),
            json.dumps(request.on_paper),
            int(request.is_withdrawn),
            int(_asks_me(request, account)),
            int(request.draft is not None),
            words_of(request),
        ]


def look_whose_again(database: Database, account: Account, before: Sequence[str]) -> None:
    """Work out anew whom an account's requests ask, after its own addresses changed.

    Their order in lists stays. In the caller's transaction.
    """
    addresses, values = (
        {each.casefold() for each in (*before, *account.own_addresses)},
        [account.id],
    )
    named = ""
    if before and account.own_addresses:
        # Only those that name one of them can change; there are few, of however many.
        named = f" AND ({' OR '.join(['instr(words, ?) > 0'] * len(addresses))})"
        values += sorted(addresses)
    turn, mine = _COLUMNS.index("my_turn"), _COLUMNS.index("is_mine")
    changed = []
    for row in database.execute(f"{_SELECT} WHERE account_id = ?{named}", values):
        request = _request(row)
        found = (int(_is_my_turn(request, account)), int(_asks_me(request, account)))
        if found != (row[turn], row[mine]):
            changed.append((*found, request.id))
    database.conn.executemany(
        "UPDATE signature_request SET my_turn = ?, is_mine = ? WHERE id = ?", changed
    )


def page_query(shown: Shown) -> tuple[str, list[str]]:
    """Give the query of a page, without its limit and offset, which stand last.

    Which rows they are is read from an index alone, so that the last page is as near as the first.
    """
    where, values = _where(shown)
    order = "ORDER BY changed_utc DESC"
    those = f"SELECT rowid FROM signature_request{where} {order} LIMIT ? OFFSET ?"  # noqa: S608
    return f"{_SELECT} WHERE rowid IN ({those}) {order}, rowid DESC", values


def _where(shown: Shown) -> tuple[str, list[str]]:
    wanted: dict[str, list[str]] = {}
    if shown.box in _BOXES:
        wanted[_BOXES[shown.box]] = []
    if shown.account:
        wanted["account_id = ?"] = [shown.account]
    if shown.statuses:
        wanted[f"status IN ({', '.join('?' * len(shown.statuses))})"] = list(shown.statuses)
    if shown.matter:
        wanted["matter = ?"] = [shown.matter]
    if shown.text:
        # What a person types is no pattern.
        text = shown.text.strip().casefold()
        escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        wanted["words LIKE ? ESCAPE '\\'"] = [f"%{escaped}%"]
    if not wanted:
        return "", []
    values = [value for each in wanted.values() for value in each]
    return f" WHERE {' AND '.join(wanted)}", values


def _is_my_turn(request: LocalRequest, account: Account | None) -> bool:
    """Tell whether who works at this desk may act now, or could once it has begun."""
    asked = request.remote.signatories if request.remote is not None else _prepared(request)
    return account is not None and any(
        account.is_mine(asked[number].email, signs_with_card=asked[number].signing == "local")
        for number in next_to_act(request)
    )


def _asks_me(request: LocalRequest, account: Account | None) -> bool:
    """Tell whether who works at this desk is asked to sign, now or at another time."""
    asked = request.remote.signatories if request.remote is not None else _prepared(request)
    return account is not None and any(
        each.role in SIGNING_ROLES
        and account.is_mine(each.email, signs_with_card=each.signing == "local")
        for each in asked
    )


def _prepared(request: LocalRequest) -> tuple[DraftSignatory, ...]:
    if request.draft is None:
        return ()
    return request.draft.signatories or tuple(each for _, each in request.draft.players)


def words_of(request: LocalRequest) -> str:
    """Give what a request is found by: its title, matter, client and people, in one case."""
    asked = request.remote.signatories if request.remote is not None else _prepared(request)
    people = [f"{e.first_name or ''} {e.last_name or ''} {e.email or ''}" for e in asked]
    return " ".join([request.name, request.matter, request.client, *people]).casefold()


def _is_wanted(request: LocalRequest, account: Account | None) -> bool:
    remote = request.remote
    if remote is None or account is None:
        return False
    is_here = bool(request.current_sha256) and request.current_revision == remote.revision
    return not is_here and any(
        each.signs_with_card and account.is_mine(each.email, signs_with_card=True)
        for each in remote.whose_turn()
    )


def _request(row: sqlite3.Row | tuple[Any, ...]) -> LocalRequest:
    told: dict[str, Any] = dict(zip(_COLUMNS, row, strict=True))
    return LocalRequest(
        id=told["id"],
        account=told["account_id"],
        client_reference=told["client_reference"],
        made=known_moment_of(told["made_utc"]),
        draft=draft_of(told["draft"]),
        remote=remote_of(told["remote"]),
        document_id=told["document_id"],
        client=told["client"],
        current_sha256=told["current_sha256"],
        current_revision=told["current_revision"],
        filing=filing_of(told["filing"]),
        on_paper=tuple((number, sha256) for number, sha256 in json.loads(told["on_paper"])),
        is_withdrawn=bool(told["is_withdrawn"]),
    )
