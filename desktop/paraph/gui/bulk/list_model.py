"""The rows of a list as Qt shows them, with a filter by whether they can be sent."""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from paraph.domain.service.bulk_list import ListRow
from paraph.domain.service.prepared import Prepared, PreparedPerson
from paraph.domain.service.preparing_checks import Missing
from paraph.gui.bulk.lacking_words import missing_words
from paraph.gui.common.icons import pixmap
from paraph.gui.common.tokens import Tokens
from paraph.usecases.send_list import SENT_BEFORE

_Index = QModelIndex | QPersistentModelIndex


class Shown(Enum):
    """The filters."""

    ALL = "all"
    GOOD = "good"
    BAD = "bad"
    SENT = "sent"


def is_shown(row: ListRow, shown: Shown, *, is_sent: bool) -> bool:
    """Tell whether a row passes a filter."""
    sent = is_sent or row.errors == (SENT_BEFORE,)
    match shown:
        case Shown.GOOD:
            return not row.errors and not sent
        case Shown.BAD:
            return bool(row.errors) and not sent
        case Shown.SENT:
            return sent
        case _:
            return True


class RowModel(QAbstractTableModel):
    """All rows are held; what is shown of them is looked up when it is drawn."""

    def __init__(self, tokens: Tokens, parent: QObject) -> None:
        super().__init__(parent)
        self.tokens = tokens
        self.rows: tuple[ListRow, ...] = ()
        self.sent: set[int] = set()
        self._listed: set[int] = set()
        self._shown: list[ListRow] = []
        self._filter = Shown.ALL

    def show_rows(self, rows: Sequence[ListRow], listed: Sequence[int]) -> None:
        """Show the rows of a list; `listed` are the keys of those whom it names."""
        self.rows, self.sent, self._listed = tuple(rows), set(), set(listed)
        self.show_only(self._filter)

    def show_only(self, shown: Shown) -> None:
        """Show those that pass a filter."""
        self.beginResetModel()
        self._filter = shown
        self._shown = [
            row for row in self.rows if is_shown(row, shown, is_sent=row.line in self.sent)
        ]
        self.endResetModel()

    def take_sent(self, rows: Sequence[ListRow]) -> None:
        """Note what was queued."""
        self.sent.update(row.line for row in rows)
        if self._shown:
            last = self.index(len(self._shown) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def count(self, shown: Shown) -> int:
        """Count what passes a filter."""
        return sum(is_shown(row, shown, is_sent=row.line in self.sent) for row in self.rows)

    def good(self) -> list[ListRow]:
        """Give the rows that can be sent, and were not yet."""
        return [row for row in self.rows if not row.errors and row.line not in self.sent]

    def rowCount(self, _parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Count what is shown."""
        return len(self._shown)

    def columnCount(self, _parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Count the columns."""
        return 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Name the columns."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("LINE"), self.tr("WHO SIGNS"), self.tr("REQUEST"), self.tr("STATE"))[
            section
        ]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give what a cell shows."""
        row = self._shown[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(row, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._words(row, index.column())
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 3:
            name, tone = self._sign(row)
            return pixmap(name, self.tokens.colours[tone], 16)
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 3:
            return self.tokens.colour(self._sign(row)[1])
        return None

    def _words(self, row: ListRow, column: int) -> str:
        people = [each for each in row.prepared.people if each.key in self._listed]
        match column:
            case 0:
                return str(row.line)
            case 1:
                return "; ".join(map(_who, people))
            case 2:
                return " · ".join(filter(None, [row.prepared.name, row.prepared.matter]))
            case _:
                return self._state(row)

    def _state(self, row: ListRow) -> str:
        if row.line in self.sent:
            return self.tr("Kept; it leaves by itself")
        if not row.errors:
            return self.tr("Ready")
        lacks = row.lacks or tuple(map(Missing, row.errors))
        return " ".join(
            missing_words(each).format(name=self._name_of(each, row.prepared)) for each in lacks
        )

    def _name_of(self, lacking: Missing, prepared: Prepared) -> str:
        """Name whom a thing is missing of: of a template by their role."""
        first = next((each for each in prepared.people if each.key in self._listed), None)
        person = prepared.person(lacking.person) or first
        if person is None:
            return self.tr("the signatory")
        if person.plays:
            return f"“{person.plays}”"
        return person.name or person.email or self.tr("the signatory")

    def _sign(self, row: ListRow) -> tuple[str, str]:
        if row.line in self.sent:
            return "clock-up", "accentText"
        if row.errors == (SENT_BEFORE,):
            return "check", "unknown"
        return ("octagon-minus", "invalid") if row.errors else ("circle-check", "valid")


def _who(person: PreparedPerson) -> str:
    said = " ".join(filter(None, [person.name, person.email]))
    return f"{person.plays}: {said or '–'}" if person.plays else said
