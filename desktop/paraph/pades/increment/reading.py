"""A PDF file read where it is needed: the sections of its cross-references, and single objects.

What is encrypted, hybrid, or not where its tables say is `BeyondFastPath`.
"""

import re
import zlib
from collections.abc import Iterator
from typing import Any, TypeVar

from paraph.pades.increment.sections import (
    Found,
    Place,
    Section,
    inflated,
    object_at,
    read_section,
    stream_bytes,
)
from paraph.pades.increment.source import Source
from paraph.pades.increment.syntax import BeyondFastPath, Dictionary, Name, Ref, parse

_TAIL = 1024
_MOST_SECTIONS = 500
_MOST_STREAMS = 4  # object streams that are kept unpacked
_MOST_OBJECTS = 8_388_607  # ISO 32000-1, annex C: readers know no number above it
_MOST_NEW = 10_000
_START = re.compile(rb"startxref[ ]*(?:\r\n|\r|\n)[ ]*(\d{1,10})[ ]*(?:\r\n|\r|\n)%%EOF[\s\x00]*\Z")
_HEADER = re.compile(rb"%PDF-([12])\.(\d)(?!\d)")

# What hostile bytes were seen to raise below; the general path says what is wrong with them.
BREAKAGE = (BeyondFastPath, ValueError, LookupError, TypeError, RecursionError, zlib.error)

Kind = TypeVar("Kind")


class PdfFile:
    """An unencrypted file with sound cross-references. Raises one of BREAKAGE."""

    def __init__(self, source: Source) -> None:
        self.source = source
        header = _HEADER.match(source.read(0, 16))
        tail = source.read(max(0, source.size - _TAIL), _TAIL)
        start = _START.search(tail)
        if header is None or start is None:
            raise BeyondFastPath("frame")
        self.version = (int(header[1]), int(header[2]))
        self.start = int(start[1])
        self.ends_a_line = tail[-1:] in (b"\n", b"\r")
        self.sections = list(_chain(source, self.start))
        self.next_number = self._sound_size()
        self._streams: dict[int, tuple[bytes, list[int], int]] = {}
        self.trailer = self.sections[0].trailer

    @property
    def newest(self) -> Section:
        """Give the section that counts first."""
        return self.sections[0]

    def _sound_size(self) -> int:
        """Give the number above all objects; what is above /Size would not count (7.5.5)."""
        sizes = [_of(each.trailer.value(b"Size"), int) for each in self.sections]
        is_short = max(each.beyond for each in self.sections) > sizes[0]
        if is_short or max(sizes) > _MOST_OBJECTS - _MOST_NEW:
            raise BeyondFastPath("size")
        for section in self.sections:
            section.find(0)  # the head of the free list is the entry that is most often wrong
        return max(sizes)

    def place(self, number: int) -> Place | None:
        """Give where the newest section that has an object says it is."""
        for section in self.sections:
            found = section.find(number)
            if found is not None:
                return found
        return None

    def get(self, ref: Ref) -> Found:
        """Read an object that must be there, under just this number and generation."""
        place = self.place(ref.number)
        if place is None or place.is_free:
            raise BeyondFastPath("missing")
        if place.in_stream is not None:
            return self._compressed(ref, place)
        found = object_at(self.source, place.offset)
        if (found.number, found.generation) != ref or place.generation != ref.generation:
            raise BeyondFastPath("other_object")
        return found

    def resolved(self, value: Any) -> Any:
        """Give the object that is referred to, or the value itself."""
        return self.get(value).value if isinstance(value, Ref) else value

    def dictionary(self, ref: object) -> Found:
        """Read an object that is a dictionary and no stream."""
        found = self.get(_of(ref, Ref))
        if not isinstance(found.value, Dictionary) or found.stream_at is not None:
            raise BeyondFastPath("no_dictionary")
        return found

    def stream(self, found: Found) -> bytes:
        """Give a stream's bytes as they stand in the file."""
        value = _of(found.value, Dictionary)
        return stream_bytes(self.source, found, self.resolved(value.value(b"Length")))

    def unpacked(self, found: Found) -> bytes:
        """Give a stream's bytes without their FlateDecode."""
        value = _of(found.value, Dictionary)
        if value.value(b"DecodeParms") is not None:
            raise BeyondFastPath("parameters")
        return inflated(self.source, found, self.resolved(value.value(b"Length")))

    def _compressed(self, ref: Ref, place: Place) -> Found:
        number = _of(place.in_stream, int)
        data, heads, first = self._object_stream(number)
        if ref.generation or heads[2 * place.position] != ref.number:
            raise BeyondFastPath("other_object")
        at = first + heads[2 * place.position + 1]
        while data[at : at + 1].isspace():
            at += 1
        value, end = parse(data, at)
        return Found(ref.number, 0, value, data, at, end)

    def _object_stream(self, number: int) -> tuple[bytes, list[int], int]:
        if number not in self._streams:
            place = self.place(number)
            if place is None or place.is_free or place.in_stream is not None:
                raise BeyondFastPath("object_stream")
            found = self.get(Ref(number, place.generation))
            value = _of(found.value, Dictionary)
            if value.value(b"Type") != Name(b"ObjStm"):
                raise BeyondFastPath("object_stream")
            data, first = self.unpacked(found), _of(value.value(b"First"), int)
            heads = [int(each) for each in data[:first].split()]
            if len(self._streams) >= _MOST_STREAMS:
                self._streams.pop(next(iter(self._streams)))
            self._streams[number] = data, heads, first
        return self._streams[number]


def _chain(source: Source, start: int) -> Iterator[Section]:
    seen: set[int] = set()
    following: object = start
    while following is not None:
        offset = _of(following, int)
        if offset in seen or len(seen) >= _MOST_SECTIONS:
            raise BeyondFastPath("chain")
        seen.add(offset)
        section = read_section(source, offset)
        if {b"Encrypt", b"XRefStm"} & section.trailer.keys():
            raise BeyondFastPath("encrypted_or_hybrid")
        yield section
        following = section.trailer.value(b"Prev")


def _of(value: object, kind: type[Kind]) -> Kind:
    if not isinstance(value, kind):
        raise BeyondFastPath(kind.__name__)
    return value
