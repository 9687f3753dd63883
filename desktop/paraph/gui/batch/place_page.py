"""One document of a batch, opened to be looked at and to be given its place by hand."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from paraph.domain.placing.signature_field import Place
from paraph.gui.common.controls import act_button, label
from paraph.gui.common.tokens import Tokens
from paraph.gui.viewer.page_source import PageSource
from paraph.gui.viewer.placing_view import PlacingView


class PlacePage(QWidget):
    """Shows the pages with the box. `taken` gives the field or the place that was chosen."""

    taken = Signal(object, object)  # str | None, Place | None
    left = Signal()

    def __init__(self, source: PageSource, title: str, place: Place | None, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("desk")
        self._source = source
        self.view = PlacingView(source, tokens, self)
        self.use = act_button(self.tr("Sign here"), "primary")
        self.back = act_button(self.tr("Back to the list"))
        self.best = act_button(self.tr("Find a place"))
        self._where = label("", "small")
        self._lay_out(title)
        self.back.clicked.connect(self.left)
        self.best.clicked.connect(self._find)
        self.use.clicked.connect(self._take)
        self.view.placement.place_changed.connect(lambda _: self._show_choice())
        self.view.placement.field_chosen.connect(lambda _: self._show_choice())
        self._place = place
        QTimer.singleShot(0, self, self._begin)

    def close_document(self) -> None:
        """Let the document go."""
        self._source.close()

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self.view.take_theme(tokens)

    def _find(self) -> None:
        self.view.place_at_best()

    def _begin(self) -> None:
        self.view.setFocus()
        if self._place is None:
            self.view.place_at_best(draws_if_none=True)
        else:
            index = self._place.page_index
            rect = self.view.placement.rules.shown_rect(self._place)
            self.view.placement.put(index, rect, self.tr("Place the box"))
            self.view.reveal(self._place)
        self._show_choice()

    def _show_choice(self) -> None:
        choice = self.view.placement.choice
        is_chosen = choice.place is not None or choice.field_name is not None
        self.use.setEnabled(is_chosen)
        self.use.setToolTip("" if is_chosen else self.tr("Draw a box first."))
        words = self.view.place_in_words() or self.tr("Draw a box, or choose a field.")
        self._where.setText(words)

    def _take(self) -> None:
        choice = self.view.placement.choice
        self.taken.emit(choice.field_name, choice.place)

    def _lay_out(self, title: str) -> None:
        bar = QFrame()
        bar.setObjectName("toolbar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(title, "strong"))
        words.addWidget(self._where)
        row.addLayout(words, 1)
        for each in (self.back, self.best, self.use):
            row.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.view, 1)
