"""The stamp as it is shown: upright and in its box, on turned, cropped and scaled pages.

What a page shows inside the box is compared with the same stamp drawn on a page of its own.
"""

import subprocess
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

import pymupdf
import pytest

from paraph.domain.placing.signature_field import Box, PageGeometry, Place
from paraph.domain.stamp.appearance import USUAL, Appearance
from paraph.domain.stamp.archive_format import ArchiveClaim
from paraph.domain.stamp.stamp_content import StampContent
from paraph.ports.documents import DrawnStamp
from paraph.render.stamp_drawer import StampDrawer
from paraph.usecases.sign_document import SignRequest, sign_document
from tests.fakes import pdfs, pictures
from tests.fakes.desk import Desk
from tests.fakes.tokens import FakeKey

MEDIA = Box(-20, 10, 575, 852)
CROP = Box(50, 40, 500, 700)
PLACE = Box(100, 200, 300, 320)
NEAR_PX = 2.0
LOOKS = [
    pytest.param(USUAL, id="usual"),
    pytest.param(Appearance(image=pictures.signature(), has_qr=True), id="picture-and-code"),
]


@dataclass
class Recorder(StampDrawer):
    """Draws, and keeps what it was asked for."""

    content: StampContent = field(default_factory=StampContent)

    def draw(
        self,
        content: StampContent,
        box: Box,
        page: PageGeometry,
        archive: ArchiveClaim | None = None,
    ) -> DrawnStamp:
        self.content = content
        return super().draw(content, box, page, archive)


@dataclass(frozen=True)
class Picture:
    """Grey pixels, row by row."""

    width: int
    height: int
    grey: bytes

    def ink(self) -> list[tuple[int, int, int]]:
        found = enumerate(self.grey)
        return [(n % self.width, n // self.width, 255 - g) for n, g in found if g < 245]

    def bounds(self) -> tuple[int, int, int, int]:
        ink = self.ink()
        xs, ys = [x for x, _, _ in ink], [y for _, y, _ in ink]
        return min(xs), min(ys), max(xs) + 1, max(ys) + 1

    def weight(self) -> tuple[float, float]:
        """Give the point at which the ink would balance."""
        ink = self.ink()
        total = sum(dark for _, _, dark in ink)
        return (
            sum(x * dark for x, _, dark in ink) / total,
            sum(y * dark for _, y, dark in ink) / total,
        )

    def cut(self, left: int, top: int, right: int, bottom: int) -> "Picture":
        rows = (
            self.grey[y * self.width + left : y * self.width + right] for y in range(top, bottom)
        )
        return Picture(right - left, bottom - top, b"".join(rows))

    def difference(self, other: "Picture") -> int:
        assert len(self.grey) == len(other.grey)
        return sum(abs(a - b) for a, b in zip(self.grey, other.grey, strict=True))


def by_mupdf(path: Path) -> Picture:
    with pymupdf.open(path) as document:
        pixmap = document[0].get_pixmap(dpi=72, colorspace="gray")
        return Picture(pixmap.width, pixmap.height, bytes(pixmap.samples))


def by_poppler(path: Path) -> Picture:
    words = ["pdftoppm", "-r", "72", "-gray", "-cropbox", "-f", "1", "-l", "1", path]
    data = subprocess.run(words, capture_output=True, check=True).stdout
    kind, size, _, grey = data.split(b"\n", 3)
    assert kind == b"P5"
    width, height = map(int, size.split())
    return Picture(width, height, grey)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("unit", [1, 2])
@pytest.mark.parametrize("crop", [None, CROP], ids=["whole", "cropped"])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_stamp_is_shown_upright_inside_its_box(tmp_path, rotation, crop, unit, look):
    source, out = page_file(tmp_path / "page.pdf", rotation, crop, unit), tmp_path / "out.pdf"
    content = signed(source, out, look)
    geometry = PageGeometry(crop or MEDIA, rotation, unit)
    expected = upright(content, rotation, unit)
    judges = [by_mupdf] if unit > 1 else [by_mupdf, by_poppler]  # pdftoppm 22 ignores UserUnit
    for picture in (judge(out) for judge in judges):
        check_picture(picture, geometry, expected)
    check_reading_order(out, content)


def page_file(path: Path, rotation: int, crop: Box | None, unit: int) -> Path:
    def box(b: Box) -> str:
        return f"[{b.x0} {b.y0} {b.x1} {b.y1}]"

    page = f"/MediaBox {box(MEDIA)} /Rotate {rotation} /UserUnit {unit}"
    page += f" /CropBox {box(crop)}" if crop else ""
    return pdfs.plain(path, page=f"<< /Type /Page /Parent 2 0 R {page} >>")


def signed(source: Path, out: Path, look: Appearance) -> StampContent:
    desk, drawer = Desk(), Recorder()
    request = SignRequest(
        source, out, desk.signer.certificate_der, place=Place(0, PLACE), reason="Accord", look=look
    )
    ports = replace(desk.ports, stamps=drawer)
    sign_document(request, FakeKey(desk.card, desk.signer.key), ports)
    return drawer.content


def upright(content: StampContent, rotation: int, unit: int) -> Picture:
    """Draw the stamp as a person should see it, on a page of its own."""
    width, height = PLACE.width, PLACE.height
    if rotation % 180:
        width, height = height, width
    flat = PageGeometry(Box(0, 0, 1000, 1000))
    drawn = StampDrawer().draw(content, Box(0, 0, width, height), flat).pdf_bytes
    with pymupdf.open("pdf", drawn) as document:
        zoom = pymupdf.Matrix(unit, unit)
        pixmap = document[0].get_pixmap(matrix=zoom, colorspace="gray")
        return Picture(pixmap.width, pixmap.height, bytes(pixmap.samples))


def check_picture(picture: Picture, geometry: PageGeometry, expected: Picture) -> None:
    left, top, right, bottom = (round(edge) for edge in geometry.to_shown(PLACE))
    assert (right - left, bottom - top) == (expected.width, expected.height)
    # The page is blank but for the stamp.
    x0, y0, x1, y1 = picture.bounds()
    assert x0 >= left
    assert y0 >= top
    assert x1 <= right
    assert y1 <= bottom
    found = picture.cut(left, top, right, bottom)
    assert found.bounds() == pytest.approx(expected.bounds(), abs=NEAR_PX)
    assert found.weight() == pytest.approx(expected.weight(), abs=NEAR_PX)
    turned = Picture(expected.width, expected.height, expected.grey[::-1])
    assert found.difference(expected) < 0.5 * found.difference(turned)
    # A check that a stamp on its head would pass is none: the drawing has to lack that symmetry.
    assert turned.weight() != pytest.approx(expected.weight(), abs=NEAR_PX)


def check_reading_order(path: Path, content: StampContent) -> None:
    """Read the words where they are shown: each line from the left, the lines from the top."""
    with pymupdf.open(path) as document:
        document.bake()
        page = document[0]
        shown = [(w[4], pymupdf.Rect(w[:4]) * page.rotation_matrix) for w in page.get_text("words")]
    for _, rect in shown:
        rect.normalize()
    # The holder's name stands twice, large and among the lines; the other lines stand once.
    once = [line.text.split() for line in content.lines if not line.bold]
    rects = [[next(rect for text, rect in shown if text == word) for word in line] for line in once]
    for upper, lower in pairwise(rects):
        assert max(rect.y0 for rect in upper) < min(rect.y0 for rect in lower)
    for row in rects:
        for one, next_one in pairwise(row):
            assert next_one.x0 > one.x0 or next_one.y0 > one.y0 + one.height / 2
    assert all(rect.width > rect.height for text, rect in shown if len(text) > 5)
