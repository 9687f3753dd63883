"""What a stamp shows, once the words are found; the window's start loads this and no more."""

from typing import NamedTuple

INITIALS_PART = "initials"  # a line that is all there is, as large as it can be


class StampLine(NamedTuple):
    """One line of a stamp. `part` says what it tells; a line without one is never left out."""

    text: str
    bold: bool = False
    colour: str = "#161A22"
    part: str = ""


class StampContent(NamedTuple):
    """What a stamp shows; `image` and `logo` are PNG files, `qr_text` is what its code says.

    `image` is drawn with its white made transparent where `clears_white` says so.
    """

    lines: tuple[StampLine, ...] = ()
    image: bytes | None = None
    clears_white: bool = False
    logo: bytes | None = None
    qr_text: str = ""
