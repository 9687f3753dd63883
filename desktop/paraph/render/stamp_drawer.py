"""A signature's lines as a stamp for a field: `ports.documents.StampDrawer`."""

from collections.abc import Sequence

from paraph.domain.signature_field import Box, PageGeometry
from paraph.render.stamp import StampLine, draw_stamp


class StampDrawer:
    """Draws lines of text; the first is the holder's name."""

    def draw(self, lines: Sequence[str], box: Box, page: PageGeometry) -> bytes:
        """Give a PDF of the box's size in user space that stands upright on that page."""
        drawn = [StampLine(text, bold=number == 0) for number, text in enumerate(lines)]
        return draw_stamp(drawn, box.width, box.height, page.rotation)
