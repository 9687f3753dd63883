"""What a DOCX is (ECMA-376, part 2): known by its parts, and bounded in what it unpacks to."""

import zipfile
import zlib
from pathlib import Path

from paraph_sandbox.lifecycle.problems import Problem

_START = b"PK\x03\x04"
_MAIN_PART = "word/document.xml"
_MOST_PARTS = 10_000
_MOST_BYTES = 512 * 1024 * 1024


def is_zip(path: Path) -> bool:
    """Tell whether a file starts as a ZIP does, which a DOCX is."""
    with path.open("rb") as file:
        return file.read(len(_START)) == _START


def check_docx(path: Path) -> None:
    """Raise Problem 415 `unsupported_media_type` for another ZIP than a DOCX without macros.

    Raises Problem 422 `document_unreadable` for a damaged one, `document_too_complex` for a bomb.
    """
    try:
        with zipfile.ZipFile(path) as parts:
            told = parts.infolist()
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError) as error:
        raise Problem(422, "document_unreadable", "The DOCX is damaged.") from error
    names = {each.filename for each in told}
    if _MAIN_PART not in names or any(name.endswith("vbaProject.bin") for name in names):
        detail = "Only PDF files and DOCX files without macros are taken."
        raise Problem(415, "unsupported_media_type", detail)
    if len(told) > _MOST_PARTS or sum(each.file_size for each in told) > _MOST_BYTES:
        raise Problem(422, "document_too_complex", "The DOCX unpacks to too much.")
