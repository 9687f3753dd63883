"""Looks of fields: a page that was drawn elsewhere becomes an appearance stream."""

import io
from collections.abc import Callable, Sequence
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from paraph_sandbox.signing.opening import Revision, entry

_PACKING = ("/Filter", "/DecodeParms", "/Length")

# Draws lines into a box of so many points' width and height, upright on a page that is shown
# turned by so many degrees, and gives a PDF of one page.
Draw = Callable[[Sequence[str], float, float, int], bytes]


def look_of(writer: Revision, drawn: bytes, *, packed: bool = True) -> Any:
    """Put the page into a file and give the reference of its form; not `packed`, unfiltered."""
    reference = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(drawn)))
    if packed:
        return reference
    look: Any = reference.get_object()
    kept = {key: look.raw_get(key) for key in look if key not in _PACKING}
    make: Any = generic
    return writer.add_object(make.StreamObject(kept, look.data))


def is_packed(field: Any) -> bool:
    """Tell whether the look that a field has is packed.

    EU DSS 6.3 counts a new /Filter among the changes that it does not know.
    """
    look = entry(entry(field, "/AP", {}), "/N", {})
    return not look or "/Filter" in look


def numbers(values: Sequence[float]) -> Any:
    """Give an array of numbers."""
    make: Any = generic
    return make.ArrayObject(make.FloatObject(each) for each in values)
