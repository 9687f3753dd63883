"""Cross-reference sections (ISO 32000-2, 7.5.4 to 7.5.8): where each object lies.

Tables are read entry by entry where an object is asked for; of a stream the columns are summed up
as far as the row that is asked for. Nothing is listed.
"""

import re
import zlib
from typing import NamedTuple, Protocol

from paraph.pades.increment.source import Source
from paraph.pades.increment.syntax import Array, BeyondFastPath, Dictionary, Name, parse, skip

MOST_INFLATED = 64 << 20
_WINDOWS = (1 << 11, 1 << 16, 1 << 20, 1 << 23)
_ENTRY_BYTES = 20
_MOST_GENERATION = 65_535
_SUBSECTION = re.compile(rb"(\d{1,10}) (\d{1,10})[ ]*(?:\r\n|\r|\n)")
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf])(?: \r| \n|\r\n)")
_HEADER = re.compile(rb"(\d{1,10})[\x00\t\n\x0c\r ]+(\d{1,5})[\x00\t\n\x0c\r ]+obj")
_END_OF_OBJECT = re.compile(rb"(endobj|stream(?:\r\n|\n))(?=[\s\S])")


class Place(NamedTuple):
    """Where an object is: at an offset, or at a position in an object stream; neither when free."""

    offset: int = 0
    generation: int = 0
    in_stream: int | None = None
    position: int = 0
    is_free: bool = False


class Section(Protocol):
    """One section with its trailer dictionary, which stands in `data`."""

    trailer: Dictionary
    data: bytes
    is_stream: bool

    @property
    def beyond(self) -> int:
        """Give a number above all that the section has."""
        ...

    def find(self, number: int) -> Place | None:
        """Give an object's place, or None when the section does not have it."""
        ...


class Found(NamedTuple):
    """An object with the bytes it was parsed from; `stream_at` is of the file."""

    number: int
    generation: int
    value: object
    data: bytes
    at: int
    end: int
    stream_at: int | None = None


def object_at(source: Source, offset: int) -> Found:
    """Read the object at an offset, whose header must stand right there."""
    for window in _WINDOWS:
        data = source.read(offset, window)
        header = _HEADER.match(data)
        if header is None:
            raise BeyondFastPath("object_header")
        try:
            at = skip(data, header.end())
            value, end = parse(data, at)
            mark = _END_OF_OBJECT.match(data, skip(data, end))
        except BeyondFastPath:
            mark = None
        if mark is not None:
            is_stream = mark[1] != b"endobj"
            stream_at = offset + mark.end() if is_stream else None
            return Found(int(header[1]), int(header[2]), value, data, at, end, stream_at)
        if len(data) < window:
            break
    raise BeyondFastPath("object")


def read_section(source: Source, offset: int) -> Section:
    """Read the section at an offset, of whichever kind."""
    if not 0 < offset < source.size:
        raise BeyondFastPath("startxref")
    if source.read(offset, 4) == b"xref":
        return _Table(source, offset)
    return _Stream(source, object_at(source, offset))


class _Table:
    """A classic table: entries of twenty bytes."""

    is_stream = False

    def __init__(self, source: Source, offset: int) -> None:
        self._source = source
        self._parts: list[tuple[int, int, int]] = []
        place = offset + 4 + _line_end(source.read(offset + 4, 8))
        while True:
            window = source.read(place, 64)
            place += len(window) - len(window.lstrip())
            window = window.lstrip()
            head = _SUBSECTION.match(window)
            if head is None:
                break
            first, count, at = int(head[1]), int(head[2]), place + head.end()
            self._parts.append((first, count, at))
            place = at + count * _ENTRY_BYTES
        if not window.startswith(b"trailer"):
            raise BeyondFastPath("table")
        self._read_trailer(place + len(b"trailer"))

    def _read_trailer(self, place: int) -> None:
        self.data = self._source.read(place, _WINDOWS[1])
        value, end = parse(self.data, 0)
        if not isinstance(value, Dictionary):
            raise BeyondFastPath("trailer")
        if self.data[skip(self.data, end) :][:9] != b"startxref":
            raise BeyondFastPath("trailer_end")
        self.trailer = value

    @property
    def beyond(self) -> int:
        return max((first + count for first, count, _ in self._parts), default=0)

    def find(self, number: int) -> Place | None:
        for first, count, at in self._parts:
            if first <= number < first + count:
                text = self._source.read(at + (number - first) * _ENTRY_BYTES, _ENTRY_BYTES)
                entry = _ENTRY.fullmatch(text)
                if entry is None or int(entry[2]) > _MOST_GENERATION:
                    raise BeyondFastPath("entry")
                is_free = entry[3] == b"f"
                return Place(int(entry[1]), int(entry[2]), is_free=is_free)
        return None


def _line_end(text: bytes) -> int:
    found = re.match(rb"[ ]*(?:\r\n|\r|\n)", text)
    if found is None:
        raise BeyondFastPath("table")
    return found.end()


class _Stream:
    """A cross-reference stream; with a predictor a row is the sum of all above it."""

    is_stream = True

    def __init__(self, source: Source, found: Found) -> None:
        trailer = found.value
        if not isinstance(trailer, Dictionary) or trailer.value(b"Type") != Name(b"XRef"):
            raise BeyondFastPath("xref_stream")
        self.trailer, self.data = trailer, found.data
        self._widths = _integers(trailer.value(b"W"))
        if len(self._widths) != 3 or max(self._widths) > 8 or min(self._widths) < 0:
            raise BeyondFastPath("widths")
        pairs = _integers(trailer.value(b"Index") or Array((0, trailer.value(b"Size"))))
        self._parts = list(zip(pairs[::2], pairs[1::2], strict=True))
        self._source, self._found = source, found
        self._rows: bytes | None = None
        self._row_bytes = sum(self._widths)
        self._is_summed = False

    @property
    def beyond(self) -> int:
        return max((first + count for first, count in self._parts), default=0)

    def find(self, number: int) -> Place | None:
        row = 0
        for first, count in self._parts:
            if first <= number < first + count:
                return self._place(row + number - first)
            row += count
        return None

    def _place(self, row: int) -> Place:
        kind, second, third = self._fields(row)
        if kind < 2 and third > _MOST_GENERATION:
            raise BeyondFastPath("generation")
        match kind:
            case 0:
                return Place(is_free=True)
            case 1:
                return Place(second, third)
            case 2:
                return Place(in_stream=second, position=third)
            case _:
                raise BeyondFastPath("entry_kind")

    def _fields(self, row: int) -> tuple[int, int, int]:
        if self._rows is None:
            self._load()
        rows, width = self._rows or b"", self._row_bytes
        if self._is_summed:
            end = (row + 1) * (width + 1)
            places = range(1, width + 1)
            own = bytes(sum(rows[place : end : width + 1]) & 255 for place in places)
        else:
            own = rows[row * width : (row + 1) * width]
        ends = [sum(self._widths[: n + 1]) for n in range(3)]
        kind = int.from_bytes(own[: ends[0]]) if self._widths[0] else 1
        return kind, int.from_bytes(own[ends[0] : ends[1]]), int.from_bytes(own[ends[1] : ends[2]])

    def _load(self) -> None:
        self._rows = inflated(self._source, self._found)
        parameters = self.trailer.value(b"DecodeParms")
        if parameters is not None:
            self._is_summed = self._has_up_predictor(parameters)
        row = self._row_bytes + self._is_summed
        wanted = row * sum(count for _, count in self._parts)
        if len(self._rows) != wanted:
            raise BeyondFastPath("rows")
        # PNG's "Up" in every row, as all writers choose; else rows depend on more than sums.
        if self._is_summed and self._rows[:wanted:row].count(2) * row != wanted:
            raise BeyondFastPath("predictor")

    def _has_up_predictor(self, parameters: object) -> bool:
        if not isinstance(parameters, Dictionary):
            raise BeyondFastPath("parameters")
        known = {b"Predictor", b"Columns", b"Colors", b"BitsPerComponent"}
        if not known.issuperset(parameters) or parameters.value(b"Colors") not in (None, 1):
            raise BeyondFastPath("parameters")
        if parameters.value(b"BitsPerComponent") not in (None, 8):
            raise BeyondFastPath("parameters")
        predictor = parameters.value(b"Predictor") or 1
        if predictor == 1:
            return False
        if predictor < 10 or parameters.value(b"Columns") != self._row_bytes:
            raise BeyondFastPath("parameters")
        return True


def stream_bytes(source: Source, found: Found, length: int | None = None) -> bytes:
    """Give a stream's bytes as they stand in the file; its end must be where its length says."""
    if found.stream_at is None or not isinstance(found.value, Dictionary):
        raise BeyondFastPath("no_stream")
    if length is None:
        length = found.value.value(b"Length")
    if not isinstance(length, int) or not 0 <= length <= source.size:
        raise BeyondFastPath("length")
    data = source.read(found.stream_at, length + 12)
    if len(data) < length or not re.match(rb"[\r\n ]*endstream", data[length:]):
        raise BeyondFastPath("endstream")
    return data[:length]


def inflated(source: Source, found: Found, length: int | None = None) -> bytes:
    """Give a stream's bytes, its FlateDecode undone; predictors are left to the caller."""
    raw = stream_bytes(source, found, length)
    value = found.value
    kind = value.value(b"Filter") if isinstance(value, Dictionary) else None
    if kind is None:
        return raw
    if kind != Name(b"FlateDecode"):
        raise BeyondFastPath("filter")
    unpacking = zlib.decompressobj()
    data = unpacking.decompress(raw, MOST_INFLATED)
    if not unpacking.eof:
        raise BeyondFastPath("inflate")
    return data


def _integers(value: object) -> list[int]:
    if not isinstance(value, Array) or not all(type(each) is int for each in value):
        raise BeyondFastPath("integers")
    return list(value)
