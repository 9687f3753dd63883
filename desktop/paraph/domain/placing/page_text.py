"""What stands on a page as it is shown: rectangles in points from its top left corner, and text."""

from typing import NamedTuple


class ShownRect(NamedTuple):
    """A rectangle of the shown page: left, top, right, bottom in points."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Horizontal extent."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Vertical extent."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """Give the point in its middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def meets(self, other: "ShownRect") -> bool:
        """Tell whether the two share an area, touching edges aside."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: "ShownRect") -> bool:
        """Tell whether no edge of `other` lies outside."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )

    def grown(self, left: float, top: float, right: float, bottom: float) -> "ShownRect":
        """Shift each edge by a distance."""
        return ShownRect(self.left + left, self.top + top, self.right + right, self.bottom + bottom)

    def moved(self, dx: float, dy: float) -> "ShownRect":
        """Shift the whole."""
        return self.grown(dx, dy, dx, dy)

    def joined(self, other: "ShownRect") -> "ShownRect":
        """Give the smallest rectangle around both."""
        return ShownRect(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


class TextLine(NamedTuple):
    """A line of text and where it stands on the shown page, in points.

    `baseline` is None for a line that does not run level from left to right.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float | None = None
