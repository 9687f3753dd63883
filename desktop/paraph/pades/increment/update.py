"""The increment that holds a signature (ISO 32000-2, 7.5.6 and 12.8.1), made in memory.

Every place in it is known before a byte is written: the file's size is, and the signature's space
is reserved.
"""

import secrets
import time
from collections.abc import Iterator
from itertools import count, groupby
from typing import NamedTuple

from paraph.domain.placing.signature_field import Box
from paraph.pades.increment.changes import Changes
from paraph.pades.increment.extensions import declare
from paraph.pades.increment.reading import PdfFile
from paraph.pades.increment.signable import Target
from paraph.pades.increment.stamp_objects import stamp_objects
from paraph.pades.increment.syntax import Array, BeyondFastPath, Dictionary, Text

_WIDTH = 62  # four numbers of ten digits fit
_MOST_BYTES = 9_999_000_000  # a classic table has ten digits
_EMPTY_FORM = b"<< /Type /XObject /Subtype /Form /BBox [0 0 0 0] /Length 0 >>\nstream\n\nendstream"
_WIDGET_FLAGS = 132  # print and lock (12.5.3)
# PDF/A-1 wants an appearance of every widget, of one that shows nothing too (ISO 19005-1, 6.5.3).
_NOTHING_SHOWN = (
    b"<< /Type /XObject /Subtype /Form /BBox [0 0 0 0] /Length 0 >>\nstream\n\nendstream"
)
# Of the trailer and of the stream that is one; all else is carried over (7.5.5, 7.5.8).
_OWN_KEYS = frozenset(
    {b"Size", b"Prev", b"ID", b"Type", b"W", b"Index", b"Length", b"Filter", b"DecodeParms"}
)


class Look(NamedTuple):
    """What a signature shows and says; `stamp_pdf` None shows nothing."""

    box: Box | None = None
    stamp_pdf: bytes | None = None
    reason: str | None = None
    location: str | None = None


class Increment(NamedTuple):
    """What follows the file: up to the signature's space, and behind it."""

    before: bytes
    after: bytes
    byte_range: tuple[int, int, int, int]
    field: str
    follows_bytes: int
    is_new_field: bool


def signature_increment(
    target: Target, look: Look, iso_levels: tuple[int, ...], reserved_hex_digits: int
) -> Increment:
    """Make the increment; nothing is written. Raises one of `reading.BREAKAGE`."""
    file, changes = target.file, Changes()
    declare(changes, target.catalog, file.version, iso_levels)
    numbers = count(file.next_number)
    value, objects, shown = next(numbers), dict[tuple[int, int], bytes](), b""
    field = next(numbers) if target.field is None else None
    if field is not None:
        _add_field(target, changes, field)
        if target.form is None:
            _add_form(target, changes, objects, (next(numbers), field))
    if look.stamp_pdf is not None:
        stamp = stamp_objects(look.stamp_pdf, next(numbers))
        objects |= {(number, 0): words for number, words in stamp.objects.items()}
        shown = b"<< /N %d 0 R >>" % stamp.form
    elif field is not None:
        # ISO 19005-1, 6.5.3: each widget has an appearance, also one that is nowhere seen.
        empty = next(numbers)
        objects[empty, 0] = _EMPTY_FORM
        shown = b"<< /N %d 0 R >>" % empty
    if field is not None:
        objects[field, 0] = _new_field(target, look, value, shown)
    else:
        _fill(target, changes, value, shown)
    _set_flags(target, changes)
    objects |= changes.objects()
    return _laid_out(target, objects, value, _signature_words(look), reserved_hex_digits)


def _new_field(target: Target, look: Look, value: int, shown: bytes) -> bytes:
    box, page = look.box or Box(0, 0, 0, 0), target.page
    if page is None:
        raise BeyondFastPath("page")
    rectangle = " ".join(map(_number, (box.x0, box.y0, box.x1, box.y1))).encode()
    words = b"<< /FT /Sig /T (%s) /Type /Annot /Subtype /Widget /F %d /Rect [%s] /P %d %d R" % (
        target.name.encode(),
        _WIDGET_FLAGS,
        rectangle,
        page.number,
        page.generation,
    )
    return words + b" /AP " + shown + b" /V %d 0 R >>" % value


def _add_field(target: Target, changes: Changes, field: int) -> None:
    reference = b"%d 0 R" % field
    if target.form is not None:
        changes.append(target.form.fields_in, target.form.fields, reference)
    page, holder = target.page, target.annotations_in
    if page is None or holder is None or not isinstance(page.value, Dictionary):
        raise BeyondFastPath("page")
    listed = holder.value if isinstance(holder.value, Array) else page.value.value(b"Annots")
    if isinstance(listed, Array) and holder is page:
        changes.append(page, listed, reference)
    elif isinstance(listed, Array):
        # Pages may share the array they refer to: this one gets its own.
        own = holder.data[listed.at : listed.end - 1] + b" " + reference + b"]"
        changes.put(page, page.value, b"Annots", own)
    else:
        changes.put(page, page.value, b"Annots", b"[" + reference + b"]")


def _add_form(
    target: Target,
    changes: Changes,
    objects: dict[tuple[int, int], bytes],
    numbers: tuple[int, int],
) -> None:
    form, field = numbers
    if not isinstance(target.catalog.value, Dictionary):
        raise BeyondFastPath("catalog")
    changes.put(target.catalog, target.catalog.value, b"AcroForm", b"%d 0 R" % form)
    objects[form, 0] = b"<< /Fields [%d 0 R] /SigFlags 3 >>" % field


def _fill(target: Target, changes: Changes, value: int, shown: bytes) -> None:
    field = target.field
    if field is None:
        raise BeyondFastPath("field")
    changes.put(field.found, field.own, b"V", b"%d 0 R" % value)
    if shown:
        changes.put(field.found, field.own, b"AP", shown)
    elif _has_area(field.own.value(b"Rect")):
        raise BeyondFastPath("box_without_stamp")


def _has_area(rectangle: object) -> bool:
    if not isinstance(rectangle, Array) or len(rectangle) != 4:
        raise BeyondFastPath("rectangle")
    x0, y0, x1, y1 = rectangle
    return bool(x0 != x1 and y0 != y1)


def _set_flags(target: Target, changes: Changes) -> None:
    """Say that the file has signatures and is only appended to (table 225)."""
    form = target.form
    if form is None:
        return
    if form.own.value(b"SigFlags") != 3:
        changes.put(form.found, form.own, b"SigFlags", b"3")
    if b"NeedAppearances" in form.own:
        changes.drop(form.found, form.own, b"NeedAppearances")


def _signature_words(look: Look) -> bytes:
    words = b"/Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (%s)" % _now()
    for key, said in ((b"Location", look.location), (b"Reason", look.reason)):
        if said:
            words += b" /" + key + b" " + _text(said)
    return words


def _laid_out(
    target: Target,
    objects: dict[tuple[int, int], bytes],
    value: int,
    words: bytes,
    reserved_hex_digits: int,
) -> Increment:
    file = target.file
    size = file.source.size
    body = bytearray(b"" if file.ends_a_line else b"\n")
    places: dict[tuple[int, int], int] = {}
    for name in sorted(objects):
        places[name] = size + len(body)
        body += b"%d %d obj\n" % name + objects[name] + b"\nendobj\n"
    places[value, 0] = size + len(body)
    before = bytes(body) + b"%d 0 obj\n<< /Contents " % value
    gap_at = size + len(before)
    gap_end = gap_at + reserved_hex_digits + 2
    blank = b"[" + b" " * (_WIDTH - 1)
    ends = b" " + words + b" >>\nendobj\n"
    xref_at = gap_end + len(b" /ByteRange ") + _WIDTH + len(ends)
    rest = ends + _section(file, places, xref_at)
    total = gap_end + len(b" /ByteRange ") + len(blank) + len(rest)
    if total > _MOST_BYTES:
        raise BeyondFastPath("size")
    byte_range = (0, gap_at, gap_end, total - gap_end)
    told = (b"[%d %d %d %d]" % byte_range).ljust(_WIDTH)
    after = b" /ByteRange " + told + rest
    return Increment(before, after, byte_range, target.name, size, target.field is None)


def _section(file: PdfFile, places: dict[tuple[int, int], int], at: int) -> bytes:
    """Write a section of the newest one's kind, that it may be read by what read that."""
    highest = max(number for number, _ in places) + 1
    if not file.newest.is_stream:
        table = b"xref\n" + b"".join(_subsections(places))
        words = table + b"trailer\n<< /Size %d%s >>" % (highest, _carried(file))
    else:
        places = {**places, (highest, 0): at}
        runs = list(_runs(places))
        index = b" ".join(b"%d %d" % (run[0][0], len(run)) for run in runs)
        rows = b"".join(
            b"\x01" + places[name].to_bytes(8) + name[1].to_bytes(2) for run in runs for name in run
        )
        words = (
            b"%d 0 obj\n<< /Type /XRef /W [1 8 2] /Index [%s] /Size %d%s /Length %d >>\n"
            b"stream\n%s\nendstream\nendobj"
        ) % (highest, index, highest + 1, _carried(file), len(rows), rows)
    return words + b"\nstartxref\n%d\n%%%%EOF\n" % at


def _subsections(places: dict[tuple[int, int], int]) -> Iterator[bytes]:
    yield b"0 1\n0000000000 65535 f \n"
    for run in _runs(places):
        yield b"%d %d\n" % (run[0][0], len(run))
        for name in run:
            yield b"%010d %05d n \n" % (places[name], name[1])


def _runs(places: dict[tuple[int, int], int]) -> Iterator[list[tuple[int, int]]]:
    """Give the names in runs of numbers that follow one another."""
    for _, run in groupby(enumerate(sorted(places)), lambda each: each[1][0] - each[0]):
        yield [name for _, name in run]


def _carried(file: PdfFile) -> bytes:
    """Give what trailers say, the newest first: as pyHanko does, older ones fill what it lacks."""
    kept: dict[bytes, bytes] = {}
    identifiers: object = None
    for section in file.sections:
        for key, entry in section.trailer.items():
            kept.setdefault(key, b" " + section.data[entry.key_at : entry.end])
        identifiers = identifiers or section.trailer.value(b"ID")
    words = b"".join(each for key, each in kept.items() if key not in _OWN_KEYS)
    first = secrets.token_bytes(16) if b"ID" not in kept else _first_identifier(identifiers)
    told = (words, first.hex().encode(), secrets.token_hex(16).encode(), file.start)
    return b"%s\n/ID [<%s> <%s>] /Prev %d" % told


def _first_identifier(given: object) -> bytes:
    """Give the identifier that stays with the document, where the other is renewed (14.4)."""
    if not isinstance(given, Array) or len(given) != 2 or not isinstance(given[0], Text):
        raise BeyondFastPath("identifiers")
    return given[0]


def _number(value: float) -> str:
    words = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if words == "-0" else words


def _text(said: str) -> bytes:
    """Write a text string (7.9.2.2): ASCII as it is, all else as UTF-16BE."""
    if said.isascii() and said.isprintable():
        escaped = said.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return b"(" + escaped.encode() + b")"
    return b"<feff" + said.encode("utf-16-be").hex().encode() + b">"


def _now() -> bytes:
    """Give this moment as a date (7.9.4) by the wall's clock, its distance from UTC beside it."""
    now = time.localtime()
    words = time.strftime("D:%Y%m%d%H%M%S", now)
    minutes = abs(now.tm_gmtoff) // 60
    if not minutes:
        return words.encode() + b"Z"
    sign = "-" if now.tm_gmtoff < 0 else "+"
    return f"{words}{sign}{minutes // 60:02}'{minutes % 60:02}'".encode()
