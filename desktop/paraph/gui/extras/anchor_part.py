"""In the panel: a text to sign at. Every place where it stands is listed; one row is one box."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from paraph.domain.errors import PlaceRefused
from paraph.domain.placing.page_marks import Marks
from paraph.domain.placing.page_text import ShownRect
from paraph.domain.placing.placing_rule import AnchorRule, Where, place_at
from paraph.domain.placing.signature_field import Place
from paraph.gui.common.controls import Choice, label
from paraph.gui.common.pause import make_pause
from paraph.gui.common.tokens import Tokens
from paraph.gui.extras.extras_words import let_shrink, where_words
from paraph.gui.viewer.anchor_session import AnchorSession
from paraph.gui.viewer.hits_item import HitsItem
from paraph.gui.viewer.page_marks import of_qt, shown
from paraph.gui.viewer.placing_view import PlacingView

_TYPING_MS = 250
_ROWS_PX = 132
_MOST_LETTERS = 200


class AnchorPart(QWidget):
    """Looks for a text and puts the box at the hit that is chosen."""

    placed = Signal()

    def __init__(self, view: PlacingView, tokens: Tokens) -> None:
        super().__init__()
        self._view = view
        self.session = AnchorSession(view.source, self)
        self._marks_of_hits = HitsItem(self.session, view.page_layout, view)
        view.scene().addItem(self._marks_of_hits)
        self.text = QLineEdit()
        self.text.setPlaceholderText(self.tr("A text, as Signature or Done at"))
        self.text.setAccessibleName(self.tr("Text to sign at"))
        self.text.setMaxLength(_MOST_LETTERS)
        self.text.setMinimumHeight(34)
        self.where = Choice(self.tr("Side of the text"))
        for side in Where:
            self.where.addItem(where_words(side), side)
        self.rows = QListWidget()
        self.rows.setObjectName("candidates")
        self.rows.setAccessibleName(self.tr("Places where the text stands"))
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.state = label("", "small")
        self._waits_for_marks = False
        self._wanted: AnchorRule | None = None
        self._placed: Place | None = None
        self._typing = make_pause(self, _TYPING_MS, self._start)
        self._lay_out()
        self.take_theme(tokens)
        self.text.textEdited.connect(lambda _: self._typing.start())
        self.where.activated.connect(lambda _: self._place())
        self.rows.currentItemChanged.connect(lambda *_: self._choose())
        self.session.found.connect(self._show_found)
        view.marks.ready.connect(self._take_marks)
        self.rows.hide()

    @property
    def side(self) -> Where:
        """Give the side of the text that is chosen."""
        return Where(self.where.currentData())  # Qt gives back a plain string

    @property
    def rule(self) -> AnchorRule | None:
        """Give the rule that the chosen hit stands for, as a template keeps it."""
        hit = self.session.chosen
        if hit is None or self._view.placement.place != self._placed:
            return None  # the box was moved since
        number = self.session.hits.index(hit) + 1
        only = len(self.session.hits) == 1
        is_last = number == len(self.session.hits)
        return AnchorRule(
            self.session.needle,
            self.side,
            None if only else -1 if is_last else number,
        )

    def take_theme(self, tokens: Tokens) -> None:
        """Draw the arrow in the theme's colour."""
        self.where.take_theme(tokens)

    def look_for(self, rule: AnchorRule) -> None:
        """Look for the text of a rule."""
        self.text.setText(rule.text)
        self.where.setCurrentIndex(self.where.findData(rule.where))
        self._start()
        self._wanted = rule

    def begin(self) -> None:
        """Take the focus."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.selectAll()

    def leave(self) -> None:
        """Take the marks off the pages."""
        self._typing.stop()
        self.session.start("", 0)
        self._view.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next place, and to the first from the text."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.rows.count():
            self.step(1)
        elif event.key() == Qt.Key.Key_Down and self.text.hasFocus() and self.rows.count():
            self.rows.setFocus()
        else:
            super().keyPressEvent(event)

    def step(self, by: int) -> None:
        """Choose the next place, round at the ends."""
        count = self.rows.count()
        if count:
            self.rows.setCurrentRow((self.rows.currentRow() + by) % count)

    def _start(self) -> None:
        self._typing.stop()
        self._wanted = None
        self.rows.clear()
        self.session.start(self.text.text().strip(), 0)
        self._show_found()

    def _show_found(self) -> None:
        session = self.session
        for hit in session.hits[self.rows.count() :]:
            words = self.tr("Page {page}: {words}").format(
                page=hit.page_index + 1, words=hit.context
            )
            self.rows.addItem(QListWidgetItem(words))
        self.rows.setVisible(bool(session.hits))
        if session.hits:
            height = self.rows.sizeHintForRow(0) * len(session.hits) + 2 * self.rows.frameWidth()
            self.rows.setFixedHeight(min(_ROWS_PX, height + 4))
        self.state.setText(self._state_words())
        self.rows.setAccessibleDescription(self.state.text())
        self._view.viewport().update()
        if not session.is_searching and session.needle:
            self._view.speech.say(self.state.text())
        if session.hits and not session.is_searching and session.chosen is None:
            wanted = self._wanted.chosen(session.hits) if self._wanted is not None else None
            self.rows.setCurrentRow(session.hits.index(wanted) if wanted is not None else 0)

    def _state_words(self) -> str:
        session = self.session
        if not session.needle:
            return self.tr("Accents, capitals and line ends make no difference.")
        if session.is_searching:
            words = self.tr("Looking, page {done} of {count}")
            return words.format(done=session.pages_done, count=session.page_count)
        if not session.hits:
            return self.tr("This text is not in the document.")
        return self.tr("%n place(s). Enter goes to the next.", "", len(session.hits))

    def _choose(self) -> None:
        row = self.rows.currentRow()
        if not 0 <= row < len(self.session.hits):
            return
        self.session.choose(self.session.hits[row])
        self._place()

    def _place(self) -> None:
        hit = self.session.chosen
        if hit is None:
            return
        marks = self._view.marks.get(hit.page_index)
        self._waits_for_marks = marks is None
        if marks is None:
            self._view.marks.want(hit.page_index)
            return
        self._put(marks)

    def _put(self, marks: Marks) -> None:
        hit = self.session.chosen
        if hit is None:
            return
        size = self._view.page_layout.rects[hit.page_index].size()
        page = ShownRect(0, 0, size.width(), size.height())
        rules = self._view.placement.rules
        taken = [shown(rect) for _, rect in rules.shown_fields(hit.page_index)]
        rule = AnchorRule(self.session.needle, self.side)
        try:
            box = place_at(hit, rule, page, marks, taken)
        except PlaceRefused:
            self.state.setText(self.tr("There is no room for the box on that side."))
            self._view.speech.say(self.state.text())
            self._view.ensureVisible(
                self._view.page_layout.to_scene(hit.page_index, of_qt(hit.rect)), 60, 120
            )
            return
        self.state.setText(self._state_words())
        self._view.put_box(hit.page_index, of_qt(box))
        self._placed = self._view.placement.place
        self.placed.emit()

    def _take_marks(self, page_index: int) -> None:
        hit, marks = self.session.chosen, self._view.marks.get(page_index)
        if self._waits_for_marks and hit is not None and hit.page_index == page_index and marks:
            self._waits_for_marks = False
            self._put(marks)

    def _lay_out(self) -> None:
        let_shrink(self.where)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(QLabel(self.tr("Box:")))
        row.addWidget(self.where, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.text)
        column.addLayout(row)
        column.addWidget(self.rows)
        column.addWidget(self.state)
