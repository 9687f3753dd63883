"""A signed file read again: that its tables lead to the signature, and to it as it was meant."""

from pathlib import Path

from paraph.domain.errors import SignatureCheckFailed
from paraph.pades.increment.fields import Field, read_form
from paraph.pades.increment.reading import BREAKAGE, PdfFile
from paraph.pades.increment.source import Source
from paraph.pades.increment.syntax import BeyondFastPath, Dictionary, Ref
from paraph.pades.increment.update import Increment


def find_again(path: Path, made: Increment) -> None:
    """Follow the file from its end to the signature that `made` put there.

    Raises SignatureCheckFailed when it is not there, or does not cover what was hashed.
    """
    try:
        with path.open("rb") as opened:
            file = PdfFile(Source(opened))
            field = _field(file, made.field)
            is_right = _covers(file, field, made.byte_range) and (
                not made.is_new_field or _is_on_its_page(file, field)
            )
    except BREAKAGE as error:
        raise SignatureCheckFailed(why="structure") from error
    if not is_right:
        raise SignatureCheckFailed(why="structure")


def _field(file: PdfFile, name: str) -> Field:
    catalog = file.dictionary(file.trailer.value(b"Root"))
    if not isinstance(catalog.value, Dictionary):
        raise BeyondFastPath("catalog")
    form = read_form(file, catalog, catalog.value)
    if form is None or form.own.value(b"SigFlags") != 3:
        raise BeyondFastPath("form")
    (field,) = [each for each in form.signature_fields if each.name == name]
    return field


def _is_on_its_page(file: PdfFile, field: Field) -> bool:
    page = file.dictionary(field.own.value(b"P"))
    listed = page.value.value(b"Annots")  # type: ignore[attr-defined]
    return Ref(field.found.number, field.found.generation) in file.resolved(listed)


def _covers(file: PdfFile, field: Field, byte_range: tuple[int, ...]) -> bool:
    reference = field.own.value(b"V")
    signature = file.dictionary(reference).value
    place = file.place(reference.number)
    if place is None or not isinstance(signature, Dictionary):
        return False
    contents = signature[b"Contents"]
    gap = (place.offset + contents.at, place.offset + contents.end)
    return gap == byte_range[1:3] and tuple(signature.value(b"ByteRange")) == byte_range
