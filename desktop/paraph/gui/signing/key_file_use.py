"""Key files taken into use: chosen in a dialog, opened with the password, listed, removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QFileDialog

from paraph.gui.cards.key_file_page import KeyFilePage

if TYPE_CHECKING:
    from paraph.domain.errors import ParaphError
    from paraph.domain.keys.secret import Secret
    from paraph.gui.actions import SigningActs
    from paraph.gui.common.tokens import Tokens
    from paraph.gui.sheet.sheet import Sheet
    from paraph.usecases.signing_desk import Cards
    from paraph.workers.lane import Lane

_FOLDER_KEY = "signing/key-files"


class KeyFileUse(QObject):
    """Leads a file from the dialog to its certificate; the sheet stands meanwhile."""

    changed = Signal(object)  # Cards, when a file came or went
    added = Signal(str)  # the file's path, after `changed`
    failed = Signal(object, object)  # Path, ParaphError

    def __init__(
        self,
        acts: SigningActs,
        lane: Lane,
        sheet: Sheet,
        settings: QSettings,
        tokens: Callable[[], Tokens],
    ) -> None:
        super().__init__(sheet)
        self._acts = acts
        self._lane = lane
        self._sheet = sheet
        self._settings = settings
        self._tokens = tokens

    def ask_for_file(self) -> None:
        """Let the person choose a file."""
        folder = str(self._settings.value(_FOLDER_KEY, str(Path.home())))
        name, _ = QFileDialog.getOpenFileName(
            self._sheet.parentWidget(),
            self.tr("Use a key file"),
            folder,
            self.tr("Key files (*.p12 *.pfx *.P12 *.PFX)"),
        )
        if name:
            self._settings.setValue(_FOLDER_KEY, str(Path(name).parent))
            self.ask_password(Path(name))

    def ask_password(self, path: Path, *, was_refused: bool = False) -> None:
        """Ask for a file's password."""
        page = KeyFilePage(path.name, self._tokens(), was_refused=was_refused)
        page.given.connect(lambda password: self._open(path, password))
        page.stopped.connect(self._sheet.close_page)
        self._sheet.show_page(page)

    def read(self, show: Callable[[Sequence[str]], None]) -> None:
        """Hand over the files that are remembered."""
        self._lane.run(self._acts.key_files, show, lambda error: self.failed.emit(Path(), error))

    def remove(self, path: str, show: Callable[[Sequence[str]], None]) -> None:
        """Take a file off the list, and hand over the others."""

        def take(cards: Cards) -> None:
            self.changed.emit(cards)
            self.read(show)

        self._lane.run(
            lambda: self._acts.remove_key_file(path),
            take,
            lambda error: self.failed.emit(Path(path), error),
        )

    def _open(self, path: Path, password: Secret) -> None:
        self._lane.run(
            lambda: self._acts.add_key_file(path, password),
            lambda cards: self._take(path, cards),
            lambda error: self._tell(path, error),
        )

    def _take(self, path: Path, cards: Cards) -> None:
        self._sheet.close_page()
        self.changed.emit(cards)
        self.added.emit(str(path.absolute()))

    def _tell(self, path: Path, error: ParaphError) -> None:
        if error.code == "pin_incorrect":
            self.ask_password(path, was_refused=True)
        else:
            self._sheet.close_page()
            self.failed.emit(path, error)
