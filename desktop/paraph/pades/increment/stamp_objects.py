"""The page of a stamp as a form XObject with all it needs (ISO 32000-2, 8.10), renumbered."""

import re
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from paraph.pades.increment.pages import page_at
from paraph.pades.increment.reading import PdfFile
from paraph.pades.increment.sections import Found
from paraph.pades.increment.source import Source
from paraph.pades.increment.syntax import (
    END_OF_STREAM,
    Array,
    BeyondFastPath,
    Dictionary,
    Name,
    Ref,
    Text,
)

_IRREGULAR = re.compile(rb"[^!-~]|[#()<>\[\]{}/%]")


class StampObjects(NamedTuple):
    """Objects by number; `form` is the number of the form XObject."""

    objects: dict[int, bytes]
    form: int


def stamp_objects(stamp_pdf: bytes, first_number: int) -> StampObjects:
    """Import a PDF of one page. Raises one of `reading.BREAKAGE`."""
    file = PdfFile(Source.of(stamp_pdf))
    catalog = file.dictionary(file.trailer.value(b"Root")).value
    if not isinstance(catalog, Dictionary):
        raise BeyondFastPath("stamp")
    page = page_at(file, catalog.value(b"Pages"), 0)
    importing = _Import(file, first_number)
    form = importing.form_of(page)
    return StampObjects(importing.objects, form)


class _Import:
    """Copies objects and gives each a number, the first time that it is referred to."""

    def __init__(self, file: PdfFile, first_number: int) -> None:
        self._file = file
        self._next = first_number
        self._numbers: dict[Ref, int] = {}
        self.objects: dict[int, bytes] = {}

    def form_of(self, page: Found) -> int:
        """Make a form XObject of a page; gives its number."""
        own = page.value
        if not isinstance(own, Dictionary) or own.value(b"Rotate") not in (None, 0):
            raise BeyondFastPath("stamp_page")
        content = zlib.compress(b"\n".join(self._contents(own)))
        number = self._taken()
        self.objects[number] = b"".join(
            (
                b"<< /Type /XObject /Subtype /Form /BBox ",
                written(own.value(b"MediaBox"), self._number_of),
                b" /Resources ",
                written(own.value(b"Resources"), self._number_of),
                b" /Filter /FlateDecode /Length %d >>\nstream\n" % len(content),
                content,
                END_OF_STREAM,
            )
        )
        return number

    def _contents(self, own: Dictionary) -> Iterator[bytes]:
        given = own.value(b"Contents")
        for ref in given if isinstance(given, Array) else [given]:
            if not isinstance(ref, Ref):
                raise BeyondFastPath("stamp_contents")
            yield self._file.unpacked(self._file.get(ref))

    def _taken(self) -> int:
        number = self._next
        self._next += 1
        return number

    def _number_of(self, ref: Ref) -> int:
        if ref not in self._numbers:
            number = self._numbers[ref] = self._taken()
            found = self._file.get(ref)
            words = written(found.value, self._number_of)
            if found.stream_at is not None:
                words += b"\nstream\n" + self._file.stream(found) + END_OF_STREAM
            self.objects[number] = words
        return self._numbers[ref]


def written(value: object, number_of: Callable[[Ref], int]) -> bytes:
    """Write a value with every reference in it under a new number."""
    match value:
        case Dictionary():
            parts = (
                written(Name(key), number_of) + b" " + written(entry.value, number_of)
                for key, entry in value.items()
            )
            return b"<< " + b" ".join(parts) + b" >>"
        case Ref():
            return b"%d 0 R" % number_of(value)
        case Array():
            return b"[" + b" ".join(written(each, number_of) for each in value) + b"]"
        case Name():
            return b"/" + _IRREGULAR.sub(lambda found: b"#%02x" % ord(found[0]), value)
        case Text():
            return b"<" + value.hex().encode() + b">"
        case _:
            return _plain(value)


def _plain(value: object) -> bytes:
    if value is None or isinstance(value, bool):
        return {None: b"null", True: b"true", False: b"false"}[value]
    if isinstance(value, float):
        return (f"{value:.6f}".rstrip("0").rstrip(".") or "0").encode()
    return str(value).encode()
