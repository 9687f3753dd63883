"""Where a signature stands: boxes in PDF points and what makes a place acceptable."""

from collections.abc import Iterable
from typing import NamedTuple

from paraph.domain.errors import InvalidArgument, PlaceRefused

POINTS_PER_MM = 72 / 25.4
MIN_WIDTH_PT = 20 * POINTS_PER_MM
MIN_HEIGHT_PT = 8 * POINTS_PER_MM


class Box(NamedTuple):
    """A rectangle in default user space, lower left to upper right (ISO 32000-2, 7.9.5)."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Horizontal extent."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Vertical extent."""
        return self.y1 - self.y0

    def inside(self, other: "Box", slack: float = 0.01) -> bool:
        """Tell whether no edge leaves `other`."""
        return (
            self.x0 >= other.x0 - slack
            and self.y0 >= other.y0 - slack
            and self.x1 <= other.x1 + slack
            and self.y1 <= other.y1 + slack
        )

    def overlaps(self, other: "Box") -> bool:
        """Tell whether the two share an area, touching edges aside."""
        return (
            self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1
        )


class PageGeometry(NamedTuple):
    """A page's visible box (CropBox within MediaBox), its /Rotate and its UserUnit."""

    visible: Box
    rotation: int = 0
    user_unit: float = 1.0

    @property
    def shown_size(self) -> tuple[float, float]:
        """Width and height as shown, in points of 1/72 inch."""
        width = self.visible.width * self.user_unit
        height = self.visible.height * self.user_unit
        return (height, width) if self.rotation in (90, 270) else (width, height)

    def to_user_space(self, left: float, top: float, right: float, bottom: float) -> Box:
        """Turn a rectangle of the shown page (points from its top left) into user space.

        PyMuPDF's own matrices misplace this on cropped or rotated pages; this is the formula
        for all four values of /Rotate (ISO 32000-2, table 31).
        """
        one = self._point(left / self.user_unit, top / self.user_unit)
        two = self._point(right / self.user_unit, bottom / self.user_unit)
        xs, ys = sorted((one[0], two[0])), sorted((one[1], two[1]))
        return Box(xs[0], ys[0], xs[1], ys[1])

    def _point(self, u: float, v: float) -> tuple[float, float]:
        page = self.visible
        match self.rotation:
            case 90:
                return page.x0 + v, page.y0 + u
            case 180:
                return page.x1 - u, page.y0 + v
            case 270:
                return page.x1 - v, page.y1 - u
            case _:
                return page.x0 + u, page.y1 - v

    def to_shown(self, box: Box) -> tuple[float, float, float, float]:
        """Turn a user-space box into (left, top, right, bottom) points of the shown page."""
        one = self._shown_point(box.x0, box.y0)
        two = self._shown_point(box.x1, box.y1)
        xs, ys = sorted((one[0], two[0])), sorted((one[1], two[1]))
        unit = self.user_unit
        return xs[0] * unit, ys[0] * unit, xs[1] * unit, ys[1] * unit

    def _shown_point(self, x: float, y: float) -> tuple[float, float]:
        page = self.visible
        match self.rotation:
            case 90:
                return y - page.y0, x - page.x0
            case 180:
                return page.x1 - x, y - page.y0
            case 270:
                return page.y1 - y, page.x1 - x
            case _:
                return x - page.x0, page.y1 - y


class Place(NamedTuple):
    """A box on a page; `page_index` counts from 0."""

    page_index: int
    box: Box

    @classmethod
    def parse(cls, text: str) -> "Place":
        """Read `PAGE,X,Y,W,H`: page from 1, points of user space from the lower left corner.

        Raises InvalidArgument when it has another form.
        """
        try:
            page, x, y, w, h = (float(part) for part in text.split(","))
        except ValueError as error:
            raise InvalidArgument(argument="--box", value=text) from error
        if page < 1 or page != int(page) or w <= 0 or h <= 0:
            raise InvalidArgument(argument="--box", value=text)
        return cls(int(page) - 1, Box(x, y, x + w, y + h))


def check_place(box: Box, page: PageGeometry | None, taken: Iterable[Box]) -> None:
    """Raise PlaceRefused when `box` leaves the page, is too small or covers a field."""
    if page is None:
        raise PlaceRefused(why="no_such_page")
    if not box.inside(page.visible):
        raise PlaceRefused(why="off_page")
    if min(box.width, box.height) * page.user_unit < MIN_HEIGHT_PT / 2:
        raise PlaceRefused(why="too_small")
    if any(box.overlaps(other) for other in taken):
        raise PlaceRefused(why="overlap")
