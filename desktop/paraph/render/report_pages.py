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
_INNER_PT = _WIDTH_PT - _LEFT_PT - _RIGHT_PT
# Where the columns begin, from the left margin, and how wide they are: number, document, result,
# proof.
_COLUMNS = ((0.0, 24.0), (26.0, 202.0), (238.0, 134.0), (382.0, _INNER_PT - 382.0))
_DETAILS = (_COLUMNS[1][0], _INNER_PT - _COLUMNS[1][0])
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
    """What stays together on a page; `rule` draws a line above it."""

    parts: tuple[_Set, ...]
    height: float
    rule: bool = False


def report_pdf(sheet: ReportSheet) -> bytes:
    """Give the report as a PDF."""
    pages = _paged(sheet)
    written = io.BytesIO()
    writer = pymupdf.DocumentWriter(written)
    for number, blocks in enumerate(pages, 1):
        device = writer.begin_page(pymupdf.Rect(0, 0, _WIDTH_PT, _HEIGHT_PT))
        for top, block in blocks:
            for part in block.parts:
                part.story.draw(device, pymupdf.Matrix(1, 0, 0, 1, 0, top + part.top))
        for part in _foot(sheet, number, len(pages)):
            foot_top = _HEIGHT_PT - _BOTTOM_PT + 18
            part.story.draw(device, pymupdf.Matrix(1, 0, 0, 1, 0, foot_top))
        writer.end_page()
    writer.close()
    return _finished(written.getvalue(), sheet.title, pages)


_Page = list[tuple[float, _Block]]


def _paged(sheet: ReportSheet) -> list[_Page]:
    """Put blocks on pages; the heads of the table stand on each."""
    lowest = _HEIGHT_PT - _BOTTOM_PT
    pages: list[_Page] = [[]]
    top = _TOP_PT
    for block in _front(sheet):
        pages[-1].append((top, block))
        top += block.height
    for begins, block in [(True, _heads(sheet)), *((False, _entry(e)) for e in sheet.entries)]:
        if pages[-1] and top + block.height > lowest:
            pages.append([])
            top = _TOP_PT
            if not begins:
                heads = _heads(sheet)
                pages[-1].append((top, heads))
                top += heads.height
        pages[-1].append((top, block))
        top += block.height
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


def _heads(sheet: ReportSheet) -> _Block:
    columns = zip(sheet.heads, _COLUMNS, strict=True)
    return _block([_set([_line("head", words)], *column) for words, column in columns], after=4)


def _entry(entry: ReportEntry) -> _Block:
    result = "not" if entry.is_refused else ""
    told = (
        [_line("", str(entry.number))],
        [_line("strong", entry.title), _line("small", entry.place)],
        [_line(result, entry.result), _line("small", entry.when)],
        [_line("", entry.proof), _line("small", entry.owed)],
    )
    above = [_set(lines, *column) for lines, column in zip(told, _COLUMNS, strict=True)]
    details = _set([_detail(each) for each in entry.details], *_DETAILS)
    below = details._replace(top=max(part.height for part in above) + _GAP_PT)
    moved = [part._replace(top=part.top + _ENTRY_GAP_PT) for part in (*above, below)]
    return _block(moved, after=_ENTRY_GAP_PT, rule=True)


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


def _block(parts: Sequence[_Set], *, after: float, rule: bool = False) -> _Block:
    height = max((part.top + part.height for part in parts), default=0.0)
    return _Block(tuple(parts), height + after, rule)


def _set(lines: Sequence[str], left: float, width: float) -> _Set:
    story = pymupdf.Story(html="".join(lines), user_css=_STYLE)
    x = _LEFT_PT + left
    _, filled = story.place(pymupdf.Rect(x, 0, x + width, _ENDLESS_PT))
    return _Set(story, 0.0, filled[3])


def _finished(data: bytes, title: str, pages: Sequence[_Page]) -> bytes:
    """Draw the rules, name the file within, and keep of the fonts what is used."""
    with pymupdf.open(stream=data, filetype="pdf") as document:
        for page, blocks in zip(document, pages, strict=True):
            for top, block in blocks:
                if block.rule:
                    ends = (_LEFT_PT, top), (_WIDTH_PT - _RIGHT_PT, top)
                    page.draw_line(*ends, color=_RULE_COLOUR, width=_RULE_PT)
        document.set_metadata({"title": title, "creator": "Paraph"})
        document.subset_fonts()
        return bytes(document.tobytes(garbage=3, deflate=True))
