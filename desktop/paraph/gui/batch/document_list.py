"""The documents of a batch: filters, a field to find one, and the list."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from paraph.gui.batch.line_acts import LineActs
from paraph.gui.batch.line_delegate import RESULT_FROM, LineDelegate
from paraph.gui.batch.lines import Line, LineState
from paraph.gui.batch.list_model import LINE_ROLE, FilteredLines, LineModel, Shown, is_shown
from paraph.gui.common.controls import act_button, section
from paraph.gui.common.icons import icon
from paraph.gui.common.tokens import Tokens

_FIND_PX = (110, 240)
_MARGIN_PX, _SCROLL_BAR_PX = 20, 14


class ListHead(QFrame):
    """The words over the two columns, where the lines below have them."""

    def __init__(self, *words: str) -> None:
        super().__init__()
        self.setObjectName("listHead")
        self.setFixedHeight(38)
        self._columns = [section(each) for each in words]
        for each in self._columns:
            each.setParent(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the words over their columns."""
        super().resizeEvent(event)
        width = self.width() - _SCROLL_BAR_PX
        for column, left in zip(
            self._columns, (_MARGIN_PX, round(width * RESULT_FROM)), strict=True
        ):
            column.setGeometry(left, 0, width - left, self.height())


class DocumentList(QWidget):
    """Shows lines. `act_chosen` tells of a button in one, `opened` of Enter or a double click."""

    act_chosen = Signal(int, object)  # number of the line, LineAct
    opened = Signal(int)  # number of the line

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.model = LineModel(self)
        self._filtered = FilteredLines(self.model, self)
        self._delegate = LineDelegate(tokens, self)
        self.view = QListView()
        self.find_field = QLineEdit()
        self._find_sign = QAction(self)
        self._group = QButtonGroup(self)
        self.filters = {shown: self._make_filter(shown) for shown in Shown}
        self._head = ListHead(self.tr("DOCUMENT AND PLACE"), self.tr("RESULT"))
        self._lay_out()
        self.take_theme(tokens)
        self.find_field.textChanged.connect(self._look_for)
        self.view.activated.connect(self._open)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines, and count them in the filters."""
        self.model.show_lines(lines)
        self._count()
        self._put_acts()

    def show_pages(self, *, shown: bool) -> None:
        """Show a grid of large pages, or the list."""
        self._delegate.shows_pages = shown
        self.view.setViewMode(QListView.ViewMode.IconMode if shown else QListView.ViewMode.ListMode)
        self.view.setMovement(QListView.Movement.Static)
        self.view.setWrapping(shown)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self._head.setVisible(not shown)
        self._put_acts()
        self.view.scheduleDelayedItemsLayout()

    def show_only(self, shown: Shown) -> None:
        """Show the lines of one filter."""
        self.filters[shown].setChecked(True)
        self._filtered.show_only(shown)
        self._put_acts()

    def selected(self) -> tuple[int, ...]:
        """Give the numbers of the selected lines, in order."""
        chosen = self.view.selectionModel().selectedIndexes()
        return tuple(sorted(index.data(LINE_ROLE).number for index in chosen))

    def keep_in_sight(self, number: int) -> None:
        """Scroll to a line, unless the person is at another one."""
        for at in range(self._filtered.rowCount()):
            index = self._filtered.index(at, 0)
            if index.data(LINE_ROLE).number == number and not self.view.hasFocus():
                self.view.scrollTo(index, QListView.ScrollHint.EnsureVisible)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._tokens = self._delegate.tokens = tokens
        self._find_sign.setIcon(icon("search", tokens.colours["textMuted"], 16))
        self.view.viewport().update()

    def _open(self, index: object) -> None:
        self.opened.emit(index.data(LINE_ROLE).number)  # type: ignore[attr-defined]

    def _look_for(self, words: str) -> None:
        self._filtered.look_for(words)
        self._put_acts()

    def _count(self) -> None:
        lines = self.model.lines
        words = {
            Shown.ALL: self.tr("All {count}"),
            Shown.NEEDS_YOU: self.tr("Needs you {count}"),
            Shown.SIGNED: self.tr("Signed {count}"),
            Shown.WAITING: self.tr("Waiting {count}"),
        }
        for shown, button in self.filters.items():
            count = sum(is_shown(line, shown) for line in lines)
            button.setText(words[shown].format(count=count))
            button.setAccessibleName(button.text())

    def _put_acts(self) -> None:
        """Put the buttons over the lines that have some; what has not changed stays."""
        for at in range(self._filtered.rowCount()):
            index = self._filtered.index(at, 0)
            line: Line = index.data(LINE_ROLE)
            held = self.view.indexWidget(index)
            if self._delegate.shows_pages or not line.acts:
                if held is not None:
                    held.hide()
                    self.view.setIndexWidget(index, None)  # type: ignore[arg-type]
            elif not isinstance(held, LineActs) or held.line != line:
                made = LineActs(line)
                made.chosen.connect(self.act_chosen)
                self.view.setIndexWidget(index, made)

    def _make_filter(self, shown: Shown) -> QPushButton:
        button = act_button("", "filter")
        button.setCheckable(True)
        button.setChecked(shown is Shown.ALL)
        button.clicked.connect(lambda: self.show_only(shown))
        self._group.addButton(button)
        return button

    def _lay_out(self) -> None:
        self.find_field.setPlaceholderText(self.tr("Find a document"))
        self.find_field.setAccessibleName(self.tr("Find a document"))
        self.find_field.setMinimumWidth(_FIND_PX[0])
        self.find_field.setMaximumWidth(_FIND_PX[1])
        self.find_field.addAction(self._find_sign, QLineEdit.ActionPosition.LeadingPosition)
        row = QHBoxLayout()
        row.setSpacing(4)
        for button in self.filters.values():
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.find_field, 100)
        frame = QFrame()
        frame.setProperty("kind", "group")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.setSpacing(0)
        inner.addWidget(self._head)
        inner.addWidget(self._make_view(), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(row)
        column.addWidget(frame, 1)

    def _make_view(self) -> QListView:
        view = self.view
        view.setObjectName("documents")
        view.setAccessibleName(self.tr("Documents"))
        view.setModel(self._filtered)
        view.setItemDelegate(self._delegate)
        view.setMouseTracking(True)
        view.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setMinimumSize(QSize(300, 120))
        return view


def count_of(lines: Sequence[Line], state: LineState) -> int:
    """Count the lines of a state."""
    return sum(line.state is state for line in lines)
