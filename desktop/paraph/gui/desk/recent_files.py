"""Which files were opened last, newest first; those that are gone are told apart."""

from pathlib import Path

from PySide6.QtCore import QSettings

_KEY = "desk/recent"
_KEPT = 10


class RecentFiles:
    """The list in the program's settings."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def stored(self) -> list[Path]:
        """Give all files without a look at the disk, which may be far away."""
        value = self._settings.value(_KEY, [])
        # QSettings gives a list of one back as a plain string.
        entries = [value] if isinstance(value, str) else value
        return [Path(str(entry)) for entry in entries] if isinstance(entries, list) else []

    def paths(self) -> list[Path]:
        """Give the files that are still there."""
        return [path for path in self.stored() if path.is_file()]

    def entries(self) -> list[tuple[Path, bool]]:
        """Give all files, and whether each is still there."""
        return [(path, path.is_file()) for path in self.stored()]

    def add(self, path: Path) -> None:
        """Put a file first."""
        path = path.absolute()
        kept = [path, *(other for other in self.stored() if other != path)][:_KEPT]
        self._settings.setValue(_KEY, [str(other) for other in kept])

    def clear(self) -> None:
        """Forget them all."""
        self._settings.remove(_KEY)
