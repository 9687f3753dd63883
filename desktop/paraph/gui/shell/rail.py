"""The rail: the screens of the program, words under icons. A row without a screen is not shown."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QToolButton, QVBoxLayout, QWidget

from paraph.gui.common.icons import icon, pixmap
from paraph.gui.common.tokens import Tokens

_MANY = 100  # more of them are not counted in a badge


class RailRow(NamedTuple):
    """One screen: its key, its words, its icon, its group and its place under Ctrl+1…7."""

    key: str
    words: object  # QT_TRANSLATE_NOOP gives a str back, but has no type
    icon_name: str
    group: int
    digit: int

    @property
    def name(self) -> str:
        """Give the words in the window's language."""
        return QCoreApplication.translate("Rail", str(self.words))


RAIL: tuple[RailRow, ...] = (
    RailRow("desk", QT_TRANSLATE_NOOP("Rail", "Desk"), "files", 0, 1),
    RailRow("inbox", QT_TRANSLATE_NOOP("Rail", "Inbox"), "inbox", 0, 2),
    RailRow("sent", QT_TRANSLATE_NOOP("Rail", "Sent"), "send", 0, 3),
    RailRow("outbox", QT_TRANSLATE_NOOP("Rail", "Outbox"), "clock-up", 0, 4),
    RailRow("audit", QT_TRANSLATE_NOOP("Rail", "Audit"), "scale", 1, 5),
    RailRow("health", QT_TRANSLATE_NOOP("Rail", "Health"), "heartbeat", 1, 6),
    RailRow("settings", QT_TRANSLATE_NOOP("Rail", "Settings"), "settings", 2, 7),
)


class Mark(QWidget):
    """The program's mark at the top of the rail."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.tokens = tokens
        self.setFixedSize(40, 40)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a signature on the accent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.tokens.colours["accent"]))
        painter.drawRoundedRect(QRectF(self.rect()), 10, 10)
        painter.drawPixmap(7, 7, pixmap("signature", self.tokens.colours["onAccent"], 26))


class Rail(QFrame):
    """Shows the rows whose screens exist. Their keys are those of the menu."""

    screen_chosen = Signal(str)  # the screen's key

    def __init__(self, keys: Iterable[str], tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("Screens"))
        self.setFixedWidth(tokens.sizes["rail"])
        shown = set(keys)
        self.rows = [row for row in RAIL if row.key in shown]
        self._buttons = {row.key: self._make_button(row) for row in self.rows}
        self._badges: dict[str, QLabel] = {}
        self._group = QButtonGroup(self)
        for button in self._buttons.values():
            self._group.addButton(button)
        self._mark = Mark(tokens, self)
        self._lay_out()
        self.take_theme(tokens)

    def choose(self, key: str) -> None:
        """Mark the screen in front; one that has no row is the desk's."""
        self._buttons.get(key, self._buttons["desk"]).setChecked(True)

    def show_badge(self, key: str, count: int, tone: str = "") -> None:
        """Show a number at a screen's icon: blue for one's turn, `changed` for attention."""
        button = self._buttons.get(key)
        if button is None:
            return
        badge = self._badges.get(key)
        if badge is None:
            badge = self._badges[key] = QLabel(button)
            badge.setProperty("kind", "badge")
            badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
            badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        name = next(row.name for row in self.rows if row.key == key)
        badge.setText(str(count) if count < _MANY else f"{_MANY - 1}+")
        badge.setProperty("tone", tone)
        badge.style().unpolish(badge)
        badge.style().polish(badge)
        badge.setMinimumWidth(18)
        badge.setFixedHeight(18)
        badge.adjustSize()
        badge.move(button.width() // 2 + 6, 3)
        badge.setVisible(count > 0)
        waits = self.tr("{screen}, {count}").format(screen=name, count=count)
        button.setAccessibleName(waits if count else name)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw the icons in the theme's colours."""
        self._mark.tokens = tokens
        self._mark.update()
        colours = tokens.colours
        for row in self.rows:
            drawn = icon(row.icon_name, colours["textSecondary"], 20, colours["accentText"])
            self._buttons[row.key].setIcon(drawn)

    def _make_button(self, row: RailRow) -> QToolButton:
        words = row.name
        button = QToolButton(self)
        button.setText(words)
        button.setCheckable(True)
        button.setProperty("kind", "rail")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(20, 20))
        button.setFixedSize(84, 58)
        button.setToolTip(f"{words} (Ctrl+{row.digit})")
        button.setAccessibleName(words)
        button.clicked.connect(self._teller(row.key))
        return button

    def _teller(self, key: str) -> Callable[[], None]:
        return lambda: self.screen_chosen.emit(key)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 14, 5, 12)
        column.setSpacing(4)
        column.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(14)
        for group in range(3):
            if group == 1:
                column.addSpacing(18)
            if group == 2:
                column.addStretch()
            for row in self.rows:
                if row.group == group:
                    column.addWidget(self._buttons[row.key], 0, Qt.AlignmentFlag.AlignHCenter)
