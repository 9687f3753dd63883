"""A red card: one thing that a person has to decide, in the service's words, with the choices."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from paraph.gui.common.controls import act_button, label
from paraph.gui.common.icons import pixmap
from paraph.gui.common.tokens import Tokens


class NeedsCard(QFrame):
    """`asked` names the choice that was taken."""

    asked = Signal(str)

    def __init__(self, title: str, detail: str, tokens: Tokens, icon_name: str) -> None:
        super().__init__()
        self.setProperty("kind", "group")
        self.setProperty("tone", "invalid")
        self._acts = QHBoxLayout()
        self._acts.setSpacing(8)
        self._words = QVBoxLayout()
        self._words.setSpacing(4)
        self.buttons: dict[str, QPushButton] = {}
        self._refused = label("", "small")
        self._refused.setProperty("tone", "invalid")
        self._refused.hide()
        self._lay_out(title, detail, tokens, icon_name)
        self.setAccessibleName(title)

    def say(self, what: str, below: str, more: str = "") -> None:
        """Show why, in one red line, and what is safe and can be done."""
        for words, kind in ((what, "strong"), (below, "small"), (more, "")):
            if words:
                line = label(words, kind)
                line.setTextFormat(Qt.TextFormat.PlainText)
                line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                if words == what:
                    line.setProperty("tone", "invalid")
                self._words.addWidget(line)
        self.setAccessibleDescription(" ".join(each for each in (what, below, more) if each))

    def offer(self, key: str, words: str, kind: str = "") -> None:
        """Add a choice; the first is the one that is meant."""
        button = act_button(words, kind)
        button.clicked.connect(lambda: self.asked.emit(key))
        self.buttons[key] = button
        self._acts.insertWidget(self._acts.count() - 1, button)

    @property
    def refused(self) -> str:
        """Give why the choice could not be done; "" where none was refused."""
        return self._refused.text()

    def show_refused(self, words: str) -> None:
        """Say why the choice could not be done."""
        self._refused.setText(words)
        self._refused.show()
        for each in self.buttons.values():
            each.setEnabled(True)

    def show_taken(self) -> None:
        """Let nothing be chosen while a choice is being done."""
        for each in self.buttons.values():
            each.setEnabled(False)

    def _lay_out(self, title: str, detail: str, tokens: Tokens, icon_name: str) -> None:
        sign, head, below = QLabel(), QLabel(title), QLabel(detail)
        sign.setPixmap(pixmap(icon_name, tokens.colours["invalid"], 22))
        head.setProperty("kind", "strong")
        head.setTextFormat(Qt.TextFormat.PlainText)
        below.setProperty("kind", "small")
        below.setTextFormat(Qt.TextFormat.PlainText)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(head)
        line.addWidget(below, 1)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addLayout(line)
        column.addLayout(self._words)
        column.addWidget(self._refused)
        column.addSpacing(4)
        self._acts.addStretch()
        column.addLayout(self._acts)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 12, 20, 12)
        row.setSpacing(16)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)


def head_row(title: QWidget, count: QWidget) -> QHBoxLayout:
    """Make the head of a part of the list."""
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(title)
    row.addWidget(count)
    row.addStretch()
    return row
