"""A signature's content as a stamp for a field: `ports.documents.StampDrawer`."""

from paraph.domain.placing.signature_field import Box, PageGeometry
from paraph.domain.stamp.archive_format import ArchiveClaim
from paraph.domain.stamp.stamp_content import StampContent
from paraph.ports.documents import DrawnStamp
from paraph.render.stamp import draw_stamp


class StampDrawer:
    """Draws with MuPDF."""

    def draw(
        self,
        content: StampContent,
        box: Box,
        page: PageGeometry,
        archive: ArchiveClaim | None = None,
    ) -> DrawnStamp:
        """Give a PDF of the box's size in user space that stands upright on that page."""
        return draw_stamp(content, box.width, box.height, page.rotation, archive)
