"""What `paraph request create` is given: signatories, times, the document."""

import math
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from paraph.domain.errors import DocumentMissing, InvalidArgument, NotAPdf
from paraph.domain.service.preparing_checks import is_email
from paraph.domain.service.request_draft import DraftSignatory
from paraph.domain.service.signature_request import PlacedField
from paraph.plain_file import opened

_LEVELS = ("simple", "advanced", "qualified")
_ROLES = ("signer", "approver", "cc")
_SEPARATORS = re.compile(r"[._+-]+")
_WIDTH_PT, _HEIGHT_PT = 180.0, 60.0
_MOST_TEXT, _MOST_ORDER = 200, 1000
# What a PDF may have before its header (ISO 32000-2, 7.5.2, as readers hold it).
_HEADER_WITHIN = 1024


@dataclass
class _Reading:
    """What was read of one `--signatory` so far."""

    text: str
    names: list[str] = field(default_factory=list)
    told: dict[str, str] = field(default_factory=dict)
    fields: list[PlacedField] = field(default_factory=list)
    is_local: bool = False

    def refuse(self, why: str) -> InvalidArgument:
        return InvalidArgument(argument="--signatory", value=self.text, why=why)


def signatory(text: str, *, of_template: bool = False) -> tuple[str, DraftSignatory]:
    """Read EMAIL[;FIRST;LAST][;level=…][;order=N][;role=R][;local][;field=…|;anchor=…].

    Gives the role, which is a template's key where there is one. Raises InvalidArgument.
    """
    email, *parts = (each.strip() for each in text.split(";"))
    reading = _Reading(text)
    if not is_email(email):
        raise reading.refuse("It begins with an e-mail address.")
    for part in parts:
        _read(part, reading)
    if len(reading.fields) > 1:
        raise reading.refuse("One field, or one anchor: each person signs once.")
    if of_template and (reading.fields or reading.is_local or set(reading.told) - {"role"}):
        raise reading.refuse("Level, turn and fields are the template's.")
    first, last = _names(email, reading)
    role = reading.told.get("role", "" if of_template else "signer")
    if not of_template and role not in _ROLES:
        raise reading.refuse("role is signer, approver or cc.")
    level = reading.told.get("level", "advanced")
    if level not in _LEVELS:
        raise reading.refuse("level is simple, advanced or qualified.")
    return role, DraftSignatory(
        email,
        first,
        last,
        level,
        _order(reading),
        role if role in _ROLES else "signer",
        "local" if reading.is_local else "remote",
        tuple(reading.fields),
    )


def moment(text: str | None, argument: str) -> datetime | None:
    """Read a time of RFC 3339, or a day, which ends with it. Raises InvalidArgument."""
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
        if "T" not in text.upper() and " " not in text.strip():
            found = found.replace(hour=23, minute=59, second=59)
        # A time without an offset is meant as the clock on the wall shows it.
        return found.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        why = "A time as 2026-12-05T23:59:59Z is expected, or a day."
        raise InvalidArgument(argument=argument, value=text, why=why) from error


def check_line(text: str, argument: str) -> str:
    """Give a text that the service takes as one line. Raises InvalidArgument."""
    text = text.strip()
    if not text or len(text) > _MOST_TEXT or not text.isprintable():
        why = f"One line of 1 to {_MOST_TEXT} letters is expected."
        raise InvalidArgument(argument=argument, value=text, why=why)
    return text


def document_name(path: Path) -> str:
    """Give a document's name as it is sent: as a PDF, which a Word document becomes first.

    Raises NotAPdf, DocumentMissing.
    """
    try:
        with opened(path) as file:
            start = file.read(_HEADER_WITHIN)
    except OSError as error:
        raise DocumentMissing(file=str(path), why=error.strerror) from error
    if b"%PDF-" not in start and not start.startswith(b"PK"):
        raise NotAPdf(file=str(path))
    stem = "".join(each if each.isprintable() else " " for each in path.stem)
    return f"{stem[: _MOST_TEXT - len('.pdf')]}.pdf"


def _read(part: str, reading: _Reading) -> None:
    name, equals, value = part.partition("=")
    if part == "local":
        reading.is_local = True
    elif part == "remote":
        reading.is_local = False
    elif not equals:
        reading.names.append(part)
    elif name == "field":
        reading.fields.append(_field(value, reading))
    elif name == "anchor" and value.strip():
        number = len(reading.fields) + 1
        found = PlacedField(
            f"Field{number}", "signature", None, None, None, _WIDTH_PT, _HEIGHT_PT, value
        )
        reading.fields.append(found)
    elif name in ("level", "order", "role") and value:
        reading.told[name] = value
    else:
        raise reading.refuse(f"“{part}” is not known.")


def _field(value: str, reading: _Reading) -> PlacedField:
    try:
        page, x, y, *size = (float(each) for each in value.split(","))
        width, height = size or (_WIDTH_PT, _HEIGHT_PT)
    except ValueError as error:
        raise reading.refuse("field is PAGE,X,Y or PAGE,X,Y,W,H.") from error
    # What is no number, or without end, is in no comparison true.
    if not all(map(math.isfinite, (page, x, y, width, height))):
        raise reading.refuse("field is PAGE,X,Y or PAGE,X,Y,W,H.")
    if page < 1 or page != int(page) or width <= 0 or height <= 0:
        raise reading.refuse("A page counts from 1, and a field has a size.")
    number = len(reading.fields) + 1
    return PlacedField(f"Field{number}", "signature", int(page), x, y, width, height)


def _order(reading: _Reading) -> int:
    text = reading.told.get("order", "1")
    # No more digits are read than the largest has: thousands of them are none that Python reads.
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:5]) <= _MOST_ORDER):
        raise reading.refuse("order is a number from 1.")
    return int(text)


def _names(email: str, reading: _Reading) -> tuple[str, str]:
    """Give first and last name; without any, what the address tells."""
    names = [each for each in reading.names if each]
    if len(names) > 2 or len(reading.names) == 1:
        raise reading.refuse("A first and a last name are expected, or none.")
    if not names:
        told = [each for each in _SEPARATORS.split(email.partition("@")[0]) if each]
        names = [told[0].title(), " ".join(told[1:]).title()] if told else [email, ""]
    first, last = names[0], names[-1]
    first, last = check_line(first, "--signatory"), check_line(last or first, "--signatory")
    return first, last
