"""Open a PDF for signing: header, cross-references, password, permissions, certification.

What pyHanko raises is turned into the errors a person understands here and nowhere else.
"""

from typing import Any, BinaryIO

from pyhanko.pdf_utils.crypt import AuthStatus, StandardSecurityHandler
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation.pdf_embedded import read_certification_data

from paraph.domain.errors import (
    DocMdpForbids,
    DocumentDamaged,
    NotAPdf,
    ParaphError,
    PasswordIncorrect,
    PasswordRequired,
    PermissionForbids,
)
from paraph.domain.secret import Secret

_HEADER_WINDOW = 1024
# ISO 32000-2, table 22: bit 6 annotations and fields, bit 9 filling of existing fields.
_MAY_ANNOTATE, _MAY_FILL = 1 << 5, 1 << 8


def open_for_update(file: BinaryIO, password: Secret | None) -> IncrementalPdfFileWriter:
    """Give a writer over `file`; raises the document errors of `domain.errors`."""
    if b"%PDF-" not in file.read(_HEADER_WINDOW):
        raise NotAPdf
    try:
        writer = _writer(file)
        _unlock(writer, password)
        certification = read_certification_data(writer.prev)
    except ParaphError:
        raise
    except (PdfError, SigningError, ValueError, KeyError, IndexError, TypeError) as error:
        raise DocumentDamaged(why=type(error).__name__) from error
    if certification is not None and certification.permission is MDPPerm.NO_CHANGES:
        raise DocMdpForbids
    return writer


def _writer(file: BinaryIO) -> IncrementalPdfFileWriter:
    file.seek(0)
    # Strict readers refuse hybrid cross-references (ISO 32000-2, 7.5.8.4); both tables are read.
    strict = not PdfFileReader(file, strict=False).xrefs.hybrid_xrefs_present
    file.seek(0)
    return IncrementalPdfFileWriter(file, strict=strict)


def _unlock(writer: IncrementalPdfFileWriter, password: Secret | None) -> None:
    if writer.prev.security_handler is None:
        return
    if not isinstance(writer.prev.security_handler, StandardSecurityHandler):
        raise PasswordRequired(why="public_key_encryption")
    secured: Any = writer
    result = secured.encrypt(password.reveal() if password is not None else "")
    if result.status is AuthStatus.FAILED:
        raise PasswordRequired if password is None else PasswordIncorrect
    allowed = int(secured.prev.trailer["/Encrypt"]["/P"])
    if result.status is AuthStatus.USER and not allowed & (_MAY_ANNOTATE | _MAY_FILL):
        raise PermissionForbids


def field_exists(writer: IncrementalPdfFileWriter, name: str) -> bool | None:
    """Tell whether the field is empty (True), signed (False) or not there (None)."""
    for found, value, _ in enumerate_sig_fields(writer.prev):
        if found == name:
            return value is None
    return None
