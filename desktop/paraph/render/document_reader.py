"""Read a document's pages and signature fields: `ports.documents.DocumentReader`.

Boxes are taken from the page's own entries, in user space: PyMuPDF's page rectangles are
shifted and flipped on cropped pages.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pymupdf

from paraph.domain.errors import (
    DocumentDamaged,
    DocumentMissing,
    NotAPdf,
    PasswordIncorrect,
    PasswordRequired,
)
from paraph.domain.secret import Secret
from paraph.domain.signature_field import Box, PageGeometry
from paraph.ports.documents import DocumentFacts, FieldOnPage

_LETTER = Box(0, 0, 612, 792)  # what viewers assume when a page names no MediaBox
_MAX_PARENTS = 64
_SIGNATURE = 6  # MuPDF: PDF_WIDGET_TYPE_SIGNATURE


class PdfReader:
    """Reads facts with PyMuPDF."""

    def read(self, path: Path, password: Secret | None) -> DocumentFacts:
        """Read; raises NotAPdf, DocumentMissing, DocumentDamaged and the password errors."""
        with open_document(path, password) as document:
            pages = [page_geometry(document, index) for index in range(document.page_count)]
            fields = tuple(_fields(document)) if document.is_form_pdf else ()
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        return DocumentFacts(sha256, pages, fields)


def open_document(path: Path, password: Secret | None) -> Any:
    """Open and unlock a document."""
    try:
        with path.open("rb") as file:
            if b"%PDF-" not in file.read(1024):
                raise NotAPdf(file=str(path))
    except OSError as error:
        raise DocumentMissing(file=str(path), why=error.strerror) from error
    try:
        document = pymupdf.open(path, filetype="pdf")
    except (pymupdf.FileDataError, RuntimeError, ValueError) as error:
        raise DocumentDamaged(file=str(path)) from error
    if document.needs_pass and not document.authenticate(password.reveal() if password else ""):
        document.close()
        raise PasswordRequired if password is None else PasswordIncorrect
    return document


def page_geometry(document: Any, index: int) -> PageGeometry:
    """Give CropBox within MediaBox, /Rotate and UserUnit of a page (ISO 32000-2, table 31)."""
    xref = document.page_xref(index)
    media = _box(document, xref, "MediaBox") or _LETTER
    crop = _box(document, xref, "CropBox") or media
    visible = Box(
        max(media.x0, crop.x0),
        max(media.y0, crop.y0),
        min(media.x1, crop.x1),
        min(media.y1, crop.y1),
    )
    if visible.width <= 0 or visible.height <= 0:
        visible = media
    rotation = int(float(_inherited(document, xref, "Rotate") or 0)) % 360
    unit = float(document.xref_get_key(xref, "UserUnit")[1].replace("null", "1"))
    return PageGeometry(visible, rotation if rotation % 90 == 0 else 0, unit)


def _fields(document: Any) -> Iterator[FieldOnPage]:
    for page in document:
        for widget in page.widgets(types=[_SIGNATURE]):
            box = _box(document, widget.xref, "Rect") or Box(0, 0, 0, 0)
            yield FieldOnPage(widget.field_name, page.number, box, bool(widget.is_signed))


def _box(document: Any, xref: int, key: str) -> Box | None:
    text = _inherited(document, xref, key)
    try:
        edges = [float(part) for part in (text or "").strip("[] ").split()]
    except ValueError:
        return None  # an edge that is itself a reference: not in any file seen
    if len(edges) != 4:
        return None
    xs, ys = sorted(edges[0::2]), sorted(edges[1::2])
    return Box(xs[0], ys[0], xs[1], ys[1])


def _inherited(document: Any, xref: int, key: str) -> str | None:
    for _ in range(_MAX_PARENTS):
        kind, value = document.xref_get_key(xref, key)
        if kind == "xref":
            return str(document.xref_object(int(value.split()[0]), compressed=True))
        if kind != "null":
            return str(value)
        kind, value = document.xref_get_key(xref, "Parent")
        if kind != "xref":
            return None
        xref = int(value.split()[0])
    return None
