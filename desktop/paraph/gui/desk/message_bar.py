"""A message in place: what happened, what is safe, what to do. It stays until it is closed."""

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from paraph.domain.messages import Words
from paraph.gui.common.icons import icon, pixmap
from paraph.gui.common.tokens import Tokens


class MessageBar(QFrame):
    """Hidden until there is something to say."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self._sign = QLabel()
        self._what = QLabel()
        self._what.setProperty("kind", "strong")
        self._rest = QLabel()
        for label in (self._what, self._rest):
            label.setWordWrap(True)
        self._close = QToolButton()
        self._close.setProperty("kind", "tool")
        self._close.setIconSize(QSize(18, 18))
        self._close.setAccessibleName(self.tr("Close the message"))
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 12, 12)
        row.setSpacing(12)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._what)
        words.addWidget(self._rest)
        row.addLayout(words, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.take_theme(tokens)
        self.hide()

    def tell(self, words: Words, about: str) -> None:
        """Show a message about a file."""
        what, safe, act = (
            QCoreApplication.translate("Messages", sentence)
            for sentence in (words.what, words.safe, words.act)
        )
        self._what.setText(f"{about}: {what}")
        self._rest.setText(f"{safe} {act}")
        self.setAccessibleName(f"{about}: {what} {safe} {act}")
        self.show()

    def take_theme(self, tokens: Tokens) -> None:
        """Draw the icons in the theme's colours."""
        self._sign.setPixmap(pixmap("octagon-minus", tokens.colours["invalid"], 20))
        self._close.setIcon(icon("x", tokens.colours["textSecondary"]))
