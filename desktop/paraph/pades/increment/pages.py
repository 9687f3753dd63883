"""A page by its number, found by walking the page tree (ISO 32000-2, 7.7.3)."""

from collections.abc import Iterator

from paraph.pades.increment.reading import PdfFile
from paraph.pades.increment.sections import Found
from paraph.pades.increment.syntax import Array, BeyondFastPath, Dictionary, Name, Ref

_MOST_NODES = 20_000
_PAGE, _NODE = Name(b"Page"), Name(b"Pages")


def page_at(file: PdfFile, root: object, index: int) -> Found:
    """Give the dictionary of the page with this number from 0. Raises BeyondFastPath.

    No /Count is believed: a person was shown the pages as they follow one another.
    """
    for number, found in enumerate(_leaves(file, _dictionary(file, root), {root})):
        if number == index:
            return found
    raise BeyondFastPath("page_missing")


def _leaves(file: PdfFile, node: Dictionary, seen: set[object]) -> Iterator[Found]:
    for kid in _kids(file, node):
        if not isinstance(kid, Ref) or kid in seen or len(seen) > _MOST_NODES:
            raise BeyondFastPath("page_tree")
        seen.add(kid)
        found = file.dictionary(kid)
        if found.value.value(b"Type") == _PAGE:  # type: ignore[attr-defined]
            yield found
        else:
            yield from _leaves(file, _dictionary(file, kid), seen)


def _dictionary(file: PdfFile, ref: object) -> Dictionary:
    value = file.dictionary(ref).value
    if not isinstance(value, Dictionary):
        raise BeyondFastPath("page_tree")
    return value


def _kids(file: PdfFile, node: Dictionary) -> Array:
    kids = file.resolved(node.value(b"Kids"))
    if node.value(b"Type") != _NODE or not isinstance(kids, Array):
        raise BeyondFastPath("page_tree")
    return kids
