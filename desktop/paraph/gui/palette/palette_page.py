"""The sheet of Ctrl+K: a field, the list below it, and the keys that work in it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
)

from paraph.gui.common.controls import keycap, label
from paraph.gui.common.icons import pixmap
from paraph.gui.common.tokens import Tokens
from paraph.gui.palette.entries import Entry, Group, fitting, search_entry
from paraph.gui.palette.rows import ENTRY_ROLE, RowDelegate
from paraph.gui.sheet.sheet import SheetPage
from paraph.gui.viewer.speech import Speech

_LIST_PX = 400
_SCREEN_ROWS = 8
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: _SCREEN_ROWS,
    Qt.Key.Key_PageUp: -_SCREEN_ROWS,
}


class PalettePage(SheetPage):
    """Lists entries; `find` looks in the document in front, None without one."""

    width_px = 660

    chosen = Signal(object)  # Entry, to be run once the sheet is gone
    left = Signal()

    def __init__(
        self, entries: Sequence[Entry], find: Callable[[str], object] | None, tokens: Tokens
    ) -> None:
        super().__init__()
        self._entries = entries
        self._find = find
        self.field = _Field()
        self.rows = QListWidget()
        self._speech = Speech(self.field)
        self._make_rows(tokens)
        self._lay_out(tokens)
        self.field.setPlaceholderText(self.tr("Search, or run a command"))
        self.field.setAccessibleName(self.tr("Search, or run a command"))
        self.field.textChanged.connect(self._fill)
        self.field.step_asked.connect(self.step)
        self.field.run_asked.connect(self.run_current)
        self.field.leave_asked.connect(self.left)
        self._fill("")

    def take_focus(self) -> None:
        """Begin in the field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def esc(self) -> None:
        """Leave."""
        self.left.emit()

    def shown(self) -> list[Entry]:
        """Give the entries in the list, from the top."""
        entries = [self.rows.item(row).data(ENTRY_ROLE) for row in range(self.rows.count())]
        return [entry for entry in entries if isinstance(entry, Entry)]

    def step(self, by: int) -> None:
        """Choose another row; titles are passed over."""
        choices = [row for row in range(self.rows.count()) if self._entry(row) is not None]
        if choices:
            now = self.rows.currentRow()
            at = choices.index(now) if now in choices else -1
            self.rows.setCurrentRow(choices[max(0, min(at + by, len(choices) - 1))])

    def run_current(self) -> None:
        """Run the row that is chosen, if it can be run now."""
        entry = self._entry(self.rows.currentRow())
        if entry is not None and entry.act is not None:
            self.chosen.emit(entry)

    def _fill(self, typed: str) -> None:
        typed = typed.strip()
        entries = fitting(self._entries, typed)
        if typed and self._find is not None:
            entries.append(search_entry(typed, self._find))
        self.rows.clear()
        for group, title in self._titles().items():
            members = [entry for entry in entries if entry.group is group]
            if members:
                self._add_title(title)
            for entry in members:
                self._add(entry)
        if not entries:
            self._add_title(self.tr("Nothing here has these words."))
        self.rows.scrollToTop()
        self.step(1)

    def _titles(self) -> dict[Group, str]:
        return {
            Group.COMMANDS: self.tr("COMMANDS"),
            Group.DOCUMENTS: self.tr("DOCUMENTS"),
            Group.SEARCH: self.tr("IN THE DOCUMENT"),
        }

    def _add_title(self, words: str) -> None:
        item = QListWidgetItem(words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.rows.addItem(item)

    def _add(self, entry: Entry) -> None:
        item = QListWidgetItem(entry.words)
        item.setData(ENTRY_ROLE, entry)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, _spoken(entry))
        self.rows.addItem(item)

    def _entry(self, row: int) -> Entry | None:
        item = self.rows.item(row)
        entry = item.data(ENTRY_ROLE) if item is not None else None
        return entry if isinstance(entry, Entry) else None

    def _say(self, row: int) -> None:
        entry = self._entry(row)
        if entry is not None:
            self._speech.say(_spoken(entry))

    def _take_click(self, item: QListWidgetItem) -> None:
        self.rows.setCurrentItem(item)
        self.run_current()

    def _make_rows(self, tokens: Tokens) -> None:
        rows = self.rows
        rows.setObjectName("paletteRows")
        rows.setAccessibleName(self.tr("What can be done"))
        # The keys go to the field, which steps through the rows.
        rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        rows.setItemDelegate(RowDelegate(tokens, rows))
        rows.setFixedHeight(_LIST_PX)
        rows.currentRowChanged.connect(self._say)
        rows.itemClicked.connect(self._take_click)

    def _lay_out(self, tokens: Tokens) -> None:
        sign = QLabel()
        sign.setPixmap(pixmap("search", tokens.colours["textSecondary"], 20))
        top = QHBoxLayout()
        top.setContentsMargins(26, 8, 20, 8)
        top.setSpacing(10)
        top.addWidget(sign)
        top.addWidget(self.field, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(26, 10, 20, 12)
        foot.setSpacing(6)
        for key, words in (
            ("↑ ↓", self.tr("choose")),
            (self.tr("Enter"), self.tr("run")),
            (self.tr("Esc"), self.tr("close")),
        ):
            foot.addWidget(keycap(key))
            foot.addWidget(label(words, "small"))
            foot.addSpacing(8)
        foot.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(_line())
        column.addWidget(self.rows)
        column.addWidget(_line())
        column.addLayout(foot)


class _Field(QLineEdit):
    """Types, and sends on the keys that are for the list."""

    step_asked = Signal(int)
    run_asked = Signal()
    leave_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("paletteField")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step, run, leave; all else is typed."""
        step = _STEPS.get(Qt.Key(event.key()))
        controls = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if step is not None:
            self.step_asked.emit(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.run_asked.emit()
        elif controls and event.key() == Qt.Key.Key_K:
            self.leave_asked.emit()
        else:
            super().keyPressEvent(event)


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("kind", "rule")
    line.setFixedHeight(1)
    return line


def _spoken(entry: Entry) -> str:
    return ", ".join(part for part in (entry.words, entry.detail, entry.keys) if part)
