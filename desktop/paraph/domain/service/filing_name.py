"""Where results lie in the client's file: a pattern filled with what is known of a request.

The names are those that Windows, macOS and Linux all take, whatever a title is made of.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from paraph.domain.errors.filing import FilingPatternRefused

DEFAULT_PATTERN = "{client}/{matter}/{date} {name}"
TRAIL_ENDING = " - audit trail"
NAMES = ("client", "matter", "date", "year", "name", "reference")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_SEPARATORS = re.compile(r"[/\\]+")
# Windows takes none of these in a name.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
# Devices of Windows, with any ending; the superscripts count as digits there.
_RESERVED = re.compile(r"(?i)(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])[ .]*(\.|$)")
# Most file systems take 255, some that encrypt 143; the ending of a file comes behind it.
_MOST_BYTES = 100
_MOST_FOLDERS = 8
_SCRIPT_JOINERS = "\u200c\u200d"  # Persian and Indic words are written with them


class FilingPlace(NamedTuple):
    """Folders below the root, and what the names of the files begin with."""

    folders: tuple[str, ...]
    stem: str

    def numbered(self, number: int) -> "FilingPlace":
        """Give the place for when those before are taken; 1 is the first."""
        return self if number == 1 else self._replace(stem=f"{self.stem} ({number})")


def check_pattern(pattern: str) -> None:
    """Raise FilingPatternRefused for a pattern that names what there is not."""
    named = _PLACEHOLDER.findall(pattern)
    unknown = [each for each in named if each not in NAMES]
    if unknown or re.search("[{}]", _PLACEHOLDER.sub("", pattern)):
        raise FilingPatternRefused(why="unknown_name", pattern=pattern, names=list(NAMES))
    if "name" not in _PLACEHOLDER.findall(_SEPARATORS.split(pattern)[-1]):
        raise FilingPatternRefused(why="no_name", pattern=pattern)
    if len(_SEPARATORS.split(pattern)) > _MOST_FOLDERS:
        raise FilingPatternRefused(why="too_deep", pattern=pattern)


def filing_place(pattern: str, values: Mapping[str, str]) -> FilingPlace:
    """Fill a pattern. A folder of which nothing is known is left out.

    Raises FilingPatternRefused.
    """
    check_pattern(pattern or DEFAULT_PATTERN)
    *folders, stem = _SEPARATORS.split(pattern or DEFAULT_PATTERN)
    named = (safe_name(_filled(each, values)) for each in folders)
    kept = tuple(each for each in named if each)
    return FilingPlace(kept, safe_name(_filled(stem, values)) or "_")


def safe_name(text: str) -> str:
    """Give a name that every system takes, as near to the text as can be; may be empty."""
    # A lone surrogate has no bytes; NFC, since macOS and Linux would else show two like names.
    plain = text.encode(errors="replace").decode()
    plain = unicodedata.normalize("NFC", plain)
    plain = "".join(each if _is_seen(each) else " " for each in plain)
    # No dot first: it hides a name; none at the end: Windows drops it, and a blank too.
    name = _bare(" ".join(_FORBIDDEN.sub("-", plain).split()))
    name = _bare(name.encode()[:_MOST_BYTES].decode(errors="ignore"))
    # What was cut within a letter's marks is composed as it stands.
    name = unicodedata.normalize("NFC", name)
    return f"_{name}" if _RESERVED.match(name) else name


def _bare(name: str) -> str:
    return name.strip(" .")


def _filled(part: str, values: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], ""), part)


def _is_seen(letter: str) -> bool:
    if letter in _SCRIPT_JOINERS:
        return True
    # Marks of direction could show a name backwards.
    return unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Cn", "Zl", "Zp")
