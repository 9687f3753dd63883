"""An open document's pages: their geometry, pixels, text, matches and signature fields.

Everything on a page is given in points of the page as it is shown (rotated, cropped, UserUnit
applied), fields apart, which stand in user space as in the file. Unlocking and page boxes are
`render.document_reader`.
"""

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import pymupdf

from paraph.domain.errors import OutputExists, PlaceRefused
from paraph.domain.errors.files import writing_error
from paraph.domain.keys.secret import Secret
from paraph.domain.placing.signature_field import PageGeometry
from paraph.ports.documents import FieldOnPage
from paraph.ports.pages import Picture, Rect, TextLine
from paraph.render.colour import has_colour
from paraph.render.document_reader import (
    file_sha256,
    open_document,
    page_fields,
    page_geometry,
    widget_boxes,
)
from paraph.render.memory import trim_store
from paraph.render.rules import level_rules

if TYPE_CHECKING:
    from paraph.domain.placing.anchor_text import AnchorHit

_KEPT_LISTS = 6  # drawing a page again is up to three times faster; each holds its scans
_ROUGH = 2  # a third of the time on a page of many paths, and still legible
_SMOOTH = 8  # bits of anti-aliasing, MuPDF's own default
_TEXT_FLAGS = pymupdf.TEXTFLAGS_DICT & ~pymupdf.TEXT_PRESERVE_IMAGES


def open_pages(path: Path, password: Secret | None = None) -> "PageSet":
    """Open; raises NotAPdf, DocumentMissing, DocumentDamaged and the password errors."""
    return PageSet(open_document(path, password), path)


class PageSet:
    """The pages of one open document. Use as a context, or call `close`."""

    def __init__(self, document: Any, path: Path) -> None:
        self._document = document
        self._path = path
        self._lists: OrderedDict[int, Any] = OrderedDict()
        self._grey: dict[int, bool] = {}
        self.geometries: list[PageGeometry] = [
            page_geometry(document, index) for index in range(document.page_count)
        ]

    def __enter__(self) -> "PageSet":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; a second call does nothing."""
        self._lists.clear()
        if not self._document.is_closed:
            self._document.close()

    @property
    def needs_repair(self) -> bool:
        """Tell whether the file's structure was broken and had to be guessed."""
        return bool(self._document.is_repaired)

    def save_repaired(self, path: Path) -> None:
        """Write a sound copy to a new file; OutputExists, FolderReadOnly, DiskFull."""
        content = self._document.tobytes(garbage=1, encryption=pymupdf.mupdf.PDF_ENCRYPT_KEEP)
        try:
            with path.open("xb") as file:
                file.write(content)
        except FileExistsError as error:
            raise OutputExists(file=str(path)) from error
        except OSError as error:
            raise writing_error(error, str(path.parent)) from error

    def render(
        self,
        page_index: int,
        scale_px_per_pt: float,
        clip: Rect | None = None,
        *,
        draft: bool = False,
    ) -> Picture:
        """Draw a page, or the part of it within `clip`; raises PlaceRefused without such a page."""
        matrix = pymupdf.Matrix(scale_px_per_pt, scale_px_per_pt)
        drawn = self._display_list(page_index)
        is_grey = self._is_grey(page_index, drawn)
        colours = pymupdf.csGRAY if is_grey else pymupdf.csRGB
        pymupdf.TOOLS.set_aa_level(_ROUGH if draft else _SMOOTH)
        pixmap = drawn.get_pixmap(matrix=matrix, colorspace=colours, alpha=0, clip=clip)
        place = (pixmap.width, pixmap.height, pixmap.stride, pixmap.x, pixmap.y)
        picture = Picture(*place, pixmap.samples, is_grey)
        if trim_store():
            # The lists hold on to the images of their pages.
            self._lists = OrderedDict({page_index: drawn})
        return picture

    def text_lines(self, page_index: int) -> list[TextLine]:
        """Give the page's lines of text in the order in which they were written."""
        blocks = self._text_page(page_index).extractDICT()["blocks"]
        return [_text_line(line) for block in blocks for line in block.get("lines", ())]

    def rules(self, page_index: int) -> list[Rect]:
        """Give the level rules of a page, from top to bottom."""
        pymupdf.TOOLS.set_aa_level(_SMOOTH)
        return level_rules(self._display_list(page_index))

    def search(self, needle: str, page_index: int) -> list[Rect]:
        """Give where `needle` stands; one that runs over a line's end gives a part for each."""
        if not needle.strip():
            return []
        found = self._text_page(page_index).search(needle, quads=False)
        return [(rect.x0, rect.y0, rect.x1, rect.y1) for rect in found]

    def find_anchor(self, needle: str, page_index: int) -> "list[AnchorHit]":
        """Give where a box could stand at `needle`, as `anchor_text` compares texts."""
        from paraph.render.letters import find_on_page  # the first page needs none of it

        return find_on_page(needle, self._text_page(page_index), page_index)

    def initials(self, page_index: int, corner: str, taken: Sequence[Rect]) -> list[Rect]:
        """Give where initials go on a page; nothing where there is no room for them."""
        from paraph.domain.placing.initials import Corner, initials_box
        from paraph.domain.placing.page_text import ShownRect

        fields = [ShownRect(*rect) for rect in (*self.taken(page_index), *taken)]
        words = [ShownRect(*line[1:5]) for line in self.text_lines(page_index)]
        page = self.geometries[page_index]
        try:
            return [page.to_shown(initials_box(page, Corner(corner), fields, words))]
        except PlaceRefused:
            return []

    def fields(self, page_index: int | None = None) -> list[FieldOnPage]:
        """Give the signature fields of a page, or of all, their boxes in user space."""
        if page_index is None:
            every = range(len(self.geometries) if self._document.is_form_pdf else 0)
            return [field for index in every for field in page_fields(self._document, index)]
        self._check(page_index)
        return list(page_fields(self._document, page_index))

    def taken(self, page_index: int) -> list[Rect]:
        """Give where form fields of any kind stand on a page."""
        self._check(page_index)
        page = self.geometries[page_index]
        return [page.to_shown(box) for box in widget_boxes(self._document, page_index)]

    def sha256(self) -> str:
        """Give the file's hash as it is on disk now."""
        return file_sha256(self._path)

    def _check(self, page_index: int) -> None:
        if not 0 <= page_index < len(self.geometries):
            raise PlaceRefused(why="no_such_page")

    def _is_grey(self, page_index: int, drawn: Any) -> bool:
        # Once for a page: on one of many paths it takes as long as drawing, and tiles are many.
        if page_index not in self._grey:
            self._grey[page_index] = not has_colour(drawn)
        return self._grey[page_index]

    def _display_list(self, page_index: int) -> Any:
        self._check(page_index)
        drawn = self._lists.pop(page_index, None)
        if drawn is None:
            drawn = self._document[page_index].get_displaylist()
        self._lists[page_index] = drawn
        if len(self._lists) > _KEPT_LISTS:
            self._lists.popitem(last=False)
        return drawn

    def _text_page(self, page_index: int) -> Any:
        # From the display list: Page.get_textpage() undoes /Rotate and so another frame.
        return pymupdf.TextPage(self._display_list(page_index).get_textpage(_TEXT_FLAGS))


def _text_line(line: dict[str, Any]) -> TextLine:
    left, top, right, bottom = line["bbox"]
    text = "".join(span["text"] for span in line["spans"])
    return TextLine(text, left, top, right, bottom, _baseline(line))


def _baseline(line: dict[str, Any]) -> float | None:
    across, down = line["dir"]
    if across < 0.999 or abs(down) > 0.01 or not line["spans"]:
        return None
    return float(line["spans"][0]["origin"][1])
