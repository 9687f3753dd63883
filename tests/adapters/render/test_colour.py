"""A page without colour is drawn in grey, pixel for pixel as it would be in colour."""

from pathlib import Path

import pymupdf
import pytest

from paraph.render.pages import open_pages
from tests.adapters.render.raw_pdf import one_page
from tests.conftest import SAMPLE

BOX = "/MediaBox [0 0 120 80] /Rotate 0"
FILL = "10 10 60 40 re f"


@pytest.mark.parametrize("ink", ["0.4 g", "0.3 0.3 0.3 rg"])
def test_ink_without_colour_is_drawn_in_grey(tmp_path: Path, ink: str):
    path = one_page(tmp_path / "page.pdf", BOX, f"{ink} {FILL}")
    with open_pages(path) as document:
        picture = document.render(0, 2.0)
    assert picture.is_grey
    assert (picture.width, picture.height, picture.stride) == (240, 160, 240)
    with pymupdf.open(path) as plain:
        pixmap = plain[0].get_pixmap(matrix=pymupdf.Matrix(2, 2))
    assert len(picture.samples) * 3 == len(pixmap.samples)
    pairs = zip(picture.samples, pixmap.samples[::3], strict=True)
    assert max(abs(ours - theirs) for ours, theirs in pairs) <= 2
    assert min(picture.samples) < 200


@pytest.mark.parametrize("ink", ["1 0 0 rg", "0.3 0.3 0.4 rg", "0 0 1 0 k"])
def test_the_least_colour_keeps_the_page_in_colour(tmp_path: Path, ink: str):
    path = one_page(tmp_path / "page.pdf", BOX, f"{ink} {FILL}")
    with open_pages(path) as document:
        picture = document.render(0, 2.0)
    assert not picture.is_grey
    assert picture.stride == 720
    assert len({bytes(picture.samples[at : at + 3]) for at in range(0, 115200, 3)}) > 1


def test_a_colour_image_keeps_the_page_in_colour(tmp_path: Path):
    dots = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 8, 8))
    dots.set_rect(dots.irect, (20, 20, 200))
    with pymupdf.open() as made:
        made.new_page(width=100, height=100).insert_image((10, 10, 90, 90), pixmap=dots)
        made.save(tmp_path / "image.pdf")
    with open_pages(tmp_path / "image.pdf") as document:
        assert not document.render(0, 1.0).is_grey


def test_the_sample_agreement_is_grey_and_its_parts_too():
    with open_pages(SAMPLE) as document:
        assert document.render(0, 1.0, (0, 0, 100, 100), draft=True).is_grey
