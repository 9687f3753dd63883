"""Batches in SQLite: `ports.batches.Batches`. How an act ended is read from the audit log."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from paraph.domain.many.batch import Batch, BatchRow, EndKind, RowEnd
from paraph.domain.pades_level import PadesLevel
from paraph.domain.placing.plain_extras import extras_from, plain_extras
from paraph.domain.placing.signature_extras import Extras
from paraph.domain.placing.signature_field import Box, Place
from paraph.domain.stamp.appearance import Appearance, DateForm, Part, StampLanguage
from paraph.store.database import transaction

_ENDS = {
    "signature_made": EndKind.MADE,
    "signature_failed": EndKind.FAILED,
    "signature_abandoned": EndKind.ABANDONED,
}
_PICTURES = ("image", "logo")
_COLUMNS = (
    "batch_id", "number", "intent", "source", "output", "shown_sha256", "field", "page_index",
    "box", "found_by", "label", "left_out", "bar", "locked",
)  # fmt: skip
_NAMES = ", ".join(_COLUMNS)
_PUT_ROW = f"INSERT OR REPLACE INTO batch_row ({_NAMES}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608


class SqliteBatches:
    """Shares the audit log's connection."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, batch: Batch) -> None:
        """Keep a batch that was agreed on."""
        head = [
            batch.id,
            batch.title,
            batch.made_at_utc,
            batch.certificate_der,
            batch.reason,
            batch.location,
            str(batch.level),
            _look_text(batch.look),
            _extras_text(batch.extras),
        ]
        with transaction(self._database):
            self._database.execute(
                "INSERT INTO batch (id, title, made_at_utc, certificate_der, reason, location,"
                " level, look, extras, pin_prompts, put_away)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)",
                head,
            )
            self._put(batch.id, batch.rows)

    def get(self, batch_id: str) -> Batch | None:
        """Give a batch; each row's `end` is what the record says of its act now."""
        head = self._database.execute(
            "SELECT title, made_at_utc, certificate_der, reason, location, level, look,"
            " pin_prompts, extras FROM batch WHERE id = ?",
            [batch_id],
        ).fetchone()
        if head is None:
            return None
        title, made_at, der, reason, location, level, look, prompts, extras = head
        rows = self._rows(batch_id)
        agreed = (reason, location, PadesLevel(level), _look(look), prompts, _extras(extras))
        return Batch(batch_id, title, made_at, der, rows, *agreed)

    def unfinished(self) -> Sequence[str]:
        """List the batches that were not put away, the latest first."""
        found = self._database.execute(
            "SELECT id FROM batch WHERE put_away = 0 ORDER BY made_at_utc DESC, rowid DESC"
        )
        return [row[0] for row in found.fetchall()]

    def put_rows(self, batch_id: str, rows: Sequence[BatchRow]) -> None:
        """Write rows in place of those of the same number, all or none."""
        with transaction(self._database):
            self._put(batch_id, rows)

    def count_prompt(self, batch_id: str) -> None:
        """Note that a PIN was asked for once more."""
        sql = "UPDATE batch SET pin_prompts = pin_prompts + 1 WHERE id = ?"
        with transaction(self._database):
            self._database.execute(sql, [batch_id])

    def put_away(self, batch_id: str) -> None:
        """Note that nobody goes on with it; its acts stay in the record."""
        with transaction(self._database):
            self._database.execute("UPDATE batch SET put_away = 1 WHERE id = ?", [batch_id])

    def _put(self, batch_id: str, rows: Iterable[BatchRow]) -> None:
        for row in rows:
            place = row.place
            self._database.execute(
                _PUT_ROW,
                [
                    batch_id,
                    row.number,
                    row.intent,
                    str(row.source),
                    str(row.output),
                    row.shown_sha256,
                    row.field,
                    place.page_index if place is not None else None,
                    json.dumps(list(place.box)) if place is not None else None,
                    row.found_by,
                    row.label,
                    int(row.left_out),
                    row.bar,
                    int(row.locked),
                ],
            )

    def _rows(self, batch_id: str) -> tuple[BatchRow, ...]:
        found = self._database.execute(
            f"SELECT {_NAMES} FROM batch_row WHERE batch_id = ? ORDER BY number",  # noqa: S608
            [batch_id],
        ).fetchall()
        told: dict[str, list[tuple[str, str, dict[str, Any]]]] = {}
        entries = self._database.execute(
            "SELECT intent, kind, at_utc, body FROM audit_entry WHERE intent IN"
            " (SELECT intent FROM batch_row WHERE batch_id = ?) ORDER BY seq",
            [batch_id],
        ).fetchall()
        for intent, kind, at_utc, body in entries:
            told.setdefault(intent, []).append((kind, at_utc, json.loads(body)))
        return tuple(_row(each, _end(told.get(each[2], []))) for each in found)


class SqliteActs:
    """`ports.watching.Acts`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def end_of(self, intent: str) -> RowEnd | None:
        """Tell how an act ended; None for one that never began."""
        sql = "SELECT kind, at_utc, body FROM audit_entry WHERE intent = ? ORDER BY seq"
        rows = self._database.execute(sql, [intent]).fetchall()
        return _end([(kind, at_utc, json.loads(body)) for kind, at_utc, body in rows])


def _end(entries: Sequence[tuple[str, str, dict[str, Any]]]) -> RowEnd | None:
    # What was made stays made, whatever was written after it.
    ends = [each for each in entries if each[0] in _ENDS]
    ends.sort(key=lambda each: each[0] != "signature_made")
    if not ends:
        return RowEnd(EndKind.OPEN) if entries else None
    kind, at_utc, body = ends[0]
    output = body.get("output")
    paid = [each for name, _, each in entries if name == "level_paid"]
    now = paid[-1] if paid else body
    return RowEnd(
        _ENDS[kind],
        at_utc,
        str(body.get("code", "")),
        Path(str(output)) if output is not None else None,
        str(now.get("sha256", "")),
        PadesLevel(str(now.get("level", PadesLevel.B_B))),
    )


def _row(values: Sequence[Any], end: RowEnd | None) -> BatchRow:
    _, number, intent, source, output, sha256, field, page, box, found_by, label, *states = values
    left, bar, locked = states
    place = Place(page, Box(*json.loads(box))) if box is not None else None
    return BatchRow(
        number,
        intent,
        Path(source),
        Path(output),
        sha256,
        field,
        place,
        found_by,
        label,
        left_out=bool(left),
        bar=bar,
        locked=bool(locked),
        end=end,
    )


def _look_text(look: Appearance) -> str:
    told: dict[str, Any] = asdict(look)
    for name in _PICTURES:
        if told[name] is not None:
            told[name] = b64encode(told[name]).decode("ascii")
    return json.dumps(told, ensure_ascii=False)


def _look(text: str) -> Appearance:
    told: dict[str, Any] = json.loads(text)
    for name in _PICTURES:
        if told[name] is not None:
            told[name] = b64decode(told[name])
    told["lines"] = tuple(Part(each) for each in told["lines"])
    told["language"] = StampLanguage(told["language"])
    told["date_form"] = DateForm(told["date_form"])
    return Appearance(**told)


def _extras_text(extras: Extras | None) -> str | None:
    return None if extras is None else json.dumps(plain_extras(extras), ensure_ascii=False)


def _extras(text: str | None) -> Extras | None:
    return None if text is None else extras_from(json.loads(text))
