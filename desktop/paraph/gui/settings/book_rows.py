"""Signature books in the settings: one's own name, and the shared folder, tried when it is set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from paraph.domain.errors import ParaphError
from paraph.domain.errors.books import BookRefused
from paraph.domain.many.signature_book import MOST_NAME_LETTERS, checked_name
from paraph.gui.common.controls import act_button, verbatim
from paraph.gui.settings.setting_row import setting_row
from paraph.gui.sheet.error_words import error_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent

    TryFolder = Callable[[str, Callable[[int], None], Callable[[ParaphError], None]], None]

_EDIT_PX = 270
_PATIENCE_MS = 4000


class BookRows(QFrame):
    """`changed` tells of another name or folder. The folder is tried beside the window."""

    changed = Signal()

    def __init__(self, own_name: str, folder: str, try_folder: TryFolder | None) -> None:
        super().__init__()
        self.own_name, self.folder = own_name, folder
        self._try_folder = try_folder
        self._round = 0
        self.name = QLineEdit(own_name)
        self.name.setAccessibleName(self.tr("Your name"))
        self.name.setPlaceholderText(self.tr("as in Camille Roux"))
        self.name.setMaxLength(MOST_NAME_LETTERS)
        self.name.setFixedWidth(_EDIT_PX)
        self.choose, self.clear = act_button(""), act_button(self.tr("None"))
        self.name_says, self.folder_says = QLabel(), QLabel()
        self.name.textChanged.connect(lambda _: self._take_name())
        self.choose.clicked.connect(self._ask_for_folder)
        self.clear.clicked.connect(lambda: self.take_folder(""))
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_PATIENCE_MS)
        self._late.timeout.connect(self._say_late)
        self._lay_out()
        self._show_name()
        self._show_folder()

    @property
    def is_offered(self) -> bool:
        """Tell whether there are signature books here."""
        return self._try_folder is not None

    def _lay_out(self) -> None:
        both = QWidget()
        pair = QHBoxLayout(both)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(8)
        pair.addWidget(self.choose)
        pair.addWidget(self.clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(setting_row(self.tr("Your name"), self.name_says, self.name))
        column.addWidget(setting_row(self.tr("Shared folder"), self.folder_says, both))

    def show_settings(self, own_name: str, folder: str) -> None:
        """Show what was set elsewhere."""
        if self.own_name != own_name and not self.name.hasFocus():
            self.own_name = own_name
            self.name.setText(own_name)
        if self.folder != folder:
            self.folder = folder
            self._show_folder()

    def take_folder(self, folder: str) -> None:
        """Set another folder, and say what lies in it or why it cannot be used."""
        self.folder = folder
        self._show_folder()
        self.changed.emit()
        self.look()

    def look(self) -> None:
        """Try the folder. What it says comes when it answers; the window waits for nothing."""
        self._round += 1
        if not self.folder or self._try_folder is None:
            return
        this_round = self._round
        self._say(self.tr("Being tried…"))
        self._late.start()

        def show(count: int) -> None:
            if this_round == self._round:
                self._late.stop()
                words = self.tr(
                    "It can be reached and written to: %n signature book(s).", "", count
                )
                self._say(words)

        def tell(error: ParaphError) -> None:
            if this_round == self._round:
                self._late.stop()
                self._say(" ".join(error_words(error.code)), "invalid")

        self._try_folder(self.folder, show, tell)

    def showEvent(self, event: QShowEvent) -> None:
        """Try the folder whenever the page is shown: a drive may have come or gone."""
        super().showEvent(event)
        self.look()

    def _take_name(self) -> None:
        try:
            name = checked_name(self.name.text(), "own") if self.name.text().strip() else ""
        except BookRefused:
            name = ""
        self.own_name = name
        self._show_name()
        self.changed.emit()

    def _show_name(self) -> None:
        words = self.tr("Under which you hand books over, and by which those for you are found.")
        is_wrong = bool(self.name.text().strip()) and not self.own_name
        if is_wrong:
            self._mark(self.name_says, self.tr("This is no name."), "invalid")
        else:
            self._mark(self.name_says, words, "")

    def _show_folder(self) -> None:
        words = self.folder or self.tr("Choose the shared folder…")
        cut = self.choose.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideMiddle, _EDIT_PX - 100
        )
        self.choose.setText(verbatim(cut))
        self.choose.setToolTip(self.folder)
        self.choose.setAccessibleName(self.tr("Shared folder: {name}").format(name=words))
        self.clear.setVisible(bool(self.folder))
        self.clear.setAccessibleName(self.tr("No shared folder"))
        self._say(self.tr("One that you and your colleagues reach; a network share will do."))

    def _say_late(self) -> None:
        self._say(
            self.tr("It has not answered yet. The rest of the program does not wait."), "changed"
        )

    def _say(self, words: str, tone: str = "") -> None:
        self._mark(self.folder_says, words, tone)

    def _mark(self, about: QLabel, words: str, tone: str) -> None:
        about.setText(words)
        about.setProperty("tone", tone)
        about.style().unpolish(about)
        about.style().polish(about)

    def _ask_for_folder(self) -> None:
        words = self.tr("The folder that you and your colleagues share")
        dialog = QFileDialog(self, words, self.folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.take_folder)
        dialog.open()
