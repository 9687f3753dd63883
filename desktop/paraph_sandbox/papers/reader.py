"""The process that reads uploads: a fault, a bomb or an endless loop in a file costs it alone.

The parent's side is `papers.papers`.
"""

import base64
import os
from typing import Any

import pymupdf
from pymupdf import mupdf

from paraph_sandbox.apart.child import TOO_COMPLEX, answer_parent
from paraph_sandbox.papers.text_search import Spots, find_texts

MOST_PAGES = 10_000
_HEAD_BYTES = 1024
_TAIL_BYTES = 2048
_PICTURE_PX = 1400

Boxes = list[tuple[float, float, float, float]]


class Refused(Exception):
    """The file is not taken, for the reason that this code names."""


def look(path: str) -> Boxes:
    """Give what is shown of each page, in user space. Raises Refused."""
    with _opened(path) as paper:
        if paper.page_count < 1:
            raise Refused("no_pages")
        if paper.page_count > MOST_PAGES:
            raise Refused("too_many_pages")
        return [_shown(paper, n) for n in range(paper.page_count)]


def find(path: str, texts: list[str]) -> Spots:
    """Give where each text stands first; what is not there is left out. Raises Refused."""
    with _opened(path) as paper:
        return find_texts(paper, texts)


def picture(path: str, number: int) -> str:
    """Give the picture of a page by its number from 1, as PNG in base64. Raises Refused."""
    with _opened(path) as paper:
        page = paper[number - 1]
        scale = _PICTURE_PX / max(1.0, page.rect.width, page.rect.height)
        png = page.get_pixmap(matrix=pymupdf.Matrix(scale, scale), alpha=False).tobytes("png")
    return base64.b64encode(png).decode()


def _opened(path: str) -> pymupdf.Document:
    with open(path, "rb") as file:  # noqa: PTH123 - this process starts faster without
        if b"%PDF-" not in file.read(_HEAD_BYTES):
            raise Refused("not_a_pdf")
        file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL_BYTES))
        has_end = b"startxref" in file.read()
    paper = pymupdf.open(path, filetype="pdf")
    if paper.needs_pass:
        raise Refused("password_protected")
    if paper.is_repaired and not has_end:
        raise Refused("document_cut_off")
    return paper


def _shown(paper: pymupdf.Document, n: int) -> tuple[float, float, float, float]:
    # PyMuPDF's own cropbox has its y turned over, and costs a page object each.
    page = mupdf.pdf_lookup_page_obj(mupdf.pdf_document_from_fz_document(paper.this), n)
    box, matrix = mupdf.FzRect(), mupdf.FzMatrix()
    mupdf.pdf_page_obj_transform(page, box, matrix)
    return box.x0, box.y0, box.x1, box.y1


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    try:
        if "texts" in asked:
            return {"found": find(asked["path"], asked["texts"])}
        if "picture" in asked:
            return {"png": picture(asked["path"], asked["picture"])}
        return {"boxes": look(asked["path"])}
    except Refused as refused:
        return {"refused": str(refused)}
    except (MemoryError, mupdf.FzErrorSystem, mupdf.FzErrorLimit):
        return TOO_COMPLEX
    except Exception as error:  # noqa: BLE001 - whatever a hostile file does becomes an answer
        # MuPDF tells of memory in words alone: "malloc (n bytes) failed", "calloc …".
        grave = isinstance(error, RecursionError) or "alloc" in str(error)
        return TOO_COMPLEX if grave else {"refused": "document_unreadable"}
    finally:
        pymupdf.TOOLS.store_shrink(100)


if __name__ == "__main__":
    pymupdf.TOOLS.mupdf_display_errors(on=False)
    pymupdf.TOOLS.mupdf_display_warnings(on=False)
    answer_parent(_answer)
