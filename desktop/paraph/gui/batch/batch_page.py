"""The page of a batch as a whole: title, card, list, and the panel beside them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from paraph.gui.batch.document_list import DocumentList
from paraph.gui.batch.progress_card import ProgressCard
from paraph.gui.batch.rule_card import RuleCard
from paraph.gui.batch.side_cards import PlanSide, RunSide
from paraph.gui.common.controls import label
from paraph.gui.common.tokens import Tokens
from paraph.gui.sheet.sheet_parts import note

_SIDE_PX, _NARROW_SIDE_PX, _WIDE_FROM_PX = 372, 330, 1264  # the rail takes 96 px more


class BatchPage(QWidget):
    """Before it is signed it shows the rule, afterwards the progress."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("desk")
        self.title, self.subtitle = label("", "title"), label("", "small")
        self.rule, self.progress = RuleCard(tokens), ProgressCard(tokens)
        self.documents = DocumentList(tokens)
        self.plan, self.run = PlanSide(tokens), RunSide(tokens)
        self._cards, self._sides = QStackedWidget(), QStackedWidget()
        self._trouble, self._told = QVBoxLayout(), ("", "")
        self._lay_out()
        self.take_theme(tokens)

    def show_plan(self) -> None:
        """Show the face before it is signed."""
        self._cards.setCurrentWidget(self.rule)
        self._sides.setCurrentWidget(self.plan)
        self._fit_card()

    def show_run(self) -> None:
        """Show the face while and after it is signed."""
        self.rule.pages.setChecked(False)
        self._cards.setCurrentWidget(self.progress)
        self._sides.setCurrentWidget(self.run)
        self._fit_card()

    def say(self, title: str, subtitle: str) -> None:
        """Show the words at the top."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.setAccessibleName(title)

    def tell(self, title: str, words: str, tokens: Tokens) -> None:
        """Show what went wrong, in place and until it is settled; no title takes it away."""
        if (title, words) == self._told:
            return
        self._told = (title, words)
        while (item := self._trouble.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if title:
            self._trouble.addWidget(note("octagon-minus", "invalid", title, words, tokens))

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        for part in (self.rule, self.progress, self.documents, self.plan, self.run):
            part.take_theme(tokens)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the panel the room there is."""
        super().resizeEvent(event)
        is_wide = self.width() >= _WIDE_FROM_PX
        self._sides.setFixedWidth(_SIDE_PX if is_wide else _NARROW_SIDE_PX)

    def _fit_card(self) -> None:
        shown = self._cards.currentWidget()
        if shown is not None:
            self._cards.setFixedHeight(shown.sizeHint().height())

    def _lay_out(self) -> None:
        self._cards.addWidget(self.rule)
        self._cards.addWidget(self.progress)
        self._sides.addWidget(self.plan)
        self._sides.addWidget(self.run)
        self.subtitle.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.rule.pages_asked.connect(lambda shown: self.documents.show_pages(shown=shown))
        main = QVBoxLayout()
        main.setContentsMargins(28, 20, 24, 18)
        main.setSpacing(14)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.title)
        head.addWidget(self.subtitle)
        main.addLayout(head)
        main.addWidget(self._cards)
        main.addLayout(self._trouble)
        main.addWidget(self.documents, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(main, 1)
        row.addWidget(self._sides)
