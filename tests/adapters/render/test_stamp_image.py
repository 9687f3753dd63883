"""Pictures for a stamp: every kind that a scanner or a telephone makes, and what is refused."""

import io
import zlib

import pytest
from PIL import Image, ImageOps

from paraph.domain.errors import ImageEmpty, ImageKind, ImageTooLarge, ImageUnreadable
from paraph.render.stamp_image import (
    MOST_BYTES,
    MOST_SIDE_PX,
    on_white,
    take_image,
    white_cleared,
)
from tests.fakes.pictures import encoded, signature


def opened(png: bytes) -> Image.Image:
    assert png.startswith(b"\x89PNG")
    return Image.open(io.BytesIO(png))


def marked(size: tuple[int, int] = (300, 200), mode: str = "RGB") -> Image.Image:
    """Give a picture of which each corner looks another way."""
    image = Image.new("RGB", size, "white")
    image.paste((200, 0, 0), (0, 0, size[0] // 3, size[1] // 2))
    image.paste((0, 0, 200), (size[0] * 2 // 3, 0, *size))
    return image.convert(mode)


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def test_transparency_is_kept():
    taken = opened(take_image(signature()))
    assert taken.mode == "RGBA"
    assert taken.size == (300, 120)
    assert taken.getpixel((5, 5)) == (20, 40, 160, 255)
    assert taken.getpixel((200, 5))[3] == 0


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_stands_as_its_camera_was_held(orientation, kind):
    exif = Image.Exif()
    exif[0x0112] = orientation
    photograph = encoded(marked(), kind, exif=exif, quality=95)
    wanted = ImageOps.exif_transpose(Image.open(io.BytesIO(photograph))).convert("RGB")
    taken = opened(take_image(photograph))
    assert taken.size == wanted.size
    wide, high = taken.size
    for place in ((9, 9), (wide - 9, 9), (9, high - 9), (wide - 9, high - 9)):
        assert taken.getpixel(place) == pytest.approx(wanted.getpixel(place), abs=12)


def png(width: int, height: int, colour_type: int, rows: bytes, *, is_interlaced: bool) -> bytes:
    """Write a PNG by hand."""

    def chunk(name: bytes, body: bytes) -> bytes:
        told = zlib.crc32(name + body).to_bytes(4, "big")
        return len(body).to_bytes(4, "big") + name + body + told

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    head += bytes([8, colour_type, 0, 0, is_interlaced])
    parts = chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def interlaced(image: Image.Image) -> bytes:
    """Give an RGB picture as a PNG in the seven passes of Adam7, which Pillow does not write."""
    passes = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2))
    rows = bytearray()
    for left, top, across, down in (*passes, (0, 1, 1, 2)):
        for y in range(top, image.height, down):
            line = [image.getpixel((x, y)) for x in range(left, image.width, across)]
            rows += b"\0" + bytes(level for pixel in line for level in pixel) if line else b""
    return png(image.width, image.height, 2, bytes(rows), is_interlaced=True)


def half_clear() -> bytes:
    """Give a picture by a palette, of which one colour is transparent (tRNS)."""
    image = Image.new("P", (99, 50))
    image.putpalette([255, 255, 255, 20, 40, 160])
    image.paste(1, (0, 0, 20, 50))
    return encoded(image, transparency=0)


def test_a_picture_in_passes_is_the_picture():
    drawn = marked((61, 43))
    taken = opened(take_image(interlaced(drawn)))
    assert taken.mode == "RGB"
    assert taken.tobytes() == drawn.tobytes()


@pytest.mark.parametrize(
    ("data", "colour"),
    [
        (encoded(Image.new("CMYK", (99, 50), (0, 255, 255, 0)), "JPEG"), (237, 28, 36)),
        (encoded(Image.new("I;16", (99, 50), 40000)), (156, 156, 156)),
        (encoded(Image.new("L", (99, 50), 77)), (77, 77, 77)),
        (encoded(Image.new("1", (99, 50), 0)), (0, 0, 0)),
        (half_clear(), (0, 0, 0, 0)),
        (encoded(Image.new("P", (99, 50), 1).quantize(2)), (0, 0, 0)),
        (encoded(Image.new("LA", (99, 50), (77, 128))), (77, 77, 77, 128)),
        (encoded(Image.new("L", (99, 50), 77), "JPEG"), (77, 77, 77)),
        (encoded(Image.new("RGB", (99, 50), (9, 77, 9)), "JPEG", progressive=True), (9, 77, 9)),
        (interlaced(Image.new("RGB", (99, 50), (9, 77, 9))), (9, 77, 9)),
    ],
)
def test_a_picture_of_any_depth_becomes_one_of_eight_bits(data, colour):
    taken = opened(take_image(data))
    assert taken.mode in ("RGB", "RGBA")
    assert taken.getpixel((50, 25)) == pytest.approx(colour, abs=2)


def test_a_large_picture_is_made_smaller_and_keeps_its_shape():
    taken = opened(take_image(encoded(marked((4000, 1000)))))
    assert taken.size == (MOST_SIDE_PX, MOST_SIDE_PX // 4)
    assert taken.getpixel((10, 10)) == (200, 0, 0)


PALETTE = encoded(marked(mode="P"))
MOVING = encoded(marked(), save_all=True, append_images=[marked(mode="L").convert("RGB")])


@pytest.mark.parametrize(
    ("data", "error", "why"),
    [
        (b"%PDF-1.7\n1 0 obj", ImageKind, "other"),
        (b"", ImageKind, "other"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", ImageKind, "other"),
        (encoded(marked(), "GIF"), ImageKind, "other"),
        (encoded(marked(), "GIF", save_all=True, append_images=[marked()]), ImageKind, "other"),
        (encoded(marked(), "TIFF"), ImageKind, "other"),
        (encoded(marked(), "WEBP"), ImageKind, "other"),
        (encoded(marked(), "WEBP", save_all=True, append_images=[marked()]), ImageKind, "other"),
        (MOVING, ImageKind, "animated"),
        (signature()[:-500], ImageUnreadable, "cut_short"),
        (signature()[:-12], ImageUnreadable, "cut_short"),
        (flipped(signature(), 200), ImageUnreadable, "broken"),
        (flipped(PALETTE, PALETTE.index(b"PLTE") + 5), ImageUnreadable, "broken"),
        (encoded(marked(), "JPEG")[:-300], ImageUnreadable, "cut_short"),
        (b"\xff\xd8\xff\xd9", ImageUnreadable, "broken"),
        (b"\x89PNG\r\n\x1a\n", ImageUnreadable, "cut_short"),
    ],
)
def test_what_is_no_sound_still_picture_is_refused_with_its_reason(data, error, why):
    with pytest.raises(error) as refused:
        take_image(data)
    assert refused.value.details["why"] == why


def test_a_size_is_refused_before_anything_is_decoded():
    with pytest.raises(ImageTooLarge):
        take_image(b"\x89PNG" + bytes(MOST_BYTES))
    with pytest.raises(ImageTooLarge):
        take_image(encoded(Image.new("1", (10_000, 10_000))))
    with pytest.raises((ImageTooLarge, ImageUnreadable)):
        take_image(bomb(2**31 - 1, 2**31 - 1))


def bomb(width: int, height: int) -> bytes:
    """Give a PNG that says to be of this size, and holds a line of it."""
    return png(width, height, 2, bytes(100), is_interlaced=False)


def ink(colour: tuple[int, ...], mode: str = "RGBA") -> bytes:
    """Give a stroke of a colour; its paper is transparent."""
    stroke = Image.open(io.BytesIO(signature())).getchannel("A")
    image = Image.new(mode, stroke.size, colour)
    image.putalpha(stroke)
    return encoded(image)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (encoded(Image.new("RGBA", (300, 120))), "transparent"),
        (encoded(Image.new("RGBA", (300, 120), (0, 0, 0, 2))), "transparent"),
        (ink((255, 255, 255)), "transparent"),
        (encoded(Image.new("P", (300, 120)), transparency=0), "transparent"),
        (encoded(Image.new("RGB", (300, 120), "white")), "white"),
        (encoded(Image.new("1", (300, 120), 1)), "white"),
        (encoded(Image.new("RGB", (300, 120), (247, 246, 244)), "JPEG"), "white"),
    ],
    ids=["clear", "nearly-clear", "white-ink", "clear-palette", "white", "white-1-bit", "paper"],
)
def test_a_picture_that_would_show_nothing_is_told(data, why):
    with pytest.raises(ImageEmpty) as refused:
        take_image(data)
    assert refused.value.details["why"] == why


def test_a_faint_signature_is_one():
    assert opened(take_image(ink((190, 200, 215)))).mode == "RGBA"
    pencil = Image.new("RGB", (300, 120), "white")
    pencil.paste((225, 225, 228), (10, 60, 200, 62))
    assert opened(take_image(encoded(pencil))).size == (300, 120)


def test_white_paper_goes_and_the_ink_looks_as_before_on_white():
    paper = Image.new("RGB", (60, 20), (243, 242, 241))
    paper.paste((20, 30, 150), (10, 5, 40, 15))
    paper.paste((120, 130, 200), (42, 5, 50, 15))
    cleared = opened(white_cleared(take_image(encoded(paper))))
    assert cleared.getpixel((1, 1))[3] == 0
    assert cleared.getpixel((20, 10))[3] > 220
    white = Image.new("RGBA", cleared.size, "white")
    shown = Image.alpha_composite(white, cleared).convert("RGB")
    for place in ((20, 10), (45, 10)):
        brighter = [min(255, level * 255 // 240) for level in paper.getpixel(place)]
        assert shown.getpixel(place) == pytest.approx(brighter, abs=2)


def test_a_picture_that_is_transparent_already_is_left_alone():
    taken = take_image(signature())
    assert white_cleared(taken) == taken


def test_a_picture_on_white_has_no_transparency():
    flat = opened(on_white(take_image(signature())))
    assert flat.mode == "RGB"
    assert flat.getpixel((200, 5)) == (255, 255, 255)
    assert flat.getpixel((5, 5)) == (20, 40, 160)
