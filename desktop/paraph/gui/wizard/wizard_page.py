"""The frame of the wizard: head with the steps, the step, and the foot with the ways on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from paraph.gui.common.controls import ElidedLabel, act_button, label
from paraph.gui.common.icons import BUTTON_ICON, button_icon, pixmap
from paraph.gui.common.tokens import Tokens
from paraph.gui.desk.message_bar import MessageBar
from paraph.gui.wizard.steps_row import StepsRow

_WIDE_PX = 1080


class WizardPage(QWidget):
    """Shows; what happens is `room`."""

    close_asked = Signal()
    back_asked = Signal()
    next_asked = Signal()
    step_asked = Signal(int)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("desk")
        self._tokens = tokens
        names = [
            self.tr("Document"),
            self.tr("Who signs"),
            self.tr("Where they sign"),
            self.tr("Check and send"),
        ]
        self.steps = StepsRow(names, tokens)
        self.title, self.below = ElidedLabel(), ElidedLabel()
        self.title.setProperty("kind", "title")
        self.title.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.below.setProperty("kind", "small")
        self.below.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.close_button = act_button(self.tr("Close"))
        self.close_button.setToolTip(self.tr("Close; the draft is kept (Esc)"))
        self.message = MessageBar(tokens, self)
        self.stack = QStackedWidget()
        self._sign, self._strong, self._words = QLabel(), QLabel(), label("", "secondary")
        self._strong.setProperty("kind", "strong")
        self._strong.setProperty("tone", "changed")
        self.back = act_button(self.tr("Back"))
        self.next = act_button(self.tr("Next"), "primary")
        self._next_icon = "arrow-right"
        self._lay_out()
        self.close_button.clicked.connect(self.close_asked)
        self.back.clicked.connect(self.back_asked)
        self.next.clicked.connect(self.next_asked)
        self.steps.step_asked.connect(self.step_asked)
        self.take_theme(tokens)

    def say(self, title: str, below: str) -> None:
        """Show the words at the head."""
        self.title.say(title)
        self.below.say(below)
        self.setAccessibleName(title)

    def show_way_on(self, words: str, icon_name: str, why_not: str, *, has_back: bool) -> None:
        """Show the button that leads on, and why it does not yet."""
        self.next.setText(words)
        self.next.setAccessibleName(words)
        self.next.setEnabled(not why_not)
        self.next.setToolTip(why_not)
        self._next_icon = icon_name
        self.back.setVisible(has_back)
        self.take_theme(self._tokens)

    def show_foot(self, strong: str, words: str) -> None:
        """Say at the foot that one is offline, or what is missing."""
        self._sign.setVisible(bool(strong))
        self._strong.setText(strong)
        self._strong.setVisible(bool(strong))
        self._words.setText(words)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._tokens = tokens
        self.steps.take_theme(tokens)
        self.message.take_theme(tokens)
        self._sign.setPixmap(pixmap("wifi-off", tokens.colours["changed"], 16))
        colour = "onAccent" if self.next.isEnabled() else "textDisabled"
        self.next.setIcon(button_icon(self._next_icon, tokens.colours[colour]))
        self.next.setIconSize(BUTTON_ICON)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the title whole where the window is narrow."""
        super().resizeEvent(event)
        self.steps.show_short(is_short=self.width() < _WIDE_PX)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc, where no part has a use for it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_asked.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        head = QFrame()
        head.setObjectName("wizardHead")
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.title)
        words.addWidget(self.below)
        row = QHBoxLayout(head)
        row.setContentsMargins(24, 11, 18, 11)
        row.setSpacing(18)
        row.addLayout(words, 1)
        row.addWidget(self.steps, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(16)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignVCenter)
        foot = self.foot = QFrame()
        foot.setObjectName("panelFoot")
        below = QHBoxLayout(foot)
        below.setContentsMargins(24, 12, 18, 12)
        below.setSpacing(8)
        below.addWidget(self._sign)
        below.addWidget(self._strong)
        below.addWidget(self._words, 1)
        below.addWidget(self.back)
        below.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.message)
        column.addWidget(self.stack, 1)
        column.addWidget(foot)
