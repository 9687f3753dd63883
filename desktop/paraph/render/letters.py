"""The letters of a page where they stand, hidden ones of scans too; how texts are compared is
`domain.placing.anchor_text`.
"""

from typing import Any

from paraph.domain.placing.anchor_text import AnchorHit, LetterLine, find_anchor
from paraph.domain.placing.page_text import ShownRect


def find_on_page(needle: str, text_page: Any, page_index: int) -> list[AnchorHit]:
    """Give where `needle` stands on a page."""
    lines = [
        _letter_line(line)
        for block in text_page.extractRAWDICT()["blocks"]
        for line in block.get("lines", ())
    ]
    return find_anchor(needle, lines, page_index)


def _letter_line(line: dict[str, Any]) -> LetterLine:
    letters = [letter for span in line["spans"] for letter in span["chars"]]
    return LetterLine(
        "".join(letter["c"] for letter in letters),
        tuple(ShownRect(*letter["bbox"]) for letter in letters),
        _turned(*line["dir"]),
    )


def _turned(across: float, down: float) -> int:
    if abs(across) >= abs(down):
        return 0 if across >= 0 else 180
    return 90 if down > 0 else 270
