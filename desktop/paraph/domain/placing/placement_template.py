"""A way of signing that is kept under a name, and fits pages of any size."""

from collections.abc import Sequence
from typing import NamedTuple

from paraph.domain.errors.placing import TemplateDoesNotFit
from paraph.domain.placing.certification import Certification
from paraph.domain.placing.initials import Corner, InitialsRule
from paraph.domain.placing.page_text import ShownRect
from paraph.domain.placing.placing_rule import AnchorRule
from paraph.domain.placing.signature_extras import Extras
from paraph.domain.placing.signature_field import PageGeometry, Place

MOST_NAME_LETTERS = 60


class TemplateBox(NamedTuple):
    """A box by its distance from a corner of the shown page, in points.

    `page` counts from 1, or from the end: -1 is the last page.
    """

    page: int
    corner: Corner
    from_side_pt: float
    from_edge_pt: float  # the upper or the lower one
    width_pt: float
    height_pt: float

    @classmethod
    def of(cls, place: Place, pages: Sequence[PageGeometry]) -> "TemplateBox":
        """Describe a place by the corner it is nearest to; the last page is the last one."""
        width, height = pages[place.page_index].shown_size
        box = ShownRect(*pages[place.page_index].to_shown(place.box))
        is_right = box.middle[0] > width / 2
        is_lower = box.middle[1] > height / 2
        last = place.page_index == len(pages) - 1 and len(pages) > 1
        return cls(
            -1 if last else place.page_index + 1,
            _CORNERS[is_lower, is_right],
            width - box.right if is_right else box.left,
            height - box.bottom if is_lower else box.top,
            box.width,
            box.height,
        )

    def place(self, pages: Sequence[PageGeometry]) -> Place:
        """Give the place in a document. Raises TemplateDoesNotFit."""
        index = self.page if self.page < 0 else self.page - 1
        if not -len(pages) <= index < len(pages):
            raise TemplateDoesNotFit(why="no_such_page", page=self.page)
        page = pages[index]
        width, height = page.shown_size
        is_right = self.corner in (Corner.LOWER_RIGHT, Corner.UPPER_RIGHT)
        is_lower = self.corner in (Corner.LOWER_RIGHT, Corner.LOWER_LEFT)
        left = width - self.from_side_pt - self.width_pt if is_right else self.from_side_pt
        top = height - self.from_edge_pt - self.height_pt if is_lower else self.from_edge_pt
        box = ShownRect(left, top, left + self.width_pt, top + self.height_pt)
        if not ShownRect(0, 0, width, height).grown(-0.01, -0.01, 0.01, 0.01).holds(box):
            raise TemplateDoesNotFit(why="page_too_small", page=index % len(pages) + 1)
        return Place(index % len(pages), page.to_user_space(*box))


_CORNERS = {
    (True, True): Corner.LOWER_RIGHT,
    (True, False): Corner.LOWER_LEFT,
    (False, True): Corner.UPPER_RIGHT,
    (False, False): Corner.UPPER_LEFT,
}


class Template(NamedTuple):
    """Where, with what and why one signs. None of `field`, `box`, `anchor` is invisible."""

    name: str
    field: str | None = None
    box: TemplateBox | None = None
    anchor: AnchorRule | None = None
    initials: InitialsRule | None = None
    certification: Certification | None = None
    reason: str = ""
    location: str = ""

    @property
    def extras(self) -> Extras | None:
        """Give what comes with the signature, None without any."""
        if self.initials is None and self.certification is None:
            return None
        return Extras(self.initials, self.certification)
