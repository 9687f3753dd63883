"""What a visible signature says."""

from datetime import datetime
from typing import NamedTuple

CAPTION = "Signed electronically by"
SEAL_CAPTION = "Sealed electronically by"
_QUIET, _INK = "#5A6272", "#161A22"


class StampLine(NamedTuple):
    """One line of a stamp."""

    text: str
    bold: bool = False
    colour: str = _INK


def stamp_lines(
    holder: str, when: datetime, reason: str | None, location: str | None, caption: str = CAPTION
) -> list[StampLine]:
    """Give the lines: who signs, when by the signer's clock, why and where."""
    where_and_when = ", ".join(part for part in (location, _moment(when)) if part)
    lines = [
        StampLine(caption, colour=_QUIET),
        StampLine(holder, bold=True),
        StampLine(reason or ""),
        StampLine(where_and_when, colour=_QUIET),
    ]
    return [line for line in lines if line.text]


def _moment(when: datetime) -> str:
    # Year first: the one order that no reader takes for another.
    zone = f"{when:%z}"
    offset = "UTC" if zone in ("", "+0000") else f"UTC{zone[:3]}:{zone[3:5]}"
    return f"{when:%Y-%m-%d %H:%M} {offset}"
