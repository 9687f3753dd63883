"""In the panel: a text to sign at. Every place where it stands is listed; one row is one box."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from paraph.domain.placing.anchor_text import AnchorHit
from paraph.domain.placing.placing_rule import AnchorRule
from paraph.domain.placing.signature_field import Place
from paraph.gui.common.controls import label
from paraph.gui.common.pause import make_pause
from paraph.gui.common.tokens import Tokens
from paraph.gui.extras.anchor_boxes import AnchorBoxes
from paraph.gui.extras.anchor_rule_part import AnchorRulePart
from paraph.gui.viewer.anchor_session import AnchorSession
from paraph.gui.viewer.hits_item import HitsItem
from paraph.gui.viewer.page_marks import of_qt
from paraph.gui.viewer.place_words import refusal_words
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
        self.boxes = AnchorBoxes(self.session, view)
        for item in (self._marks_of_hits, self.boxes):
            view.scene().addItem(item)
        self.text, self.box, self.rows = self._made_text(), AnchorRulePart(), self._made_rows()
        self.state = label("", "small")
        self._waits_for_marks = False
        self._wanted: AnchorRule | None = None
        self._placed: Place | None = None
        self._left: AnchorRule | None = None  # what the box stands by, while the part is folded
        self._typing = make_pause(self, _TYPING_MS, self._start)
        self._measuring = make_pause(self, _TYPING_MS, self._place)
        self._lay_out()
        self.take_theme(tokens)
        self.text.textEdited.connect(lambda _: self._typing.start())
        self.box.side_chosen.connect(self._place)
        self.box.measured.connect(self._measuring.start)
        self.rows.currentItemChanged.connect(lambda *_: self._choose())
        self.session.found.connect(self._show_found)
        view.marks.ready.connect(self._take_marks)
        self.rows.hide()

    @property
    def rule(self) -> AnchorRule | None:
        """Give the rule that the chosen hit stands for, as a template keeps it."""
        hit = self.session.chosen
        if self._placed is None or self._view.placement.place != self._placed:
            return None  # the box was moved since
        if self._waits_for_marks:
            return None  # it stands at the hit before still
        if hit is None:
            return self._left
        number = self.session.hits.index(hit) + 1
        only = len(self.session.hits) == 1
        is_last = number == len(self.session.hits)
        return self.box.rule(self.session.needle)._replace(
            hit=None if only else -1 if is_last else number
        )

    def take_theme(self, tokens: Tokens) -> None:
        """Draw the arrow in the theme's colour."""
        self.box.take_theme(tokens)

    def look_for(self, rule: AnchorRule) -> None:
        """Look for the text of a rule."""
        self.text.setText(rule.text)
        self.box.show_rule(rule)
        self._start()
        self._wanted = rule

    def begin(self) -> None:
        """Take the focus; a box that stands at a text still does."""
        if self._left is not None and self.rule is not None:
            self.look_for(self._left)
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.selectAll()

    def leave(self) -> None:
        """Take the marks off the pages."""
        self._typing.stop()
        self._measuring.stop()
        self._left = self.rule
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
        self._wanted = self._left = None
        self.rows.clear()
        self.session.start(self.text.text().strip(), 0)
        self.boxes.take_rule(self.box.rule(self.session.needle))
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
        self._measuring.stop()
        self.boxes.take_rule(self.box.rule(self.session.needle))
        hit = self.session.chosen
        if hit is None:
            return
        self._waits_for_marks = not self.boxes.is_known(hit)
        if not self._waits_for_marks:
            self._put(hit)

    def _put(self, hit: AnchorHit) -> None:
        box = self.boxes.at(hit)
        if box is None:
            self._refuse(hit, self.tr("There is no room for the box on that side."))
            return
        rect = of_qt(box)
        refusal = self._view.placement.rules.refusal(
            self._view.placement.rules.to_place(hit.page_index, rect)
        )
        if refusal is not None:
            self._refuse(hit, self.tr("The box: {why}.").format(why=refusal_words(refusal)))
            return
        self.state.setText(self._state_words())
        self._view.put_box(hit.page_index, rect)
        self._placed = self._view.placement.place
        self.placed.emit()

    def _refuse(self, hit: AnchorHit, words: str) -> None:
        """Say why the box is not at the hit; one of another hit would be taken for its own."""
        self.state.setText(words)
        self._view.speech.say(words)
        if self._placed is not None and self._view.placement.place == self._placed:
            self._view.placement.remove()
        self._placed = None
        self._view.ensureVisible(
            self._view.page_layout.to_scene(hit.page_index, of_qt(hit.rect)), 60, 120
        )

    def _take_marks(self, page_index: int) -> None:
        hit = self.session.chosen
        self._view.viewport().update()
        if self._waits_for_marks and hit is not None and hit.page_index == page_index:
            self._waits_for_marks = False
            self._put(hit)

    def _made_text(self) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(self.tr("A text, as Signature or Done at"))
        made.setAccessibleName(self.tr("Text to sign at"))
        made.setMaxLength(_MOST_LETTERS)
        made.setMinimumHeight(34)
        return made

    def _made_rows(self) -> QListWidget:
        made = QListWidget()
        made.setObjectName("candidates")
        made.setAccessibleName(self.tr("Places where the text stands"))
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return made

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.text)
        column.addWidget(self.box)
        column.addWidget(self.rows)
        column.addWidget(self.state)
