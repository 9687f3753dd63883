"""Where two drawings of a page differ: rectangles around what lies near one another."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

CELL_PX = 12  # what differs within two such of another difference is one with it
_BYTES_PER_PX = 3
_Cell = tuple[int, int]


def differing(before: QImage, after: QImage) -> list[QRectF]:
    """Give what differs, in pixels from the top left; pages of two sizes differ as a whole."""
    if before.size() != after.size():
        return [QRectF(0, 0, after.width(), after.height())]
    cells = _differing_cells(before, after)
    whole = QRectF(0, 0, after.width(), after.height())
    return [_around(group).intersected(whole) for group in _groups(cells)]


def _differing_cells(before: QImage, after: QImage) -> set[_Cell]:
    old, new = _plain(before), _plain(after)
    width, line = after.width(), old.bytesPerLine()
    one, other = bytes(old.constBits()), bytes(new.constBits())
    found: set[_Cell] = set()
    for y in range(after.height()):
        start = y * line
        left, right = one[start : start + line], other[start : start + line]
        if left == right:
            continue
        step = CELL_PX * _BYTES_PER_PX
        for column in range((width + CELL_PX - 1) // CELL_PX):
            at = column * step
            end = min(at + step, width * _BYTES_PER_PX)
            if left[at:end] != right[at:end]:
                found.add((column, y // CELL_PX))
    return found


def _plain(image: QImage) -> QImage:
    return image.convertToFormat(QImage.Format.Format_RGB888)


def _groups(cells: set[_Cell]) -> list[set[_Cell]]:
    """Put cells together that lie side by side, or with one between them."""
    left, groups = set(cells), []
    while left:
        group, border = set(), [min(left, key=lambda cell: (cell[1], cell[0]))]
        left.discard(border[0])
        while border:
            x, y = cell = border.pop()
            group.add(cell)
            near = {(x + dx, y + dy) for dx in range(-2, 3) for dy in range(-2, 3)} & left
            left -= near
            border.extend(near)
        groups.append(group)
    return groups


def _around(group: set[_Cell]) -> QRectF:
    left, top = min(x for x, _ in group), min(y for _, y in group)
    right, bottom = max(x for x, _ in group) + 1, max(y for _, y in group) + 1
    return QRectF(left * CELL_PX, top * CELL_PX, (right - left) * CELL_PX, (bottom - top) * CELL_PX)
