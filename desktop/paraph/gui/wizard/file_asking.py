"""Asks for files: what is to be signed, the list of who signs, where a sample list goes."""

from pathlib import Path

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QFileDialog, QWidget

_FOLDER_KEY = "wizard/folder"


class FileAsking(QObject):
    """Begins in the folder where the last document came from."""

    def __init__(self, page: QWidget, settings: QSettings) -> None:
        super().__init__(page)
        self._page, self._settings = page, settings

    def remember(self, path: Path) -> None:
        """Begin in this file's folder the next time."""
        self._settings.setValue(_FOLDER_KEY, str(path.parent))

    def document(self) -> Path | None:
        """Ask for what is to be signed."""
        kinds = self.tr("Documents (*.pdf *.PDF *.docx *.DOCX)")
        return self._asked(self.tr("What is to be signed"), kinds)

    def list(self) -> Path | None:
        """Ask for a list of who signs."""
        kinds = self.tr("Lists (*.csv *.txt *.tsv);;All files (*)")
        return self._asked(self.tr("Who signs"), kinds)

    def sample(self, name: str) -> Path | None:
        """Ask where a sample list goes."""
        start = str(Path(self._folder) / f"{name}.csv")
        kinds = self.tr("Lists (*.csv)")
        title = self.tr("Save a sample list")
        told, _ = QFileDialog.getSaveFileName(self._page, title, start, kinds)
        path = Path(told) if told else None
        return path.with_suffix(".csv") if path is not None and not path.suffix else path

    @property
    def _folder(self) -> str:
        return str(self._settings.value(_FOLDER_KEY, str(Path.home())))

    def _asked(self, title: str, kinds: str) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(self._page, title, self._folder, kinds)
        return Path(name) if name else None
