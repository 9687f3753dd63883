"""Whether a document and its earlier signatures admit one more: encryption permissions (ISO
32000-2, table 22), certification and field locks (12.8.2.2 and 12.8.2.4), forms beside the pages.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from pyhanko.pdf_utils.crypt import StandardSecurityHandler
from pyhanko.sign.fields import FieldMDPSpec, enumerate_sig_fields

from paraph_sandbox.lifecycle.places import Placed
from paraph_sandbox.lifecycle.problems import Problem
from paraph_sandbox.signing.fields import empty_field_at, field_names
from paraph_sandbox.signing.opening import Revision, entry, open_revision, readable

_NO_CHANGES = 1
_MAY_MODIFY, _MAY_ANNOTATE, _MAY_FILL = 1 << 3, 1 << 5, 1 << 8


def check_admits(pdf: bytes, fields: Iterable[Placed]) -> None:
    """Raise Problem 422 when a document cannot take signatures in these fields.

    `document_forbids_signatures` when it says so itself, `document_unreadable`,
    `password_protected`, `dynamic_form` for one whose look is not in its pages (XFA).
    """
    with readable():
        writer = open_revision(pdf)
        _check_form(writer, fields)
        new = any(_is_new(writer, field) for field in fields)
        _check_permissions(writer, new_field=new)
        levels = list(_docmdp_levels(writer.prev))
        if _NO_CHANGES in levels:
            raise _forbidden("It is certified against every change.")
        if levels and new:
            raise _forbidden("It is certified: only the fields that it has can be filled.")
        _check_locks(writer, fields)


def _check_form(writer: Revision, fields: Iterable[Placed]) -> None:
    if _value(writer.root, "/AcroForm", "/XFA") is not None:
        raise Problem(422, "dynamic_form", "The document is a dynamic form (XFA).")
    if field_names(writer.root) & {field.name for field in fields}:
        raise Problem(422, "document_unreadable", "The document has fields of the same names.")


def _is_new(writer: Revision, field: Placed) -> bool:
    return field.page is not None and empty_field_at(writer, field) is None


def _check_permissions(writer: Revision, *, new_field: bool) -> None:
    handler, encrypt = writer.prev.security_handler, writer.prev.encrypt_dict
    if handler is None or encrypt is None:
        return
    if not isinstance(handler, StandardSecurityHandler):
        raise _forbidden("It is encrypted for certain readers alone.")
    bits, revision = int(encrypt["/P"]), int(encrypt["/R"])
    # Bit 9 has a meaning from revision 3 on; before it only bit 6 allows filling.
    may_fill = bits & (_MAY_ANNOTATE | (_MAY_FILL if revision >= 3 else 0))
    may_create = bits & _MAY_MODIFY and bits & _MAY_ANNOTATE
    if not (may_create if new_field else may_fill):
        raise _forbidden("Its owner has not allowed signatures.")


def _check_locks(writer: Revision, fields: Iterable[Placed]) -> None:
    for reference in _references(writer.prev):
        if entry(reference, "/TransformMethod") != "/FieldMDP":
            continue
        lock = FieldMDPSpec.from_pdf_object(reference["/TransformParams"])
        for field in fields:
            found = empty_field_at(writer, field)
            if lock.is_locked(field.name if found is None else found.name):
                raise _forbidden("An earlier signature has locked the field.")


def _docmdp_levels(reader: Any) -> Iterator[int]:
    """Give /P of every certification and lock that limits later changes."""
    certified = _value(reader.root, "/Perms", "/DocMDP")
    for reference in [*_references(reader), *_references_of(certified)]:
        if entry(reference, "/TransformMethod") == "/DocMDP":
            yield int(_value(reference, "/TransformParams", "/P") or 2)
    # An approval signature restricts what follows by its field's lock (table 236).
    for _, _, field in enumerate_sig_fields(reader, filled_status=True):
        limit = _value(field, "/Lock", "/P")
        if limit is not None:
            yield int(limit)


def _references(reader: Any) -> Iterator[Any]:
    for _, value, _ in enumerate_sig_fields(reader, filled_status=True):
        yield from _references_of(value)


def _references_of(signature: Any) -> list[Any]:
    found = _value(signature, "/Reference")
    return [] if found is None else [each.get_object() for each in found]


def _value(container: Any, *keys: str) -> Any:
    for key in keys:
        if container is None:
            return None
        container = entry(container.get_object(), key)
    return container


def _forbidden(why: str) -> Problem:
    return Problem(422, "document_forbids_signatures", f"The document takes no signature. {why}")
