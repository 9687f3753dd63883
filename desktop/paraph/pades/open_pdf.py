"""Open a PDF for an incremental update: header, cross-references, password.

What pyHanko raises is turned into the errors a person understands here and in `general_signer`,
and nowhere else. Whether the document may be signed is `permissions`.
"""

import os
from itertools import islice
from typing import Any, BinaryIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.crypt import AuthStatus, SecurityHandler, StandardSecurityHandler
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from paraph.domain.errors import (
    EncryptionUnsupported,
    NotAPdf,
    PasswordIncorrect,
    PasswordRequired,
)
from paraph.domain.keys.secret import Secret
from paraph.pades.increment.syntax import END_OF_STREAM
from paraph.pades.page_tree import page_references

_HEADER_WINDOW = 1024
# ISO 32000-1, annex C: readers know no object number above it. Some are left for an update.
_MOST_OBJECTS = 8_388_607 - 10_000
_TRACE, _PIECE = b"/ByteRange", 1 << 20


def open_for_update(file: BinaryIO, password: Secret | None) -> "Update":
    """Give an unlocked writer over `file`.

    Raises NotAPdf and the password errors; a damaged file raises whatever pyHanko meets.
    """
    file.seek(0)
    if b"%PDF-" not in file.read(_HEADER_WINDOW):
        raise NotAPdf
    reader: Any = _reader(file)
    if int(reader.trailer["/Size"]) > _MOST_OBJECTS:
        raise PdfError("size")
    writer = Update(file, prev=reader)
    _unlock(writer, password)
    return writer


def read_back(file: BinaryIO, password: Secret | None) -> PdfFileReader:
    """Give an unlocked reader of a file that was written here."""
    reader = Reader(file, strict=False)
    if reader.security_handler is not None:
        reader.decrypt(password.reveal() if password is not None else "")
    return reader


def has_signature_trace(file: BinaryIO) -> bool:
    """Tell whether bytes of a signature are in the file, however broken it is."""
    file.seek(0)
    tail = b""
    while piece := file.read(_PIECE):
        if _TRACE in tail + piece:
            return True
        tail = piece[-len(_TRACE) :]
    return False


class _DirectEncrypt(generic.DictionaryObject):
    """/Encrypt as the trailer's own dictionary: it has no object number, so none is spared."""

    idnum = 0  # object 0 heads the free list and is never written


class Reader(PdfFileReader):
    """A reader that takes an /Encrypt dictionary standing in the trailer itself.

    ISO 32000-2, table 15, allows that and PyMuPDF writes it. pyHanko 0.38 reads it only when it
    forgives everything else too; this can go when its strict reader opens such a file.
    """

    @property
    def encrypt_dict(self) -> generic.DictionaryObject | None:
        """Give the encryption dictionary, direct or not."""
        trailer: Any = self.trailer
        if "/Encrypt" not in trailer:
            return None
        found = trailer.raw_get("/Encrypt")
        if isinstance(found, _DirectEncrypt):
            return found
        if isinstance(found, generic.DictionaryObject):
            make: Any = _DirectEncrypt
            trailer["/Encrypt"] = make(found)
            return found
        given: generic.DictionaryObject | None = super().encrypt_dict
        return given


class Update(IncrementalPdfFileWriter):
    """An update that adds a signature and leaves /Info and the XMP metadata as they are.

    pyHanko 0.38 renews the producer and the date of change, drops what it does not know of an XMP
    packet, and stumbles over packets that are not UTF-8.
    """

    opened_as_owner = False

    def find_page_for_modification(self, page_ix: int) -> tuple[Any, generic.DictionaryObject]:
        """Give the page that is shown under this number from 0, and no resources.

        pyHanko passes the nodes of the tree by their /Count; where one is wrong, that is another
        page than a person was shown.
        """
        pages = page_references(self.root.raw_get("/Pages"))
        found = next(islice(pages, page_ix, None), None)
        if found is None:
            raise PdfError("page_missing")
        make: Any = generic.DictionaryObject
        return found, make()

    def register_annotation(self, page_ref: Any, annot_ref: Any) -> None:
        """Add an annotation to one page: pages may share the array they refer to."""
        page = page_ref.get_object()
        given: Any = page.raw_get("/Annots") if "/Annots" in page else None
        is_elsewhere = type(given) is generic.IndirectObject
        listed = given.get_object() if is_elsewhere else None
        if isinstance(listed, generic.ArrayObject):
            make: Any = generic.ArrayObject
            page[generic.pdf_name("/Annots")] = make(listed)
        base: Any = super()
        base.register_annotation(page_ref, annot_ref)

    def _update_meta(self) -> None:
        """Change nothing."""

    def _write_header(self, stream: BinaryIO) -> None:
        super()._write_header(stream)  # type: ignore[no-untyped-call]
        self._end_line(stream)

    def _write_updated_section(self, stream: BinaryIO) -> None:
        self._end_line(stream)
        super()._write_updated_section(stream)  # type: ignore[no-untyped-call]

    def _write_objects(self, stream: BinaryIO, object_position_dict: Any) -> None:
        super()._write_objects(_StreamEnds(stream), object_position_dict)

    def _end_line(self, stream: BinaryIO) -> None:
        """End the line behind the last %%EOF: pyHanko 0.38 goes on in it.

        An object's number begins a line (ISO 19005-1, 6.1.8; 19005-2, 6.1.9).
        """
        self.input_stream.seek(-1, os.SEEK_END)
        if self.input_stream.read(1) not in (b"\n", b"\r"):
            stream.seek(0, os.SEEK_END)
            stream.write(b"\n")


class _StreamEnds:
    """An output that ends streams as `END_OF_STREAM`; pyHanko 0.38 writes a line feed alone."""

    def __init__(self, output: BinaryIO) -> None:
        self._output = output

    def write(self, data: bytes) -> int:
        return self._output.write(END_OF_STREAM if data == b"\nendstream" else data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._output, name)


def _reader(file: BinaryIO) -> PdfFileReader:
    # Strict readers refuse hybrid cross-references (ISO 32000-2, 7.5.8.4); both tables are read.
    # Any other file is read once: a table of many objects takes pyHanko a second.
    file.seek(0)
    try:
        strict = Reader(file)
    except PdfError:
        file.seek(0)
        if not PdfFileReader(file, strict=False).xrefs.hybrid_xrefs_present:
            raise
    else:
        if not strict.xrefs.hybrid_xrefs_present:
            return strict
    file.seek(0)
    return Reader(file, strict=False)


def _unlock(writer: Update, password: Secret | None) -> None:
    handler: SecurityHandler | None = writer.prev.security_handler
    if handler is None:
        return
    if not isinstance(handler, StandardSecurityHandler):
        raise EncryptionUnsupported(why="public_key_encryption")
    secured: Any = writer
    try:
        result = secured.encrypt(password.reveal() if password is not None else "")
    except UnicodeEncodeError as error:
        # Before AES-256 a password has only letters of PDFDocEncoding (ISO 32000-2, 7.6.4.3.2).
        raise PasswordIncorrect from error
    if result.status is AuthStatus.FAILED:
        raise PasswordRequired if password is None else PasswordIncorrect
    writer.opened_as_owner = result.status is AuthStatus.OWNER
