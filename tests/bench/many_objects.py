"""A document of tens of thousands of objects in object streams, as office programs write them."""

import itertools
import zlib
from pathlib import Path

from tests.bench import documents

_IN_ONE_STREAM = 200
_ROW_BYTES = 6


def in_object_streams(count: int) -> Path:
    """Give one page and so many objects, each in one of the object streams."""
    path = documents.folder() / f"objects-{count}.pdf"
    if not path.exists():
        half = path.with_suffix(".half")
        half.write_bytes(_made(count))
        half.replace(path)
    return path


def _made(count: int) -> bytes:
    first = [
        b"<< /Type /Catalog /Pages 2 0 R /Notes [4 0 R] >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ]
    notes = (b"<< /Kind /Note /Number %d /Next %d 0 R >>" % (n, n + 1) for n in range(4, count))
    bodies = [*first, *notes, b"<< /Kind /Note /Number %d >>" % count]
    data, rows = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), [_row(0, 0, 65535)]
    streams: list[bytes] = []
    for at in range(0, count, _IN_ONE_STREAM):
        number = count + 1 + len(streams)
        packed = bodies[at : at + _IN_ONE_STREAM]
        rows += [_row(2, number, index) for index in range(len(packed))]
        streams.append(_stream(number, at + 1, packed))
    for stream in streams:
        rows.append(_row(1, len(data), 0))
        data += stream
    rows.append(_row(1, len(data), 0))
    return bytes(data) + _section(count + 1 + len(streams), rows, len(data))


def _row(kind: int, second: int, third: int) -> bytes:
    return bytes([kind]) + second.to_bytes(3, "big") + third.to_bytes(2, "big")


def _stream(number: int, first: int, packed: list[bytes]) -> bytes:
    places = itertools.accumulate((len(body) + 1 for body in packed), initial=0)
    heads = b" ".join(
        b"%d %d" % (first + index, at)
        for index, (_, at) in enumerate(zip(packed, places))  # noqa: B905
    )
    content = zlib.compress(heads + b"\n" + b"\n".join(packed))
    return (
        b"%d 0 obj\n<< /Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d >>\nstream\n"
        b"%s\nendstream\nendobj\n"
    ) % (number, len(packed), len(heads) + 1, len(content), content)


def _section(number: int, rows: list[bytes], at: int) -> bytes:
    """Write the cross-reference stream, each row as its distance from the one above."""
    above = [bytes(_ROW_BYTES), *rows]
    body = zlib.compress(
        b"".join(
            b"\x02" + bytes((a - b) & 255 for a, b in zip(row, over, strict=True))
            for row, over in zip(rows, above, strict=False)
        )
    )
    return (
        b"%d 0 obj\n<< /Type /XRef /W [1 3 2] /Size %d /Root 1 0 R /Filter /FlateDecode\n"
        b"/DecodeParms << /Predictor 12 /Columns %d >> /Length %d >>\nstream\n%s\nendstream\n"
        b"endobj\nstartxref\n%d\n%%%%EOF\n"
    ) % (number, number + 1, _ROW_BYTES, len(body), body, at)
