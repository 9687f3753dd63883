"""How a person wants a visible signature to look, and what of it is drawn where room is scarce."""

from dataclasses import dataclass
from enum import StrEnum

MOST_LETTERS = 200
MOST_NAME_LETTERS = 60


class Part(StrEnum):
    """What a stamp may show; the order is that of its lines from the top."""

    CAPTION = "caption"
    NAME = "name"
    ROLE = "role"
    ORGANISATION = "organisation"
    REASON = "reason"
    PLACE = "place"
    DATE = "date"
    TEXT = "text"
    LOGO = "logo"
    IMAGE = "image"
    QR = "qr"


# What goes first where a box is too small. The name stays: without it a stamp says nothing.
LEAST_FIRST = (
    Part.LOGO,
    Part.QR,
    Part.ORGANISATION,
    Part.ROLE,
    Part.CAPTION,
    Part.TEXT,
    Part.PLACE,
    Part.REASON,
    Part.DATE,
)
USUAL_LINES = (Part.CAPTION, Part.NAME, Part.REASON, Part.PLACE, Part.DATE)


class StampLanguage(StrEnum):
    """The language of a stamp's own words, by ISO 639-1; that of the window may be another."""

    ENGLISH = "en"
    FRENCH = "fr"
    GERMAN = "de"


class DateForm(StrEnum):
    """How the moment is written."""

    ISO = "iso"  # 2026-11-23 14:32 UTC+01:00
    SHORT = "short"  # 23 nov. 2026, 14:32
    LONG = "long"  # 23 novembre 2026, 14:32 (UTC+01:00)
    DAY = "day"  # 23 novembre 2026


@dataclass(frozen=True, slots=True)
class Appearance:
    """A look. `image` and `logo` are PNG files as `render.stamp_image` makes them, or None.

    `lines` says which lines stand in the stamp; one without words is left out. `text` may hold
    {name}, {date}, {reason}, {location}, {serial}, {issuer}, {organisation} and {role}.
    """

    name: str = ""
    lines: tuple[Part, ...] = USUAL_LINES
    language: StampLanguage = StampLanguage.ENGLISH
    date_form: DateForm = DateForm.ISO
    role: str = ""
    text: str = ""
    image: bytes | None = None
    clears_white: bool = False
    logo: bytes | None = None
    has_qr: bool = False


USUAL = Appearance()


@dataclass(frozen=True, slots=True)
class Looks:
    """The looks of one person, and the name of the one in use; no look of that name is the usual.

    Names are told apart as people read them: without upper and lower case.
    """

    every: tuple[Appearance, ...] = ()
    used: str = ""

    @property
    def current(self) -> Appearance:
        """Give the look in use."""
        return self.named(self.used) or USUAL

    def named(self, name: str) -> Appearance | None:
        """Give the look of a name."""
        return next((look for look in self.every if _alike(look.name, name)), None)

    def using(self, look: Appearance, before: str = "") -> "Looks":
        """Give the looks with this one in use, in place of that named `before` and of its own."""
        gone = (before, look.name)
        others = [each for each in self.every if not any(_alike(each.name, n) for n in gone)]
        return Looks((*others, look), look.name)

    def without(self, name: str) -> "Looks":
        """Give the looks without one, and the usual one in use if it was that."""
        others = tuple(each for each in self.every if not _alike(each.name, name))
        return Looks(others, "" if _alike(name, self.used) else self.used)


def _alike(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()
