"""A message in place: what happened, what is safe, what to do. It stays until it is closed."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from paraph.domain.messages.acts import Words
from paraph.gui.common.icons import icon, pixmap
from paraph.gui.common.tokens import Tokens

_Message = tuple[Words, str, tuple[str, Callable[[], None]] | None]


class MessageBar(QFrame):
    """Hidden until there is something to say, and empty until then."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self._tokens = tokens
        self._about = ""
        self._shown: _Message
        self._waiting: list[_Message] = []
        self._remedy: Callable[[], None] | None = None
        self._filled = False
        self.hide()

    def _fill(self) -> None:
        self._filled = True
        self._sign = QLabel()
        self._what = QLabel()
        self._what.setProperty("kind", "strong")
        self._rest = QLabel()
        for label in (self._what, self._rest):
            label.setWordWrap(True)
        self._act = QPushButton()
        self._act.clicked.connect(self._settle)
        self._close = QToolButton()
        self._close.setProperty("kind", "tool")
        self._close.setIconSize(QSize(18, 18))
        self._close.setAccessibleName(self.tr("Close the message"))
        self._close.clicked.connect(self._show_next)
        self._lay_out()
        self.take_theme(self._tokens)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 12, 12)
        row.setSpacing(12)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._what)
        words.addWidget(self._rest)
        row.addLayout(words, 1)
        row.addWidget(self._act, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)

    def tell(
        self, words: Words, about: str, remedy: tuple[str, Callable[[], None]] | None = None
    ) -> None:
        """Show a message about a file, with the act that settles it, if there is one.

        The one before it waits below, and comes back when this one is closed.
        """
        if self._about and self._about != about:
            self._waiting.append(self._shown)
        if not self._filled:
            self._fill()
        self._about, self._shown = about, (words, about, remedy)
        self._act.setVisible(remedy is not None)
        if remedy is not None:
            self._act.setText(remedy[0])
            self._act.setAccessibleName(remedy[0])
            self._remedy = remedy[1]
        what, safe, act = (
            QCoreApplication.translate("Messages", sentence)
            for sentence in (words.what, words.safe, words.act)
        )
        self._what.setText(f"{about}: {what}")
        self._rest.setText(f"{safe} {act}")
        self.setAccessibleName(f"{about}: {what} {safe} {act}")
        self.show()

    def forget(self, about: str) -> None:
        """Drop what was said of a file that has gone, or has come right."""
        self._waiting = [each for each in self._waiting if each[1] != about]
        if self._about == about:
            self._show_next()

    def _show_next(self) -> None:
        self._about = ""
        self.hide()
        if self._waiting:
            self.tell(*self._waiting.pop())

    def _settle(self) -> None:
        remedy = self._remedy
        self._show_next()
        if remedy is not None:
            remedy()

    def take_theme(self, tokens: Tokens) -> None:
        """Draw the icons in the theme's colours."""
        self._tokens = tokens
        if not self._filled:
            return
        self._sign.setPixmap(pixmap("octagon-minus", tokens.colours["invalid"], 20))
        self._close.setIcon(icon("x", tokens.colours["textSecondary"]))
