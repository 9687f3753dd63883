"""`/v2/documents`."""

import asyncio
from contextlib import AbstractContextManager, AsyncExitStack
from typing import Annotated, TypeVar

from anyio import CapacityLimiter
from fastapi import APIRouter, Depends, Header, Query, Response
from fastapi.concurrency import contextmanager_in_threadpool, run_in_threadpool

from paraph.office import is_zip
from paraph.wire.common import Page, Reference
from paraph.wire.documents import Document, DocumentChange, NewDocument
from paraph.wire.names import Scope
from paraph_sandbox.acts import documents
from paraph_sandbox.gate.answers import Answer
from paraph_sandbox.gate.call import Call, changing, making, reading
from paraph_sandbox.gate.lists import CursorText, Limit, page
from paraph_sandbox.gate.uploads import SentFile, form_with_file, one_file
from paraph_sandbox.lifecycle.problems import not_found
from paraph_sandbox.papers.conversion import as_pdf
from paraph_sandbox.routes.files import pdf_answer, pdf_told
from paraph_sandbox.routes.responses import problems
from paraph_sandbox.store.blobs import Staged
from paraph_sandbox.store.database import Writing

router = APIRouter(prefix="/v2/documents", tags=["documents"])
_Reads = Annotated[Call, Depends(reading(Scope.DOCUMENTS_READ))]
_Changes = Annotated[Call, Depends(changing(Scope.DOCUMENTS_WRITE))]
_Makes = Annotated[Call, Depends(making(Scope.DOCUMENTS_WRITE))]
_ContentDigest = Annotated[str | None, Header(max_length=1000)]
_conversions = CapacityLimiter(1)
Entered = TypeVar("Entered")


@router.post(
    "",
    status_code=201,
    response_model=Document,
    responses=problems(409, 413, 415),
    openapi_extra=form_with_file(NewDocument),
)
async def upload(call: _Makes, content_digest: _ContentDigest = None) -> Response:
    """Keep a PDF, or a DOCX that is turned into one."""
    async with one_file(call.request, NewDocument) as sent, AsyncExitStack() as stack:
        staged = await _staged(stack, call, sent)
        pdf = await _pdf(stack, call, staged)
        boxes = await asyncio.wrap_future(call.services.papers.page_boxes(pdf.path))
        title = sent.fields.name or sent.name or "document.pdf"
        reference = sent.fields.client_reference

        def act(tx: Writing) -> Answer:
            kept = call.services.blobs.keep(pdf)
            made = documents.Upload(title, kept, boxes, pdf.size, reference)
            told = documents.keep(tx, call.account, made, call.now(), call.key)
            return Answer(201, told, subject=told.id)

        fingerprint = f"{staged.sha256}\0{title}\0{reference}".encode()
        return await run_in_threadpool(call.once, fingerprint, act)


async def _staged(stack: AsyncExitStack, call: Call, sent: SentFile[NewDocument]) -> Staged:
    """Put what was sent on the disk, once it is what `Content-Digest` says."""
    await run_in_threadpool(sent.digests.check, sent.file)
    return await _entered(stack, call.services.blobs.stage(sent.file))


async def _pdf(stack: AsyncExitStack, call: Call, staged: Staged) -> Staged:
    """Give the PDF that was sent, or the one that its DOCX is turned into."""
    if not await run_in_threadpool(is_zip, staged.path):
        return staged
    # One at a time, and a queue without threads: LibreOffice takes seconds.
    async with _conversions:
        made = await _entered(stack, as_pdf(staged.path))
    file = await _entered(stack, made.open("rb"))
    return await _entered(stack, call.services.blobs.stage(file))


async def _entered(stack: AsyncExitStack, entering: AbstractContextManager[Entered]) -> Entered:
    return await stack.enter_async_context(contextmanager_in_threadpool(entering))


@router.get("", response_model=Page[Document], responses=problems())
def listing(
    call: _Reads,
    limit: Limit = 20,
    cursor: CursorText = None,
    client_reference: Annotated[Reference | None, Query()] = None,
) -> Response:
    """List the documents, oldest first."""
    where, values = "account = ? AND deleted_at IS NULL", [call.account]
    if client_reference is not None:
        where, values = f"{where} AND client_reference = ?", [*values, client_reference]
    select = (f"SELECT * FROM documents WHERE {where}", tuple(values))  # noqa: S608 - ours
    return call.look(lambda tx: page(call, tx, select, (limit, cursor), documents.told))


@router.get("/{document_id}", response_model=Document, responses=problems(404))
def one(call: _Reads, document_id: str) -> Response:
    """Tell one document."""
    return call.look(
        lambda tx: Answer(200, documents.told(documents.row_of(tx, call.account, document_id)))
    )


@router.get("/{document_id}/content", response_class=Response, responses=pdf_told(404))
def content(call: _Reads, document_id: str) -> Response:
    """Give the document's bytes."""

    with call.services.database.read() as tx:
        sha256 = str(documents.row_of(tx, call.account, document_id)["sha256"])
    try:
        file = call.services.blobs.open(sha256)
    except FileNotFoundError as error:
        # Deleted between the look at the database and this one.
        raise not_found("document") from error
    return pdf_answer(call.request, sha256, file)


@router.patch("/{document_id}", response_model=Document, responses=problems(404, 412))
def rename(call: _Changes, document_id: str, change: DocumentChange) -> Response:
    """Give a document another name."""

    def act(tx: Writing) -> Answer:
        row = documents.row_of(tx, call.account, document_id)
        call.if_match(document_id, row["version"])
        return Answer(200, documents.rename(tx, row, change.name, call.now()))

    return call.change(act)


@router.delete("/{document_id}", status_code=204, responses=problems(404, 409, 412))
def delete(call: _Changes, document_id: str) -> Response:
    """Delete a document that nothing uses."""
    deleted: list[str] = []

    def act(tx: Writing) -> Answer:
        row = documents.row_of(tx, call.account, document_id)
        call.if_match(document_id, row["version"])
        documents.delete(tx, row, call.now())
        deleted.append(row["sha256"])
        return Answer(204)

    response = call.change(act)
    call.services.due.forget(deleted)
    return response
