"""Sound PDF files as many programs write them, drawn by chance: tables, streams, forms, revisions.

Nothing here is broken: every file can be signed. Whether it is plain enough for the fast path is
for that to say.
"""

import zlib
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

EMPTY_FIELD = "Lawyer"
_CONTENT = b"BT /F1 14 Tf 60 500 Td (Fee agreement) Tj ET 0.9 0.8 0.2 rg 80 300 90 40 re f"


@dataclass
class OddPdf:
    """A file, how many pages it has, and whether it has an empty signature field."""

    path: Path
    pages: int
    has_field: bool
    traits: tuple[str, ...]


@dataclass
class _Draft:
    """Objects by number, and how the file writes them."""

    chance: Random
    objects: dict[int, bytes] = field(default_factory=dict)
    streams: set[int] = field(default_factory=set)
    traits: list[str] = field(default_factory=list)
    size: int = 0
    info: int = 0

    def odds(self, share: float, trait: str = "") -> bool:
        drawn = self.chance.random() < share
        if drawn and trait:
            self.traits.append(trait)
        return drawn

    def add(self, words: bytes, *, is_stream: bool = False) -> int:
        number = max(self.objects, default=0) + 1
        while self.chance.random() < 0.05:
            number += 1  # numbers that nothing has
        self.objects[number] = words
        if is_stream:
            self.streams.add(number)
        return number

    def stream(self, content: bytes, head: bytes = b"") -> int:
        words = b"<< %s /Length %d >>\nstream\n%s\nendstream" % (head, len(content), content)
        return self.add(words, is_stream=True)

    def key(self, name: bytes) -> bytes:
        """Write a name, now and then with an escape for a letter of it."""
        if self.chance.random() < 0.1:
            at = self.chance.randrange(len(name))
            name = name[:at] + b"#%02X" % name[at] + name[at + 1 :]
        return b"/" + name

    def space(self) -> bytes:
        return self.chance.choice((b" ", b"\n", b"\r\n", b"\t", b"  ", b" % said >> [ (\n"))


def odd_pdf(path: Path, seed: int) -> OddPdf:
    """Write the file of a seed."""
    draft = _Draft(Random(seed))
    version = draft.chance.choice((b"1.3", b"1.4", b"1.7", b"2.0"))
    catalog, pages = _document(draft, version)
    _number_form(draft, catalog, pages)
    is_stream = draft.odds(0.5, "xref-stream")
    data = b"%PDF-" + version + b"\n%\xe2\xe3\xcf\xd3\n"
    every = sorted(draft.objects)
    data = _written(draft, data, every, catalog, None, is_stream)
    for _ in range(draft.chance.choice((0, 0, 1, 2))):
        draft.traits.append("revision")
        data = _written(draft, data, [draft.chance.choice(every)], catalog, _start(data), is_stream)
    end = draft.chance.choice((b"", b"", b"\n\n", b"\r\n", b" \n"))
    if draft.odds(0.1, "no-last-line-end"):
        data, end = data.rstrip(), b""
    path.write_bytes(data + end)
    has_field = "empty-field" in draft.traits
    return OddPdf(path, len(pages), has_field, tuple(draft.traits))


def _document(draft: _Draft, version: bytes) -> tuple[int, list[int]]:
    """Make pages in a tree of one or two floors, and the catalog; its form comes later."""
    draft.info = draft.add(b"<< /Title (Fees) >>")
    font = draft.add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    content = draft.stream(zlib.compress(_CONTENT), b"/Filter /FlateDecode")
    root = draft.add(b"")
    count = draft.chance.choice((1, 1, 2, 3, 12))
    parents = [root] if count < 3 or draft.odds(0.5) else [draft.add(b"") for _ in range(2)]
    pages = [_page(draft, parents[n * len(parents) // count], font, content) for n in range(count)]
    for number, parent in enumerate(parents):
        kids = [p for n, p in enumerate(pages) if n * len(parents) // count == number]
        above = b"" if parent == root else b"/Parent %d 0 R" % root
        draft.objects[parent] = _node(draft, kids, len(kids), above)
    if parents != [root]:
        draft.traits.append("deep-tree")
        draft.objects[root] = _node(draft, parents, count, b"/Rotate 0")
    more = b"/Lang (de\\055DE) " if draft.odds(0.3) else b""
    more += b"/Version /1.6 " if version < b"1.5" and draft.odds(0.4, "version") else b""
    if draft.odds(0.2, "extensions"):
        more += b"/Extensions << /ADBE << /BaseVersion /1.7 /ExtensionLevel 3 >> >> "
    head = draft.key(b"Type") + b"/Catalog" + draft.space()
    catalog = b"<<" + head + draft.key(b"Pages") + b" %d 0 R " % root + more + b"FORM>>"
    return draft.add(catalog), pages


def _node(draft: _Draft, kids: list[int], count: int, more: bytes) -> bytes:
    listed = draft.space().join(b"%d 0 R" % kid for kid in kids)
    return b"<< /Type /Pages /Kids [%s] /Count %d %s >>" % (listed, count, more)


def _page(draft: _Draft, parent: int, font: int, content: int) -> int:
    more = b""
    if draft.odds(0.3, "rotated"):
        more += b"/Rotate %d " % draft.chance.choice((90, 180, 270))
    if draft.odds(0.2, "cropped"):
        more += b"/CropBox [20 20 500 700] "
    link = b"<< /Type /Annot /Subtype /Link /Rect [9 9 40 20] /Border [0 0 0] >>"
    match draft.chance.randrange(5):
        case 0:
            more += draft.key(b"Annots") + b" [%d 0 R] " % draft.add(link)
        case 1:
            more += b"/Annots %d 0 R " % draft.add(b"[ %d 0 R ]" % draft.add(link))
            draft.traits.append("indirect-annots")
        case 2:
            more += b"/Annots [] "
    return draft.add(
        b"<<" + draft.key(b"Type") + b" /Page" + draft.space() + b"/Parent %d 0 R" % parent
        + b"/MediaBox [0 0 595.28 841.89]" + draft.space()
        + b"/Resources << /Font << /F1 %d 0 R >> >> /Contents %d 0 R " % (font, content)
        + more + b">>"
    )  # fmt: skip


def _number_form(draft: _Draft, catalog: int, pages: list[int]) -> None:
    """Give the catalog a form of some kind, or none."""
    form = b""
    if draft.odds(0.6, "form"):
        fields = _fields(draft, pages)
        listed = b"[" + b" ".join(b"%d 0 R" % number for number in fields) + b"]"
        if draft.odds(0.3, "indirect-fields"):
            listed = b"%d 0 R" % draft.add(listed)
        more = b"/NeedAppearances true " if draft.odds(0.3) else b""
        more += b"/SigFlags 1 " if draft.odds(0.3) else b""
        form = b"<< " + more + draft.key(b"Fields") + b" " + listed + b" >>"
        if draft.odds(0.6, "indirect-form"):
            form = b"%d 0 R" % draft.add(form)
        form = draft.key(b"AcroForm") + draft.space() + form
    draft.objects[catalog] = draft.objects[catalog].replace(b"FORM", form)


def _fields(draft: _Draft, pages: list[int]) -> list[int]:
    found = []
    widget = b"/Type /Annot /Subtype /Widget /F 4 /P %d 0 R" % pages[0]
    if draft.odds(0.5):
        name = draft.chance.choice((b"(Signature1)", b"<FEFF004E0061006D0065>", b"(N\\141me)"))
        found.append(draft.add(b"<< /FT /Tx /T %s /Rect [40 40 90 60] %s >>" % (name, widget)))
    if draft.odds(0.4, "hierarchy"):
        leaf = draft.add(b"")
        above = draft.add(b"<< /FT /Tx /T (client) /Kids [%d 0 R] >>" % leaf)
        draft.objects[leaf] = b"<< /T (city) /Parent %d 0 R /Rect [9 60 50 70] %s >>" % (
            above,
            widget,
        )
        found.append(above)
    if draft.odds(0.7) and _can_show(draft.objects[pages[0]]):
        draft.traits.append("empty-field")
        box = b"[300 100 480 160]"
        words = b"<< /FT /Sig /T (%s) /Rect %s %s >>" % (EMPTY_FIELD.encode(), box, widget)
        found.append(draft.add(words))
        _show(draft, pages[0], found[-1])
    return found


def _can_show(page: bytes) -> bool:
    """Tell whether a page's annotations stand in itself, if it has any."""
    return b"/Annots []" in page or (b"nnots" not in page and b"#" not in page)


def _show(draft: _Draft, page: int, number: int) -> None:
    words, shown = draft.objects[page], b"/Annots [%d 0 R]" % number
    if b"/Annots []" in words:
        draft.objects[page] = words.replace(b"/Annots []", shown)
    else:
        draft.objects[page] = words[:-2] + shown + b">>"


def _start(data: bytes) -> int:
    return int(data[data.rindex(b"startxref") :].split()[1])


def _written(
    draft: _Draft,
    data: bytes,
    numbers: list[int],
    catalog: int,
    previous: int | None,
    is_stream: bool,
) -> bytes:
    """Append objects and a section; objects in streams only where a section can name them."""
    places: dict[int, tuple[int, int, int]] = {}
    packed = [n for n in numbers if n not in draft.streams] if is_stream else []
    if is_stream and draft.odds(0.8, "object-stream"):
        numbers = [n for n in numbers if n in draft.streams]
    else:
        packed = []
    for number in numbers:
        places[number] = (1, len(data), 0)
        line = draft.chance.choice((b"\n", b"\r\n", b" "))
        data += b"%d 0 obj%s%s%sendobj\n" % (number, line, draft.objects[number], line)
    size = draft.size = max(draft.size, max(draft.objects) + draft.chance.choice((1, 1, 4)))
    if packed:
        data = _object_stream(draft, data, packed, (places, size))
        size += 1
    trailer = b"/Root %d 0 R" % catalog
    if previous is not None:
        trailer += b" /Prev %d" % previous
    if draft.odds(0.3, "more-in-trailer"):
        trailer += b" /DocChecksum /A0FF /Info %d 0 R" % draft.info
    if draft.odds(0.7):
        trailer += b" /ID [<%s> <%s>]" % (b"0a" * 16, b"B1" * 16)
    if is_stream:
        return _xref_stream(draft, data, places, (size, trailer))
    return _table(draft, data, places, (size, trailer))


def _object_stream(
    draft: _Draft,
    data: bytes,
    packed: list[int],
    into: tuple[dict[int, tuple[int, int, int]], int],
) -> bytes:
    places, number = into
    bodies = [draft.objects[each] for each in packed]
    offsets = [sum(len(body) + 1 for body in bodies[:n]) for n in range(len(bodies))]
    heads = b" ".join(b"%d %d" % pair for pair in zip(packed, offsets, strict=True)) + b"\n"
    content = zlib.compress(heads + b"\n".join(bodies))
    for index, each in enumerate(packed):
        places[each] = (2, number, index)
    places[number] = (1, len(data), 0)
    head = b"<< /Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d >>" % (
        len(packed),
        len(heads),
        len(content),
    )
    draft.streams.add(number)
    draft.objects[number] = head + b"\nstream\r\n" + content + b"\nendstream"
    return data + b"%d 0 obj\n%s\nendobj\n" % (number, draft.objects[number])


def _runs(numbers: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][-1] + 1 == number:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _table(
    draft: _Draft,
    data: bytes,
    places: dict[int, tuple[int, int, int]],
    end: tuple[int, bytes],
) -> bytes:
    at, (size, trailer) = len(data), end
    line = draft.chance.choice((b" \n", b"\r\n", b" \r"))
    if b"/Prev" not in trailer and draft.odds(0.7):
        free = [n for n in range(1, size) if n not in places]
        if free:
            draft.traits.append("free-entries")
        entries = [
            b"%010d %05d n" % (places[n][1], 0) if n in places else b"%010d %05d f" % (0, 65535)
            for n in range(size)
        ]
        table = b"0 %d\n" % size + b"".join(entry + line for entry in entries)
    else:
        table = b"0 1\n0000000000 65535 f" + line
        for run in _runs(list(places)):
            table += b"%d %d\n" % (run[0], len(run))
            table += b"".join(b"%010d 00000 n" % places[n][1] + line for n in run)
    return data + b"xref\n%strailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        size,
        trailer,
        at,
    )


def _xref_stream(
    draft: _Draft,
    data: bytes,
    places: dict[int, tuple[int, int, int]],
    end: tuple[int, bytes],
) -> bytes:
    at, (number, trailer) = len(data), end
    places[number] = (1, at, 0)
    runs = _runs([*places, 0])
    rows = [
        bytes([kind]) + second.to_bytes(3, "big") + third.to_bytes(2, "big")
        for run in runs
        for kind, second, third in (places.get(n, (0, 0, 65535)) for n in run)
    ]
    head, body = b"", b"".join(rows)
    if draft.odds(0.5, "predictor"):
        above = [bytes(6), *rows]
        body = b"".join(
            b"\x02" + bytes((a - b) & 255 for a, b in zip(row, over, strict=True))
            for row, over in zip(rows, above, strict=False)
        )
        head = b"/DecodeParms << /Columns 6 /Predictor 12 >> "
    if draft.odds(0.8):
        head, body = head + b"/Filter /FlateDecode ", zlib.compress(body)
    elif head:
        head, body = b"", b"".join(rows)
    index = b" ".join(b"%d %d" % (run[0], len(run)) for run in runs)
    draft.objects.setdefault(number, b"null")
    draft.streams.add(number)
    return data + (
        b"%d 0 obj\n<< /Type /XRef /W [1 3 2] /Index [%s] /Size %d %s %s/Length %d >>\nstream\n"
        b"%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n"
    ) % (number, index, number + 1, trailer, head, len(body), body, at)
