"""The list of all certificates under the picker; those that cannot sign are grey, with the reason.

The row's words are labels, so that a mark and a reason look and read as such; the item holds the
same words for those who hear them.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from paraph.domain.keys.certificate import Caution
from paraph.gui.cards.card_words import (
    caution_words,
    facts_line,
    issuer_line,
    joined,
    kind_words,
    place_line,
    why_words,
)
from paraph.gui.common.controls import label
from paraph.gui.common.icons import pixmap
from paraph.gui.common.tokens import Tokens
from paraph.usecases.choose_certificate import Candidate

_WIDTH_PX = 440
_EDGE_PX = 8
_STRIP_PX = 44  # the status strip stays in sight
_BESIDE_ROWS_PX = 46  # frame, the item's padding, and a scroll bar that may come
_AROUND_ROW_PX = 8  # the item's padding
_ICON_PX = 16


class CandidateList(QFrame):
    """Opens under the card. `chosen` gives what a person took."""

    chosen = Signal(object)  # Candidate
    key_file_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("popover")
        self._candidates: list[Candidate] = []
        self.offers_key_files = False
        self._card: QWidget = parent
        self.rows = QListWidget()
        self.rows.setObjectName("candidates")
        self.rows.setAccessibleName(self.tr("Certificates"))
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.rows.itemClicked.connect(self._take)
        self.rows.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.rows)
        self.hide()

    def show_under(
        self,
        card: QWidget,
        candidates: Sequence[Candidate],
        current: Candidate | None,
        tokens: Tokens,
    ) -> None:
        """Fill and open."""
        # Within the window rather than a window of its own: it can leave no screen's edge.
        window = card.window()
        self.setParent(window)
        self._card = card
        self._candidates = sorted(candidates, key=lambda each: each.bar is not None)
        below = card.mapTo(window, QPoint(card.width(), card.height() + 4))
        width = min(max(card.width(), _WIDTH_PX), below.x() - _EDGE_PX)
        self.resize(width, window.height() - below.y() - _STRIP_PX)
        self.move(below.x() - width, below.y())
        self.rows.clear()
        for each in self._candidates:
            self._add(each, tokens)
        if self.offers_key_files:
            self._add_key_file_row(tokens)
        if current is not None and current in self._candidates:
            self.rows.setCurrentRow(self._candidates.index(current))
        self.show()
        self._fit()
        self.raise_()
        self.rows.setFocus()

    def _fit(self) -> None:
        """Give each row the height that its words take, which fonts and width decide."""
        width = self.width() - _BESIDE_ROWS_PX
        total = 0
        for number in range(self.rows.count()):
            item = self.rows.item(number)
            row = self.rows.itemWidget(item)
            row.ensurePolished()
            height = row.heightForWidth(width) + _AROUND_ROW_PX
            item.setSizeHint(QSize(width, height))
            total += height
        self.resize(self.width(), min(total + 2 * _EDGE_PX, self.height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose with Enter and Space; close with Esc and when the focus goes elsewhere."""
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self._card.setFocus()
                self.hide()
                return True
            is_choice = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
            item = self.rows.currentItem()
            if is_choice and item is not None:
                self._take(item)
                return True
        return super().eventFilter(watched, event)

    def _add(self, candidate: Candidate, tokens: Tokens) -> None:
        item = QListWidgetItem()
        spoken = spoken_words(candidate, self._candidates)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        item.setToolTip(spoken)
        if candidate.bar is not None:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
        self.rows.addItem(item)
        self.rows.setItemWidget(item, _Row(candidate, self._candidates, tokens))

    def _add_key_file_row(self, tokens: Tokens) -> None:
        words = self.tr("Use a key file (.p12, .pfx)…")
        item = QListWidgetItem()
        item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        item.setToolTip(self.tr("A key without a device, for an advanced signature"))
        self.rows.addItem(item)
        row = QWidget()
        row.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        sign = pixmap("file-text", tokens.colours["accentText"], _ICON_PX)
        line = _marked(sign, label(words))
        line.setContentsMargins(10, 6, 10, 6)
        row.setLayout(line)
        self.rows.setItemWidget(item, row)

    def _take(self, item: QListWidgetItem) -> None:
        if self.rows.row(item) == len(self._candidates):
            self.hide()
            self.key_file_asked.emit()
        elif item.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.hide()
            self.chosen.emit(self._candidates[self.rows.row(item)])


def spoken_words(candidate: Candidate, among: Sequence[Candidate] = ()) -> str:
    """Give everything that a row says among others, line by line."""
    warnings = [" ".join(caution_words(each)) for each in candidate.cautions]
    lines = [
        joined(candidate.facts.holder, *kind_words(candidate.facts)),
        facts_line(candidate),
        issuer_line(candidate),
        place_line(candidate, among),
        why_words(candidate),
        *warnings,
    ]
    return "\n".join(line for line in lines if line)


def caution_row(caution: Caution, tokens: Tokens) -> QHBoxLayout:
    """Make the line of a caution: its sign and its first sentence."""
    told = label(caution_words(caution)[0], "small")
    told.setProperty("tone", "changed")
    return _marked(pixmap("alert-triangle", tokens.colours["changed"], _ICON_PX), told)


class _Row(QWidget):
    def __init__(self, candidate: Candidate, among: Sequence[Candidate], tokens: Tokens) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        grey = candidate.bar is not None
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 10)
        column.setSpacing(2)
        column.addLayout(_head(candidate, grey=grey))
        for words in (facts_line(candidate), issuer_line(candidate), place_line(candidate, among)):
            if words:
                column.addWidget(_line(words, grey=grey))
        if grey:
            sign = pixmap("lock", tokens.colours["textSecondary"], _ICON_PX)
            column.addLayout(_marked(sign, label(why_words(candidate), "small")))
        for each in candidate.cautions:
            column.addLayout(caution_row(each, tokens))


def _head(candidate: Candidate, *, grey: bool) -> QHBoxLayout:
    name = label(candidate.facts.holder, "strong")
    name.setEnabled(not grey)
    row = QHBoxLayout()
    row.setSpacing(6)
    row.addWidget(name, 1)
    for words in kind_words(candidate.facts):
        mark = QLabel(words)
        mark.setProperty("kind", "keycap")
        mark.setEnabled(not grey)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    return row


def _line(words: str, *, grey: bool) -> QLabel:
    line = label(words, "small")
    line.setEnabled(not grey)
    return line


def _marked(sign: QPixmap, words: QLabel) -> QHBoxLayout:
    mark = QLabel()
    mark.setPixmap(sign)
    row = QHBoxLayout()
    row.setContentsMargins(0, 3, 0, 0)
    row.setSpacing(6)
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return row
