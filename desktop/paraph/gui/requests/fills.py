"""What each filter of the inbox and of the sent requests shows, and how many that are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from paraph.domain.service.preparing_checks import missing_of_fields
from paraph.domain.service.signature_request import TERMINAL, RequestState
from paraph.gui.requests.request_list import ListFilter
from paraph.gui.requests.request_model import PAGE, Filled, HeadRow, RequestReader
from paraph.gui.requests.row_words import Chip, RowWords
from paraph.ports.requests import Shown

if TYPE_CHECKING:
    from paraph.domain.service.prepared import Prepared

translate = QCoreApplication.translate
ALL, WAITING, WITH_OTHERS, OPEN, DRAFTS, DONE = (
    "all", "waiting", "with_others", "open", "drafts", "done",
)  # fmt: skip
# A filter without a state in it gives nothing; no state of the service is called so.
_NONE = ("-",)


def inbox_filters() -> tuple[ListFilter, ...]:
    """Give the filters of the inbox."""
    return (
        ListFilter(ALL, translate("Requests", "All")),
        ListFilter(WAITING, translate("Requests", "Waiting for me")),
        ListFilter(WITH_OTHERS, translate("Requests", "With others")),
        ListFilter(DONE, translate("Requests", "Done"), counts=False),
    )


def sent_filters() -> tuple[ListFilter, ...]:
    """Give the filters of what was sent."""
    return (
        ListFilter(ALL, translate("Requests", "All")),
        ListFilter(OPEN, translate("Requests", "Open")),
        ListFilter(DRAFTS, translate("Requests", "Drafts")),
        ListFilter(DONE, translate("Requests", "Done"), counts=False),
    )


def fill_inbox(reader: RequestReader, key: str, text: str) -> Filled:
    """Read the first rows of a filter, and the counts of all; within a lane."""
    by_status = reader.counts(Shown("mine", text=text))
    waiting = reader.counts(Shown("waiting", text=text)).get("", 0)
    done = _sum(by_status, TERMINAL)
    every = by_status.get("", 0)
    counts = {ALL: every, WAITING: waiting, WITH_OTHERS: every - done - waiting, DONE: done}
    shown = {
        ALL: Shown("mine", text=text),
        WAITING: Shown("waiting", text=text),
        WITH_OTHERS: Shown("with_others", statuses=_but(by_status, TERMINAL), text=text),
        DONE: Shown("mine", statuses=tuple(sorted(TERMINAL)), text=text),
    }[key]
    return Filled(shown, counts[key], counts, first=reader.page(shown, 0, PAGE))


def fill_sent(reader: RequestReader, prepared: Sequence[Prepared], key: str, text: str) -> Filled:
    """Read the first rows of a filter, and the counts of all; within a lane.

    What is still `prepared` stands above, among the drafts and among all.
    """
    by_status = reader.counts(Shown("sent", text=text))
    here = [each for each in prepared if text.casefold() in _words_of(each)]
    done = _sum(by_status, TERMINAL)
    drafts = by_status.get(RequestState.DRAFT, 0)
    every = by_status.get("", 0)
    rows = {ALL: every, OPEN: every - done - drafts, DRAFTS: drafts, DONE: done}
    closed = TERMINAL | {RequestState.DRAFT}
    shown = {
        ALL: Shown("sent", text=text),
        OPEN: Shown("sent", statuses=_but(by_status, closed), text=text),
        DRAFTS: Shown("sent", statuses=(RequestState.DRAFT,), text=text),
        DONE: Shown("sent", statuses=tuple(sorted(TERMINAL)), text=text),
    }[key]
    head = tuple(map(draft_row, here)) if key in (ALL, DRAFTS) else ()
    counts = {**rows, ALL: every + len(here), DRAFTS: drafts + len(here)}
    return Filled(shown, rows[key], counts, head, reader.page(shown, 0, PAGE))


def draft_row(prepared: Prepared) -> HeadRow:
    """Give the row of a request that is still prepared on this computer."""
    told = [each.name or each.email for each in prepared.people if each.signs]
    people = ", ".join(each for each in told if each)
    lacks_fields = bool(missing_of_fields(prepared))
    words = translate("Requests", "Draft, needs fields") if lacks_fields else ""
    if not prepared.people:
        words = translate("Requests", "Draft, needs people")
    if not prepared.source:
        words = translate("Requests", "Draft, needs a document")
    row = RowWords(
        prepared.name or prepared.source or translate("Requests", "Without a title"),
        " · ".join(each for each in (people, prepared.matter) if each),
        Chip("pencil", words or translate("Requests", "Draft"), "unknown"),
        due="–",
        marks=tuple(("circle-dashed", "textSecondary") for each in prepared.people if each.signs),
        is_open=True,
    )
    return HeadRow(prepared.reference, row)


def _words_of(prepared: Prepared) -> str:
    people = [f"{each.name} {each.email}" for each in prepared.people]
    return " ".join([prepared.name, prepared.matter, prepared.client, *people]).casefold()


def _sum(counts: Mapping[str, int], statuses: frozenset[RequestState]) -> int:
    return sum(counts.get(each, 0) for each in statuses)


def _but(counts: Mapping[str, int], statuses: frozenset[RequestState]) -> tuple[str, ...]:
    """Give the states there are besides: also those that the service named after this program."""
    return tuple(sorted(each for each in counts if each and each not in statuses)) or _NONE
