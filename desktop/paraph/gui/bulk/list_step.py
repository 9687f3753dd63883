"""The list: every row with its errors before anything is sent, and how far sending is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from paraph.domain.service.bulk_list import EMAIL, FIRST, LAST, WHOLE, ListColumn, ListRow
from paraph.gui.bulk.list_model import RowModel, Shown
from paraph.gui.common.controls import ActButton, act_button, label
from paraph.gui.common.icons import BUTTON_ICON, button_icon
from paraph.gui.common.tokens import Tokens
from paraph.usecases.send_list import ListPreview

_ROW_PX = 44


class ListStep(QWidget):
    """`file_asked` wants another list; what is sent, and when, is the room's."""

    file_asked = Signal()
    sample_asked = Signal()
    stop_asked = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self.model = RowModel(tokens, self)
        self.choose = act_button(self.tr("Choose a list (CSV)…"))
        self.sample = act_button(self.tr("Save a sample list…"))
        self.stop = act_button(self.tr("Stop"))
        self._title, self._below = label("", "panelTitle"), label("", "small")
        self._columns = label("", "small")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        self.progress.setAccessibleName(self.tr("How much is queued"))
        self._roles: tuple[str, ...] = ()
        self.filters: dict[Shown, QPushButton] = {}
        self._group = QButtonGroup(self)
        self.table = self._make_table()
        self._table_frame = self._make_frame()
        self._lay_out()
        self.choose.clicked.connect(self.file_asked)
        self.sample.clicked.connect(self.sample_asked)
        self.stop.clicked.connect(self.stop_asked)
        self.show_preview("", None, ())
        self.take_theme(tokens)

    def show_preview(
        self, file_name: str, preview: ListPreview | None, listed: Sequence[int]
    ) -> None:
        """Show a list that was read; None before one is."""
        self._table_frame.setVisible(preview is not None)
        self.progress.hide()
        self.stop.hide()
        self.model.show_rows(preview.rows if preview is not None else (), listed)
        if preview is None:
            self._title.setText(self.tr("Choose a list"))
            self._below.setText(self._first_words())
            self._columns.setText("")
            return
        self._title.setText(file_name)
        names = {"\t": self.tr("tabs")}
        separator = names.get(preview.separator, preview.separator)
        words = self.tr("%n row(s)", "", len(preview.rows))
        told = self.tr("{rows} · {encoding}, separated by {separator}")
        self._below.setText(told.format(rows=words, encoding=preview.encoding, separator=separator))
        self._columns.setText(self._column_words(preview.columns))
        self.show_counts()

    def show_roles(self, roles: Sequence[str]) -> None:
        """Say which roles of a template a list names; none where it is of a document."""
        self._roles = tuple(roles)
        if not self.model.rows:
            self._below.setText(self._first_words())

    def show_sent(self, rows: Sequence[ListRow], done: int, of: int, *, is_busy: bool) -> None:
        """Show how far sending is, or where it was stopped."""
        self.model.take_sent(rows)
        self.progress.setRange(0, of)
        self.progress.setValue(done)
        self.progress.setVisible(is_busy)
        self.stop.setVisible(is_busy)
        if done < of:
            words = self.tr("{done} of {all} are kept and leave by themselves.")
            self._below.setText(words.format(done=done, all=of))
        self.show_counts()

    def show_counts(self) -> None:
        """Show how many rows pass each filter."""
        names = {
            Shown.ALL: self.tr("All {count}"),
            Shown.GOOD: self.tr("Ready {count}"),
            Shown.BAD: self.tr("With errors {count}"),
            Shown.SENT: self.tr("Sent {count}"),
        }
        for shown, button in self.filters.items():
            words = names[shown].format(count=self.model.count(shown))
            button.setText(words)
            button.setAccessibleName(words)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._tokens = self.model.tokens = tokens
        self.choose.setIcon(button_icon("table", tokens.colours["text"]))
        self.choose.setIconSize(BUTTON_ICON)
        self.sample.setIcon(button_icon("download", tokens.colours["text"]))
        self.sample.setIconSize(BUTTON_ICON)
        self.table.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give what is wrong with a row the most room."""
        super().resizeEvent(event)
        self.table.setColumnWidth(3, round(self.width() * 0.42))

    def _first_words(self) -> str:
        if self._roles:
            columns = ", ".join(f"{role}.email, {role}.name" for role in self._roles)
            words = self.tr(
                "A CSV file, as spreadsheets save it. Its first line names the columns by the"
                " template’s roles: {columns}; and if wanted title, matter, client, last day."
            )
            return words.format(columns=columns)
        return self.tr(
            "A CSV file, as spreadsheets save it. Its first line names the columns: e-mail,"
            " first name, last name; and if wanted title, matter, client, last day."
        )

    def _column_words(self, columns: Sequence[ListColumn]) -> str:
        names = {
            EMAIL: self.tr("e-mail"), FIRST: self.tr("first name"), LAST: self.tr("last name"),
            WHOLE: self.tr("name"), "title": self.tr("title"), "matter": self.tr("matter"),
            "client": self.tr("client"), "expires": self.tr("last day"),
        }  # fmt: skip
        used = [f"{each.title} → {names[each.meaning]}" for each in columns if each.meaning]
        unused = [each.title for each in columns if not each.meaning and each.title]
        said = " · ".join(used)
        if unused:
            said += "   " + self.tr("Not used: {columns}").format(columns=", ".join(unused))
        return said

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setObjectName("listTable")
        table.setModel(self.model)
        table.setAccessibleName(self.tr("Rows of the list"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(3, QHeaderView.ResizeMode.Fixed)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.setColumnWidth(0, 72)
        return table

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        for each in (self._title, self._below, self._columns):
            words.addWidget(each)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addLayout(words, 1)
        head.addWidget(self.stop)
        head.addWidget(self.sample)
        head.addWidget(self.choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 20, 28, 18)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.progress)
        column.addWidget(self._table_frame, 1)
        column.addStretch(0)

    def _make_frame(self) -> QWidget:
        filters = QHBoxLayout()
        filters.setSpacing(6)
        for n, shown in enumerate(Shown):
            button = ActButton()
            button.setProperty("kind", "filter")
            button.setCheckable(True)
            button.setChecked(n == 0)
            button.clicked.connect(lambda _=False, shown=shown: self.model.show_only(shown))
            self._group.addButton(button)
            self.filters[shown] = button
            filters.addWidget(button)
        filters.addStretch(1)
        frame = QWidget()
        card = QFrame()
        card.setProperty("kind", "group")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 4, 1, 4)
        inside.addWidget(self.table)
        lower = QVBoxLayout(frame)
        lower.setContentsMargins(0, 0, 0, 0)
        lower.setSpacing(10)
        lower.addLayout(filters)
        lower.addWidget(card, 1)
        return frame
