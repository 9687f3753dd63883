"""The outbox as a table of text, for a person's own records."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication

from paraph.domain.service.outbox_entry import PARKED
from paraph.gui.outbox.outbox_words import act_words, chip_of, needy_words, title_of, why_words
from paraph.usecases.request_board import WaitingEntry

translate = QCoreApplication.translate
# A spreadsheet takes what begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def list_of(entries: Sequence[WaitingEntry]) -> bytes:
    """Give CSV (RFC 4180) in UTF-8 with its mark, which spreadsheets know it by."""
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(
        [
            translate("Outbox", "Request"),
            translate("Outbox", "Matter"),
            translate("Outbox", "Account"),
            translate("Outbox", "Act"),
            translate("Outbox", "Since"),
            translate("Outbox", "State"),
            translate("Outbox", "Why"),
            translate("Outbox", "Tries"),
            translate("Outbox", "Next try"),
        ]
    )
    now, seen = datetime.now(UTC), set[str]()
    for each in entries:
        is_first = each.entry.request not in seen
        seen.add(each.entry.request)
        rows.writerow([_plain(cell) for cell in _row(each, now, is_first=is_first)])
    return text.getvalue().encode("utf-8-sig")


def _row(each: WaitingEntry, now: datetime, *, is_first: bool) -> list[str]:
    entry, request = each.entry, each.request
    if entry.state in PARKED:
        needy = needy_words(each, now)
        state, why = translate("Outbox", "Needs you"), f"{needy.what} {needy.more}".strip()
    else:
        state, why = chip_of(each, now, is_first=is_first).words, why_words(entry)
    return [
        title_of(request),
        request.matter if request is not None else "",
        each.account.account.name if each.account is not None else "",
        act_words(each),
        _moment(entry.created),
        state,
        why,
        str(entry.attempts),
        _moment(entry.next_attempt),
    ]


def _moment(moment: datetime | None) -> str:
    """Give a time as every spreadsheet reads it, by the clock on the wall."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M:%S") if moment is not None else ""


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
