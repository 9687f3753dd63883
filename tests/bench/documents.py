"""PDFs to measure with, made once and kept in the folder for temporary files."""

import os
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

import pymupdf

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "resources" / "samples" / "fee-agreement.pdf"
_MADE_AS = 1  # raise it when what is made changes
_A4 = pymupdf.Rect(0, 0, 595, 842)
_WORDS = (
    "the contract may be terminated by either party upon notice in writing to the other and any "
    "fee that has fallen due until then stays payable as set out in the schedule below"
)
_DIFFERENT_SCANS = 8
_FAINT = bytes(255) + b"\xd0"  # one pixel in 256 of the paper is a little grey


def folder() -> Path:
    """Give the folder in which documents are kept between runs."""
    made = Path(tempfile.gettempdir()) / f"paraph-bench-{os.getuid()}-{_MADE_AS}"
    made.mkdir(mode=0o700, exist_ok=True)
    return made


def blank() -> Path:
    """Give three pages with nothing on them."""
    return _kept("blank.pdf", lambda document: [document.new_page() for _ in range(3)])


def text_pages(count: int) -> Path:
    """Give a document of so many pages full of text."""
    return _kept(f"text-{count}.pdf", lambda document: _add_text(document, count))


def scans(count: int) -> Path:
    """Give a document of so many pages scanned in grey at 300 dpi, every image another one."""
    return _kept(f"scans-{count}.pdf", lambda document: _add_scans(document, count))


def of_size(size: int, pages: int) -> Path:
    """Give a document of about so many bytes, most of them in images."""
    return _kept(f"size-{size}-{pages}.pdf", lambda document: _add_weight(document, size, pages))


def _kept(name: str, fill: Callable[[pymupdf.Document], object]) -> Path:
    path = folder() / name
    if not path.exists():
        half = path.with_suffix(f".{os.getpid()}")
        with pymupdf.open() as document:
            fill(document)
            document.save(half, garbage=0, deflate=True)
        half.replace(path)
    return path


def _add_text(document: pymupdf.Document, count: int) -> None:
    chance = random.Random(count)
    for number in range(1, count + 1):
        page = document.new_page(width=_A4.width, height=_A4.height)
        page.insert_text((72, 72), f"{number}. Agreement on fees", fontsize=18, fontname="hebo")
        page.insert_text((72, 104), _lines(chance, 48), fontsize=10.5, lineheight=1.35)


def _add_scans(document: pymupdf.Document, count: int) -> None:
    jpegs = [_scan(seed) for seed in range(_DIFFERENT_SCANS)]
    for number in range(count):
        page = document.new_page(width=_A4.width, height=_A4.height)
        page.insert_image(_A4, stream=_another(jpegs[number % len(jpegs)], number))


def _scan(seed: int) -> bytes:
    chance = random.Random(seed)
    with pymupdf.open() as document:
        _add_text(document, seed + 1)
        drawn = document[seed].get_pixmap(dpi=300, colorspace=pymupdf.csGRAY)
    noise = chance.randbytes(len(drawn.samples)).translate(_FAINT)
    mixed = int.from_bytes(drawn.samples) & int.from_bytes(noise)
    samples = mixed.to_bytes(len(drawn.samples))
    return pymupdf.Pixmap(pymupdf.csGRAY, drawn.width, drawn.height, samples, False).tobytes(
        "jpeg", jpg_quality=60
    )


def _add_weight(document: pymupdf.Document, size: int, pages: int) -> None:
    chance = random.Random(size)
    jpeg = pymupdf.Pixmap(pymupdf.csGRAY, 64, 64, chance.randbytes(64 * 64), False).tobytes("jpeg")
    share = max(0, size // pages - len(jpeg) - 3000)
    for number in range(pages):
        page = document.new_page(width=_A4.width, height=_A4.height)
        page.insert_text((72, 72), _lines(chance, 20), fontsize=10.5)
        stream = _another(jpeg, number) + chance.randbytes(share)
        page.insert_image(pymupdf.Rect(72, 500, 300, 728), stream=stream)


def _another(jpeg: bytes, number: int) -> bytes:
    # What follows the end mark is not drawn, but makes it another image to every cache.
    return jpeg + number.to_bytes(4)


def _lines(chance: random.Random, count: int) -> list[str]:
    words = _WORDS.split()
    return [" ".join(chance.choices(words, k=13)) for _ in range(count)]
