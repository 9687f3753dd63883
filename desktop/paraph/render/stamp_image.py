"""Pictures for a stamp: taken from any PNG or JPEG file, bounded, upright, as a plain PNG.

What comes in is a stranger's file: its kind is told by its bytes, its size before it is decoded.
"""

import operator
import zlib
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pymupdf
from pymupdf import mupdf

from paraph.domain.errors import ImageEmpty, ImageKind, ImageTooLarge, ImageUnreadable
from paraph.render.exif import mupdf_orientation

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 50_000_000
MOST_SIDE_PX = 900  # 600 to the inch on a box of 38 mm
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_ON_ITS_SIDE = (2, 4, 6, 8)  # MuPDF's own numbers, not those of EXIF
_WHITE_FROM = 240  # paper that was photographed or scanned is rarely whiter


def take_image(data: bytes) -> bytes:
    """Give a picture as a PNG of at most `MOST_SIDE_PX`, upright, 8 bits, RGB or RGB with alpha.

    Raises ImageTooLarge, ImageKind, ImageUnreadable, and ImageEmpty for one that shows nothing.
    """
    if len(data) > MOST_BYTES:
        raise ImageTooLarge(bytes=len(data))
    orientation = _check_kind(data)
    image = _opened(data)
    if orientation:
        image.m_internal.orientation = orientation
    width, height = image.w(), image.h()
    if width * height > MOST_PIXELS:
        raise ImageTooLarge(pixels=width * height)
    try:
        drawn = _drawn(image, MOST_SIDE_PX)
    except (mupdf.FzErrorBase, RuntimeError) as error:
        raise ImageUnreadable(why="broken") from error
    if drawn.alpha and min(drawn.samples[3::4]) == 255:
        drawn = pymupdf.Pixmap(drawn, 0)
    png = bytes(drawn.tobytes("png"))
    # White on white is nothing too, and what is hardly darker is the paper of a scan.
    if min(pymupdf.Pixmap(on_white(png)).samples) >= _WHITE_FROM:
        raise ImageEmpty(why="transparent" if drawn.alpha else "white")
    return png


@lru_cache(maxsize=4)
def white_cleared(png: bytes) -> bytes:
    """Make white transparent; on white paper the picture looks as before, up to its greyish white.

    A picture that has transparency already is given back as it is.
    """
    pixmap = pymupdf.Pixmap(png)
    if pixmap.alpha:
        return png
    if pixmap.n != 3:
        pixmap = pymupdf.Pixmap(pymupdf.csRGB, pixmap)
    brighter = bytes(min(255, level * 255 // _WHITE_FROM) for level in range(256))
    samples = pixmap.samples.translate(brighter)
    channels = [samples[at::3] for at in range(3)]
    whites = bytes(map(min, *channels))
    cleared = bytearray(len(whites) * 4)
    for at, channel in enumerate(channels):
        # MuPDF holds colours multiplied by their alpha: what was mixed with white loses just that.
        cleared[at::4] = bytes(map(operator.sub, channel, whites))
    cleared[3::4] = whites.translate(bytes(range(255, -1, -1)))
    made = pymupdf.Pixmap(pymupdf.csRGB, pixmap.width, pixmap.height, bytes(cleared), 1)
    return bytes(made.tobytes("png"))


@lru_cache(maxsize=4)
def on_white(png: bytes) -> bytes:
    """Lay a picture on white, for formats without transparency (ISO 19005-1, 6.4)."""
    image = _opened(png)
    return bytes(_drawn(image, MOST_SIDE_PX, is_opaque=True).tobytes("png"))


def _check_kind(data: bytes) -> int:
    """Refuse all but whole, still pictures; gives how a PNG says that it was held."""
    if data.startswith(_PNG):
        chunks = dict(_png_chunks(data))
        if b"acTL" in chunks:
            raise ImageKind(why="animated")
        if b"IEND" not in chunks:
            raise ImageUnreadable(why="cut_short")
        return mupdf_orientation(chunks.get(b"eXIf", b""))
    if data.startswith(_JPEG):
        # The last scan has to end; a preview within the metadata has an end of its own.
        if data.rfind(b"\xff\xd9") < data.rfind(b"\xff\xda"):
            raise ImageUnreadable(why="cut_short")
        return 0
    raise ImageKind(why="other")


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        name, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        told = data[at + 8 + length : at + 12 + length]
        if len(told) < 4:
            raise ImageUnreadable(why="cut_short")
        if zlib.crc32(name + body) != int.from_bytes(told, "big"):
            raise ImageUnreadable(why="broken")
        yield name, body
        at += 12 + length


def _opened(data: bytes) -> Any:
    try:
        return mupdf.fz_new_image_from_buffer(mupdf.fz_new_buffer_from_copied_data(data))
    except (mupdf.FzErrorBase, RuntimeError) as error:
        raise ImageUnreadable(why="broken") from error


def _drawn(image: Any, most_side_px: int, *, is_opaque: bool = False) -> Any:
    """Draw an image upright (EXIF), made smaller where it has to be."""
    width, height = image.w(), image.h()
    if image.orientation() in _ON_ITS_SIDE:
        width, height = height, width
    scale = min(1.0, most_side_px / max(width, height))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    space = mupdf.FzColorspace(mupdf.FzColorspace.Fixed_RGB)
    target = mupdf.fz_new_pixmap(space, *size, mupdf.FzSeparations(), 0 if is_opaque else 1)
    if is_opaque:
        mupdf.fz_clear_pixmap_with_value(target, 255)
    else:
        mupdf.fz_clear_pixmap(target)
    device = mupdf.fz_new_draw_device(mupdf.FzMatrix(), target)
    upright = mupdf.fz_image_orientation_matrix(image)
    matrix = mupdf.fz_concat(upright, mupdf.fz_scale(*size))
    mupdf.fz_fill_image(device, image, matrix, 1.0, mupdf.FzColorParams())
    mupdf.fz_close_device(device)
    return pymupdf.Pixmap("raw", target)
