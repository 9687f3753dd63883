"""Documents as they are signed: a Word document (DOCX) becomes a PDF first, by `paraph.office`.

What a person sees is what is sent: no service makes a PDF of its own of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from paraph import office
from paraph.domain.errors import DocumentMissing, NeedsPerson
from paraph.domain.errors.service import ConversionFailed, ConverterMissing, WordDocumentRefused
from paraph.plain_file import opened


@contextmanager
def pdf_of(source: Path) -> Iterator[Path]:
    """Give a document as it is, or the PDF of a DOCX, which goes at the end.

    Raises DocumentMissing, ConverterMissing, ConversionFailed, WordDocumentRefused.
    """
    try:
        with opened(source):  # a pipe would keep whoever looks into it
            is_word = office.is_zip(source)
    except OSError as error:
        raise DocumentMissing(file=str(source), why=error.strerror) from error
    if not is_word:
        yield source
        return
    try:
        with office.as_pdf(source, office.find_converter()) as made:
            yield made
    except office.NotConverted as error:
        raise _refusal(error.why, source) from error


def _refusal(why: str, source: Path) -> NeedsPerson:
    if why == office.MISSING:
        return ConverterMissing(file=str(source))
    if why in (office.FAILED, office.TOO_LONG):
        return ConversionFailed(file=str(source), why=why)
    return WordDocumentRefused(file=str(source), why=why)
