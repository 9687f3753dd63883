"""Whether a box may stand where it is: the domain's rule, asked in the coordinates of the view."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF

from paraph.domain.errors import PlaceRefused
from paraph.domain.placing.signature_field import Box, PageGeometry, Place, check_place
from paraph.ports.documents import FieldOnPage

_TOUCHING_PT = 0.01


class Refusal(NamedTuple):
    """Why a box may not stand there: the domain's word, and the field it covers, if one."""

    why: str
    field_name: str = ""


class PlaceRules:
    """The pages and fields a box has to get along with."""

    def __init__(self, geometries: Sequence[PageGeometry], fields: Sequence[FieldOnPage]) -> None:
        self._geometries = geometries
        self._fields = fields

    def fields_on(self, page_index: int) -> list[FieldOnPage]:
        """Give the fields of a page."""
        return [field for field in self._fields if field.page_index == page_index]

    def shown_fields(self, page_index: int) -> list[tuple[str, QRectF]]:
        """Give the fields of a page with their rectangles from its top left."""
        return [
            (f.name, self.shown_rect(Place(f.page_index, f.box)))
            for f in self.fields_on(page_index)
        ]

    def shown_rect(self, place: Place) -> QRectF:
        """Turn a place into a rectangle from its page's top left."""
        left, top, right, bottom = self._geometries[place.page_index].to_shown(place.box)
        return QRectF(left, top, right - left, bottom - top)

    def to_place(self, page_index: int, rect: QRectF) -> Place:
        """Turn a rectangle from a page's top left into user space."""
        box = self._geometries[page_index].to_user_space(
            rect.left(), rect.top(), rect.right(), rect.bottom()
        )
        return Place(page_index, self._settled(page_index, box))

    def refusal(self, place: Place) -> Refusal | None:
        """Give why a place is refused, or None for a good one."""
        taken = self.fields_on(place.page_index)
        try:
            check_place(
                place.box,
                self._geometries[place.page_index],
                [field.box for field in taken],
            )
        except PlaceRefused as error:
            covered = [field.name for field in taken if field.box.overlaps(place.box)]
            return Refusal(str(error.details["why"]), covered[0] if covered else "")
        return None

    def _settled(self, page_index: int, box: Box) -> Box:
        # A box snapped to a field's edge misses it by a rounding error; let the two really touch.
        for field in self.fields_on(page_index):
            other = field.box
            if abs(box.x0 - other.x1) < _TOUCHING_PT:
                box = box._replace(x0=other.x1)
            if abs(box.x1 - other.x0) < _TOUCHING_PT:
                box = box._replace(x1=other.x0)
            if abs(box.y0 - other.y1) < _TOUCHING_PT:
                box = box._replace(y0=other.y1)
            if abs(box.y1 - other.y0) < _TOUCHING_PT:
                box = box._replace(y1=other.y0)
        return box
