"""The lines of a batch as Qt lists them, with a filter by state and by words."""

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QPixmap

from paraph.gui.batch.lines import Line, LineState

_Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = Qt.ItemDataRole.UserRole
PICTURE_ROLE = Qt.ItemDataRole.UserRole + 1


class PagePicture(NamedTuple):
    """A page as a small picture, and the box on it as parts of its width and height."""

    pixmap: QPixmap
    box: QRectF | None = None


class Shown(Enum):
    """The filters."""

    ALL = "all"
    NEEDS_YOU = "needs_you"
    SIGNED = "signed"
    WAITING = "waiting"


_NEEDS = (LineState.NEEDS_YOU, LineState.ASKS)
_WAITS = (LineState.WAITING, LineState.NOW, LineState.PLANNED, LineState.LOOKING)


def is_shown(line: Line, shown: Shown) -> bool:
    """Tell whether a line passes a filter."""
    match shown:
        case Shown.NEEDS_YOU:
            return line.state in _NEEDS
        case Shown.SIGNED:
            return line.state is LineState.SIGNED
        case Shown.WAITING:
            return line.state in _WAITS
        case _:
            return True


class LineModel(QAbstractListModel):
    """All lines, in order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self._pictures: dict[int, PagePicture] = {}

    def rowCount(self, parent: _Index | None = None) -> int:
        """Give the number of lines."""
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a line's title, its words for screen readers, the line, and its picture."""
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken
        if role == LINE_ROLE:
            return line
        if role == PICTURE_ROLE:
            return self._pictures.get(line.number)
        return None

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines; those that have not changed are left alone."""
        if [each.number for each in lines] != [each.number for each in self.lines]:
            self.beginResetModel()
            self.lines = list(lines)
            self.endResetModel()
            return
        for at, line in enumerate(lines):
            if line != self.lines[at]:
                self.lines[at] = line
                self.dataChanged.emit(self.index(at), self.index(at))

    def show_picture(self, number: int, picture: PagePicture) -> None:
        """Show a document's page."""
        self._pictures[number] = picture
        for at, line in enumerate(self.lines):
            if line.number == number:
                self.dataChanged.emit(self.index(at), self.index(at))

    def picture(self, number: int) -> PagePicture | None:
        """Give a document's page."""
        return self._pictures.get(number)

    def forget_pictures(self) -> None:
        """Drop all pages: others come."""
        self._pictures.clear()


class FilteredLines(QSortFilterProxyModel):
    """The lines that pass the filter and hold the words looked for."""

    def __init__(self, model: LineModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._shown, self._words = Shown.ALL, ""
        self.setSourceModel(model)

    def show_only(self, shown: Shown) -> None:
        """Show the lines of one filter."""
        self._shown = shown
        self.invalidate()

    def look_for(self, words: str) -> None:
        """Show the lines that hold words, upper and lower case alike."""
        self._words = words.strip().casefold()
        self.invalidate()

    def filterAcceptsRow(self, row: int, _parent: _Index) -> bool:
        """Tell whether a line is shown."""
        line = self._model.lines[row]
        return is_shown(line, self._shown) and self._words in line.spoken.casefold()
