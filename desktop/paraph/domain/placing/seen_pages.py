"""When a page counts as shown to a person: every part of it, drawn, large enough and long enough.

Whether it was read nobody can know; that it was never on the screen can be told.
"""

from collections.abc import Mapping
from typing import NamedTuple

LEAST_ZOOM_PERCENT = 40.0  # below this the words of a contract cannot be read
LONG_ENOUGH_S = 0.4
_ROWS, _COLUMNS = 10, 3


class Share(NamedTuple):
    """The part of a page that is in sight, in shares of its width and height from its top left."""

    left: float
    top: float
    right: float
    bottom: float


class SeenPages:
    """What was shown of a document's pages so far."""

    def __init__(self, page_count: int) -> None:
        self._missing = {page: set(range(_ROWS * _COLUMNS)) for page in range(page_count)}
        self._since: dict[tuple[int, int], float] = {}

    def note(self, in_sight: Mapping[int, Share], elapsed_s: float) -> bool:
        """Count a time during which these were in sight; tells whether some need more of it."""
        before, self._since = self._since, {}
        for page, share in in_sight.items():
            missing = self._missing.get(page)
            for cell in sorted(missing or ()):
                if not _is_in(cell, share):
                    continue
                shown_s = before.get((page, cell), 0.0) + elapsed_s
                if missing is not None and shown_s >= LONG_ENOUGH_S:
                    missing.discard(cell)
                else:
                    self._since[page, cell] = shown_s
            if missing is not None and not missing:
                del self._missing[page]
        return bool(self._since)

    @property
    def unseen(self) -> tuple[int, ...]:
        """Give the pages of which a part was never shown."""
        return tuple(self._missing)


def _is_in(cell: int, share: Share) -> bool:
    across = (cell % _COLUMNS + 0.5) / _COLUMNS
    down = (cell // _COLUMNS + 0.5) / _ROWS
    return share.left <= across <= share.right and share.top <= down <= share.bottom
