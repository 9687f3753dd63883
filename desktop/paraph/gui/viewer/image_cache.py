"""Drawn pages and parts of pages within a budget of bytes; those unseen longest leave first."""

from collections import OrderedDict
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

from PySide6.QtGui import QImage

# Window and drawing process together stay under 120 MB on a plain screen.
DEFAULT_BUDGET_BYTES = 8 * 1024 * 1024
Key = TypeVar("Key", bound=Hashable)


class ImageCache(Generic[Key]):
    """One image a key: the newest drawn, at whatever scale."""

    def __init__(self, budget_bytes: int = DEFAULT_BUDGET_BYTES) -> None:
        self.budget_bytes = budget_bytes
        self._held: OrderedDict[Key, tuple[float, QImage]] = OrderedDict()
        self._in_sight: frozenset[Key] = frozenset()
        self.held_bytes = 0

    def keep(self, in_sight: Iterable[Key]) -> None:
        """Say which images are in sight: they stay, even where they break the budget."""
        self._in_sight = frozenset(in_sight)
        self._shrink()

    def put(self, key: Key, scale: float, image: QImage) -> None:
        """Keep an image; the last one put stays, even when it alone breaks the budget."""
        self.drop(key)
        self._held[key] = (scale, image)
        self.held_bytes += image.sizeInBytes()
        self._shrink()

    def get(self, key: Key) -> tuple[float, QImage] | None:
        """Give an image and its scale, and note that it was looked at."""
        if key not in self._held:
            return None
        self._held.move_to_end(key)
        return self._held[key]

    def drop(self, key: Key) -> None:
        """Let an image go."""
        held = self._held.pop(key, None)
        if held is not None:
            self.held_bytes -= held[1].sizeInBytes()

    def clear(self) -> None:
        """Let all of them go."""
        self._held.clear()
        self.held_bytes = 0

    def _shrink(self) -> None:
        if self.held_bytes <= self.budget_bytes:
            return
        for key in [key for key in self._held if key not in self._in_sight]:
            if self.held_bytes <= self.budget_bytes or len(self._held) == 1:
                return
            self.drop(key)
