"""The end: it is kept and goes by itself; what can be done next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from paraph.gui.common.controls import act_button, label
from paraph.gui.common.icons import pixmap
from paraph.gui.common.tokens import Tokens


class SentStep(QWidget):
    """Shown once all is durable."""

    another_asked = Signal()
    sent_asked = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._sign = QLabel()
        self._title, self._words = label("", "title"), label("", "secondary")
        for each in (self._title, self._words):
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.another = act_button(self.tr("New request…"))
        self.show_sent = act_button(self.tr("Show in Sent"), "primary")
        self.another.clicked.connect(self.another_asked)
        self.show_sent.clicked.connect(self.sent_asked)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch(1)
        buttons.addWidget(self.another)
        buttons.addWidget(self.show_sent)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 24, 48, 24)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addSpacing(10)
        column.addLayout(buttons)
        column.addStretch(3)
        self.take_theme(tokens)

    def say(self, title: str, words: str) -> None:
        """Say what became of it."""
        self._title.setText(title)
        self._words.setText(words)
        self.setAccessibleName(f"{title} {words}")

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._sign.setPixmap(pixmap("circle-check", tokens.colours["valid"], 48))
