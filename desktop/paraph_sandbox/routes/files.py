"""Whole files as answers: named by the digest of their bytes."""

from typing import Any, BinaryIO

from fastapi import Request, Response

from paraph_sandbox.gate.files import file_answer
from paraph_sandbox.routes.responses import problems

PDF = "application/pdf"
PDF_SCHEMA = {"type": "string", "format": "binary"}


def pdf_told(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Give the documented responses of a route that answers with a PDF."""
    return {
        **problems(416, *statuses),
        200: {"description": "The PDF.", "content": {PDF: {"schema": PDF_SCHEMA}}},
        206: {
            "description": "The part of it that `Range` asks for.",
            "content": {PDF: {"schema": PDF_SCHEMA}},
        },
        304: {"description": "It is the one that `If-None-Match` names."},
    }


def file_tag(sha256: str) -> str:
    """Give the entity tag of bytes with this digest."""
    return f'"sha256:{sha256}"'


def pdf_answer(request: Request, sha256: str, content: BinaryIO, **headers: str) -> Response:
    """Answer with a PDF that is open, or a part of it, or with 304 when the caller has it."""
    return file_answer(request, content, file_tag(sha256), headers)
