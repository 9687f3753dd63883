"""A DOCX as a PDF, by LibreOffice when it is there (`paraph.office`), in the words of the API."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from paraph import office
from paraph.office import NotConverted, find_converter
from paraph_sandbox.lifecycle.problems import Problem

_PROBLEMS = {
    office.DAMAGED: (422, "document_unreadable", "The DOCX is damaged."),
    office.TOO_COMPLEX: (422, "document_too_complex", "The DOCX unpacks to too much."),
    office.MISSING: (
        415,
        "converter_missing",
        "This server has no LibreOffice to turn a DOCX into a PDF. Send a PDF.",
    ),
    **dict.fromkeys(
        (office.NOT_A_DOCX, office.MACROS),
        (
            415,
            "unsupported_media_type",
            "Only PDF files and DOCX files without macros are taken.",
        ),
    ),
    **dict.fromkeys(
        (office.FAILED, office.TOO_LONG),
        (422, "conversion_failed", "LibreOffice could not turn the DOCX into a PDF."),
    ),
}


@contextmanager
def as_pdf(docx: Path, timeout_s: float = office.TIMEOUT_S) -> Iterator[Path]:
    """Give a DOCX as a PDF file, which goes at the end.

    Raises Problem 415 `converter_missing` without LibreOffice, 422 `conversion_failed` when it
    makes no PDF in time, 415 `unsupported_media_type` for another ZIP than a DOCX without macros,
    422 `document_unreadable` for a damaged one, `document_too_complex` for a bomb.
    """
    try:
        with office.as_pdf(docx, find_converter(), timeout_s) as made:
            yield made
    except NotConverted as error:
        raise Problem(*_PROBLEMS[error.why]) from error
