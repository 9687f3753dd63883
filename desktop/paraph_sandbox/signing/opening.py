"""PDF files opened for one more revision; what is broken or hostile is refused, never a failure."""

import binascii
import io
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.crypt import AuthStatus
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from paraph_sandbox.lifecycle.problems import Problem

BREAKAGE = (
    PdfError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RecursionError,
    NotImplementedError,
    zlib.error,
    struct.error,
    binascii.Error,
)
_MOST_NODES = 200_000


@contextmanager
def readable() -> Iterator[None]:
    """Raise Problem 422 `document_unreadable` for whatever a parser stumbles over."""
    try:
        yield
    except BREAKAGE as error:
        detail = "The PDF is damaged, or of a kind that takes no signature."
        raise Problem(422, "document_unreadable", detail) from error


class _DirectEncrypt(generic.DictionaryObject):
    """/Encrypt as the trailer's own dictionary: it has no object number, so none is spared."""

    idnum = 0  # object 0 heads the free list and is never written


class Reader(PdfFileReader):
    """A reader that takes an /Encrypt dictionary standing in the trailer itself.

    ISO 32000-2, table 15, allows that; this goes when pyHanko (0.38 does not) opens such a file.
    """

    @property
    def encrypt_dict(self) -> generic.DictionaryObject | None:
        """Give the encryption dictionary, direct or not."""
        trailer: Any = self.trailer
        if "/Encrypt" not in trailer:
            return None
        found = trailer.raw_get("/Encrypt")
        if isinstance(found, generic.DictionaryObject) and not isinstance(found, _DirectEncrypt):
            make: Any = _DirectEncrypt
            found = trailer["/Encrypt"] = make(found)
        return found if isinstance(found, _DirectEncrypt) else super().encrypt_dict


class Revision(IncrementalPdfFileWriter):
    """One more revision of a file; /Info and the XMP metadata stay as they are."""

    def find_page_for_modification(self, page_ix: int) -> tuple[Any, Any]:
        """Give the page that is shown under this number from 0.

        pyHanko 0.38 goes by the /Count of the tree's nodes; where one is wrong, that is another
        page than people are shown.
        """
        return page_at(self.root, page_ix), generic.DictionaryObject()  # type: ignore[no-untyped-call]

    def register_annotation(self, page_ref: Any, annot_ref: Any) -> None:
        """Add an annotation to one page: pages may share the array that they refer to."""
        page = page_ref.get_object()
        given = page.raw_get("/Annots") if "/Annots" in page else None
        if isinstance(given, generic.IndirectObject):
            elsewhere: Any = given
            own: Any = generic.ArrayObject
            page[generic.pdf_name("/Annots")] = own(elsewhere.get_object())
        super().register_annotation(page_ref, annot_ref)  # type: ignore[no-untyped-call]

    def _update_meta(self) -> None:
        """Change nothing."""


def open_revision(pdf: bytes) -> Revision:
    """Open for one more revision.

    Raises Problem 422 `password_protected` and what pyHanko raises: see `readable`.
    """
    reader = open_pdf(pdf)
    writer = Revision(io.BytesIO(pdf), prev=reader)
    if reader.security_handler is not None:
        secured: Any = writer
        _check_opened(secured.encrypt(""))
    return writer


def open_pdf(pdf: bytes) -> Reader:
    """Open for reading. Raises Problem 422 `password_protected` and what pyHanko raises."""
    try:
        reader = Reader(io.BytesIO(pdf))
        is_strict = not reader.xrefs.hybrid_xrefs_present
    except PdfError:
        is_strict = False
    if not is_strict:
        # Strict readers refuse hybrid cross-references, which are allowed (ISO 32000-2, 7.5.8.4).
        reader = Reader(io.BytesIO(pdf), strict=False)
    if reader.security_handler is not None:
        _check_opened(reader.decrypt(""))
    return reader


def _check_opened(result: Any) -> None:
    if result.status is AuthStatus.FAILED:
        detail = "The PDF opens only with a password."
        raise Problem(422, "password_protected", detail)


def entry(dictionary: Any, key: str, default: Any = None) -> Any:
    """Give an entry as it is behind its reference; `default` for null and for what is not there.

    pyHanko's own `get` gives the reference.
    """
    if key not in dictionary:
        return default
    # A reference to an object that is not there means null (ISO 32000-2, 7.3.10).
    found = dictionary[key]
    return default if isinstance(found, generic.NullObject) else found


def pages_of(root: Any) -> Iterator[Any]:
    """Give the references of the pages as they follow one another (ISO 32000-2, 7.7.3)."""
    waiting: list[Any] = [root.raw_get("/Pages")]
    seen: set[Any] = set()
    while waiting:
        reference = waiting.pop()
        if reference.reference in seen or len(seen) > _MOST_NODES:
            raise PdfError("the page tree has a loop")
        seen.add(reference.reference)
        node = reference.get_object()
        if "/Kids" in node:
            kids = node["/Kids"]
            waiting += [kids.raw_get(n) for n in reversed(range(len(kids)))]
        else:
            yield reference


def page_at(root: Any, index: int) -> Any:
    """Give the reference of a page by its number from 0."""
    found = next(islice(pages_of(root), index, None), None)
    if found is None:
        raise PdfError("there is no such page")
    return found


def rotation_of(page: Any) -> int:
    """Give by how many degrees a page is turned clockwise when it is shown."""
    for _ in range(_MOST_NODES):
        if "/Rotate" in page:
            return int(page["/Rotate"]) % 360
        if "/Parent" not in page:
            break
        page = page["/Parent"]
    return 0
