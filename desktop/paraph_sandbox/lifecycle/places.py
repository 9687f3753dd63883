"""Where fields stand: rectangles in points of the page's user space (ISO 32000-2, 8.3.2.3).

User space is the page as it was made: not turned by /Rotate, its origin wherever /MediaBox puts it.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from paraph.wire.names import FieldType
from paraph.wire.signature_requests import PlaceWanted
from paraph_sandbox.lifecycle.problems import Problem, invalid


class Box(NamedTuple):
    """A rectangle by its lower-left and upper-right corner."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, inner: "Box", tolerance: float = 0.5) -> bool:
        """Tell whether `inner` is inside, but for `tolerance` points."""
        return (
            inner.left >= self.left - tolerance
            and inner.bottom >= self.bottom - tolerance
            and inner.right <= self.right + tolerance
            and inner.top <= self.top + tolerance
        )


class Spot(NamedTuple):
    """Where a text stands: its page from 1, and its lower-left corner."""

    page: int
    x: float
    y: float


class Anchors(NamedTuple):
    """Where texts stand in the file of this SHA-256; those that it has not are left out."""

    sha256: str | None
    spots: Mapping[str, Spot]


NO_ANCHORS = Anchors(None, {})


class Sheets(NamedTuple):
    """The pages of the document of this SHA-256: what is shown of each, and what was found."""

    sha256: str
    boxes: Sequence[Box]
    anchors: Anchors


class Placed(NamedTuple):
    """A field with its name and its place; `anchor` is the text that put it there."""

    name: str
    type: FieldType
    page: int | None
    x: float | None
    y: float | None
    width: float
    height: float
    anchor: str | None

    @property
    def box(self) -> Box | None:
        """Where it stands, or None without a place."""
        if self.x is None or self.y is None:
            return None
        return Box(self.x, self.y, self.x + self.width, self.y + self.height)


def place(owner: str, wanted: Sequence[PlaceWanted], sheets: Sheets, path: str) -> list[Placed]:
    """Put fields on the pages and name them after their owner.

    `path` is where they stand in the body. Raises Problem 422 for a second signature field (one
    person signs once), an anchor that is not in the document, a field that is not on its page.
    """
    signatures = [n for n, each in enumerate(wanted) if each.type is FieldType.SIGNATURE]
    if len(signatures) > 1:
        raise invalid(f"{path}.{signatures[1]}", "a signatory has one signature field")
    placed = []
    for n, each in enumerate(wanted):
        spot = _spot(each, sheets, f"{path}.{n}")
        field = Placed(f"{owner}-{n + 1}", each.type, *spot, each.width, each.height, each.anchor)
        _check_on_page(field, sheets.boxes, f"{path}.{n}")
        placed.append(field)
    return placed


def _spot(wanted: PlaceWanted, sheets: Sheets, path: str) -> Spot:
    if wanted.page is not None and wanted.x is not None and wanted.y is not None:
        return Spot(wanted.page, wanted.x, wanted.y)
    if sheets.anchors.sha256 != sheets.sha256:
        detail = "The document was changed meanwhile. Try again."
        raise Problem(409, "document_changed", detail)
    spot = sheets.anchors.spots.get(wanted.anchor or "")
    if spot is None:
        raise invalid(f"{path}.anchor", "this text is not in the document")
    return spot


def _check_on_page(field: Placed, boxes: Sequence[Box], path: str) -> None:
    box = field.box
    if field.page is None or box is None:
        return
    if field.page > len(boxes):
        raise invalid(f"{path}.page", f"the document has {len(boxes)} pages")
    if not boxes[field.page - 1].holds(box):
        raise invalid(path, "the field is not on the page")
