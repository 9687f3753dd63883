"""The key files (.p12, .pfx) that a person took into use: to remove."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from paraph.gui.common.controls import act_button, label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from paraph.administrator import Rules

    Show = Callable[[Sequence[str]], None]


class KeyFileRows(QFrame):
    """Shows a row for each file. `read` and `remove` hand over the list when they have it."""

    def __init__(
        self,
        read: Callable[[Show], None],
        remove: Callable[[str, Show], None],
        rules: Rules,
    ) -> None:
        super().__init__()
        self.setProperty("kind", "group")
        self._read = read
        self._remove = remove
        self.paths: tuple[str, ...] = ()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        about = (
            self.tr(
                "A key without a device, for an advanced signature. Take one into use in the list"
                " of certificates when you sign."
            )
            if rules.key_files
            else self.tr("Your administrator allows signing with a card only.")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(14)
        column.addLayout(self._rows)
        column.addWidget(label(about, "small"))

    def showEvent(self, event: QShowEvent) -> None:
        """Read the list whenever the page is shown: a file may have come meanwhile."""
        super().showEvent(event)
        self._read(self._fill)

    def _fill(self, paths: Sequence[str]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.paths = tuple(paths)
        for path in paths:
            self._rows.addWidget(self._row(path))

    def _row(self, path: str) -> QWidget:
        row = QWidget()
        name = QLabel(path)
        name.setProperty("kind", "strong")
        name.setWordWrap(True)
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        remove = act_button(self.tr("Remove"))
        remove.setAccessibleName(self.tr("Remove {path}").format(path=path))
        remove.clicked.connect(partial(self._remove, path, self._fill))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(20)
        line.addWidget(name, 1)
        line.addWidget(remove, 0, Qt.AlignmentFlag.AlignVCenter)
        return row
