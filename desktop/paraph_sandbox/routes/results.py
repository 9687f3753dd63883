"""What a request holds as files: its document as it is now, signed documents that are uploaded,
and both results."""

from collections.abc import AsyncIterator
from typing import Annotated, BinaryIO

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from paraph.wire.names import Scope
from paraph.wire.results import ResultLevel
from paraph.wire.signature_requests import Signatory
from paraph_sandbox.acts import requests, signatories
from paraph_sandbox.acts.conclusion import check_not_erased, result_of
from paraph_sandbox.acts.local_signing import moved
from paraph_sandbox.gate.answers import Answer
from paraph_sandbox.gate.call import Call, making, reading, waiting
from paraph_sandbox.gate.uploads import whole_body
from paraph_sandbox.lifecycle.problems import Problem
from paraph_sandbox.routes.files import PDF, PDF_SCHEMA, file_tag, pdf_answer, pdf_told
from paraph_sandbox.routes.responses import problems
from paraph_sandbox.store.blobs import Staged
from paraph_sandbox.store.database import Row, Writing

router = APIRouter(prefix="/v2", tags=["results"])
_Reads = Annotated[Call, Depends(reading(Scope.REQUESTS_READ))]
_ReadsTrails = Annotated[Call, Depends(reading(Scope.TRAILS_READ))]
_Makes = Annotated[Call, Depends(making(Scope.REQUESTS_WRITE))]
_UPLOAD = {"requestBody": {"required": True, "content": {PDF: {"schema": PDF_SCHEMA}}}}
_Revision = Annotated[str | None, Header(alias="If-Match", max_length=1000)]


async def _uploaded(request: Request) -> AsyncIterator[BinaryIO]:
    told = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if told != PDF:
        raise Problem(415, "unsupported_media_type", f"The body is {PDF}.")
    async with whole_body(request) as body:
        yield body


@router.get(
    "/signature-requests/{request_id}/document",
    response_class=Response,
    responses=pdf_told(404, 410),
)
def document(call: _Reads, request_id: str) -> Response:
    """Give the current revision: the document with the signatures that it has so far."""
    with call.services.database.read() as tx:
        row = requests.row_of(tx, call.account, request_id)
    check_not_erased(row)
    content = _content(call, row["sha256"])
    told = {"X-Document-Revision": str(row["revision"])}
    return pdf_answer(call.request, row["sha256"], content, **told)


@router.put(
    "/signatories/{signatory_id}/signed-document",
    response_model=Signatory,
    responses=problems(404, 409, 412, 413, 415),
    openapi_extra=_UPLOAD,
)
async def upload(
    call: _Makes,
    signatory_id: str,
    content: Annotated[BinaryIO, Depends(_uploaded)],
    revision: _Revision = None,
) -> Response:
    """Take the document as a signatory signed it with a card; `If-Match` names the revision that
    he signed.
    """
    services, actor = call.services, call.actor()
    named = _named_revisions(revision)

    def act(tx: Writing, staged: Staged) -> Answer:
        signatory = signatories.row_of(tx, call.account, signatory_id)
        row = requests.row_of(tx, call.account, signatory["request"])
        services.course.check_turn(tx, row, signatory, actor.now)
        if file_tag(row["sha256"]) not in named:
            raise moved(row)
        services.card_signers.take(tx, signatory, staged, actor)
        after = signatories.row_of(tx, call.account, signatory_id)
        return Answer(200, signatories.told(after), subject=row["id"])

    def take() -> Response:
        with services.blobs.stage(content) as staged:
            fingerprint = f"{staged.sha256}\0{revision}".encode()
            return call.once(fingerprint, lambda tx: act(tx, staged))

    return await waiting(take)


@router.get(
    "/signature-requests/{request_id}/document/signed",
    response_class=Response,
    responses=pdf_told(404, 409, 410),
)
async def signed(
    call: _Reads, request_id: str, level: Annotated[ResultLevel, Query()] = ResultLevel.B_T
) -> Response:
    """Give the document that all have signed: PAdES-B-T, or B-LTA when it is asked for."""
    if level is ResultLevel.B_LTA:
        return await waiting(lambda: _proven(call, request_id))
    return await run_in_threadpool(_signed, call, request_id)


@router.get(
    "/signature-requests/{request_id}/audit-trail",
    response_class=Response,
    responses=pdf_told(404, 409, 410),
)
def audit_trail(call: _ReadsTrails, request_id: str) -> Response:
    """Give the audit trail on paper, with a document timestamp (RFC 3161)."""
    trail = _result(call, request_id)
    return pdf_answer(call.request, trail["trail_sha256"], _content(call, trail["trail_sha256"]))


def _result(call: Call, request_id: str) -> Row:
    with call.services.database.read() as tx:
        return result_of(tx, requests.row_of(tx, call.account, request_id))


def _signed(call: Call, request_id: str) -> Response:
    sha256 = str(_result(call, request_id)["signed_sha256"])
    return pdf_answer(call.request, sha256, _content(call, sha256))


def _proven(call: Call, request_id: str) -> Response:
    services = call.services
    sha256 = services.conclusion.prove(services.database, call.account, request_id)
    return pdf_answer(call.request, sha256, _content(call, sha256))


def _content(call: Call, sha256: str) -> BinaryIO:
    try:
        return call.services.blobs.open(sha256)
    except FileNotFoundError as error:
        # Erased between the look at the database and this one.
        detail = "The documents went with the personal data."
        raise Problem(410, "personal_data_deleted", detail) from error


def _named_revisions(revision: str | None) -> list[str]:
    """Give the entity tags that `If-Match` names. Raises Problem 400 `if_match_required`."""
    named = [each.strip() for each in (revision or "").split(",") if each.strip()]
    if not named or "*" in named:
        detail = "If-Match has to name the revision that was signed, by its ETag."
        raise Problem(400, "if_match_required", detail)
    return named
