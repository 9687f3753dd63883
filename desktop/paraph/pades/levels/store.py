"""The document security store of a file (ISO 32000-2, 12.8.4.3): read it, add to it.

What is there stays as it is, since earlier document timestamps cover it: entries are appended, and
VRI is written only for signatures that have none. Its key is the SHA-1 of the whole decoded
/Contents, as others have it; pyHanko 0.38 hashes the hexadecimal digits after signing.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.rw_common import PdfHandler
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1

from paraph.pades.levels.evidence import Store
from paraph.pades.levels.values import entry
from paraph.pades.open_pdf import Update

_ARRAYS = ("/Certs", "/OCSPs", "/CRLs")
_VRI_ARRAYS = ("/Cert", "/OCSP", "/CRL")


def read_store(handler: PdfHandler) -> Store:
    """Give what the store holds; an entry that cannot be read is left out."""
    found = entry(handler.root, "/DSS")
    if not isinstance(found, generic.DictionaryObject):
        return Store()
    return Store(*(tuple(_items(found, name)) for name in _ARRAYS))


def add_to_store(writer: Update, evidence: Store, by_contents: Mapping[bytes, Store]) -> None:
    """Add evidence, and a VRI entry for each signature, named by its /Contents."""
    root: Any = writer.root
    old = entry(root, "/DSS")
    store = _dictionary() if old is None else root["/DSS"]
    references: dict[bytes, Any] = {}
    for name, items in zip(_ARRAYS, evidence, strict=True):
        _append(writer, store, name, items, references)
    _add_vri(writer, store, by_contents, references)
    if old is None:
        root[generic.pdf_name("/DSS")] = writer.add_object(store)
        root_changed: Any = writer.update_root
        root_changed()
    else:
        writer.update_container(store)
    writer.register_extension(ESIC_EXTENSION_1)


def vri_key(contents: bytes) -> str:
    """Give a signature's name in VRI."""
    return "/" + hashlib.sha1(contents, usedforsecurity=False).hexdigest().upper()


def _dictionary() -> Any:
    make: Any = generic.DictionaryObject
    return make()


def _items(store: Any, name: str) -> Iterable[bytes]:
    found = entry(store, name)
    for item in found if isinstance(found, generic.ArrayObject) else ():
        stream = item.get_object()
        if isinstance(stream, generic.StreamObject):
            try:
                yield stream.data
            except (PdfError, ValueError):
                continue  # what is unreadable proves nothing, and hides nothing else


def _append(
    writer: Update, store: Any, name: str, items: Iterable[bytes], references: dict[bytes, Any]
) -> None:
    is_new = entry(store, name) is None
    array = generic.ArrayObject() if is_new else store[name]
    for item in array:
        stream = item.get_object()
        if isinstance(stream, generic.StreamObject):
            references.setdefault(stream.data, item)
    for der in items:
        if der not in references:
            references[der] = writer.add_object(generic.StreamObject(stream_data=der))
            array.append(references[der])
    if not is_new:
        writer.update_container(array)
    elif len(array):
        store[generic.pdf_name(name)] = array


def _add_vri(
    writer: Update,
    store: Any,
    by_contents: Mapping[bytes, Store],
    references: Mapping[bytes, Any],
) -> None:
    is_new = entry(store, "/VRI") is None
    vri = _dictionary() if is_new else store["/VRI"]
    for contents, evidence in by_contents.items():
        key = vri_key(contents)
        if key in vri:
            continue
        one = _dictionary()
        for name, items in zip(_VRI_ARRAYS, evidence, strict=True):
            if items:
                known = generic.ArrayObject([references[der] for der in items])
                one[generic.pdf_name(name)] = known
        vri[generic.pdf_name(key)] = writer.add_object(one)
    if not is_new:
        writer.update_container(vri)
    elif len(vri):
        store[generic.pdf_name("/VRI")] = vri
