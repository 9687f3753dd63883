"""What a PDF says of its own archive format: PDF/A (ISO 19005), by its XMP metadata.

A claim, not a proof. What a signature adds keeps to it; what is already wrong stays wrong.
"""

import re
from enum import StrEnum
from typing import NamedTuple

# ISO 19005-1, 6.7.11: as an attribute or as an element, of the schema pdfaid.
_PART = re.compile(r"""pdfaid:part\s*(?:=\s*["']|>)\s*(\d)""")
_CONFORMANCE = re.compile(r"""pdfaid:conformance\s*(?:=\s*["']|>)\s*([A-Za-z])""")
_ENCODINGS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


class ArchiveClaim(NamedTuple):
    """Part 1 to 4 of ISO 19005 and the conformance level (B, U, A, E, F or empty).

    `has_intent` tells of an output intent, which says what device colours mean.
    """

    part: int
    conformance: str = ""
    has_intent: bool = False

    @property
    def name(self) -> str:
        """Give the words by which the format is known, such as PDF/A-2b."""
        return f"PDF/A-{self.part}{self.conformance.lower()}"

    @property
    def is_opaque(self) -> bool:
        """Tell whether what is added has to do without transparency.

        ISO 19005-1, 6.4 forbids it; ISO 19005-2, 6.2.10 wants a blending space, which a page
        takes from the output intent.
        """
        return self.part == 1 or not self.has_intent


class ArchiveFinding(StrEnum):
    """What a person is told before a PDF/A file is signed."""

    KEPT = "archive_kept"
    PLAIN_LOOK = "archive_kept_plain"  # kept, and pictures lie on white, without transparency
    TAGS_LACKING = "archive_tags_lacking"  # level A wants tags; the stamp has none
    PART_UNKNOWN = "archive_unknown"  # a part that this program does not know


def claim_in(xmp: bytes, *, has_intent: bool) -> ArchiveClaim | None:
    """Read the claim of an XMP packet; None when it makes none."""
    encoding = next((name for mark, name in _ENCODINGS if xmp.startswith(mark)), "utf-8")
    if encoding == "utf-8" and b"\0" in xmp[:4]:
        encoding = "utf-16-be" if xmp[:1] == b"\0" else "utf-16-le"
    text = xmp.decode(encoding, "replace")
    part, conformance = _PART.search(text), _CONFORMANCE.search(text)
    if part is None:
        return None
    return ArchiveClaim(int(part[1]), conformance[1].upper() if conformance else "", has_intent)


def archive_finding(
    claim: ArchiveClaim | None, *, is_visible: bool, has_picture: bool
) -> ArchiveFinding | None:
    """Say what a signature does to a file's claim, before it is made; None without a claim."""
    if claim is None:
        return None
    if claim.part not in (1, 2, 3):
        return ArchiveFinding.PART_UNKNOWN
    if claim.conformance == "A" and is_visible:
        # ISO 19005-1, 6.8 and 19005-2, 6.7: level A asks that what is shown is tagged.
        return ArchiveFinding.TAGS_LACKING
    is_plain = is_visible and has_picture and claim.is_opaque
    return ArchiveFinding.PLAIN_LOOK if is_plain else ArchiveFinding.KEPT
