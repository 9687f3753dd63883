"""The pages of a document as they follow one another (ISO 32000-2, 7.7.3), as pyHanko reads it."""

from collections.abc import Iterator
from typing import Any

_MOST_LEVELS = 64


def page_references(root: Any) -> Iterator[Any]:
    """Give references to the pages under a node, in one walk that believes no /Count.

    Raises ValueError for a tree with a node that is met twice, or one that is too deep.
    """
    yield from _under(root, 0, set())


def _under(node: Any, level: int, seen: set[Any]) -> Iterator[Any]:
    found = node.get_object()
    if "/Kids" not in found:
        yield node
        return
    if level > _MOST_LEVELS or node.reference in seen:
        raise ValueError("page_tree")
    seen.add(node.reference)
    for kid in found["/Kids"]:
        yield from _under(kid, level + 1, seen)
