"""A signature's lines as a stamp for a field: `ports.documents.StampDrawer`."""

from collections.abc import Sequence

from paraph.domain.signature_field import Box, PageGeometry
from paraph.domain.stamp_words import StampLine
from paraph.render.stamp import draw_stamp


class StampDrawer:
    """Draws lines of text; the bold one is the holder's name."""

    def draw(self, lines: Sequence[StampLine], box: Box, page: PageGeometry) -> bytes:
        """Give a PDF of the box's size in user space that stands upright on that page."""
        return draw_stamp(lines, box.width, box.height, page.rotation)
