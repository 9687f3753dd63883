"""Read a document's pages and signature fields: `ports.documents.DocumentReader`.

Boxes are taken from the page's own entries, in user space: PyMuPDF's page rectangles are
shifted and flipped on cropped pages.
"""

import hashlib
import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pymupdf
from pymupdf import mupdf

from paraph.domain.errors import (
    DocumentDamaged,
    DocumentMissing,
    EncryptionUnsupported,
    NotAPdf,
    PasswordIncorrect,
    PasswordRequired,
)
from paraph.domain.errors.files import refuse_unreadable_name
from paraph.domain.keys.secret import Secret
from paraph.domain.placing.signature_field import Box, PageGeometry
from paraph.domain.stamp.archive_format import ArchiveClaim
from paraph.plain_file import opened
from paraph.ports.documents import DocumentFacts, FieldOnPage
from paraph.render.archive_claim import archive_claim

# PyMuPDF prints what MuPDF says of a broken file on standard output, which is the program's own.
pymupdf.TOOLS.mupdf_display_errors(on=False)
pymupdf.TOOLS.mupdf_display_warnings(on=False)
_LETTER = Box(0, 0, 612, 792)  # what viewers assume when a page names no MediaBox
_FOREIGN_LOCK = b"/Adobe.PubSec"  # ISO 32000-2, 7.6.5; such a dictionary is never compressed
_TERMS = ("Lock", "SV")  # ISO 32000-2, table 235
_SIGNATURE = 6  # MuPDF: PDF_WIDGET_TYPE_SIGNATURE


class PdfReader:
    """Reads facts with PyMuPDF."""

    def read(self, path: Path, password: Secret | None) -> DocumentFacts:
        """Read; raises NotAPdf, DocumentMissing, DocumentDamaged and the password errors."""
        with open_document(path, password) as document, damage_told(path):
            pages = [page_geometry(document, index) for index in range(document.page_count)]
            every = range(document.page_count if document.is_form_pdf else 0)
            fields = tuple(field for index in every for field in page_fields(document, index))
            archive = archive_claim(document)
        return DocumentFacts(pages, fields, archive)


def read_archive_claim(path: Path, password: Secret | None) -> ArchiveClaim | None:
    """Open a file and say whether it claims to be PDF/A; raises what `open_document` does."""
    with open_document(path, password) as document:
        return archive_claim(document)


@contextmanager
def damage_told(path: Path) -> Iterator[None]:
    """Turn what MuPDF raises over a broken file into DocumentDamaged."""
    # Page trees that go round, or nest too deeply, end as one of these.
    try:
        yield
    except (RuntimeError, ValueError, RecursionError) as error:
        raise DocumentDamaged(file=str(path), why=type(error).__name__) from error


def file_sha256(path: Path) -> str:
    """Hash a file as it is on disk now. Raises DocumentMissing."""
    try:
        with opened(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise DocumentMissing(file=str(path), why=error.strerror) from error


def open_document(path: Path, password: Secret | None) -> Any:
    """Open and unlock a document."""
    refuse_unreadable_name(path)  # PyMuPDF opens none of those
    try:
        with opened(path) as file:
            if b"%PDF-" not in file.read(1024):
                raise NotAPdf(file=str(path))
    except OSError as error:
        raise DocumentMissing(file=str(path), why=error.strerror) from error
    try:
        document = pymupdf.open(path, filetype="pdf")
    except (pymupdf.FileDataError, RuntimeError, ValueError) as error:
        if _FOREIGN_LOCK in path.read_bytes():
            raise EncryptionUnsupported(file=str(path)) from error
        raise DocumentDamaged(file=str(path)) from error
    if document.needs_pass and not document.authenticate(password.reveal() if password else ""):
        document.close()
        raise PasswordRequired if password is None else PasswordIncorrect
    return document


def page_geometry(document: Any, index: int) -> PageGeometry:
    """Give CropBox within MediaBox, /Rotate and UserUnit of a page (ISO 32000-2, table 31)."""
    # MuPDF's own objects: ten times faster than asking PyMuPDF key by key, which a document of
    # thousands of pages would make felt when it is opened.
    page = mupdf.pdf_lookup_page_obj(mupdf.pdf_document_from_fz_document(document.this), index)
    media = _box(_inherited(page, mupdf.PDF_ENUM_NAME_MediaBox)) or _LETTER
    crop = _box(_inherited(page, mupdf.PDF_ENUM_NAME_CropBox)) or media
    visible = Box(
        max(media.x0, crop.x0),
        max(media.y0, crop.y0),
        min(media.x1, crop.x1),
        min(media.y1, crop.y1),
    )
    if visible.width <= 0 or visible.height <= 0:
        visible = media
    rotation = int(_number(_inherited(page, mupdf.PDF_ENUM_NAME_Rotate), 0)) % 360
    unit = _number(mupdf.pdf_dict_get(page, mupdf.PDF_ENUM_NAME_UserUnit), 1)
    return PageGeometry(visible, rotation if rotation % 90 == 0 else 0, unit if unit > 0 else 1)


def page_fields(document: Any, index: int) -> Iterator[FieldOnPage]:
    """Give a page's signature fields."""
    if not document.is_form_pdf:
        return
    pdf = mupdf.pdf_document_from_fz_document(document.this)
    for widget in document[index].widgets(types=[_SIGNATURE]):
        own = mupdf.pdf_load_object(pdf, widget.xref)
        box = _box(_inherited(own, mupdf.PDF_ENUM_NAME_Rect)) or Box(0, 0, 0, 0)
        terms = any(_inherited(own, mupdf.pdf_new_name(name)) is not None for name in _TERMS)
        yield FieldOnPage(widget.field_name, index, box, bool(widget.is_signed), terms)


def widget_boxes(document: Any, index: int) -> Iterator[Box]:
    """Give where form fields of any kind stand on a page, in user space."""
    if not document.is_form_pdf:
        return
    pdf = mupdf.pdf_document_from_fz_document(document.this)
    for widget in document[index].widgets():
        own = mupdf.pdf_load_object(pdf, widget.xref)
        box = _box(_inherited(own, mupdf.PDF_ENUM_NAME_Rect))
        if box is not None:
            yield box


def _inherited(node: Any, key: int) -> Any:
    """Give an entry of a node, or of the nearest node above it that has one; None without."""
    try:
        value = mupdf.pdf_dict_get_inheritable(node, key)
    except mupdf.FzErrorBase:
        return None  # the nodes above go round in a circle
    return None if mupdf.pdf_is_null(value) else value


def _number(value: Any, otherwise: float) -> float:
    if value is None or not mupdf.pdf_is_number(value):
        return otherwise
    if mupdf.pdf_is_int(value):
        return float(mupdf.pdf_to_int(value))
    # MuPDF holds numbers with 24 bits: the digits beyond them are not the file's.
    return float(f"{mupdf.pdf_to_real(value):.7g}")


def _box(value: Any) -> Box | None:
    if value is None or not mupdf.pdf_is_array(value) or mupdf.pdf_array_len(value) != 4:
        return None
    edges = [_number(mupdf.pdf_array_get(value, place), math.nan) for place in range(4)]
    if not all(map(math.isfinite, edges)):
        return None
    xs, ys = sorted(edges[0::2]), sorted(edges[1::2])
    return Box(xs[0], ys[0], xs[1], ys[1])
