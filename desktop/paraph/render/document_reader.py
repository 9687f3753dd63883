"""Read a document's pages and signature fields: `ports.documents.DocumentReader`.

Boxes are taken from the page's own entries, in user space: PyMuPDF's page rectangles are
shifted and flipped on cropped pages.
"""

import hashlib
import math
import re
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
_REFERENCE = re.compile(r"(\d+) \d+ R")
_SIGNATURE = 6  # MuPDF: PDF_WIDGET_TYPE_SIGNATURE


class PdfReader:
    """Reads facts with PyMuPDF."""

    def read(self, path: Path, password: Secret | None) -> DocumentFacts:
        """Read; raises NotAPdf, DocumentMissing, DocumentDamaged and the password errors."""
        with open_document(path, password) as document:
            pages = [page_geometry(document, index) for index in range(document.page_count)]
            every = range(document.page_count if document.is_form_pdf else 0)
            fields = tuple(field for index in every for field in page_fields(document, index))
        return DocumentFacts(file_sha256(path), pages, fields)


def file_sha256(path: Path) -> str:
    """Hash a file as it is on disk now. Raises DocumentMissing."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise DocumentMissing(file=str(path), why=error.strerror) from error


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
    rotation = int(_number(_inherited(document, xref, "Rotate"), 0)) % 360
    unit = _number(_value(document, xref, "UserUnit"), 1)
    return PageGeometry(visible, rotation if rotation % 90 == 0 else 0, unit if unit > 0 else 1)


def page_fields(document: Any, index: int) -> Iterator[FieldOnPage]:
    """Give a page's signature fields."""
    if not document.is_form_pdf:
        return
    for widget in document[index].widgets(types=[_SIGNATURE]):
        box = _box(document, widget.xref, "Rect") or Box(0, 0, 0, 0)
        yield FieldOnPage(widget.field_name, index, box, bool(widget.is_signed))


def _number(text: str | None, otherwise: float) -> float:
    try:
        return float(text) if text is not None else otherwise
    except ValueError:
        return otherwise


def _box(document: Any, xref: int, key: str) -> Box | None:
    text = (_inherited(document, xref, key) or "").strip("[] ")
    edges = [_number(part, math.nan) for part in _without_references(document, text).split()]
    if len(edges) != 4 or not all(map(math.isfinite, edges)):
        return None
    xs, ys = sorted(edges[0::2]), sorted(edges[1::2])
    return Box(xs[0], ys[0], xs[1], ys[1])


def _without_references(document: Any, text: str) -> str:
    return _REFERENCE.sub(lambda found: document.xref_object(int(found[1])), text)


def _inherited(document: Any, xref: int, key: str) -> str | None:
    for _ in range(_MAX_PARENTS):
        value = _value(document, xref, key)
        if value is not None:
            return value
        kind, parent = document.xref_get_key(xref, "Parent")
        if kind != "xref":
            return None
        xref = int(parent.split()[0])
    return None


def _value(document: Any, xref: int, key: str) -> str | None:
    kind, value = document.xref_get_key(xref, key)
    if kind == "xref":
        return str(document.xref_object(int(value.split()[0]), compressed=True))
    return None if kind == "null" else str(value)
