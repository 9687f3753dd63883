"""What the parsers raise over hostile and broken files, as the error that a person understands."""

import binascii
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from pyhanko.pdf_utils.misc import PdfError

from paraph.domain.errors import DocumentDamaged
from paraph.pades.open_pdf import has_signature_trace

_BREAKAGE = (
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


@contextmanager
def document_errors(file: BinaryIO) -> Iterator[None]:
    """Raise DocumentDamaged for breakage; errors of ours and of the disk pass as they are."""
    try:
        yield
    except _BREAKAGE as error:
        repairable = int(not has_signature_trace(file))
        raise DocumentDamaged(why=type(error).__name__, repairable=repairable) from error
