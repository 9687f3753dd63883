"""Level rules are found where they are seen: drawn, typed, scanned, on turned and cropped pages."""

from pathlib import Path

import pymupdf
import pytest

from paraph.render.pages import open_pages
from tests.adapters.render.raw_pdf import one_page

SAMPLE = Path(__file__).parents[3] / "resources" / "samples" / "fee-agreement.pdf"


def rules_of(path: Path, page_index: int = 0) -> list[tuple[float, ...]]:
    with open_pages(path) as document:
        return document.rules(page_index)


def test_lines_to_sign_on_are_found_in_the_sample():
    left, right = rules_of(SAMPLE, 2)
    assert left == pytest.approx((72, 581.5, 276, 582.5), abs=0.6)
    assert right == pytest.approx((319, 581.5, 523, 582.5), abs=0.6)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", ["", "/CropBox [20 30 380 280]"])
def test_a_rule_is_found_on_turned_and_cropped_pages(tmp_path: Path, rotation: int, crop: str):
    # Level on the page as shown: along y in the file where the page lies on its side.
    ends = "100 60 m 100 200 l" if rotation in (90, 270) else "100 60 m 240 60 l"
    entries = f"/MediaBox [0 0 400 300] /Rotate {rotation} {crop}"
    path = one_page(tmp_path / "page.pdf", entries, f"0.6 w {ends} S")
    with open_pages(path) as document:
        (rule,) = document.rules(0)
        geometry = document.geometries[0]
    user = geometry.to_user_space(*rule)
    box = (100, 60, 100, 200) if rotation in (90, 270) else (100, 60, 240, 60)
    assert (user.x0, user.y0, user.x1, user.y1) == pytest.approx(box, abs=1.1)


def test_underscores_are_a_rule(tmp_path: Path):
    content = "BT /F1 12 Tf 40 150 Td (Signature: ____________________) Tj ET"
    (rule,) = rules_of(
        one_page(tmp_path / "page.pdf", "/MediaBox [0 0 300 200] /Rotate 0", content)
    )
    assert rule[0] == pytest.approx(101, abs=6)
    assert 50 <= rule[1] <= 54


def test_a_scanned_line_is_a_rule(tmp_path: Path):
    with pymupdf.open() as document:
        drawn = document.new_page(width=400, height=300)
        drawn.draw_line((60, 200), (260, 200), width=0.8)
        pixels = drawn.get_pixmap(dpi=200)
        page = document.new_page(width=400, height=300)
        page.insert_image(page.rect, pixmap=pixels)
        document.delete_page(0)
        document.save(tmp_path / "scan.pdf")
    (rule,) = rules_of(tmp_path / "scan.pdf")
    assert rule == pytest.approx((60, 199.5, 260, 200.5), abs=1)


def test_words_bars_and_short_dashes_are_no_rules(tmp_path: Path):
    content = (
        "BT /F1 12 Tf 20 150 Td (The parties sign this agreement.) Tj ET "
        "20 60 200 12 re f 20 40 m 50 40 l S"
    )
    path = one_page(tmp_path / "page.pdf", "/MediaBox [0 0 300 200] /Rotate 0", content)
    assert rules_of(path) == []
