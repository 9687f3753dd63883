"""Optional content that is not what it seems everywhere (ISO 32000-2, 8.11)."""

from typing import NamedTuple

from paraph.domain.page_content import ContentKind
from paraph.render.content_notes import Notes
from paraph.render.pdf_nodes import Node

_EVENTS = ("View", "Print", "Export")
_MOST_MEMBERS = 500


class Layers(NamedTuple):
    """Groups by number that differ between events, and that are off, with their names."""

    differing: dict[int, str]
    hidden: dict[int, str]

    def note(self, members: frozenset[int], page: int, notes: Notes) -> None:
        """Take down what of a page's groups is not what it seems."""
        for number in members & self.differing.keys():
            notes.note(ContentKind.LAYERS_DIFFER, page, self.differing[number])
        for number in members & self.hidden.keys():
            notes.note(ContentKind.LAYERS_HIDDEN, page, self.hidden[number])

    def __bool__(self) -> bool:
        """Tell whether any group is not what it seems."""
        return bool(self.differing or self.hidden)


def read_layers(properties: Node, notes: Notes) -> Layers:
    """Read the catalog's /OCProperties."""
    layers = Layers({}, {})
    default = properties.get("D")
    are_off = default.get("BaseState").name == "OFF"
    on, off = _numbers(default.get("ON")), _numbers(default.get("OFF"))
    watched = _watched(default.get("AS"))
    for group in properties.get("OCGs").parts():
        notes.bounds.spend()
        number = group.number
        if not number:
            continue
        is_off = number in off or (are_off and number not in on)
        if is_off:
            layers.hidden[number] = group.get("Name").text
        if _differs(group.get("Usage"), watched.get(number, frozenset()), is_off=is_off):
            layers.differing[number] = group.get("Name").text
    return layers


def members(content: Node) -> frozenset[int]:
    """Give the numbers of a group, or of the groups that a membership names (8.11.2.2)."""
    found: set[int] = set()
    waiting, seen = [content], 0
    while waiting and seen < _MOST_MEMBERS:
        seen += 1
        node = waiting.pop()
        if node.is_array:
            waiting += list(node.parts())[:_MOST_MEMBERS]
        elif node.get("Type").name == "OCMD":
            waiting += [node.get("OCGs"), node.get("VE")]
        elif node.number and node.is_dict:
            found.add(node.number)
    return frozenset(found)


def _numbers(groups: Node) -> frozenset[int]:
    return frozenset(each.number for each in groups.parts())


def _watched(usages: Node) -> dict[int, frozenset[str]]:
    """Give the categories by which readers switch a group by themselves (table 101)."""
    found: dict[int, frozenset[str]] = {}
    for usage in usages.parts():
        categories = frozenset(each.name for each in usage.get("Category").parts())
        for number in _numbers(usage.get("OCGs")):
            found[number] = found.get(number, frozenset()) | categories
    return found


def _differs(usage: Node, watched: frozenset[str], *, is_off: bool) -> bool:
    if not usage.is_dict:
        return False
    # Some readers heed these states only where /AS asks for it, others always.
    states = {usage.at(event, f"{event}State").name for event in _EVENTS} & {"ON", "OFF"}
    if states - {"OFF" if is_off else "ON"}:
        return True
    return bool(usage.get("Zoom")) or bool(watched & {"Language", "User"})
