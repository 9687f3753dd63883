"""Drawn pages within a budget of bytes; the one not looked at for longest leaves first."""

from collections import OrderedDict

from PySide6.QtGui import QImage

DEFAULT_BUDGET_BYTES = 192 * 1024 * 1024


class ImageCache:
    """One image a page: the newest drawn, at whatever scale."""

    def __init__(self, budget_bytes: int = DEFAULT_BUDGET_BYTES) -> None:
        self._budget_bytes = budget_bytes
        self._held: OrderedDict[int, tuple[float, QImage]] = OrderedDict()
        self.held_bytes = 0

    def put(self, page_index: int, scale: float, image: QImage) -> None:
        """Keep an image; the last one put always stays, even when it alone breaks the budget."""
        self.drop(page_index)
        self._held[page_index] = (scale, image)
        self.held_bytes += image.sizeInBytes()
        while self.held_bytes > self._budget_bytes and len(self._held) > 1:
            self.drop(next(iter(self._held)))

    def get(self, page_index: int) -> tuple[float, QImage] | None:
        """Give a page's image and its scale, and note that it was looked at."""
        if page_index not in self._held:
            return None
        self._held.move_to_end(page_index)
        return self._held[page_index]

    def drop(self, page_index: int) -> None:
        """Let a page's image go."""
        held = self._held.pop(page_index, None)
        if held is not None:
            self.held_bytes -= held[1].sizeInBytes()
