"""What the catalog says of the PDF version and of extensions to it (ISO 32000-2, 7.12).

As pyHanko writes it: PAdES in a file before PDF 2.0 is declared by ESIC (EN 319 142-1, 5.6), the
curves of ISO/TS 32002 raise the file to PDF 2.0.
"""

import re

from paraph.pades.increment.changes import Changes
from paraph.pades.increment.sections import Found
from paraph.pades.increment.syntax import Array, BeyondFastPath, Dictionary, Name

_LEAST = (1, 7)
_ESIC = b"<< /Type /DeveloperExtensions /BaseVersion /1.7 /ExtensionLevel 1 >>"
_ISO = (
    b"<< /Type /DeveloperExtensions /BaseVersion /2.0 /ExtensionLevel %d"
    b" /URL (https://www.iso.org/standard/%d.html) /ExtensionRevision (:2022) >>"
)
_PAGE_OF = {32001: 45874, 32002: 45875}


def declare(
    changes: Changes, catalog: Found, header: tuple[int, int], iso_levels: tuple[int, ...]
) -> None:
    """Raise the version where it must be, and name the extensions. Raises BeyondFastPath."""
    own = catalog.value
    if not isinstance(own, Dictionary):
        raise BeyondFastPath("catalog")
    version = max(header, _version(own))
    _raise_version(changes, catalog, own, version, (2, 0) if iso_levels else _LEAST)
    wanted = [] if version >= (2, 0) else [(b"ESIC", _ESIC)]
    if iso_levels:
        listed = b" ".join(_ISO % (level, _PAGE_OF[level]) for level in iso_levels)
        wanted.append((b"ISO_", b"[" + listed + b"]"))
    if b"Extensions" in own:
        _add(changes, catalog, wanted, iso_levels)
    elif wanted:
        words = b" ".join(b"/" + key + b" " + value for key, value in wanted)
        changes.put(catalog, own, b"Extensions", b"<< " + words + b" >>")


def _add(
    changes: Changes,
    catalog: Found,
    wanted: list[tuple[bytes, bytes]],
    iso_levels: tuple[int, ...],
) -> None:
    present = catalog.value.value(b"Extensions")  # type: ignore[attr-defined]
    if not isinstance(present, Dictionary):
        raise BeyondFastPath("extensions")
    for key, value in wanted:
        if key not in present:
            changes.put(catalog, present, key, value)
        elif not _has(present.value(key), iso_levels if key == b"ISO_" else (1,)):
            raise BeyondFastPath("extension")


def _has(value: object, levels: tuple[int, ...]) -> bool:
    each = value if isinstance(value, Array) else [value]
    found = [one.value(b"ExtensionLevel") for one in each if isinstance(one, Dictionary)]
    return len(found) == len(each) and set(levels) <= set(found)


def _version(own: Dictionary) -> tuple[int, int]:
    if b"Version" not in own:
        return (0, 0)
    name = own.value(b"Version")
    found = re.fullmatch(rb"([12])\.(\d)", name) if isinstance(name, Name) else None
    if found is None:
        raise BeyondFastPath("version")
    return int(found[1]), int(found[2])


def _raise_version(
    changes: Changes,
    catalog: Found,
    own: Dictionary,
    version: tuple[int, int],
    least: tuple[int, int],
) -> None:
    if version < least:
        changes.put(catalog, own, b"Version", b"/%d.%d" % least)
