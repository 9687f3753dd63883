"""A form with one file (RFC 7578), read from the wire once the caller may send it.

The file goes to the disk as it arrives. What else the form may hold is a pydantic shape.
"""

import unicodedata
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, Generic, TypeVar, cast

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect

from paraph_sandbox.gate.digests import BodyDigests, body_digests
from paraph_sandbox.lifecycle.problems import Problem, invalid

FORM = "multipart/form-data"
_MOST_FIELDS = 20
_SPOOL_BYTES = 16 * 1024
_PIECE_BYTES = 64 * 1024
_MOST_FIELD_BYTES = 8 * 1024
_MOST_NAME_LETTERS = 200
# Unseen in a name, or turning it round: controls, formats (with the bidirectional ones), halves of
# surrogate pairs, private and unassigned ones.
_UNFIT = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})

Fields = TypeVar("Fields", bound=BaseModel)


class _Parser(MultiPartParser):
    # Of a thousand uploads that stop half-way, each keeps but this much in memory.
    spool_max_size = _SPOOL_BYTES
    _has_end = False

    def on_end(self) -> None:
        self._has_end = True

    async def parse(self) -> FormData:
        form = await super().parse()
        if not self._has_end:
            # Starlette takes a form without its last boundary for a whole one.
            for file in self._files_to_close_on_error:
                file.close()
            raise MultiPartException("It broke off.")
        return form


@dataclass(frozen=True)
class SentFile(Generic[Fields]):
    """What a form held; `name` is the file's own, without folders, perhaps empty."""

    file: BinaryIO
    name: str
    fields: Fields
    digests: BodyDigests


@asynccontextmanager
async def one_file(request: Request, shape: type[Fields]) -> AsyncIterator[SentFile[Fields]]:
    """Read a form with one part `file` and the fields of `shape`; the file goes at the end.

    Raises Problem 400, 415 `unsupported_media_type` and 422, which name what is wrong.
    """
    digests = body_digests(request)
    form = await _parse(request, digests)
    try:
        file, fields = _taken_apart(form, shape)
        yield SentFile(file.file, clean_name(file.filename or ""), fields, digests)
    finally:
        await form.close()


@asynccontextmanager
async def whole_body(request: Request) -> AsyncIterator[BinaryIO]:
    """Read a body that is one file; it goes at the end."""
    with SpooledTemporaryFile(_SPOOL_BYTES) as file:
        async for piece in request.stream():
            await run_in_threadpool(file.write, piece)
        file.seek(0)
        yield cast("BinaryIO", file)


def clean_name(told: str) -> str:
    """Give a file's name without folders and signs that nobody sees; at most 200 letters."""
    last = told.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(each for each in last if unicodedata.category(each) not in _UNFIT)
    shown = " ".join(shown.split()).lstrip(".")
    stem, dot, ending = shown.rpartition(".")
    if not stem or len(ending) > 10:
        stem, dot, ending = shown, "", ""
    return stem[: _MOST_NAME_LETTERS - len(dot + ending)] + dot + ending


def form_with_file(shape: type[BaseModel]) -> dict[str, Any]:
    """Give how OpenAPI tells of such a form."""
    told = shape.model_json_schema()
    # The boundary has the field names as they are: an empty value is one, null is none.
    fields = {name: _not_null(each) for name, each in told["properties"].items()}
    schema = {
        "type": "object",
        "required": ["file"],
        "properties": {"file": {"type": "string", "format": "binary"}, **fields},
        "additionalProperties": False,
    }
    return {"requestBody": {"required": True, "content": {FORM: {"schema": schema}}}}


def _not_null(schema: dict[str, Any]) -> dict[str, Any]:
    kinds = [each for each in schema.get("anyOf", (schema,)) if each.get("type") != "null"]
    return dict(kinds[0])


async def _parse(request: Request, digests: BodyDigests) -> FormData:
    kind = request.headers.get("Content-Type", "").split(";")[0].strip().lower()
    if kind != FORM:
        detail = f"The body is to be {FORM}."
        raise Problem(415, "unsupported_media_type", detail)
    parser = _Parser(
        request.headers,
        _counted(request, digests),
        max_files=1,
        max_fields=_MOST_FIELDS,
        max_part_size=_MOST_FIELD_BYTES,
    )
    try:
        return await parser.parse()
    except MultiPartException as error:
        raise Problem(400, "malformed_form", f"The form cannot be read: {error.message}") from error


async def _counted(request: Request, digests: BodyDigests) -> AsyncGenerator[bytes, None]:
    more = True
    while more:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        more = message.get("more_body", False)
        body = message.pop("body", b"")
        digests.update(body)
        for at in range(0, len(body), _PIECE_BYTES):
            yield body[at : at + _PIECE_BYTES]
        # Who waits for the next bytes holds none of the last ones: they can be much.
        del body


def _taken_apart(form: FormData, shape: type[Fields]) -> tuple[UploadFile, Fields]:
    told: dict[str, Any] = {}
    for name, value in form.multi_items():
        if name in told:
            raise invalid(name, "it is there twice")
        told[name] = value
    file = told.pop("file", None)
    if not isinstance(file, UploadFile):
        raise invalid("file", "it is missing, or sent without a filename")
    for name, value in told.items():
        if isinstance(value, UploadFile):
            raise invalid(name, "it is sent as a file")
    try:
        return file, shape.model_validate(told)
    except ValidationError as error:
        errors = [{**each, "loc": ("body", *each["loc"])} for each in error.errors()]
        raise RequestValidationError(errors) from error
