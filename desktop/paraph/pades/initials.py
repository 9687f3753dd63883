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
    additions, size = order.additions, order.source.stat().st_size
    if additions is None:
        return sign(order)
    order = order._replace(begun=None)  # that is of the document; most steps sign another file
    steps = [order.temporary.with_name(f"{order.temporary.name}.{n}") for n in (1, 2)]
    try:
        source, before = order.source, ""
        for number, initials in enumerate(additions.signed_initials):
            step = steps[number % 2]
            prepared = sign(
                order._replace(
                    source=source,
                    temporary=step,
                    field=initials.field,
                    place=None,
                    stamp_pdf=initials.stamp_pdf,
                    additions=None,
                )
            )
            _check_follows(prepared, before)
            source, before = step, prepared.sha256
        own = additions._replace(signed_initials=())
        prepared = sign(order._replace(source=source, additions=own))
        _check_follows(prepared, before)
    finally:
        for step in steps:
            with suppress(FileNotFoundError):
                step.unlink()
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
