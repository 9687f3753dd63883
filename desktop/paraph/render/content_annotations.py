"""A page's annotations as far as they act, play, hide or are drawn by each reader (12.5, 12.7)."""

from paraph.domain.page_content import ContentKind
from paraph.render.content_layers import Layers, members
from paraph.render.content_notes import Notes
from paraph.render.pdf_nodes import Node, inherited

_HIDDEN, _PRINT, _NO_VIEW = 1 << 1, 1 << 2, 1 << 5  # table 167
_PUSH_BUTTON = 1 << 16  # table 229
_MULTIMEDIA = frozenset({"Movie", "Sound", "Screen", "RichMedia", "3D"})
# Neither has anything of its own to show: a link lies over the page, a popup over its note.
_WITHOUT_LOOK = frozenset({"Link", "Popup"})


def note_annotation(each: Node, page: int, layers: Layers, notes: Notes) -> None:
    """Take down what is to be known of one annotation."""
    notes.bounds.spend()
    if not each.is_dict:
        return
    kind = each.get("Subtype").name
    notes.action(each.get("A"), page, by_itself=False)
    notes.action(each.get("PA"), page, by_itself=False)
    notes.additional(each.get("AA"), page)
    if layers:
        layers.note(members(each.get("OC")), page, notes)
    if kind in _MULTIMEDIA:
        notes.note(ContentKind.MULTIMEDIA, page)
    elif kind == "FileAttachment":
        notes.note(ContentKind.ATTACHMENTS, page, file_name(each.get("FS")))
    if kind not in _WITHOUT_LOOK and not _is_nowhere(each):
        _note_look(each, kind, page, notes)


def file_name(specification: Node) -> str:
    """Give the name in a file specification (7.11.3)."""
    return specification.get("UF").text or specification.get("F").text or specification.text


def _note_look(each: Node, kind: str, page: int, notes: Notes) -> None:
    if kind == "Widget" and _is_blank(each):
        return
    flags = each.get("F").whole
    if flags & (_HIDDEN | _NO_VIEW):
        notes.note(ContentKind.HIDDEN, page)
        return
    if not flags & _PRINT:
        notes.note(ContentKind.SCREEN_ONLY, page)
    if not each.at("AP", "N"):
        notes.note(ContentKind.REDRAWN, page)


def _is_nowhere(each: Node) -> bool:
    """Tell of a place without an area, where nothing is shown; one that is hidden may return."""
    edges = [part.real for part in each.get("Rect").parts()]
    return len(edges) == 4 and edges[0] == edges[2] and edges[1] == edges[3]


def _is_blank(widget: Node) -> bool:
    """Tell of a field with nothing in it yet: an empty one for a signature, or for words."""
    kind = inherited(widget, "FT").name
    if kind == "Btn":
        is_push = bool(inherited(widget, "Ff").whole & _PUSH_BUTTON)
        return not is_push and inherited(widget, "V").name in ("", "Off")
    value = inherited(widget, "V")
    return not (value.is_dict or value.is_array or value.text or value.name)
