"""Which letters no font at hand has: MuPDF would draw an empty box, which says nothing.

It has fonts for all living scripts and for emoji; what lacks are letters of private use, ideographs
that are rare, and what Unicode has had since.
"""

import io
from collections.abc import Sequence

import pymupdf

# Up to the end of Latin Extended-B every font that is used has all.
_ALL_THERE = "\u0250"
_ROW_PT = 12
_STYLE = f"body{{margin:0}} p{{margin:0;font-size:8px;line-height:{_ROW_PT}px}}"
_MOST_ROWS = 400

_known: dict[str, bool] = {}  # whether a letter lacks, for the life of the process


def lacking_letters(text: str) -> frozenset[str]:
    """Give those letters of a text that no font has."""
    if not text or max(text) < _ALL_THERE:
        return frozenset()
    letters = {letter for letter in text if letter >= _ALL_THERE}
    fresh = sorted(letters - _known.keys())
    for begin in range(0, len(fresh), _MOST_ROWS):
        _learn(fresh[begin : begin + _MOST_ROWS])
    return frozenset(letter for letter in letters if _known[letter])


def _learn(letters: Sequence[str]) -> None:
    """Draw each on a line of its own, and look which glyph it came to."""
    _known.update(dict.fromkeys(letters, False))
    sheet = pymupdf.Rect(0, 0, 100, _ROW_PT * (len(letters) + 1))
    story = pymupdf.Story(html="".join(f"<p>{each}</p>" for each in letters), user_css=_STYLE)
    story.place(sheet)
    written = io.BytesIO()
    writer = pymupdf.DocumentWriter(written)
    story.draw(writer.begin_page(sheet))
    writer.end_page()
    writer.close()
    with pymupdf.open(stream=written.getvalue(), filetype="pdf") as document:
        for span in document[0].get_texttrace():
            for _, glyph, (_, baseline_pt), _ in span["chars"]:
                if glyph == 0:  # .notdef
                    _known[letters[int(baseline_pt // _ROW_PT)]] = True
