"""What a visible signature says, in the language and the form that its look asks for."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from paraph.domain.keys.certificate import CertificateFacts
from paraph.domain.stamp.appearance import (
    LEAST_FIRST,
    USUAL,
    Appearance,
    DateForm,
    Part,
    StampLanguage,
)
from paraph.domain.stamp.stamp_content import StampContent, StampLine

_QUIET, _INK = "#5A6272", "#161A22"
_FIELD = re.compile(r"\{(\w+)\}")
_UNKNOWN_SHA256 = "0" * 64


class _Tongue(NamedTuple):
    signed: str
    sealed: str
    short_months: str
    long_months: str
    day: str  # how day, month and year stand


_TONGUES = {
    StampLanguage.ENGLISH: _Tongue(
        "Signed electronically by",
        "Sealed electronically by",
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        "January February March April May June July August September October November December",
        "{day} {month} {year}",
    ),
    StampLanguage.FRENCH: _Tongue(
        "Signé électroniquement par",
        "Cacheté électroniquement par",
        "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "{day} {month} {year}",
    ),
    StampLanguage.GERMAN: _Tongue(
        "Elektronisch signiert von",
        "Elektronisch gesiegelt von",
        "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "{day}. {month} {year}",
    ),
}


class StampFacts(NamedTuple):
    """What one signature gives its stamp; `document_sha256` is of the file before it is signed."""

    certificate: CertificateFacts
    when: datetime
    reason: str = ""
    location: str = ""
    document_sha256: str = ""


def stamp_content(facts: StampFacts, look: Appearance = USUAL) -> StampContent:
    """Give what is drawn for one signature in a look."""
    lines = tuple(line for line in _lines(facts, look) if line.text)
    if not lines and look.image is None:
        lines = (StampLine(facts.certificate.holder, bold=True, part=str(Part.NAME)),)
    return StampContent(
        lines,
        look.image,
        look.clears_white,
        look.logo,
        _qr_text(facts) if look.has_qr else "",
    )


def moment_words(when: datetime, form: DateForm, language: StampLanguage) -> str:
    """Write a moment of the signer's clock."""
    if form is DateForm.ISO:
        # Year first: the one order that no reader takes for another.
        return f"{when:%Y-%m-%d %H:%M} {_offset(when)}"
    tongue = _TONGUES[language]
    months = tongue.short_months if form is DateForm.SHORT else tongue.long_months
    day = "1er" if language is StampLanguage.FRENCH and when.day == 1 else str(when.day)
    words = tongue.day.format(day=day, month=months.split()[when.month - 1], year=when.year)
    if form is DateForm.DAY:
        return words
    zone = f" ({_offset(when)})" if form is DateForm.LONG else ""
    return f"{words}, {when:%H:%M}{zone}"


def spare_lines(lines: tuple[StampLine, ...]) -> list[StampLine]:
    """Give the lines that a stamp can do without, the least important first."""
    if len(lines) < 2:
        return []
    parts = {line.part: line for line in lines}
    return [parts[part] for part in LEAST_FIRST if part in parts]


def _lines(facts: StampFacts, look: Appearance) -> Iterator[StampLine]:
    values = _values(facts, look)
    for part in Part:
        if part not in look.lines:
            continue
        if part is Part.PLACE and Part.DATE in look.lines:
            continue  # they stand on one line
        if part is Part.DATE:
            place = values["location"] if Part.PLACE in look.lines else ""
            words = ", ".join(each for each in (place, values["date"]) if each)
        else:
            words = values.get(_VALUE_OF.get(part, part), "")
        yield StampLine(words, part is Part.NAME, _COLOURS.get(part, _INK), str(part))


_VALUE_OF = {Part.PLACE: "location"}
_COLOURS = {Part.CAPTION: _QUIET, Part.DATE: _QUIET, Part.PLACE: _QUIET, Part.ORGANISATION: _QUIET}


def _values(facts: StampFacts, look: Appearance) -> Mapping[str, str]:
    certificate, tongue = facts.certificate, _TONGUES[look.language]
    values = {
        "caption": tongue.sealed if certificate.is_legal_person else tongue.signed,
        "name": certificate.holder,
        "date": moment_words(facts.when, look.date_form, look.language),
        "reason": facts.reason,
        "location": facts.location,
        "serial": certificate.serial,
        "issuer": certificate.issuer_name,
        "organisation": certificate.organisation,
        "role": look.role or certificate.title,
    }
    return {**values, "text": filled_in(look.text, values)}


def filled_in(text: str, values: Mapping[str, str]) -> str:
    """Put values in place of {fields}; a name that is no field stays as it was written."""
    return _FIELD.sub(lambda found: values.get(found[1], found[0]), text)


def _qr_text(facts: StampFacts) -> str:
    # Letters, digits and marks of the QR code's alphanumeric mode (ISO/IEC 18004, 7.4.4): a third
    # smaller than bytes. The hash is of the file before this signature: no file holds its own.
    document = facts.document_sha256 or _UNKNOWN_SHA256
    certificate = facts.certificate.sha256
    return f"PDF BEFORE SIGNING SHA-256 {document} CERTIFICATE SHA-256 {certificate}".upper()


def _offset(when: datetime) -> str:
    zone = f"{when:%z}"
    return "UTC" if zone in ("", "+0000") else f"UTC{zone[:3]}:{zone[3:5]}"
