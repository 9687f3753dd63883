"""The desk without a document: where to drop one, and three ways to begin."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from paraph.gui.common.controls import keycap
from paraph.gui.common.icons import BUTTON_ICON, button_icon, pixmap
from paraph.gui.common.tokens import Tokens
from paraph.gui.desk.drop_picture import DropPicture

_ZONE_PX = (760, 316)
_CARD_PX = 104


class DropZone(QWidget):
    """The dashed field; the window takes the drop, the zone shows that it would."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.tokens = tokens
        self._is_hot = False
        self.setMaximumWidth(_ZONE_PX[0])
        self.setMinimumSize(480, _ZONE_PX[1])

    def set_hot(self, is_hot: bool) -> None:  # noqa: FBT001 - a setter
        """Show that a file is held over the window."""
        self._is_hot = is_hot
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the field."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = "accent" if self._is_hot else "borderStrong"
        pen = QPen(self.tokens.colour(line), 2 if self._is_hot else 1.6)
        pen.setDashPattern([6, 4])
        painter.setPen(pen)
        painter.setBrush(self.tokens.colour("accentSoft" if self._is_hot else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 16, 16)


class EmptyDesk(QWidget):
    """What a person sees first; it is made when it is first seen, at a start without a file."""

    open_asked = Signal()
    many_asked = Signal()
    sample_asked = Signal()
    others_asked = Signal()
    offers_others = False  # whether others can be asked to sign

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("desk")
        self.zone = DropZone(tokens, self)
        self._is_filled = False
        self._others_sign: QLabel | None = None

    def showEvent(self, event: QShowEvent) -> None:
        """Fill it."""
        super().showEvent(event)
        if not self._is_filled:
            self._is_filled = True
            self._fill(self.zone.tokens)

    def _fill(self, tokens: Tokens) -> None:
        title = _label(self.tr("Desk"), "title")
        self._picture = DropPicture(tokens, self.zone)
        self._open = self._button(self.tr("Open a PDF…"), "primary")
        self._open.setIconSize(BUTTON_ICON)
        self._open.clicked.connect(self.open_asked)
        self._many = self._button(self.tr("Sign many…"), "plain")
        self._many.clicked.connect(self.many_asked)
        self._sample = self._button(self.tr("Try it on a sample contract"), "plain")
        self._sample.clicked.connect(self.sample_asked)
        self._keyboard = QLabel()
        self._fill_zone()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(32, 20, 32, 24)
        outer.addWidget(title)
        outer.addStretch(5)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.zone, 40)
        row.addStretch(1)
        outer.addLayout(row)
        if self.offers_others:
            outer.addSpacing(14)
            outer.addLayout(self._others_row())
        outer.addStretch(6)
        outer.addLayout(self._hint())
        self.take_theme(tokens)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self.zone.tokens = tokens
        if not self._is_filled:
            return
        self._picture.tokens = tokens
        self._open.setIcon(button_icon("folder", tokens.colours["onAccent"]))
        if self._others_sign is not None:
            self._others_sign.setPixmap(pixmap("send", tokens.colours["accentText"], 22))
        self._keyboard.setPixmap(pixmap("keyboard", tokens.colours["textSecondary"], 16))
        self.zone.update()

    def _others_row(self) -> QHBoxLayout:
        """Make the card below the field, as wide as a third of it."""
        words = self.tr("Ask others to sign")
        card = QPushButton()
        card.setProperty("kind", "card")
        card.setAccessibleName(words)
        # The style sheet says how low a card may be; how high it is, the row does.
        card.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        card.clicked.connect(self.others_asked)
        self._others_sign = QLabel()
        head = QHBoxLayout()
        head.addWidget(self._others_sign)
        head.addStretch()
        head.addWidget(keycap(self.tr("Ctrl N")))
        column = QVBoxLayout(card)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(3)
        column.addLayout(head)
        column.addStretch()
        column.addWidget(_label(words, "strong"))
        small = _label(self.tr("Prepare it now, even without a network."), "small")
        column.addWidget(small)
        card.setFixedWidth(small.sizeHint().width() + 40)
        row = QHBoxLayout()
        row.addStrut(_CARD_PX)
        row.addStretch(1)
        row.addWidget(card, 0)
        row.addStretch(1)
        return row

    def _hint(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        row.addWidget(self._keyboard)
        row.addWidget(_label(self.tr("Ctrl+K finds any command"), "small"))
        row.addStretch()
        return row

    def _fill_zone(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch()
        buttons.addWidget(self._open)
        buttons.addWidget(self._many)
        buttons.addWidget(self._sample)
        buttons.addStretch()
        column = QVBoxLayout(self.zone)
        column.setContentsMargins(24, 30, 24, 30)
        column.addStretch()
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        column.addWidget(
            _label(self.tr("Drop a PDF here to sign or check it"), "display", centred=True)
        )
        column.addSpacing(4)
        words = self.tr("One file or several. Your originals are never changed.")
        column.addWidget(_label(words, "secondary", centred=True))
        column.addSpacing(20)
        column.addLayout(buttons)
        column.addStretch()

    def _button(self, words: str, kind: str) -> QPushButton:
        button = QPushButton(words, self.zone)
        button.setProperty("kind", kind)
        button.setProperty("scale", "large")
        button.setAccessibleName(words)
        return button


def _label(words: str, kind: str, *, centred: bool = False) -> QLabel:
    label = QLabel(words)
    label.setProperty("kind", kind)
    label.setWordWrap(centred)
    if centred:
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
