"""What was dropped on the window, before it is planned: how many documents, and what stays out."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout

from paraph.gui.common.controls import act_button, label
from paraph.gui.common.tokens import Tokens
from paraph.gui.sheet.sheet import SheetPage
from paraph.gui.sheet.sheet_parts import note, title_row
from paraph.usecases.gather_documents import MOST_DOCUMENTS, Gathered

_MOST_OPENED, _MOST_NAMES = 20, 3


class GatherPage(SheetPage):
    """Esc does nothing of it. `chosen` gives the documents to plan, `opened` those to open."""

    chosen = Signal(tuple)  # of Path
    opened = Signal(tuple)  # of Path
    left = Signal()

    def __init__(self, found: Gathered, title: str, tokens: Tokens) -> None:
        super().__init__()
        self._found = found
        count = len(found.documents)
        self.nested = QCheckBox(
            self.tr("With the folders within it: %n document(s)", "", len(found.nested))
        )
        self.nested.setChecked(True)
        self.go_on = act_button("", "primary")
        self.open_each = act_button(self.tr("Open each"))
        self.cancel = act_button(self.tr("Cancel") if count else self.tr("Close"))
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(14)
        words = self.tr("Sign them together?") if count else self.tr("No PDF was found")
        column.addLayout(title_row("files", words, title, tokens))
        if count:
            column.addWidget(
                label(self.tr("They are looked through and shown first. Nothing is signed yet."))
            )
        if found.nested:
            column.addWidget(self.nested)
        for each in self._left_out():
            column.addWidget(label(each, "small"))
        if found.is_cut:
            column.addWidget(self._cut_note(tokens))
        column.addLayout(self._foot())
        self.open_each.setVisible(0 < count <= _MOST_OPENED and not found.nested)
        self.go_on.setVisible(count > 0)
        self.nested.toggled.connect(lambda _: self._count())
        self.go_on.clicked.connect(lambda: self.chosen.emit(self.documents))
        self.open_each.clicked.connect(lambda: self.opened.emit(self.documents))
        self.cancel.clicked.connect(self.left)
        self._count()

    @property
    def documents(self) -> tuple[Path, ...]:
        """Give the documents that are meant."""
        found = self._found
        return found.documents if self.nested.isChecked() else found.direct

    def take_focus(self) -> None:
        """Begin at the way on."""
        (self.go_on if self._found.documents else self.cancel).setFocus()

    def esc(self) -> None:
        """Do nothing of it."""
        self.left.emit()

    def _count(self) -> None:
        count = len(self.documents)
        words = self.tr("Look through %n document(s)", "", count)
        self.go_on.setText(words)
        self.go_on.setAccessibleName(words)
        self.go_on.setEnabled(count > 0)

    def _left_out(self) -> Sequence[str]:
        found, told = self._found, []
        if found.others:
            names = ", ".join(found.others[:_MOST_NAMES])
            names = f"{names}, …" if len(found.others) > _MOST_NAMES else names
            words = self.tr("%n file(s) are no PDF and stay out: {names}", "", len(found.others))
            told.append(words.format(names=names))
        if found.copies:
            told.append(self.tr("%n signed copies of these stay out.", "", found.copies))
        return told

    def _cut_note(self, tokens: Tokens) -> QFrame:
        title = self.tr("There is more than was looked at")
        words = self.tr("At most {most} documents make a batch. Drop the folders one by one.")
        return note("alert-triangle", "changed", title, words.format(most=MOST_DOCUMENTS), tokens)

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.addWidget(self.cancel)
        foot.addStretch(1)
        foot.addWidget(self.open_each)
        foot.addWidget(self.go_on)
        return foot
