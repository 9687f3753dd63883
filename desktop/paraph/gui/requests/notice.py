"""One line over a list or a document: what just happened, or what stands in the way."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout

from paraph.domain.errors import ParaphError
from paraph.gui.common.controls import act_button, label
from paraph.gui.common.icons import icon, pixmap
from paraph.gui.common.tokens import Tokens
from paraph.gui.sheet.error_words import error_words

_NARROW_PX = 420
_SIGNS = {"invalid": "octagon-minus", "changed": "alert-triangle", "valid": "circle-check"}
# What the service said itself, and what was wrong with what was asked.
_DETAILS = ("detail", "why")


class Notice(QFrame):
    """Hidden until there is something to say; it stays until it is closed or settled."""

    act_asked = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens, self.tone = tokens, "changed"
        self.setProperty("kind", "note")
        self._sign, self._what, self._more = QLabel(), label("", "strong"), label("", "small")
        self.act = act_button("")
        self.close_button = QToolButton()
        self.close_button.setProperty("kind", "tool")
        self.close_button.setAccessibleName(self.tr("Close the message"))
        self.close_button.clicked.connect(self.hide)
        self.act.clicked.connect(self.act_asked)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._what)
        words.addWidget(self._more)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 9, 10, 9)
        row.setSpacing(12)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(8)
        self._body.addLayout(words, 1)
        self._body.addWidget(self.act, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(self._body, 1)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def words(self) -> str:
        """Give what is said."""
        return f"{self._what.text()} {self._more.text()}".strip()

    def tell(self, error: ParaphError) -> None:
        """Say an error: what happened, what is safe, what to do."""
        what, more = error_words(error.code)
        said = [str(error.details[key]) for key in _DETAILS if error.details.get(key)]
        told = f"{more} ({', '.join(said)})" if said and error.code == "service_refused" else more
        self.say("invalid", what, told)

    def say(self, tone: str, what: str, more: str = "", act: str = "") -> None:
        """Say something; `act` are the words of its button."""
        self.tone = tone
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self._what.setText(what)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self.act.setText(act)
        self.act.setAccessibleName(act)
        self.act.setVisible(bool(act))
        self.setAccessibleName(self.words)
        self.take_theme(self._tokens)
        self.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the button stand below the words where there is no room beside them."""
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW_PX
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._body.setDirection(down if is_narrow else across)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._tokens = tokens
        self._sign.setPixmap(pixmap(_SIGNS[self.tone], tokens.colours[self.tone], 20))
        self.close_button.setIcon(icon("x", tokens.colours["textSecondary"]))
