"""The report of a batch: one table for programs, and one page to read and print."""

import csv
import io
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from paraph.domain.many.batch import Batch, BatchRow, RowState
from paraph.domain.pades_level import PadesLevel

_COLUMNS = (
    "number", "state", "input", "input_sha256", "output", "output_sha256", "page", "field",
    "signed_at", "error", "intent", "level", "owed",
)  # fmt: skip
# What a spreadsheet takes for a formula when a cell begins with it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class ReportWords(NamedTuple):
    """The words of the page, in the person's language; `states` by the value of `RowState`."""

    title: str
    summary: str
    heads: Sequence[str]  # number, document, place, result, signed copy
    states: dict[str, str]


def report_csv(batch: Batch) -> str:
    """Give the table, with a row for each document (RFC 4180); times are in UTC."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for row in batch.rows:
        writer.writerow([_cell(each) for each in _values(row, batch.level)])
    return text.getvalue()


def report_html(batch: Batch, words: ReportWords, places: Sequence[str]) -> str:
    """Give the page; `places` are the words of each document's place."""
    heads = "".join(f"<th>{escape(each)}</th>" for each in words.heads)
    rows = "\n".join(
        _html_row(row, words, place) for row, place in zip(batch.rows, places, strict=True)
    )
    return (
        f'<!doctype html>\n<html><head><meta charset="utf-8"><title>{escape(words.title)}</title>'
        "<style>body{font:14px sans-serif;margin:2em}table{border-collapse:collapse}"
        "td,th{border:1px solid #999;padding:4px 8px;text-align:left;vertical-align:top}"
        "</style></head><body>\n"
        f"<h1>{escape(words.title)}</h1>\n<p>{escape(words.summary)}</p>\n"
        f"<table><thead><tr>{heads}</tr></thead><tbody>\n{rows}\n</tbody></table></body></html>\n"
    )


def _values(row: BatchRow, asked: PadesLevel) -> Sequence[object]:
    end, is_signed = row.end, row.state is RowState.SIGNED
    made = end if end is not None and is_signed else None
    return (
        row.number,
        str(row.state),
        str(row.source),
        row.shown_sha256,
        str(made.output) if made is not None else "",
        made.sha256 if made is not None else "",
        row.place.page_index + 1 if row.place is not None else "",
        row.field or "",
        made.at_utc if made is not None else "",
        "" if is_signed else row.trouble,
        row.intent,
        str(made.level) if made is not None else "",
        " ".join(made.level.steps_to(asked)) if made is not None else "",
    )


def _cell(value: object) -> object:
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else value


def _html_row(row: BatchRow, words: ReportWords, place: str) -> str:
    made = row.end if row.state is RowState.SIGNED else None
    result = words.states[str(row.state)]
    if made is not None:
        result = f"{result} {made.at_utc}"
    elif row.trouble:
        result = f"{result} ({row.trouble})"
    output = str(made.output) if made is not None else ""
    cells = (str(row.number), str(row.source), place, result, output)
    return "<tr>" + "".join(f"<td>{escape(each)}</td>" for each in cells) + "</tr>"
