"""Updates of a revision that cost who reads them: small to send, large, deep or endless to read."""

import io

from pyhanko.pdf_utils.reader import PdfFileReader

from tests.sandbox.bombs import deflated, stream_of


def updated(before: bytes, objects: list[bytes], *, prev: int | None = None) -> bytes:
    """Give a revision with one update of new objects; `prev` is told as the table before it."""
    out = bytearray(before if before.endswith(b"\n") else before + b"\n")
    first, root, last = _known(before)
    at = []
    for number, each in enumerate(objects, start=first):
        at.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = len(out)
    out += b"xref\n%d %d\n" % (first, len(at))
    out += b"".join(b"%010d 00000 n \n" % each for each in at)
    told = (first + len(at), root, last if prev is None else prev, table)
    out += b"trailer\n<</Size %d /Root %d 0 R /Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % told
    return bytes(out)


def with_table_bomb(before: bytes, megabytes: int) -> bytes:
    """Give an update whose cross-reference stream unpacks to so many megabytes."""
    out = bytearray(before + b"\n")
    first, root, last = _known(before)
    table = len(out)
    entry = b"\1" + table.to_bytes(4, "big") + b"\0"
    packed = deflated(entry + b"\0" * 999_994, megabytes)
    told = b"/Type /XRef /Size %d /Index [%d 1] /W [1 4 1] /Root %d 0 R /Prev %d" % (
        first + 1, first, root, last,
    )  # fmt: skip
    body = stream_of(packed, told + b" /Filter /FlateDecode")
    out += b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (first, body, table)
    return bytes(out)


def many_objects(before: bytes, count: int) -> bytes:
    return updated(before, [b"<</A [1 2 3]>>"] * count)


def deep(before: bytes, levels: int) -> bytes:
    """Give an update whose trailer holds an array in an array, so many times over."""
    head, _, tail = updated(before, [b"<<>>"]).rpartition(b"trailer\n<<")
    return head + b"trailer\n<</Deep " + b"[" * levels + b"]" * levels + tail


def table_in_a_ring(before: bytes) -> bytes:
    """Give an update whose table says that the table before it is itself."""
    at = updated(before, [b"<<>>"], prev=0).rindex(b"xref\n", 0, -30)
    return updated(before, [b"<<>>"], prev=at)


def padded(before: bytes, size: int) -> bytes:
    """Give an update with one string of so many bytes."""
    return updated(before, [b"(" + b"x" * size + b")"])


def _known(before: bytes) -> tuple[int, int, int]:
    """Give the first number that is free, that of the catalogue, and where the last table is."""
    reader = PdfFileReader(io.BytesIO(before))
    trailer = reader.trailer
    return int(trailer["/Size"]), trailer.raw_get("/Root").idnum, reader.last_startxref
