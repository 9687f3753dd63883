"""Where one was in each document, and how large it was shown; kept with the profile's settings."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QCryptographicHash, QObject, QSettings

from paraph.gui.viewer.page_view import PageView, ZoomMode

_GROUP = "places"
_COUNTER = "desk/places-counter"
_KEPT = 200


class ViewMemory(QObject):
    """Follows views while they are open; a document's path is kept as a hash only."""

    def __init__(self, settings: QSettings, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings

    def follow(self, view: PageView, path: Path) -> None:
        """Bring a view to where it was last, and take note of where it goes."""
        key = f"{_GROUP}/{_short(path)}"
        self._restore(view, key)
        self._forget_oldest()
        view.zoom_changed.connect(lambda _percent: self._save(view, key))
        view.verticalScrollBar().valueChanged.connect(lambda _value: self._save(view, key))

    def _save(self, view: PageView, key: str) -> None:
        page_index, share = view.position()
        zoom = f"{view.zoom_percent:.2f}" if view.mode is ZoomMode.FREE else view.mode.name
        self._settings.setValue(key, f"{self._counter()} {page_index} {share:.4f} {zoom}")

    def _restore(self, view: PageView, key: str) -> None:
        parts = str(self._settings.value(key, "")).split()
        self._settings.setValue(_COUNTER, self._counter() + 1)
        if len(parts) != 4:
            return
        try:
            page_index, share = int(parts[1]), float(parts[2])
            percent = None if parts[3] in ZoomMode.__members__ else float(parts[3])
        except ValueError:
            return  # written by another version
        if percent is not None:
            view.set_zoom(percent)
        elif parts[3] == ZoomMode.FIT_PAGE.name:
            view.fit_page()
        view.go_to_position(page_index, share)

    def _counter(self) -> int:
        stored = str(self._settings.value(_COUNTER, 0))
        return int(stored) if stored.isdecimal() else 0

    def _forget_oldest(self) -> None:
        self._settings.beginGroup(_GROUP)
        ages = {key: _age(str(self._settings.value(key, ""))) for key in self._settings.childKeys()}
        for key in sorted(ages, key=ages.__getitem__)[: max(0, len(ages) - _KEPT)]:
            self._settings.remove(key)
        self._settings.endGroup()


def _age(stored: str) -> int:
    first = stored.partition(" ")[0]
    return int(first) if first.isdecimal() else 0


def _short(path: Path) -> str:
    name = QByteArray(str(path.absolute()).encode())
    digest = QCryptographicHash.hash(name, QCryptographicHash.Algorithm.Sha256)
    return bytes(digest.toHex().data()).decode("ascii")[:24]
