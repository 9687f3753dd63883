"""The card drivers (PKCS#11 modules) that a person added: what each is, to add and to remove."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from paraph.domain.messages.acts import words_for
from paraph.gui.common.controls import act_button

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from paraph.ports.finding import ModuleDescription

    Describe = Callable[[Sequence[str], Callable[[Sequence[ModuleDescription]], None]], None]

_ENDINGS = {"win32": "*.dll", "darwin": "*.dylib *.so"}


class ModuleRows(QFrame):
    """Shows a row for each driver. `paths_changed` tells of the new list."""

    paths_changed = Signal(tuple)  # of str

    def __init__(self, paths: Sequence[str], describe: Describe) -> None:
        super().__init__()
        self.paths = tuple(paths)
        self._describe = describe
        self._says: dict[str, QLabel] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        self.add_button = act_button(self.tr("Add a driver…"))
        self.add_button.clicked.connect(self._ask_for_file)
        self._lay_out()
        self._fill()

    def add(self, path: str) -> None:
        """Take a driver into the list."""
        if path not in self.paths:
            self._take((*self.paths, path))

    def remove(self, path: str) -> None:
        """Take a driver off the list; its file stays."""
        self._take(tuple(each for each in self.paths if each != path))

    def says(self, path: str) -> str:
        """Give what is shown of a driver."""
        return self._says[path].text()

    def _take(self, paths: tuple[str, ...]) -> None:
        self.paths = paths
        self._fill()
        self.paths_changed.emit(paths)

    def _ask_for_file(self) -> None:
        endings = _ENDINGS.get(sys.platform, "*.so *.so.*")
        path, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Add a card driver (PKCS#11)"),
            "",
            self.tr("Card drivers ({endings})").format(endings=endings),
        )
        if path:
            self.add(str(Path(path)))

    def _fill(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._says = {path: QLabel(self.tr("Looking what it is…")) for path in self.paths}
        for path, says in self._says.items():
            self._rows.addWidget(self._row(path, says))
        if self.paths:
            self._describe(self.paths, self._show)

    def _show(self, found: Sequence[ModuleDescription]) -> None:
        for each in found:
            label = self._says.get(each.path)
            if label is not None:  # it may have been removed meanwhile
                label.setText(_words(each))
                label.setProperty("tone", "changed" if each.why_not else "")
                label.style().unpolish(label)
                label.style().polish(label)

    def _row(self, path: str, says: QLabel) -> QWidget:
        row = QWidget()
        name = QLabel(path)
        name.setProperty("kind", "strong")
        name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        says.setProperty("kind", "small")
        for label in (name, says):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        remove = act_button(self.tr("Remove"))
        remove.setAccessibleName(self.tr("Remove {path}").format(path=path))
        remove.clicked.connect(partial(self.remove, path))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(name)
        words.addWidget(says)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(20)
        line.addLayout(words, 1)
        line.addWidget(remove, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _lay_out(self) -> None:
        self.setProperty("kind", "group")
        about = QLabel(
            self.tr(
                "Drivers in their usual places and those that the system has registered are found"
                " by themselves. Add one that lies elsewhere."
            )
        )
        about.setProperty("kind", "small")
        about.setWordWrap(True)
        foot = QHBoxLayout()
        foot.addWidget(about, 1)
        foot.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(14)
        column.addLayout(self._rows)
        column.addLayout(foot)


def _words(found: ModuleDescription) -> str:
    if found.why_not is not None:
        words = words_for(found.why_not)
        told = [QCoreApplication.translate("Messages", each) for each in (words.what, words.act)]
        return " ".join([*told, found.needed]).strip()
    what = f"{found.description} {found.version}".strip()
    words_of_it = QCoreApplication.translate("Modules", "It loads: {what}, by {maker}")
    return words_of_it.format(what=what, maker=found.manufacturer)
