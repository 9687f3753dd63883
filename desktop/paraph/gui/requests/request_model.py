"""Requests as Qt lists them: any number of rows, of which a few pages are held at a time.

A row that is not here yet is asked for when it is drawn, by a lane; what was drawn before stays
until it comes anew.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QElapsedTimer,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from paraph.gui.requests.row_words import RowWords
from paraph.ports.requests import Shown

if TYPE_CHECKING:
    from paraph.domain.errors import ParaphError
    from paraph.usecases.request_board import ListedRequest

    Refused = Callable[[ParaphError], None]

_Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole  # RowWords, or None while it is on its way
ITEM_ROLE = Qt.ItemDataRole.UserRole + 1  # ListedRequest or HeadRow
PAGE = 30  # a few screens; what takes longer to read is seen when one scrolls
KEPT_PAGES = 40
_NEAR_ROWS = 8
_MOVING_MS, _MOVING_AT_MOST_MS = 60, 240
_ASKED_FOR = 3  # pages that were scrolled past are not worth a way


class HeadRow(NamedTuple):
    """A row above those of the record: a request that is still being prepared."""

    key: str
    words: RowWords


class RequestReader(Protocol):
    """What a list reads; each call may wait."""

    def page(self, shown: Shown, offset: int, limit: int) -> Sequence[ListedRequest]:
        """List some, the last changed first."""
        ...

    def counts(self, shown: Shown) -> Mapping[str, int]:
        """Count by status, and all under ""."""
        ...


class Record(Protocol):
    """The one lane in which the record is asked; `act` lets what was written leave at once."""

    def read(self, work: Callable[[], Any], done: Callable[[Any], None], failed: Refused) -> None:
        """Ask something."""
        ...

    def act(self, work: Callable[[], Any], done: Callable[[Any], None], failed: Refused) -> None:
        """Write an act."""
        ...


class Filled(NamedTuple):
    """What a filter shows, how many rows that are, and what all the filters count."""

    shown: Shown
    rows: int
    counts: Mapping[str, int]
    head: Sequence[HeadRow] = ()
    first: Sequence[ListedRequest] = ()


class RequestModel(QAbstractListModel):
    """Shows what `Filled` says. `row_came` tells that rows were read which were not there."""

    row_came = Signal()
    failed = Signal(object)  # ParaphError

    def __init__(
        self,
        reader: RequestReader,
        record: Record,
        words: Callable[[ListedRequest], RowWords],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._reader, self._record, self._words = reader, record, words
        self._shown = Shown()
        self._count = 0
        self._head: Sequence[HeadRow] = ()
        self._pages: OrderedDict[int, Sequence[ListedRequest]] = OrderedDict()
        self._said: dict[str, tuple[ListedRequest, RowWords]] = {}
        self._stale: set[int] = set()
        self._wanted: list[int] = []
        self._on_its_way: int | None = None
        self._round = 0
        self._wanted_last: tuple[int, ...] = ()
        self._since_ask = QElapsedTimer()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_MOVING_MS)
        self._rest.timeout.connect(self._ask)

    def rowCount(self, parent: _Index | None = None) -> int:
        """Give the number of rows, also of those that are not here."""
        return 0 if parent is not None and parent.isValid() else len(self._head) + self._count

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a row's words, what it is of, and what is spoken."""
        if role == ITEM_ROLE:
            return self.item(index.row())
        if role not in (
            ROW_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole,
        ):  # fmt: skip
            return None
        words = self._row(index.row())
        if role == ROW_ROLE:
            return words
        if words is None:
            return self.tr("Being read")
        return words.title if role == Qt.ItemDataRole.DisplayRole else words.spoken

    def fill(self, filled: Filled) -> None:
        """Show what a filter gives; the same one anew keeps what stands, until it is read."""
        if filled.shown == self._shown and filled.head == self._head and self._count:
            self._take_count(filled.rows)
            self._stale = set(self._pages)
            self._put(0, filled.first)
            self._tell_changed()
            return
        self.beginResetModel()
        self._round += 1
        self._shown, self._count, self._head = filled.shown, filled.rows, filled.head
        for held in (self._pages, self._said, self._stale, self._wanted):
            held.clear()
        self._on_its_way = None
        self._put(0, filled.first)
        self.endResetModel()

    def item(self, row: int) -> ListedRequest | HeadRow | None:
        """Give what a row is of; None while it is on its way."""
        if row < len(self._head):
            return self._head[row]
        page, at = divmod(row - len(self._head), PAGE)
        held = self._pages.get(page)
        return held[at] if held is not None and at < len(held) else None

    def row_of(self, request_id: str) -> int | None:
        """Give the row of a request, among those that are here."""
        for page, held in self._pages.items():
            for at, each in enumerate(held):
                if each.request.id == request_id:
                    return len(self._head) + page * PAGE + at
        return None

    def say_anew(self) -> None:
        """Say all rows again: a day has begun, or another language or theme."""
        self._said.clear()
        self._tell_changed()

    def _row(self, row: int) -> RowWords | None:
        if row < len(self._head):
            return self._head[row].words
        page = (row - len(self._head)) // PAGE
        if page not in self._pages or page in self._stale:
            self._want(page)
        else:
            self._pages.move_to_end(page)
            self._want_next_to(row - len(self._head))
        item = self.item(row)
        if item is None or isinstance(item, HeadRow):
            return None
        return self._said_of(item)

    def _want_next_to(self, at: int) -> None:
        """Read what comes next before it is in sight."""
        page, within = divmod(at, PAGE)
        if within >= PAGE - _NEAR_ROWS:
            page += 1
        elif within < _NEAR_ROWS:
            page -= 1
        is_there = page in self._pages or not 0 <= page * PAGE < self._count
        if not is_there and not self._wanted and self._on_its_way is None:
            self._want(page)

    def _said_of(self, item: ListedRequest) -> RowWords:
        known = self._said.get(item.request.id)
        if known is None or known[0] is not item:
            known = (item, self._words(item))
            self._said[item.request.id] = known
        return known[1]

    def _want(self, page: int) -> None:
        if page == self._on_its_way or page in self._wanted[-1:]:
            return
        is_far = bool(self._wanted_last) and abs(page - self._wanted_last[0]) > 1
        self._wanted_last = (page,)
        if page in self._wanted:
            self._wanted.remove(page)
        # What is drawn last is what is looked at.
        self._wanted = [*self._wanted, page][-_ASKED_FOR:]
        if not is_far and not self._rest.isActive():
            self._ask()
        elif not self._since_ask.isValid() or self._since_ask.elapsed() < _MOVING_AT_MOST_MS:
            # The list is dragged: nobody reads what passes by, and reading it would hold it up.
            self._rest.start()
        else:
            self._ask()

    def _ask(self) -> None:
        if self._on_its_way is not None or not self._wanted:
            return
        page = self._wanted.pop()
        self._on_its_way = page
        self._since_ask.start()
        shown, this_round, reader = self._shown, self._round, self._reader
        self._record.read(
            lambda: reader.page(shown, page * PAGE, PAGE),
            lambda found: self._take(this_round, page, found),
            lambda error: self._take_failure(this_round, error),
        )

    def _take(self, of_round: int, page: int, found: Sequence[ListedRequest]) -> None:
        if of_round != self._round:
            return
        self._on_its_way = None
        self._put(page, found)
        first = len(self._head) + page * PAGE
        last = min(first + PAGE, self.rowCount()) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first), self.index(last))
        self.row_came.emit()
        self._ask()

    def _put(self, page: int, found: Sequence[ListedRequest]) -> None:
        if not found:
            return
        self._pages[page] = found
        self._pages.move_to_end(page)
        self._stale.discard(page)
        while len(self._pages) > KEPT_PAGES:
            gone, held = self._pages.popitem(last=False)
            self._stale.discard(gone)
            for each in held:
                self._said.pop(each.request.id, None)

    def _take_failure(self, of_round: int, error: ParaphError) -> None:
        if of_round == self._round:
            self._on_its_way = None
            self._wanted.clear()
            self.failed.emit(error)

    def _take_count(self, count: int) -> None:
        """Add or take rows at the end, so that what is in sight and chosen stays where it is."""
        before, head = self._count, len(self._head)
        if count > before:
            self.beginInsertRows(QModelIndex(), head + before, head + count - 1)
            self._count = count
            self.endInsertRows()
        elif count < before:
            self.beginRemoveRows(QModelIndex(), head + count, head + before - 1)
            self._count = count
            for page in [each for each in self._pages if each * PAGE >= count]:
                del self._pages[page]
                self._stale.discard(page)
            self.endRemoveRows()

    def _tell_changed(self) -> None:
        if self.rowCount():
            self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))
