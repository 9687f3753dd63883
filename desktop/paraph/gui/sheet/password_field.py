"""A field for a password: nothing of it is seen, and what was typed leaves it once."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton

from paraph.domain.keys.secret import Secret


class PasswordField(QLineEdit):
    """Hands what was typed to `give`, by Enter or by `button`, which waits for a first letter."""

    def __init__(self, name: str, button: QPushButton, give: Callable[[Secret], None]) -> None:
        super().__init__()
        self._give = give
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAccessibleName(name)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setMinimumHeight(44)
        button.setEnabled(False)
        self.textChanged.connect(lambda words: button.setEnabled(bool(words)))
        self.returnPressed.connect(self._hand_over)
        button.clicked.connect(self._hand_over)

    def _hand_over(self) -> None:
        if self.text():
            secret = Secret(self.text())
            self.clear()
            self._give(secret)


def foot_of(stop: QPushButton, act: QPushButton) -> QHBoxLayout:
    """Give a page's last row: the way out, then the act."""
    foot = QHBoxLayout()
    foot.addStretch()
    foot.addWidget(stop)
    foot.addWidget(act)
    return foot
