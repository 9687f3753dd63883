"""The fields of a form (ISO 32000-2, 12.7.4), as far as a signature has to know them."""

import codecs
from collections.abc import Iterator
from typing import NamedTuple

from paraph.pades.increment.reading import PdfFile
from paraph.pades.increment.sections import Found
from paraph.pades.increment.syntax import Array, BeyondFastPath, Dictionary, Name, Ref, Text

_MOST_FIELDS = 5000
_SIGNATURE = Name(b"Sig")
# A signature field with one of these asks for more than a signature (12.7.5.5).
_CONDITIONS = frozenset({b"SV", b"Lock"})


class Field(NamedTuple):
    """A terminal field; `own` is its dictionary and `name` its names joined by full stops."""

    found: Found
    own: Dictionary
    name: str
    is_signature: bool

    @property
    def is_signed(self) -> bool:
        """Tell whether it has a value, which a plain file names by reference."""
        return b"V" in self.own


class Form(NamedTuple):
    """The interactive form; `found` holds its dictionary, `fields_in` the array of its fields."""

    found: Found
    own: Dictionary
    fields_in: Found
    fields: Array
    signature_fields: tuple[Field, ...]
    names: frozenset[str]

    @property
    def signatures(self) -> int:
        """Count the signature fields with a value."""
        return sum(each.is_signed for each in self.signature_fields)

    def empty_field(self, name: str) -> Field:
        """Give the one plain empty field of that name, its widget being the field itself."""
        (field,) = [each for each in self.signature_fields if each.name == name]
        own = field.own
        if field.is_signed or _CONDITIONS & own.keys() or b"Kids" in own:
            raise BeyondFastPath("field")
        if own.value(b"Subtype") != Name(b"Widget") or b"Rect" not in own:
            raise BeyondFastPath("field")
        return field


def read_form(file: PdfFile, catalog: Found, own: Dictionary) -> Form | None:
    """Read the catalog's form, or None. Raises BeyondFastPath where a signature may be barred."""
    given = own.value(b"AcroForm")
    if b"AcroForm" not in own:
        return None
    found = file.dictionary(given) if isinstance(given, Ref) else catalog
    form = found.value if isinstance(given, Ref) else given
    if not isinstance(form, Dictionary) or b"XFA" in form:
        raise BeyondFastPath("form")
    listed = form.value(b"Fields")
    fields_in = file.get(listed) if isinstance(listed, Ref) else found
    fields = fields_in.value if isinstance(listed, Ref) else listed
    if not isinstance(fields, Array):
        raise BeyondFastPath("fields")
    every = list(_terminal(file, fields, "", None, set()))
    signature_fields = tuple(each for each in every if each.is_signature)
    for each in signature_fields:
        _refuse_conditions(file, each)
    names = frozenset(each.name.partition(".")[0] for each in every)
    return Form(found, form, fields_in, fields, signature_fields, names)


def _refuse_conditions(file: PdfFile, field: Field) -> None:
    """Leave to the general path what restricts later signatures (12.8.2)."""
    if field.is_signed:
        value = file.dictionary(field.own.value(b"V")).value
        if not isinstance(value, Dictionary) or b"Reference" in value or b"Lock" in field.own:
            raise BeyondFastPath("restricts")


def _terminal(
    file: PdfFile, refs: Array, above: str, kind: object, seen: set[Ref]
) -> Iterator[Field]:
    for ref in refs:
        if ref in seen or len(seen) >= _MOST_FIELDS:
            raise BeyondFastPath("field_tree")
        found = file.dictionary(ref)
        seen.add(ref)
        own = found.value
        if not isinstance(own, Dictionary) or not isinstance(own.value(b"T"), Text):
            raise BeyondFastPath("field_name")
        name = above + text(own.value(b"T"))
        own_kind = file.resolved(own.value(b"FT")) or kind
        kids = file.resolved(own.value(b"Kids"))
        if isinstance(kids, Array) and kids and _are_fields(file, kids):
            if b"V" in own:
                raise BeyondFastPath("inherited_value")
            yield from _terminal(file, kids, name + ".", own_kind, seen)
        else:
            yield Field(found, own, name, own_kind == _SIGNATURE)


def _are_fields(file: PdfFile, kids: Array) -> bool:
    named = {b"T" in _dictionary(file, kid) for kid in kids}
    if len(named) != 1:
        raise BeyondFastPath("mixed_kids")
    return named.pop()


def _dictionary(file: PdfFile, ref: object) -> Dictionary:
    value = file.dictionary(ref).value
    if not isinstance(value, Dictionary):
        raise BeyondFastPath("kid")
    return value


def text(value: bytes) -> str:
    """Read a text string (7.9.2.2); PDFDocEncoding as far as it is Latin-1."""
    if value.startswith(codecs.BOM_UTF16_BE):
        return value[2:].decode("utf-16-be")
    if value.startswith(codecs.BOM_UTF8):
        return value[3:].decode("utf-8")
    return value.decode("latin-1")
