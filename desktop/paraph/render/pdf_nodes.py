"""Objects of a PDF to look at, however hostile: what is broken, too much or not there is empty.

MuPDF's own objects, since the page that a person sees is drawn from them; asking PyMuPDF key by
key takes ten times as long.
"""

import time
from collections.abc import Iterator
from typing import Any

from pymupdf import mupdf

_MOST_ENTRIES = 10_000
_MOST_LETTERS = 200
_BREAKAGE = (mupdf.FzErrorBase, RuntimeError, ValueError)


class OutOfBounds(Exception):
    """The time or the number of objects that a reading may take is spent."""


class Bounds:
    """How long a reading goes on."""

    def __init__(self, seconds: float, objects: int) -> None:
        self._end = time.monotonic() + seconds
        self._left = objects

    def spend(self) -> None:
        """Count one object. Raises OutOfBounds."""
        self._left -= 1
        if self._left < 0 or time.monotonic() > self._end:
            raise OutOfBounds


class Node:
    """One object, referred to or direct."""

    __slots__ = ("_found",)

    def __init__(self, found: Any) -> None:
        self._found = found

    def __bool__(self) -> bool:
        """Tell whether it is there and not null."""
        return not self._asked(mupdf.pdf_is_null, otherwise=True)

    @property
    def number(self) -> int:
        """Give the number it is referred to by; 0 for a direct object."""
        return int(self._asked(mupdf.pdf_to_num, 0))

    @property
    def is_dict(self) -> bool:
        """Tell whether it is a dictionary, a stream's too."""
        return bool(self._asked(mupdf.pdf_is_dict, otherwise=False))

    @property
    def is_array(self) -> bool:
        """Tell whether it is an array."""
        return bool(self._asked(mupdf.pdf_is_array, otherwise=False))

    @property
    def name(self) -> str:
        """Give a name object's name without its slash; empty for anything else."""
        return str(self._asked(mupdf.pdf_to_name, ""))[:_MOST_LETTERS]

    @property
    def text(self) -> str:
        """Give a text string; empty for anything else."""
        return str(self._asked(mupdf.pdf_to_text_string, ""))[:_MOST_LETTERS]

    @property
    def whole(self) -> int:
        """Give an integer; 0 for anything else."""
        return int(self._asked(mupdf.pdf_to_int, 0))

    @property
    def real(self) -> float:
        """Give a number; 0 for anything else."""
        return float(self._asked(mupdf.pdf_to_real, 0.0))

    @property
    def is_true(self) -> bool:
        """Tell whether it is the boolean true."""
        return bool(self._asked(mupdf.pdf_to_bool, otherwise=False))

    def get(self, key: str) -> "Node":
        """Give an entry of a dictionary, empty without one."""
        try:
            return Node(mupdf.pdf_dict_gets(self._found, key))
        except _BREAKAGE:
            return NOTHING

    def at(self, *keys: str) -> "Node":
        """Give an entry of an entry."""
        found = self
        for key in keys:
            found = found.get(key)
        return found

    def items(self) -> Iterator[tuple[str, "Node"]]:
        """Give a dictionary's entries."""
        if not self.is_dict:
            return
        count = int(self._asked(mupdf.pdf_dict_len, 0))
        for place in range(min(count, _MOST_ENTRIES)):
            try:
                key = mupdf.pdf_to_name(mupdf.pdf_dict_get_key(self._found, place))
                value = Node(mupdf.pdf_dict_get_val(self._found, place))
            except _BREAKAGE:
                continue
            yield str(key), value

    def parts(self) -> Iterator["Node"]:
        """Give an array's members; what is no array and not null is its own only member."""
        if not self.is_array:
            if self:
                yield self
            return
        count = int(self._asked(mupdf.pdf_array_len, 0))
        for place in range(min(count, _MOST_ENTRIES)):
            try:
                yield Node(mupdf.pdf_array_get(self._found, place))
            except _BREAKAGE:
                continue

    def _asked(self, ask: Any, otherwise: Any) -> Any:
        try:
            return ask(self._found)
        except _BREAKAGE:
            return otherwise


NOTHING = Node(mupdf.PdfObj())


def catalog_of(document: Any) -> Node:
    """Give the catalog of an open document."""
    return Node(mupdf.pdf_dict_gets(mupdf.pdf_trailer(_pdf(document)), "Root"))


def page_of(document: Any, index: int) -> Node:
    """Give a page's dictionary; empty when the page tree does not lead to it."""
    try:
        return Node(mupdf.pdf_lookup_page_obj(_pdf(document), index))
    except _BREAKAGE:
        return NOTHING


def inherited(node: Node, key: str, most: int = 32) -> Node:
    """Give an entry of a node, or of the nearest one above it that has it (7.7.3.4, 12.7.4.1)."""
    for _ in range(most):
        found = node.get(key)
        if found:
            return found
        node = node.get("Parent")
        if not node:
            break
    return NOTHING


def _pdf(document: Any) -> Any:
    return mupdf.pdf_document_from_fz_document(document.this)
