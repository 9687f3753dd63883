"""Pictures for stamps, made with a library that the product does not read them with."""

import io

from PIL import Image, ImageDraw


def encoded(image: Image.Image, kind: str = "PNG", **more: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **more)
    return file.getvalue()


def signature(*, transparent: bool = True, size: tuple[int, int] = (300, 120)) -> bytes:
    """Draw a stroke that has neither a centre nor an axis of symmetry."""
    paper = (255, 255, 255, 0) if transparent else (255, 255, 255, 255)
    image = Image.new("RGBA", size, paper)
    pen = ImageDraw.Draw(image)
    wide, high = size
    points = [(0.05, 0.2), (0.2, 0.9), (0.3, 0.1), (0.5, 0.6), (0.7, 0.4), (0.95, 0.95)]
    pen.line([(x * wide, y * high) for x, y in points], fill=(20, 40, 160, 255), width=high // 12)
    pen.rectangle((0, 0, wide // 8, high // 8), fill=(20, 40, 160, 255))
    return encoded(image if transparent else image.convert("RGB"))
