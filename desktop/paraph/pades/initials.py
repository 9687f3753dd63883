"""Initials on pages: drawn in a signature's own revision, or signed in fields of their own."""

import hashlib
import io
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.reader import PdfFileReader

from paraph.domain.errors import NoPages, SignatureCheckFailed
from paraph.domain.errors.placing import InitialsNotPossible
from paraph.domain.placing.initials import DrawnInitials
from paraph.pades.certification import has_signature
from paraph.pades.open_pdf import Update
from paraph.pades.page_tree import page_references
from paraph.ports.documents import PreparedSignature, SignatureOrder

# ISO 32000-2, table 167: printed, and neither the mark nor its content is to be changed.
_PRINT, _READ_ONLY, _LOCKED, _LOCKED_CONTENTS = 1 << 2, 1 << 6, 1 << 7, 1 << 9
_FLAGS = _PRINT | _READ_ONLY | _LOCKED | _LOCKED_CONTENTS


def draw_initials(writer: Update, initials: DrawnInitials) -> None:
    """Put a stamp annotation on each page. Raises InitialsNotPossible after a signature."""
    if has_signature(writer.prev):
        raise InitialsNotPossible
    make: Any = writer
    number_of: Any = generic.NumberObject
    looks = [
        make.import_page_as_xobject(PdfFileReader(io.BytesIO(stamp))) for stamp in initials.stamps
    ]
    pages = list(page_references(writer.root.raw_get("/Pages")))
    for number, (page_index, box, stamp) in enumerate(initials.boxes, 1):
        if page_index >= len(pages):
            raise NoPages
        page = pages[page_index]
        mark = _dictionary(
            {
                "/Type": pdf_name("/Annot"),
                "/Subtype": pdf_name("/Stamp"),
                "/Rect": generic.ArrayObject(map(generic.FloatObject, box)),
                "/F": number_of(_FLAGS),
                "/Contents": pdf_string(initials.words),
                "/NM": pdf_string(f"paraph-initials-{number}"),
                "/P": page,
                "/AP": _dictionary({"/N": looks[stamp]}),
            }
        )
        make.register_annotation(page, make.add_object(mark))


def sign_with_initials(
    order: SignatureOrder, sign: Callable[[SignatureOrder], PreparedSignature]
) -> PreparedSignature:
    """Sign each field for initials, then what is ordered; one signature stands upon the other."""
    size, before = order.source.stat().st_size, ""
    steps = order.steps()
    try:
        for step in steps:
            prepared = sign(step)
            _check_follows(prepared, before)
            before = prepared.sha256
    finally:
        for between in {step.temporary for step in steps[:-1]}:
            with suppress(FileNotFoundError):
                between.unlink()
    return prepared._replace(source_sha256=_sha256_of_first(order.temporary, size))


def _check_follows(prepared: PreparedSignature, before: str) -> None:
    if before and prepared.source_sha256 != before:
        raise SignatureCheckFailed(why="revision")


def _sha256_of_first(path: Path, size: int) -> str:
    hashed = hashlib.sha256()
    with path.open("rb") as file:
        while size and (piece := file.read(min(size, 1 << 20))):
            hashed.update(piece)
            size -= len(piece)
    return hashed.hexdigest()


def _dictionary(values: dict[str, Any]) -> Any:
    make: Any = generic.DictionaryObject
    return make({pdf_name(key): value for key, value in values.items()})
