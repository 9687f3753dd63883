"""A report as a PDF to be printed and filed: A4, black on white, every font of it embedded.

MuPDF sets the text and takes a glyph from a font that has it, so that names of any script are
read. A document and what belongs to it are not divided between pages.
"""

import io
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pymupdf

from paraph.domain.many.report_sheet import Detail, ReportEntry, ReportSheet
from paraph.render.shown_text import shown_text

_WIDTH_PT, _HEIGHT_PT = 595.28, 841.89
_LEFT_PT, _RIGHT_PT = 62.0, 45.0  # the left one is punched
_TOP_PT, _BOTTOM_PT = 50.0, 56.0
_FOOT_TOP_PT = _HEIGHT_PT - _BOTTOM_PT + 18
_INNER_PT = _WIDTH_PT - _LEFT_PT - _RIGHT_PT
# Where the columns begin, from the left margin, and how wide they are: number, document, result,
# proof.
_COLUMNS = ((0.0, 24.0), (26.0, 202.0), (238.0, 134.0), (382.0, _INNER_PT - 382.0))
_DETAILS = (_COLUMNS[1][0], _INNER_PT - _COLUMNS[1][0])
_TABLE = (*_COLUMNS, _DETAILS)
_FACT_NAME_PT = 118.0
_GAP_PT, _ENTRY_GAP_PT = 3.0, 7.0
_ENDLESS_PT = 100_000.0
_HASH_LETTERS = 64
_RULE_COLOUR, _RULE_PT = (0.72, 0.74, 0.77), 0.5
_STYLE = (
    "body{margin:0} p{margin:0;font-family:sans-serif;font-size:9px;line-height:12px;"
    "color:#15181f;overflow-wrap:break-word} .title{font-family:serif;font-size:21px;"
    "line-height:27px} .strong{font-weight:bold} .name{font-size:8px;color:#454b57}"
    ".small{font-size:8px;line-height:11px;color:#454b57} .head{font-size:8px;font-weight:bold;"
    "color:#454b57} .not{font-weight:bold;color:#8e1b1b} .right{text-align:right}"
    ".hash{font-family:monospace;font-size:7.5px}"
)


class _Set(NamedTuple):
    """Text that was set: where it begins on its page, and how high it is."""

    story: Any
    top: float
    height: float


class _Block(NamedTuple):
    """What stands at the front, and stays together on a page."""

    parts: tuple[_Set, ...]
    height: float


class _Row(NamedTuple):
    """What stays together in the table: a cell for each column, its top in the row, its height.

    A line is drawn above one that is `ruled`.
    """

    cells: tuple[str, ...]
    tops: tuple[float, ...]
    heights: tuple[float, ...]
    height: float
    ruled: bool


class _Page(NamedTuple):
    """What stands on a page, each with its top."""

    front: list[tuple[float, _Block]]
    rows: list[tuple[float, _Row]]


def report_pdf(sheet: ReportSheet) -> bytes:
    """Give the report as a PDF."""
    pages = _paged(sheet)
    written = io.BytesIO()
    writer = pymupdf.DocumentWriter(written)
    for number, page in enumerate(pages, 1):
        device = writer.begin_page(pymupdf.Rect(0, 0, _WIDTH_PT, _HEIGHT_PT))
        for top, block in page.front:
            for part in block.parts:
                part.story.draw(device, pymupdf.Matrix(1, 0, 0, 1, 0, top + part.top))
        for column in range(len(_TABLE)):
            _draw_column(page.rows, column, device)
        for part in _foot(sheet, number, len(pages)):
            part.story.draw(device, pymupdf.Matrix(1, 0, 0, 1, 0, _FOOT_TOP_PT))
        writer.end_page()
    writer.close()
    return _finished(written.getvalue(), sheet.title, pages)


def _draw_column(rows: Sequence[tuple[float, _Row]], column: int, device: Any) -> None:
    """Draw what stands in a column of a page, in one go: MuPDF loads its fonts for each story."""
    told, below = [], 0.0
    for top, row in rows:
        if row.cells[column]:
            begins = top + row.tops[column]
            told.append(_spaced(row.cells[column], begins - below))
            below = begins + row.heights[column]
    if told:
        _set(told, *_TABLE[column]).story.draw(device, pymupdf.Matrix(1, 0, 0, 1, 0, 0))


def _spaced(cell: str, above_pt: float) -> str:
    return f'<div style="padding-top:{above_pt:.4f}px">{cell}</div>'


def _paged(sheet: ReportSheet) -> list[_Page]:
    """Put blocks on pages; the heads of the table stand on each."""
    lowest = _HEIGHT_PT - _BOTTOM_PT
    pages = [_Page([], [])]
    top = _TOP_PT
    for block in _front(sheet):
        pages[-1].front.append((top, block))
        top += block.height
    heads, *rows = _rows(sheet)
    for row in (heads, *rows):
        if (pages[-1].front or pages[-1].rows) and top + row.height > lowest:
            pages.append(_Page([], []))
            top = _TOP_PT
            if row is not heads:
                pages[-1].rows.append((top, heads))
                top += heads.height
        pages[-1].rows.append((top, row))
        top += row.height
    return pages


def _front(sheet: ReportSheet) -> Iterator[_Block]:
    yield _block([_set([_line("title", sheet.title)], 0, _INNER_PT)], after=14)
    width = _INNER_PT - _FACT_NAME_PT
    for name, value in sheet.facts:
        kind = "hash" if len(value) == _HASH_LETTERS and " " not in value else ""
        yield _block(
            [
                _set([_line("name", name)], 0, _FACT_NAME_PT - 8),
                _set([_line(kind, value)], _FACT_NAME_PT, width),
            ],
            after=_GAP_PT,
        )
    note = _set([_line("small", sheet.note)], 0, _INNER_PT)
    yield _block([note._replace(top=8)], after=20)


def _rows(sheet: ReportSheet) -> Iterator[_Row]:
    """Give the heads, then the documents."""
    heads = (*(_line("head", words) for words in sheet.heads), "")
    every = [heads, *map(_cells, sheet.entries)]
    columns = [
        _heights([cells[number] for cells in every], width)
        for number, (_, width) in enumerate(_TABLE)
    ]
    for number, (cells, heights) in enumerate(zip(every, zip(*columns, strict=True), strict=True)):
        yield _row(cells, heights, is_head=number == 0)


def _row(cells: tuple[str, ...], heights: tuple[float, ...], *, is_head: bool) -> _Row:
    *above, _ = heights
    if is_head:
        return _Row(cells, (0.0,) * len(cells), heights, max(above) + 4, ruled=False)
    below = _ENTRY_GAP_PT + max(above) + _GAP_PT
    tops = (*(_ENTRY_GAP_PT for _ in above), below)
    return _Row(cells, tops, heights, below + heights[-1] + _ENTRY_GAP_PT, ruled=True)


def _cells(entry: ReportEntry) -> tuple[str, ...]:
    result = "not" if entry.is_refused else ""
    return (
        _line("", str(entry.number)),
        _line("strong", entry.title) + _line("small", entry.place),
        _line(result, entry.result) + _line("small", entry.when),
        _line("", entry.proof) + _line("small", entry.owed),
        "".join(map(_detail, entry.details)),
    )


def _heights(cells: Sequence[str], width: float) -> list[float]:
    """Say how high each is when set to a width, in points."""
    found = [0.0] * len(cells)

    def note(at: Any) -> None:
        if at.id:
            found[int(at.id)] = at.rect[3] - at.rect[1]

    told = "".join(f'<div id="{number}">{cell}</div>' for number, cell in enumerate(cells))
    story = pymupdf.Story(html=told, user_css=_STYLE)
    story.place(pymupdf.Rect(0, 0, width, _ENDLESS_PT * len(cells)))
    story.element_positions(note, {})
    return found


def _foot(sheet: ReportSheet, page: int, pages: int) -> tuple[_Set, _Set]:
    words = sheet.page.format(page=page, pages=pages)
    return (
        _set([_line("small", sheet.foot)], 0, _INNER_PT - 110),
        _set([_line("small right", words)], _INNER_PT - 100, 100),
    )


def _line(kind: str, words: str) -> str:
    return f'<p class="{kind}">{shown_text(words)}</p>' if words else ""


def _detail(told: Detail) -> str:
    kind = ' class="hash"' if told.is_hash else ""
    words = f"{shown_text(told.name)}: <span{kind}>{shown_text(told.value)}</span>"
    return f'<p class="small">{words}</p>'


def _block(parts: Sequence[_Set], *, after: float) -> _Block:
    height = max((part.top + part.height for part in parts), default=0.0)
    return _Block(tuple(parts), height + after)


def _set(lines: Sequence[str], left: float, width: float) -> _Set:
    story = pymupdf.Story(html="".join(lines), user_css=_STYLE)
    x = _LEFT_PT + left
    _, filled = story.place(pymupdf.Rect(x, 0, x + width, _ENDLESS_PT))
    return _Set(story, 0.0, filled[3])


def _finished(data: bytes, title: str, pages: Sequence[_Page]) -> bytes:
    """Draw the rules, name the file within, and keep of the fonts what is used."""
    with pymupdf.open(stream=data, filetype="pdf") as document:
        for page, placed in zip(document, pages, strict=True):
            rules = page.new_shape()
            for top in (top for top, row in placed.rows if row.ruled):
                rules.draw_line((_LEFT_PT, top), (_WIDTH_PT - _RIGHT_PT, top))
                rules.finish(color=_RULE_COLOUR, width=_RULE_PT)
            rules.commit()
        document.set_metadata({"title": title, "creator": "Paraph"})
        document.subset_fonts()
        return bytes(document.tobytes(garbage=3, deflate=True))
