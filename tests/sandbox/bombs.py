"""PDF files that are small on the disk and large, deep or endless to read."""

import zlib

import pymupdf


def pdf_of(objects: list[bytes]) -> bytes:
    """Give a file of these objects, numbered from 1; the first one is the catalogue."""
    out, at = bytearray(b"%PDF-1.7\n"), []
    for number, each in enumerate(objects, start=1):
        at.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(at) + 1)
    out += b"".join(b"%010d 00000 n \n" % each for each in at)
    out += b"trailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(at) + 1, table)
    return bytes(out)


def stream_of(content: bytes, told: bytes = b"") -> bytes:
    return b"<<%b /Length %d>>\nstream\n%b\nendstream" % (told, len(content), content)


def deflated(piece: bytes, times: int) -> bytes:
    """Give what unpacks to `piece`, so many times over."""
    packing = zlib.compressobj(9)
    packed = b"".join(packing.compress(piece) for _ in range(times))
    return packed + packing.flush()


def one_page(content: bytes = b"<</Length 0>>\nstream\n\nendstream", page: bytes = b"") -> bytes:
    return pdf_of(
        [
            b"<</Type /Catalog /Pages 2 0 R>>",
            b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
            b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
            b" /Resources <</Font <</F 5 0 R>>>> %b>>" % page,
            content,
            b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
        ]
    )


def much_text(megabytes: int) -> bytes:
    """Give one page whose content unpacks to so many megabytes of text."""
    piece = b"BT /F 9 Tf 9 9 Td (abcdefgh) Tj ET\n" * 30_000
    return one_page(stream_of(deflated(piece, megabytes), b"/Filter /FlateDecode"))


def large_object_stream(megabytes: int) -> bytes:
    """Give a file whose page stands in an object stream that unpacks to so many megabytes."""
    parts = [b"<</Type /Pages /Kids [4 0 R] /Count 1>>",
             b"<</Type /Page /Parent 3 0 R /MediaBox [0 0 612 792]>>"]  # fmt: skip
    head = b"3 0 4 %d " % (len(parts[0]) + 1)
    inside = head + parts[0] + b" " + parts[1]
    packing = zlib.compressobj(9)
    packed = packing.compress(inside)
    packed += b"".join(packing.compress(b" " * 1_000_000) for _ in range(megabytes))
    packed += packing.flush()
    told = b"/Type /ObjStm /N 2 /First %d /Filter /FlateDecode" % len(head)
    return _with_table_stream([b"<</Type /Catalog /Pages 3 0 R>>", stream_of(packed, told)], b"")


def large_table_stream(megabytes: int) -> bytes:
    """Give a file whose cross-reference stream goes on for so many megabytes after its entries."""
    inside = [b"3 0 4 41 <</Type /Pages /Kids [4 0 R] /Count 1>>  "
              b"<</Type /Page /Parent 3 0 R /MediaBox [0 0 612 792]>>"]  # fmt: skip
    told = b"/Type /ObjStm /N 2 /First 9"
    objects = [b"<</Type /Catalog /Pages 3 0 R>>", stream_of(inside[0], told)]
    return _with_table_stream(objects, b"\0" * 1_000_000, megabytes)


def _with_table_stream(objects: list[bytes], more: bytes, times: int = 0) -> bytes:
    out, at = bytearray(b"%PDF-1.7\n"), []
    for number, each in enumerate(objects, start=1):
        at.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = len(out)
    rows = [(0, 0, 255), *((1, each, 0) for each in at), (2, 2, 0), (2, 2, 1), (1, table, 0)]
    entries = b"".join(
        kind.to_bytes(1, "big") + place.to_bytes(4, "big") + last.to_bytes(1, "big")
        for kind, place, last in rows
    )
    packing = zlib.compressobj(9)
    packed = packing.compress(entries)
    packed += b"".join(packing.compress(more) for _ in range(times)) + packing.flush()
    told = b"/Type /XRef /Size %d /W [1 4 1] /Root 1 0 R /Filter /FlateDecode" % len(rows)
    out += b"%d 0 obj\n%b\nendobj\n" % (len(rows) - 1, stream_of(packed, told))
    out += b"startxref\n%d\n%%%%EOF\n" % table
    return bytes(out)


def many_pages(pages: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(pages))
    tree = b"<</Type /Pages /Count %d /Kids [%b]>>" % (pages, kids)
    page = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 612 792]>>"
    return pdf_of([b"<</Type /Catalog /Pages 2 0 R>>", tree, *[page] * pages])


def tree_of_a_million() -> bytes:
    """Give a tree of six levels, each of ten times the next."""
    levels = [
        b"<</Type /Pages /Count %d /Kids [%b]>>"
        % (10 ** (6 - level), b"%d 0 R " % (level + 3) * 10)
        for level in range(6)
    ]
    page = b"<</Type /Page /MediaBox [0 0 612 792]>>"
    return pdf_of([b"<</Type /Catalog /Pages 2 0 R>>", *levels, page])


def page_tree_in_a_ring() -> bytes:
    node = b"<</Type /Pages /Count 5 /Kids [2 0 R 2 0 R]>>"
    return pdf_of([b"<</Type /Catalog /Pages 2 0 R>>", node])


def deep(levels: int) -> bytes:
    """Give a page with an array in an array, so many times over."""
    return one_page(page=b"/Deep " + b"[" * levels + b"]" * levels)


def huge_page() -> bytes:
    return one_page(page=b"/CropBox [-1e30 -1e30 1e30 1e30]")


def with_text(
    words: list[tuple[float, float, str]],
    *,
    crop: tuple[float, float, float, float] | None = None,
    origin: tuple[float, float] = (0, 0),
    rotation: int = 0,
    user_unit: float = 1,
) -> bytes:
    """Give pages of 600 by 800 with one text each at a place of their user space."""
    with pymupdf.open() as paper:
        for x, y, text in words:
            page = paper.new_page(width=600, height=800)
            page.insert_text((x, 800 - y), text, fontsize=10)
            xref = page.xref
            left, bottom = origin
            if origin != (0, 0):
                # What was drawn moves with the origin.
                page.wrap_contents()
                first = page.get_contents()[0]
                moved = b"1 0 0 1 %f %f cm\n" % origin + paper.xref_stream(first)
                paper.update_stream(first, moved)
                box = f"[{left} {bottom} {left + 600} {bottom + 800}]"
                paper.xref_set_key(xref, "MediaBox", box)
            if crop is not None:
                paper.xref_set_key(xref, "CropBox", "[" + " ".join(map(str, crop)) + "]")
            paper.xref_set_key(xref, "Rotate", str(rotation))
            if user_unit != 1:
                paper.xref_set_key(xref, "UserUnit", str(user_unit))
        return bytes(paper.tobytes())
