"""Whether a document and its earlier signatures admit one more signature.

Encryption permissions (ISO 32000-2, table 22), certification and field locks (12.8.2.2 and
12.8.2.4), and forms whose look is not in the pages.
"""

from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import FieldMDPSpec, enumerate_sig_fields

from paraph.domain.errors import DocMdpForbids, FieldLocked, NoPages, PermissionForbids, XfaForm
from paraph.pades.open_pdf import Update

_NO_CHANGES = 1
# ISO 32000-2, table 22, bits 4, 6 and 9.
_MAY_MODIFY, _MAY_ANNOTATE, _MAY_FILL = 1 << 3, 1 << 5, 1 << 8


def refuse_unsignable(writer: Update, *, new_field: bool) -> None:
    """Raise when the document as a whole takes no signature, in a new field or one it has."""
    _check_permissions(writer, new_field=new_field)
    if _value(writer.root, "/AcroForm", "/XFA") is not None:
        raise XfaForm
    if not int(writer.root["/Pages"]["/Count"]):
        raise NoPages
    if any(level == _NO_CHANGES for level in docmdp_levels(writer.prev)):
        raise DocMdpForbids


def refuse_locked_field(reader: PdfFileReader, field: str) -> None:
    """Raise FieldLocked when an earlier signature locked `field`."""
    for reference in _references(reader):
        if reference.get("/TransformMethod") != "/FieldMDP":
            continue
        if FieldMDPSpec.from_pdf_object(reference["/TransformParams"]).is_locked(field):
            raise FieldLocked(field=field)


def _check_permissions(writer: Update, *, new_field: bool) -> None:
    encrypt: Any = writer.prev.encrypt_dict
    if encrypt is None or writer.opened_as_owner:
        return
    bits, revision = int(encrypt["/P"]), int(encrypt["/R"])
    # Bit 9 has a meaning from revision 3 on; before it only bit 6 allows filling.
    may_fill = bits & (_MAY_ANNOTATE | (_MAY_FILL if revision >= 3 else 0))
    may_create = bits & _MAY_MODIFY and bits & _MAY_ANNOTATE
    if not (may_create if new_field else may_fill):
        raise PermissionForbids


def docmdp_levels(reader: PdfFileReader) -> Iterator[int]:
    """Give /P of every certification and lock that limits later changes."""
    certified = _value(reader.root, "/Perms", "/DocMDP")
    every = [*_references(reader), *_references_of(certified)]
    for reference in every:
        if reference.get("/TransformMethod") == "/DocMDP":
            yield int(_value(reference, "/TransformParams", "/P") or 2)
    # An approval signature restricts what follows by its field's lock (table 236).
    for _, _, field in enumerate_sig_fields(reader, filled_status=True):
        limit = _value(field, "/Lock", "/P")
        if limit is not None:
            yield int(limit)


def _references(reader: PdfFileReader) -> Iterator[Any]:
    for _, value, _ in enumerate_sig_fields(reader, filled_status=True):
        yield from _references_of(value)


def _references_of(signature: Any) -> list[Any]:
    found = _value(signature, "/Reference")
    return [item.get_object() for item in found] if found is not None else []


def _value(container: Any, *keys: str) -> Any:
    for key in keys:
        if container is None:
            return None
        found = container.get_object().get(key)
        container = found.get_object() if found is not None else None
        # A reference to an object that is not there means null (ISO 32000-2, 7.3.10).
        if type(container).__name__ == "NullObject":
            return None
    return container
