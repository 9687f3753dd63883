"""What a page's resources draw on that is not in the file, or looks different elsewhere.

Content streams are not read: what is named in the resources counts, used or not.
"""

from typing import NamedTuple

from paraph.domain.page_content import ContentKind
from paraph.render.content_layers import members
from paraph.render.content_notes import Notes
from paraph.render.pdf_nodes import Node

_MOST_FLOORS = 12
# ISO 32000-2, 9.6.2.2: every reader has these or their like.
_STANDARD = ("Helvetica", "Times", "Courier", "Symbol", "ZapfDingbats", "Arial")
_NESTED = ("XObject", "Pattern", "Font")


class Drawn(NamedTuple):
    """Kinds with a name each, and the numbers of optional-content groups."""

    kinds: frozenset[tuple[ContentKind, str]] = frozenset()
    groups: frozenset[int] = frozenset()

    def __or__(self, other: "Drawn") -> "Drawn":
        """Join two."""
        return Drawn(self.kinds | other.kinds, self.groups | other.groups)


_NOTHING = Drawn()


class Resources:
    """Reads resources; what many pages share is read once."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._known: dict[int, Drawn] = {}
        self._floor = 0

    def drawn(self, resources: Node) -> Drawn:
        """Give what a resource dictionary names (7.8.3)."""
        number = resources.number
        if number in self._known:
            return self._known[number]
        if self._floor >= _MOST_FLOORS or not resources.is_dict:
            return _NOTHING
        self._floor += 1  # one that goes round in a circle ends by this
        try:
            found = self._read(resources)
        finally:
            self._floor -= 1
        if number:
            self._known[number] = found
        return found

    def _read(self, resources: Node) -> Drawn:
        found = _NOTHING
        for category in _NESTED:
            for _, each in resources.get(category).items():
                found |= self._once(category, each)
        for _, each in resources.get("ExtGState").items():
            found |= self._state(each)
        for _, each in resources.get("Properties").items():
            if each.get("Type").name in ("OCG", "OCMD"):
                found |= Drawn(groups=members(each))
        return found

    def _once(self, category: str, each: Node) -> Drawn:
        if each.number in self._known:
            return self._known[each.number]
        self._notes.bounds.spend()
        found = {"XObject": _object, "Pattern": _nothing, "Font": _font}[category](each)
        if each.number:
            self._known[each.number] = found
        inner = each.get("Resources")
        if inner:
            found |= self.drawn(inner)
            if each.number:
                self._known[each.number] = found
        return found

    def _state(self, state: Node) -> Drawn:
        self._notes.bounds.spend()
        found = _NOTHING
        for key in ("TR2", "TR"):
            function = state.get(key)
            if function and function.name not in ("Identity", "Default"):
                found |= Drawn(frozenset({(ContentKind.PRINT_DIFFERS, "")}))
        mask = state.at("SMask", "G")
        return found | (self._once("XObject", mask) if mask else _NOTHING)


def _nothing(_each: Node) -> Drawn:
    return _NOTHING


def _object(each: Node) -> Drawn:
    kinds: set[tuple[ContentKind, str]] = set()
    if each.get("F") or each.get("Ref"):
        kinds.add((ContentKind.EXTERNAL, ""))
    is_postscript = "PS" in (each.get("Subtype").name, each.get("Subtype2").name)
    if is_postscript or each.get("Alternates") or each.get("OPI"):
        kinds.add((ContentKind.PRINT_DIFFERS, ""))
    if any(each.get("AF").parts()):
        kinds.add((ContentKind.ATTACHMENTS, ""))
    return Drawn(frozenset(kinds), members(each.get("OC")))


def _font(font: Node) -> Drawn:
    kind = font.get("Subtype").name
    if kind == "Type3":
        return _NOTHING  # its glyphs are content streams of the file
    name = font.get("BaseFont").name
    if kind == "Type0":
        font = next(font.get("DescendantFonts").parts(), font)
    descriptor = font.get("FontDescriptor")
    is_embedded = any(descriptor.get(key) for key in ("FontFile", "FontFile2", "FontFile3"))
    if is_embedded or name.startswith(_STANDARD) or not name:
        return _NOTHING
    return Drawn(frozenset({(ContentKind.FONTS, name.rpartition("+")[2])}))
