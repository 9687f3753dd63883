"""Level rules of a page, such as the line to sign on, found in its pixels.

Pixels, because a rule may be a path, an underscore of a font or part of a scan, on pages turned
and cropped: what one sees as a line is one. No drawing is walked through, so that a page of many
paths costs no more than its drawing.
"""

from typing import Any, NamedTuple

import pymupdf

from paraph.ports.pages import Rect

_PX_PER_PT = 2.0
_SHORTEST_PT = 45.0
_THICKEST_PT = 3.0
_MAX_PX = 8_000_000
_MAX_RULES = 400
# A hairline of 0.25 pt comes out as half a grey pixel.
_DARK = bytes(1 if value < 176 else 0 for value in range(256))


class _Bar(NamedTuple):
    left: int
    top: int
    right: int
    bottom: int

    def carries(self, row: int, left: int, right: int) -> bool:
        return self.bottom >= row and self.left < right and left < self.right


def level_rules(display_list: Any) -> list[Rect]:
    """Give the rules in points of the shown page, from top to bottom."""
    area = display_list.rect.width * display_list.rect.height
    scale = min(_PX_PER_PT, (_MAX_PX / max(1.0, area)) ** 0.5)
    pixmap = display_list.get_pixmap(
        matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csGRAY, alpha=0
    )
    runs = _runs(pixmap.samples.translate(_DARK), pixmap.stride, round(_SHORTEST_PT * scale))
    thin = [bar for bar in _bars(runs) if bar.bottom - bar.top <= _THICKEST_PT * scale]
    return [
        (bar.left / scale, bar.top / scale, bar.right / scale, bar.bottom / scale)
        for bar in thin[:_MAX_RULES]
    ]


def _runs(dark: bytes, stride: int, shortest: int) -> list[tuple[int, int, int]]:
    """Give row, left and right of every dark run, row by row."""
    needle, runs, at = b"\1" * shortest, [], 0
    while (at := dark.find(needle, at)) >= 0:
        row, left = divmod(at, stride)
        row_end = (row + 1) * stride
        if at + shortest > row_end:  # the end of one row and the start of the next
            at = row_end
            continue
        end = dark.find(b"\0", at, row_end)
        end = row_end if end < 0 else end
        runs.append((row, left, end - row * stride))
        at = end
    return runs


def _bars(runs: list[tuple[int, int, int]]) -> list[_Bar]:
    """Put runs that lie upon each other together."""
    done: list[_Bar] = []
    growing: list[_Bar] = []
    for row, left, right in runs:
        done += [bar for bar in growing if bar.bottom < row]
        growing = [bar for bar in growing if bar.bottom >= row]
        below = [bar for bar in growing if bar.carries(row, left, right)]
        growing = [bar for bar in growing if bar not in below]
        growing.append(
            _Bar(
                min([left, *(bar.left for bar in below)]),
                min([row, *(bar.top for bar in below)]),
                max([right, *(bar.right for bar in below)]),
                row + 1,
            )
        )
    return sorted(done + growing, key=lambda bar: (bar.top, bar.left))
