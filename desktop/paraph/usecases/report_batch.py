"""The report of a batch, to be filed: who signed what, when, and what proof it has.

All of it is what the record says; the words are those of the person's language.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from paraph.domain.keys.certificate import CertificateFacts
from paraph.domain.many.batch import Batch, BatchRow, RowState
from paraph.domain.many.report_sheet import Detail, ReportEntry, ReportSheet


class SheetWords(NamedTuple):
    """The words of a report; `places` and `troubles` of each document, in order."""

    title: str
    names: Mapping[str, str]
    """The names of facts and details, by what they are; see `report_sheet`."""
    counts: str
    proof: str
    """What proof was asked for."""
    note: str
    heads: tuple[str, str, str, str]
    states: Mapping[str, str]
    """By the value of `RowState`."""
    places: Sequence[str]
    troubles: Sequence[str]
    owed: str
    """With `{owed}`, the levels that are not there yet."""
    foot: str
    page: str


def report_sheet(
    batch: Batch, facts: CertificateFacts, now: datetime, words: SheetWords
) -> ReportSheet:
    """Put the report together; times are those of this computer, with their distance from UTC."""
    told = [
        ("printed", _moment(now)),
        ("folder", batch.title),
        ("counts", words.counts),
        ("who", facts.holder),
        ("issuer", facts.issuer_name),
        ("valid_to", facts.not_after.date().isoformat()),
        ("certificate", facts.sha256),
        ("reason", batch.reason or ""),
        ("location", batch.location or ""),
        ("proof", words.proof),
    ]
    rows = zip(batch.rows, words.places, words.troubles, strict=True)
    return ReportSheet(
        words.title,
        tuple((words.names[name], value) for name, value in told if value),
        words.note,
        words.heads,
        tuple(_entry(row, place, trouble, batch, words) for row, place, trouble in rows),
        words.foot,
        words.page,
    )


def _entry(row: BatchRow, place: str, trouble: str, batch: Batch, words: SheetWords) -> ReportEntry:
    result = trouble or words.states[str(row.state)]
    details = [Detail(words.names["original"], str(row.source))]
    if row.shown_sha256:
        details.append(Detail(words.names["original_sha256"], row.shown_sha256, is_hash=True))
    when = level = owed = ""
    end = row.end if row.state is RowState.SIGNED else None
    if end is not None:
        when, level = _moment(datetime.fromisoformat(end.at_utc)), str(end.level)
        left = end.level.steps_to(batch.level)
        owed = words.owed.format(owed=", ".join(map(str, left))) if left else ""
        details.append(Detail(words.names["copy"], str(end.output or "")))
        details.append(Detail(words.names["copy_sha256"], end.sha256, is_hash=True))
    is_refused = row.state is RowState.NEEDS_PERSON
    told = (row.number, row.source.name, place, result, when, level, owed, is_refused)
    return ReportEntry(*told, tuple(details))


def _moment(moment: datetime) -> str:
    local = moment.astimezone()
    offset = local.strftime("%z")
    return f"{local:%Y-%m-%d %H:%M:%S} {offset[:3]}:{offset[3:5]}"
