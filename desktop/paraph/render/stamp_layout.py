"""Where the parts of a stamp stand: picture or large name left, a rule, the lines, a code right.

Text is set at once; pictures and the code are given back with their places, since a format may
want the text turned into outlines before they are drawn. MuPDF shapes the text, right-to-left
scripts included, and takes a glyph from a font that has it.
"""

import html
from collections.abc import Sequence
from typing import Any, NamedTuple

import pymupdf

from paraph.domain.stamp.appearance import Part
from paraph.domain.stamp.stamp_content import INITIALS_PART, StampContent, StampLine
from paraph.domain.stamp.stamp_words import spare_lines
from paraph.render.shown_text import shown_text

NARROW_PT = 120.0  # below this a name beside the lines leaves neither readable
LEAST_TEXT_PT = 4.5  # what is printed smaller cannot be read
LEAST_CODE_PT = 40.0  # a module is then a quarter of a millimetre wide
_RULE_COLOUR = (0.49, 0.51, 0.56)
_RULE_PT = 0.6
_LEFT_SHARE = 1 / 3
_CODE_SHARE = 0.36
_LOGO_SHARE = 0.38
_STACKED_SHARE = 0.45
_LEAST_LOGO_PT = 14.0
_LEADING = 1.3


class Layout(NamedTuple):
    """What is still to be drawn, and which parts found no room."""

    image: Any = None  # pymupdf.Rect
    logo: Any = None
    code: Any = None
    left_out: tuple[str, ...] = ()


class _Fitted(NamedTuple):
    """A text in a frame: laid out in `room`, of which it takes `height`, then scaled."""

    story: Any
    room: Any
    height: float
    scale: float


def lay_out(page: Any, content: StampContent) -> Layout:
    """Set the text of a stamp on a page of its size; gives the places of the rest."""
    frame = page.rect
    margin = min(8.0, min(frame.width, frame.height) * 0.08)
    inner = pymupdf.Rect(frame.x0 + margin, frame.y0 + margin, frame.x1 - margin, frame.y1 - margin)
    if [line.part for line in content.lines] == [INITIALS_PART]:
        _put(page, inner, _initials_html(content.lines[0], inner.height))
        return Layout()
    is_narrow = frame.width < NARROW_PT
    code, inner = _code_place(inner, content, margin, is_narrow=is_narrow)
    missing = [str(Part.QR)] if content.qr_text and code is None else []
    if is_narrow:
        image, inner = _narrow_image(inner, content, margin)
        missing += [str(Part.LOGO)] if content.logo else []
        missing += _set_lines(page, inner, content.lines)
        return Layout(image, None, code, tuple(missing))
    left, inner = _columns(page, inner, content, margin)
    logo, left = _logo_place(left, content, margin)
    missing += [str(Part.LOGO)] if content.logo and logo is None else []
    name = _name_of(content.lines)
    if content.image is None and name is not None and left is not None:
        _put(page, left, _name_html(name, left.height))
    missing += _set_lines(page, inner, content.lines)
    return Layout(left if content.image else None, logo, code, tuple(missing))


def _code_place(
    inner: Any, content: StampContent, margin: float, *, is_narrow: bool
) -> tuple[Any, Any]:
    if not content.qr_text:
        return None, inner
    if is_narrow:
        side = min(inner.width, inner.height * _STACKED_SHARE)
        place = pymupdf.Rect(inner.x0, inner.y1 - side, inner.x0 + side, inner.y1)
        rest = pymupdf.Rect(inner.x0, inner.y0, inner.x1, inner.y1 - side - margin)
    else:
        side = min(inner.height, inner.width * _CODE_SHARE)
        top = inner.y0 + (inner.height - side) / 2
        place = pymupdf.Rect(inner.x1 - side, top, inner.x1, top + side)
        rest = pymupdf.Rect(inner.x0, inner.y0, inner.x1 - side - margin, inner.y1)
    return (place, rest) if side >= LEAST_CODE_PT else (None, inner)


def _narrow_image(inner: Any, content: StampContent, margin: float) -> tuple[Any, Any]:
    if content.image is None:
        return None, inner
    if not content.lines:
        return inner, inner
    if inner.height >= inner.width / 2:
        edge = inner.y0 + inner.height * _STACKED_SHARE
        return (
            pymupdf.Rect(inner.x0, inner.y0, inner.x1, edge),
            pymupdf.Rect(inner.x0, edge + margin / 2, inner.x1, inner.y1),
        )
    edge = inner.x0 + inner.width * _STACKED_SHARE
    return (
        pymupdf.Rect(inner.x0, inner.y0, edge, inner.y1),
        pymupdf.Rect(edge + margin, inner.y0, inner.x1, inner.y1),
    )


def _columns(page: Any, inner: Any, content: StampContent, margin: float) -> tuple[Any, Any]:
    """Give the left column and that of the lines, with a rule between them."""
    has_left = content.image or content.logo or _name_of(content.lines) is not None
    if not has_left:
        return None, inner
    if not content.lines:
        return inner, inner
    rule_x = inner.x0 + inner.width * _LEFT_SHARE
    left = pymupdf.Rect(inner.x0, inner.y0, rule_x - margin, inner.y1)
    page.draw_line((rule_x, inner.y0), (rule_x, inner.y1), color=_RULE_COLOUR, width=_RULE_PT)
    return left, pymupdf.Rect(rule_x + margin, inner.y0, inner.x1, inner.y1)


def _logo_place(left: Any, content: StampContent, margin: float) -> tuple[Any, Any]:
    if content.logo is None or left is None:
        return None, left
    edge = left.y0 + left.height * _LOGO_SHARE
    if edge - left.y0 < _LEAST_LOGO_PT:
        return None, left
    logo = pymupdf.Rect(left.x0, left.y0, left.x1, edge)
    return logo, pymupdf.Rect(left.x0, edge + margin / 2, left.x1, left.y1)


def _name_of(lines: Sequence[StampLine]) -> StampLine | None:
    return next((line for line in lines if line.bold), None)


def _set_lines(page: Any, frame: Any, lines: Sequence[StampLine]) -> list[str]:
    """Set lines as large as they can be; gives the parts that had to go to keep them legible."""
    kept = tuple(lines)
    missing: list[str] = []
    while kept:
        fitted, text_pt = _fitted_lines(frame, kept)
        spare = spare_lines(kept) if text_pt < LEAST_TEXT_PT else []
        if not spare:
            _set(page, frame, fitted)
            break
        gone = spare[0]
        if not missing:
            # One long line may be what makes all the others small.
            trials = ((each, _fitted_lines(frame, _without(kept, each))[1]) for each in spare)
            gone = next((each for each, size_pt in trials if size_pt >= LEAST_TEXT_PT), gone)
        kept = _without(kept, gone)
        missing.append(gone.part)
    return missing


def _without(lines: tuple[StampLine, ...], gone: StampLine) -> tuple[StampLine, ...]:
    return tuple(line for line in lines if line is not gone)


def _fitted_lines(frame: Any, lines: Sequence[StampLine]) -> tuple[_Fitted, float]:
    """Fit lines, and give the size of their letters in points."""
    size = _size(lines, frame.height)
    fitted = _fitted(frame, _lines_html(lines, size))
    return fitted, size * fitted.scale


def _size(lines: Sequence[StampLine], height_pt: float) -> float:
    return max(4.0, min(10.0, height_pt / (_LEADING * max(1, len(lines)))))


def _lines_html(lines: Sequence[StampLine], size: float) -> str:
    return "".join(
        f'<p style="font-family: sans-serif; font-size: {size:.2f}px; '
        f"font-weight: {'bold' if line.bold else 'normal'}; "
        f'color: {html.escape(line.colour)};">{shown_text(line.text)}</p>'
        for line in lines
    )


def _name_html(name: StampLine, height_pt: float) -> str:
    size = max(8.0, min(22.0, height_pt * 0.36))
    return (
        f'<p style="font-family: serif; font-style: italic; font-size: {size:.2f}px; '
        f'color: {html.escape(name.colour)};">{shown_text(name.text)}</p>'
    )


def _initials_html(initials: StampLine, height_pt: float) -> str:
    return (
        f'<p style="font-family: serif; font-style: italic; text-align: center; '
        f'font-size: {height_pt * 0.75:.2f}px;">{shown_text(initials.text)}</p>'
    )


_STYLE = f"body {{margin: 1px;}} * {{margin: 0; line-height: {_LEADING};}}"


def _put(page: Any, frame: Any, content: str) -> None:
    """Set text into a frame, as small as it must be, in the middle of its height."""
    _set(page, frame, _fitted(frame, content))


def _fitted(frame: Any, content: str) -> _Fitted:
    """Find the scale at which a text fits, as PyMuPDF's `insert_htmlbox` does."""
    story = pymupdf.Story(html=content, user_css=_STYLE)
    room = pymupdf.Rect(0, 0, frame.width, frame.height)
    flags = pymupdf.mupdf.FZ_PLACE_STORY_FLAG_NO_OVERFLOW
    fit = story.fit_scale(room, scale_min=1, scale_max=None, flags=flags)
    return _Fitted(story, fit.rect, min(fit.filled[3], fit.rect.y1), 1 / fit.parameter)


def _set(page: Any, frame: Any, fitted: _Fitted) -> None:
    room = fitted.room
    spare_pt = (room.y1 - fitted.height) * fitted.scale
    top = frame.y0 + spare_pt / 2
    place = pymupdf.Rect(frame.x0, top, frame.x1, top + fitted.height * fitted.scale)
    taken = pymupdf.Rect(room.x0, room.y0, room.x1, fitted.height)
    with fitted.story.write_with_links(lambda *_: (room, room, None)) as written:
        page.show_pdf_page(place, written, 0, clip=taken)
