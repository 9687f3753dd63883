"""What the viewer needs of an open document. Drawing pages, and in which process, is elsewhere."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from paraph.domain.placing.signature_field import PageGeometry
    from paraph.domain.stamp.stamp_content import StampContent
    from paraph.ports.documents import FieldOnPage
    from paraph.ports.pages import Rect


class Priority(IntEnum):
    """How soon a page is wanted; lower goes first."""

    VISIBLE = 0
    NEAR = 1
    THUMBNAIL = 2


class Part(NamedTuple):
    """A part of a page as an image; its corner is counted in pixels of the whole page."""

    left_px: int
    top_px: int
    image: QImage


class PageSignals(QObject):
    """Brings drawn pages to the window's thread; emit from any thread."""

    page_ready = Signal(int, float, object)  # page index, scale asked for, QImage
    part_ready = Signal(int, float, object, object)  # page index, scale, clip asked for, Part
    page_failed = Signal(int)  # page index, when that page cannot be drawn
    stamp_ready = Signal(object, object)  # QImage of a visible signature, parts left out
    image_ready = Signal(object)  # bytes, a picture for a stamp as a PNG file
    image_failed = Signal(object)  # ParaphError, why a picture cannot be used
    fields_ready = Signal(object)  # Sequence[FieldOnPage], once they are known
    text_ready = Signal(int, object)  # page index, list[TextLine] in points of the shown page
    matches_ready = Signal(int, str, object)  # page index, words looked for, list[Rect]
    initials_ready = Signal(int, str, object, object)  # page index, corner, taken, list[Rect]
    anchors_ready = Signal(int, str, object)  # page index, words looked for, list[AnchorHit]
    rules_ready = Signal(int, object)  # page index, list[Rect] of its level rules


class PageSource(Protocol):
    """An open document as pages.

    `scale` is device pixels per point (1/72 inch) of the shown page. `request` returns at once;
    the answer comes by `signals`, and asking again for the same thing is harmless.
    """

    @property
    def title(self) -> str:
        """Give the words for the document's tab."""

    @property
    def geometries(self) -> Sequence[PageGeometry]:
        """Give one geometry a page, in order."""

    @property
    def fields(self) -> Sequence[FieldOnPage]:
        """Give the signature fields that stand on pages; `fields_ready` tells of later ones."""

    @property
    def shown_sha256(self) -> str:
        """Give the hash of the file that is shown; empty until it is known."""

    def take_replaced(self, before: str, after: str) -> None:
        """Note that the file was replaced by one that shows the same; the hashes are SHA-256."""

    @property
    def needs_repair(self) -> bool:
        """Tell whether the file's structure was broken and had to be guessed."""

    @property
    def signals(self) -> PageSignals:
        """Give the object whose signals bring the pages."""

    def request(
        self, page_index: int, scale: float, priority: Priority, *, draft: bool = False
    ) -> None:
        """Ask for a page as an image; a draft comes sooner and has rough edges."""

    def request_part(self, page_index: int, scale: float, clip: Rect) -> None:
        """Ask for a part of a page, given in points from its top left."""

    def want_text(self, page_index: int) -> None:
        """Ask for a page's lines of text."""

    def want_matches(self, needle: str, page_index: int) -> None:
        """Ask where words stand on a page, upper and lower case alike."""

    def want_anchors(self, needle: str, page_index: int) -> None:
        """Ask where one could sign at a text, however it is written."""

    def want_initials(self, page_index: int, corner: str, taken: tuple[Rect, ...]) -> None:
        """Ask where initials go on a page, clear of its fields and of what else is taken."""

    def want_rules(self, page_index: int) -> None:
        """Ask for a page's level rules."""

    def want_stamp(
        self, content: StampContent, width_pt: float, height_pt: float, scale: float
    ) -> None:
        """Ask how a visible signature will look on the shown page."""

    def want_image(self, path: Path) -> None:
        """Ask for a picture for a stamp."""

    def close(self) -> None:
        """Let the document go; no signal comes afterwards."""
