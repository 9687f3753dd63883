"""PDF objects as they stand in the bytes (ISO 32000-2, 7.3), with the places of their parts.

Strict and small: what is not plain is `BeyondFastPath`, never a guess. Where an entry stands is
kept, so that a change leaves every other byte of an object as it was.
"""

import re
from typing import Any, NamedTuple

_WHITE = rb"\x00\t\n\x0c\r "
_REGULAR = rb"[^\x00\t\n\x0c\r ()<>\[\]{}/%]"
_SKIP = re.compile(rb"(?:[" + _WHITE + rb"]+|%[^\r\n]*(?=[\r\n]))*")
_TOKEN = re.compile(
    rb"(?P<name>/" + _REGULAR + rb"*)"
    rb"|(?P<ref>(\d{1,10})[" + _WHITE + rb"]+(\d{1,5})[" + _WHITE + rb"]+R(?!" + _REGULAR + rb"))"
    rb"|(?P<real>[+-]?(?:\d+\.\d*|\.\d+)(?!" + _REGULAR + rb"))"
    rb"|(?P<integer>[+-]?\d+(?!" + _REGULAR + rb"))"
    rb"|(?P<dict><<)|(?P<array>\[)|(?P<text>\()"
    rb"|(?P<hex><[0-9A-Fa-f" + _WHITE + rb"]*>)"
    rb"|(?P<word>(?:true|false|null)(?!" + _REGULAR + rb"))"
)
# Arrays of thousands of references are page trees: two expressions read them at once.
_REFERENCES = re.compile(
    rb"\[[" + _WHITE + rb"]*"
    rb"(?:\d{1,10}[" + _WHITE + rb"]+\d{1,5}[" + _WHITE + rb"]+R[" + _WHITE + rb"]*)*\]"
)
_REFERENCE = re.compile(rb"(\d+)[" + _WHITE + rb"]+(\d+)[" + _WHITE + rb"]+R")
_PARENTHESIS = re.compile(rb"[()\\]")
_ESCAPED_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\s\S]))|\r\n?")
# Data that end with a carriage return and then a line feed would be one end of line, and the
# stream a byte shorter than its /Length says (ISO 19005-2, 6.1.7.1). CR LF is one end in any case.
END_OF_STREAM = b"\r\nendstream"
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_DEEPEST = 40


class BeyondFastPath(Exception):
    """Something is not plain enough to be changed without reading the whole file."""


class Name(bytes):
    """A name, its #xx resolved, without the solidus."""

    __slots__ = ()


class Text(bytes):
    """A string, literal or hexadecimal, its escapes resolved."""

    __slots__ = ()


class Ref(NamedTuple):
    """A reference to an object."""

    number: int
    generation: int


class Entry(NamedTuple):
    """A value, from where its key begins to where it ends itself."""

    value: Any
    key_at: int
    at: int
    end: int


class Dictionary(dict[bytes, Entry]):
    """Entries by key; `at` and `end` include the brackets."""

    __slots__ = ("at", "end")
    at: int
    end: int

    def value(self, key: bytes) -> Any:
        """Give an entry's value; an absent one is null (7.3.7)."""
        found = self.get(key)
        return found.value if found is not None else None


class Array(list[Any]):
    """Values; `at` and `end` include the brackets."""

    __slots__ = ("at", "end")
    at: int
    end: int


class Parsed(NamedTuple):
    """A value and where it ends."""

    value: Any
    end: int


def skip(data: bytes, at: int) -> int:
    """Pass white space and comments."""
    found = _SKIP.match(data, at)
    return found.end() if found else at


def parse(data: bytes, at: int, depth: int = 0) -> Parsed:
    """Read one object at or behind `at`. Raises BeyondFastPath."""
    at = skip(data, at)
    found = _TOKEN.match(data, at)
    if found is None or depth > _DEEPEST:
        raise BeyondFastPath("syntax")
    kind, end = found.lastgroup, found.end()
    if kind == "dict":
        return _dictionary(data, at, depth)
    if kind == "array":
        return _array(data, at, depth)
    if kind == "text":
        return _text(data, at)
    return Parsed(_simple(kind, found), end)


def _simple(kind: str | None, found: re.Match[bytes]) -> Any:
    token = found.group()
    match kind:
        case "name":
            return Name(_ESCAPED_NAME.sub(lambda code: bytes.fromhex(code[1].decode()), token[1:]))
        case "ref":
            return Ref(int(found[3]), int(found[4]))
        case "real":
            return float(token)
        case "integer":
            return int(token)
        case "hex":
            digits = re.sub(rb"[^0-9A-Fa-f]", b"", token).decode()
            return Text(bytes.fromhex(digits + "0" * (len(digits) % 2)))
        case _:
            return {b"true": True, b"false": False, b"null": None}[token]


def _dictionary(data: bytes, at: int, depth: int) -> Parsed:
    made = Dictionary()
    made.at, place = at, at + 2
    while True:
        place = skip(data, place)
        if data[place : place + 2] == b">>":
            made.end = place + 2
            return Parsed(made, made.end)
        key = _TOKEN.match(data, place)
        if key is None or key.lastgroup != "name":
            raise BeyondFastPath("key")
        name = _simple("name", key)
        value_at = skip(data, key.end())
        value, end = parse(data, value_at, depth + 1)
        if name in made:
            raise BeyondFastPath("duplicate_key")
        made[bytes(name)] = Entry(value, place, value_at, end)
        place = end


def _array(data: bytes, at: int, depth: int) -> Parsed:
    made = Array()
    made.at = at
    references = _REFERENCES.match(data, at)
    if references is not None:
        made.extend(Ref(int(n), int(g)) for n, g in _REFERENCE.findall(references.group()))
        made.end = references.end()
        return Parsed(made, made.end)
    place = at + 1
    while True:
        place = skip(data, place)
        if data[place : place + 1] == b"]":
            made.end = place + 1
            return Parsed(made, made.end)
        value, place = parse(data, place, depth + 1)
        made.append(value)


def _text(data: bytes, at: int) -> Parsed:
    place, open_ones = at + 1, 1
    while open_ones:
        found = _PARENTHESIS.search(data, place)
        if found is None:
            raise BeyondFastPath("string")
        place = found.end()
        match found.group():
            case b"(":
                open_ones += 1
            case b")":
                open_ones -= 1
            case _:
                place += 1
    return Parsed(Text(_ESCAPE.sub(_unescaped, data[at + 1 : place - 1])), place)


def _unescaped(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return bytes([int(found[1], 8) & 255])
    if found[2] is None:
        return b"\n"  # 7.3.4.2: an end of line within a string is one line feed
    return b"" if found[2] in (b"\n", b"\r", b"\r\n") else _LETTERS.get(found[2], found[2])
