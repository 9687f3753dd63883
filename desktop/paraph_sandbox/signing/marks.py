"""Initials, dates and texts: fields of the form that nobody edits, filled as their owner signs.

All of them are made in the first revision: what is new on a page after a signature is taken for a
change to what was signed, what fills a field is not (ISO 32000-2, 12.8.2.2.2).
"""

from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string

from paraph_sandbox.lifecycle.places import Box, Placed
from paraph_sandbox.signing.fields import field_names, form_fields
from paraph_sandbox.signing.looks import Draw, look_of, numbers
from paraph_sandbox.signing.opening import Revision, entry, page_at, rotation_of

_PRINT, _READ_ONLY = 1 << 2, 1
_make: Any = generic


def prepare(writer: Revision, marks: list[Placed]) -> None:
    """Add fields that are not there yet, empty."""
    taken = field_names(writer.root)
    for mark in marks:
        if mark.name not in taken:
            _add(writer, mark)


def fill(writer: Revision, mark: Placed, text: str, draw: Draw) -> None:
    """Give a field its text."""
    (field,) = [each for each in form_fields(writer.root) if entry(each, "/T") == mark.name]
    page = field["/P"]
    field[pdf_name("/V")] = pdf_string(text)
    look = look_of(writer, draw([text], mark.width, mark.height, rotation_of(page)))
    field[pdf_name("/AP")] = _make.DictionaryObject({pdf_name("/N"): look})
    writer.update_container(field)


def _add(writer: Revision, mark: Placed) -> None:
    page, box = page_at(writer.root, (mark.page or 1) - 1), mark.box or Box(0, 0, 0, 0)
    empty = _make.StreamObject(
        {
            pdf_name("/Type"): pdf_name("/XObject"),
            pdf_name("/Subtype"): pdf_name("/Form"),
            pdf_name("/BBox"): numbers((0, 0, mark.width, mark.height)),
        },
        b"",
    )
    # Packed as it is once it is filled: see `looks.is_packed`.
    empty.compress()
    look = writer.add_object(empty)
    field = _make.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Widget"),
            pdf_name("/FT"): pdf_name("/Tx"),
            pdf_name("/T"): pdf_string(mark.name),
            pdf_name("/F"): _make.NumberObject(_PRINT),
            pdf_name("/Ff"): _make.NumberObject(_READ_ONLY),
            pdf_name("/DA"): pdf_string("/Helv 0 Tf 0 g"),
            pdf_name("/Rect"): numbers(box),
            pdf_name("/P"): page,
            pdf_name("/AP"): _make.DictionaryObject({pdf_name("/N"): look}),
        }
    )
    reference = writer.add_object(field)
    _fields(writer).append(reference)
    writer.register_annotation(page, reference)


def _fields(writer: Revision) -> Any:
    """Give the list of the form's fields, made when it is not there, and to be written anew."""
    root = writer.root
    if "/AcroForm" not in root:
        root[pdf_name("/AcroForm")] = writer.add_object(_make.DictionaryObject())
        writer.update_container(root)
    form = root["/AcroForm"]
    if "/Fields" not in form:
        form[pdf_name("/Fields")] = _make.ArrayObject()
    fields = form["/Fields"]
    writer.update_container(form)
    writer.update_container(fields)
    return fields
