"""Fields of a form: the empty one that stands at a place, and names that are taken."""

from typing import Any, NamedTuple

from pyhanko.pdf_utils.generic import IndirectObject
from pyhanko.sign.fields import enumerate_sig_fields

from paraph_sandbox.lifecycle.places import Box, Placed
from paraph_sandbox.signing.opening import entry, page_at

TOLERANCE_PT = 1.0
_MOST_FIELDS = 50_000


class SignatureField(NamedTuple):
    """A signature field of a document, by its full name; `own` is its dictionary."""

    name: str
    own: Any


def empty_field_at(handler: Any, placed: Placed) -> SignatureField | None:
    """Give the empty signature field that a document has at a place, or None."""
    if placed.page is None or placed.box is None:
        return None
    shown = _annotations(page_at(handler.root, placed.page - 1).get_object())
    for name, value, found in enumerate_sig_fields(handler):
        own = found.get_object()
        if value is not None or "/Rect" not in own or found.reference not in shown:
            continue
        if is_same_box(box_of(own), placed.box):
            return SignatureField(str(name), own)
    return None


def box_of(annotation: Any) -> Box:
    """Give where an annotation stands."""
    x0, y0, x1, y1 = (float(edge) for edge in annotation["/Rect"])
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def is_same_box(one: Box, other: Box) -> bool:
    """Tell whether two rectangles are the same but for a point."""
    return all(abs(a - b) <= TOLERANCE_PT for a, b in zip(one, other, strict=True))


def form_fields(root: Any) -> list[Any]:
    """Give the dictionaries of the form's fields, those under other fields aside."""
    listed = entry(entry(root, "/AcroForm", {}), "/Fields", ())
    if len(listed) > _MOST_FIELDS:
        raise ValueError("too many fields")
    return [each.get_object() for each in listed]


def field_names(root: Any) -> set[str]:
    """Give the names that the fields of a form begin with (ISO 32000-2, 12.7.4.2)."""
    return {str(entry(each, "/T")) for each in form_fields(root)}


def _annotations(page: Any) -> set[Any]:
    listed = entry(page, "/Annots", ())
    every = [listed.raw_get(n) for n in range(len(listed))]
    return {each.reference for each in every if isinstance(each, IndirectObject)}
