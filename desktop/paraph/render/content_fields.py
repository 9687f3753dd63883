"""A form's fields as far as they act or lack what they require (ISO 32000-2, 12.7.4)."""

from collections.abc import Mapping
from typing import NamedTuple

from paraph.domain.page_content import ContentKind
from paraph.render.content_notes import Notes
from paraph.render.pdf_nodes import NOTHING, Node

_READ_ONLY, _REQUIRED = 1 << 0, 1 << 1  # table 227
_PUSH_BUTTON = 1 << 16
_MOST_FIELDS = 20_000


class _Field(NamedTuple):
    node: Node
    kind: str = ""
    flags: int = 0
    value: Node = NOTHING
    name: str = ""


def note_fields(form: Node, page_of_widget: Mapping[int, int], notes: Notes) -> None:
    """Take down a form's scripts and the required fields that are empty."""
    if form.get("NeedAppearances").is_true and any(form.get("Fields").parts()):
        notes.note(ContentKind.REDRAWN)
    waiting = [_Field(each) for each in form.get("Fields").parts()]
    seen: set[int] = set()
    while waiting and len(seen) < _MOST_FIELDS:
        notes.bounds.spend()
        above = waiting.pop()
        node = above.node
        if not node.is_dict or node.number in seen:
            continue
        seen.add(node.number or -len(seen) - 1)
        field = _of(node, above)
        page = page_of_widget.get(node.number)
        notes.additional(node.get("AA"), page)
        kids = list(node.get("Kids").parts())
        if any(kid.get("T") for kid in kids):
            waiting += [field._replace(node=kid) for kid in kids]
            continue
        widgets = (page_of_widget.get(kid.number) for kid in kids)
        page = page if page is not None else next((w for w in widgets if w is not None), None)
        if _lacks_value(field):
            notes.note(ContentKind.REQUIRED, page, field.name)


def _of(node: Node, above: _Field) -> _Field:
    """Give a field with what it inherits."""
    flags, value = node.get("Ff"), node.get("V")
    own = node.get("T").text
    return _Field(
        node,
        node.get("FT").name or above.kind,
        flags.whole if flags else above.flags,
        value if value else above.value,
        f"{above.name}.{own}" if above.name and own else own or above.name,
    )


def _lacks_value(field: _Field) -> bool:
    if not field.flags & _REQUIRED or field.flags & _READ_ONLY:
        return False
    value = field.value
    if field.kind == "Btn":
        return not field.flags & _PUSH_BUTTON and value.name in ("", "Off")
    if field.kind in ("Tx", "Ch"):
        has_parts = value.is_array and any(value.parts())
        return not (value.text.strip() or value.name or value.is_dict or has_parts)
    return False  # an empty signature field is somebody else's to fill
