"""The list of requests: filters with their counts, a field to find some, and the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QSignalBlocker,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from paraph.gui.common.controls import act_button, label
from paraph.gui.common.icons import icon
from paraph.gui.common.tokens import Tokens
from paraph.gui.requests.request_model import ITEM_ROLE, HeadRow, RequestModel
from paraph.gui.requests.row_delegate import RowDelegate

_GAP_PX = 4
_TYPED_MS = 220  # typing is let end before all are looked through


class ListFilter(NamedTuple):
    """A filter: its key and its words; the count is shown behind them where there is one."""

    key: str
    words: str
    counts: bool = True


class RequestView(QTableView):
    """The rows, in one column. With 100,000 of them none but those in sight is measured or drawn.

    A QListView asks the model for each row whenever one has changed; a table does not.
    """

    def __init__(self, name: str, model: RequestModel, delegate: RowDelegate) -> None:
        super().__init__()
        self.setObjectName("requests")
        self.setAccessibleName(name)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(delegate.row_px)
        rows.setDefaultSectionSize(delegate.row_px)
        columns.setStretchLastSection(True)
        rows.hide()
        columns.hide()
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumSize(QSize(240, 120))


class FilterRow(QWidget):
    """Buttons beside one another; those that find no room stand in a further row."""

    def __init__(self, buttons: Sequence[QPushButton]) -> None:
        super().__init__()
        self._buttons = buttons
        for each in buttons:
            each.setParent(self)
            each.installEventFilter(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for one row."""
        hints = [each.sizeHint() for each in self._buttons]
        width = sum(each.width() for each in hints) + _GAP_PX * (len(hints) - 1)
        return QSize(width, max(each.height() for each in hints))

    def minimumSizeHint(self) -> QSize:
        """Need no more than the longest of them."""
        return QSize(max(each.sizeHint().width() for each in self._buttons), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay them out anew."""
        super().resizeEvent(event)
        self.place_anew()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lay them out anew when their words change."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Polish, QEvent.Type.FontChange):
            QTimer.singleShot(0, self, self.place_anew)
        return super().eventFilter(watched, event)

    def place_anew(self) -> None:
        """Lay them out as their words want it now."""
        left = top = 0
        for each in self._buttons:
            hint = each.sizeHint()
            if left and left + hint.width() > self.width():
                left, top = 0, top + hint.height() + _GAP_PX
            each.setGeometry(left, top, hint.width(), hint.height())
            left += hint.width() + _GAP_PX
        self.setFixedHeight(top + self._buttons[0].sizeHint().height())


class RequestList(QWidget):
    """`chosen` gives what the row in front is of, or None; `opened` what Enter was pressed on."""

    asked = Signal()  # when another filter or other words are wanted
    chosen = Signal(object)
    opened = Signal(object)

    def __init__(
        self,
        names: tuple[str, str],
        filters: Sequence[ListFilter],
        model: RequestModel,
        delegate: RowDelegate,
        tokens: Tokens,
    ) -> None:
        """`names` are of the list and of the field that finds some, as they are spoken."""
        super().__init__()
        self._filters = {each.key: each for each in filters}
        self.model, self._delegate = model, delegate
        self.view = RequestView(names[0], model, delegate)
        self.find_field = QLineEdit()
        self._find_sign = QAction(self)
        self._group = QButtonGroup(self)
        self.buttons = {each.key: self._make_filter(each) for each in filters}
        self.key = filters[0].key
        self.head: QWidget | None = None
        self._room = QStackedWidget()
        self._empty = QLabel()
        self.empty_act = act_button("", "primary")
        self._empty_words = ("", "")
        self._chosen_id = ""
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_TYPED_MS)
        self._lay_out(names[1])
        self._connect()
        self.take_theme(tokens)

    @property
    def words(self) -> str:
        """Give the words that are looked for."""
        return self.find_field.text().strip()

    @property
    def current(self) -> object:
        """Give what the row in front is of."""
        return self.view.currentIndex().data(ITEM_ROLE)

    def filter_row(self) -> QWidget:
        """Give the filters in a row, or in two where there is no room."""
        return FilterRow(list(self.buttons.values()))

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Say in the filters how many each gives."""
        for key, button in self.buttons.items():
            of = self._filters[key]
            count = self.locale().toString(counts.get(key, 0)) if of.counts else ""
            button.setText(f"{of.words} {count}".strip())
            button.setAccessibleName(button.text())
            button.updateGeometry()
        row = button.parentWidget()
        if isinstance(row, FilterRow):
            row.place_anew()

    def set_empty(self, words: str, act: str = "") -> None:
        """Say what will appear here while nothing does; `act` is the button's words."""
        self._empty_words = (words, act)

    def show_rows(self) -> None:
        """Show the rows, or why there are none."""
        is_empty = not self.model.rowCount()
        is_all = not self.words and self.key == next(iter(self._filters))
        words, act = self._empty_words if is_all else (self.tr("Nothing fits here."), "")
        self._empty.setText(words)
        self.empty_act.setText(act)
        self.empty_act.setAccessibleName(act)
        self.empty_act.setVisible(bool(act))
        self._room.setCurrentIndex(1 if is_empty else 0)
        self._keep_chosen()

    def choose(self, request_id: str) -> None:
        """Bring a request to the front, if it is among what is here."""
        self._chosen_id = request_id
        self._keep_chosen()

    def choose_first(self) -> None:
        """Bring the first row to the front."""
        if self.model.rowCount() and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0))

    def show_only(self, key: str) -> None:
        """Show what one filter gives."""
        self.key = key
        self.buttons[key].setChecked(True)
        self.asked.emit()

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._delegate.tokens = tokens
        self._find_sign.setIcon(icon("search", tokens.colours["textMuted"], 16))
        self.view.viewport().update()

    def _keep_chosen(self) -> None:
        """Follow the request in front to where it stands now; it is not chosen anew."""
        row = self.model.row_of(self._chosen_id) if self._chosen_id else None
        if row is None or row == self.view.currentIndex().row():
            return
        with QSignalBlocker(self.view.selectionModel()):
            self.view.setCurrentIndex(self.model.index(row))
        self.view.viewport().update()

    def _take_row_that_came(self) -> None:
        if self.view.currentIndex().isValid() and not self._chosen_id:
            self._tell_chosen(self.view.currentIndex())
        self._keep_chosen()

    def _tell_chosen(self, index: QModelIndex) -> None:
        item = index.data(ITEM_ROLE)
        if index.isValid() and item is None:
            self._chosen_id = ""  # it is told when it has come
            return
        self._chosen_id = item.key if isinstance(item, HeadRow) else _id_of(item)
        self.chosen.emit(item)

    def _connect(self) -> None:
        self.find_field.textChanged.connect(lambda _: self._typed.start())
        self.find_field.returnPressed.connect(self.view.setFocus)
        self._typed.timeout.connect(self.asked)
        self.view.selectionModel().currentChanged.connect(
            lambda index, _before: self._tell_chosen(index)
        )
        self.view.activated.connect(lambda index: self.opened.emit(index.data(ITEM_ROLE)))
        self.model.row_came.connect(self._take_row_that_came)

    def _make_filter(self, of: ListFilter) -> QPushButton:
        button = act_button(of.words, "filter")
        button.setCheckable(True)
        button.setChecked(not self._group.buttons())
        button.clicked.connect(lambda: self.show_only(of.key))
        self._group.addButton(button)
        return button

    def _lay_out(self, find_words: str) -> None:
        self.find_field.setPlaceholderText(find_words)
        self.find_field.setAccessibleName(find_words)
        self.find_field.addAction(self._find_sign, QLineEdit.ActionPosition.LeadingPosition)
        self._empty.setProperty("kind", "secondary")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        nothing = QWidget()
        column = QVBoxLayout(nothing)
        column.setContentsMargins(24, 24, 24, 24)
        column.addStretch(2)
        column.addWidget(self._empty)
        column.addSpacing(8)
        column.addWidget(self.empty_act, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._room.addWidget(self.view)
        self._room.addWidget(nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._room)


def _id_of(item: object) -> str:
    request = getattr(item, "request", None)
    return str(request.id) if request is not None else ""


def note_line(words: str) -> QLabel:
    """Make the small line at the foot of a list."""
    made = label(words, "small")
    made.setContentsMargins(20, 10, 20, 14)
    return made
