"""`/v2/signature-requests`: made, read, changed, and moved on."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from starlette.concurrency import run_in_threadpool

from paraph.wire.common import Line, Moment, Page, Reference, rfc3339
from paraph.wire.names import RequestState, Scope
from paraph.wire.signature_requests import (
    Cancellation,
    NewRequest,
    NewSignatory,
    RequestChange,
    Signatory,
    SignatureRequest,
)
from paraph_sandbox.acts import documents, requests, signatories
from paraph_sandbox.acts.personal_data import erase
from paraph_sandbox.gate.answers import Answer
from paraph_sandbox.gate.call import Call, changing, making, reading, waiting
from paraph_sandbox.gate.lists import CursorText, Limit, page
from paraph_sandbox.lifecycle.places import Anchors
from paraph_sandbox.routes.anchoring import anchors_in
from paraph_sandbox.routes.responses import problems
from paraph_sandbox.store.database import Reading, Row, Writing

router = APIRouter(prefix="/v2/signature-requests", tags=["signature requests"])
_Reads = Annotated[Call, Depends(reading(Scope.REQUESTS_READ))]
_Changes = Annotated[Call, Depends(changing(Scope.REQUESTS_WRITE))]
_Makes = Annotated[Call, Depends(making(Scope.REQUESTS_WRITE))]
_Erases = Annotated[Call, Depends(changing(Scope.PERSONAL_DATA_DELETE))]


@router.post("", status_code=201, response_model=SignatureRequest, responses=problems(409))
async def make(call: _Makes, body: NewRequest) -> Response:
    """Make a draft."""
    anchors = await _anchors(call, body)

    def act(tx: Writing) -> Answer:
        made = requests.make(tx, body, call.actor(), anchors)
        return Answer(201, requests.fresh(tx, made), subject=made)

    return await run_in_threadpool(call.once, body.model_dump_json().encode(), act)


@router.get("", response_model=Page[SignatureRequest], responses=problems())
def listing(  # noqa: PLR0913, PLR0917 - one parameter a filter
    call: _Reads,
    limit: Limit = 20,
    cursor: CursorText = None,
    status: Annotated[RequestState | None, Query()] = None,
    updated_since: Annotated[Moment | None, Query()] = None,
    client_reference: Annotated[Reference | None, Query()] = None,
    matter: Annotated[Line | None, Query()] = None,
) -> Response:
    """List the requests, oldest first."""
    select = _filtered(call.account, status, updated_since, client_reference, matter)
    return call.look(
        lambda tx: page(call, tx, select, (limit, cursor), lambda row: requests.told(tx, row))
    )


@router.get("/{request_id}", response_model=SignatureRequest, responses=problems(404))
def one(call: _Reads, request_id: str) -> Response:
    """Tell one request."""
    return call.look(
        lambda tx: Answer(200, requests.told(tx, requests.row_of(tx, call.account, request_id)))
    )


@router.patch("/{request_id}", response_model=SignatureRequest, responses=problems(404, 409, 412))
def change(call: _Changes, request_id: str, body: RequestChange) -> Response:
    """Change what the body names."""
    return call.change(
        _moved(call, request_id, lambda tx, row: requests.change(tx, row, body, call.actor()))
    )


@router.put("/{request_id}", response_model=SignatureRequest, responses=problems(404, 409, 412))
async def replace(call: _Makes, request_id: str, body: NewRequest) -> Response:
    """Make a draft anew."""
    anchors = await _anchors(call, body)

    def do(tx: Writing, row: Row) -> None:
        requests.replace(tx, row, body, call.actor(), anchors)

    act = _moved(call, request_id, do)
    return await run_in_threadpool(call.once, body.model_dump_json().encode(), act)


@router.delete("/{request_id}", status_code=204, responses=problems(404, 409, 412))
def delete(call: _Changes, request_id: str) -> Response:
    """Delete a draft."""

    def act(tx: Writing) -> Answer:
        row = requests.row_of(tx, call.account, request_id)
        call.if_match(request_id, row["version"])
        requests.delete(tx, row, call.now())
        return Answer(204)

    response = call.change(act)
    call.services.due.forget([])
    return response


@router.post(
    "/{request_id}/activate", response_model=SignatureRequest, responses=problems(404, 409, 412)
)
async def activate(call: _Makes, request_id: str) -> Response:
    """Begin: the first signatories are invited."""
    course = call.services.course
    act = _moved(call, request_id, lambda tx, row: course.activate(tx, row, call.actor()))
    return await waiting(lambda: call.once(b"", act))


@router.post(
    "/{request_id}/cancel", response_model=SignatureRequest, responses=problems(404, 409, 412)
)
def cancel(call: _Makes, request_id: str, body: Cancellation) -> Response:
    """Take a running request back."""
    course = call.services.course
    return call.once(
        body.model_dump_json().encode(),
        _moved(call, request_id, lambda tx, row: course.cancel(tx, row, body.reason, call.actor())),
    )


@router.post(
    "/{request_id}/remind", response_model=SignatureRequest, responses=problems(404, 409, 412)
)
def remind(call: _Makes, request_id: str) -> Response:
    """Remind those whose turn it is, at most once an hour."""
    course = call.services.course
    return call.once(
        b"", _moved(call, request_id, lambda tx, row: course.remind(tx, row, call.actor()))
    )


@router.get("/{request_id}/signatories", response_model=Page[Signatory], responses=problems(404))
def signatories_of(
    call: _Reads, request_id: str, limit: Limit = 20, cursor: CursorText = None
) -> Response:
    """List the signatories of a request."""
    select = (f"{signatories.WITH_PEOPLE} WHERE s.request = ?", (request_id,))

    def act(tx: Reading) -> Answer:
        requests.row_of(tx, call.account, request_id)
        return page(call, tx, select, (limit, cursor), signatories.told, by="s.n")

    return call.look(act)


@router.post(
    "/{request_id}/signatories",
    status_code=201,
    response_model=Signatory,
    responses=problems(404, 409, 412),
)
async def add_signatory(call: _Makes, request_id: str, body: NewSignatory) -> Response:
    """Add a signatory to a draft."""
    anchors = await anchors_in(
        call, body.fields, lambda tx: requests.document_of(tx, call.account, request_id)
    )

    def act(tx: Writing) -> Answer:
        row = requests.row_of(tx, call.account, request_id)
        call.if_match(request_id, row["version"])
        requests.check_draft(row, "given another signatory")
        made = requests.add_signatory(tx, row, body, call.actor(), anchors)
        return Answer(201, signatories.told(signatories.row_of(tx, call.account, made)),
                      subject=request_id)  # fmt: skip

    return await run_in_threadpool(call.once, body.model_dump_json().encode(), act)


@router.delete(
    "/{request_id}/personal-data",
    status_code=202,
    response_model=SignatureRequest,
    responses=problems(404, 409, 412),
)
def delete_personal_data(call: _Erases, request_id: str) -> Response:
    """Delete names, e-mails, addresses and documents of an ended request."""
    removed: list[str] = []

    def act(tx: Writing) -> Answer:
        row = requests.row_of(tx, call.account, request_id)
        call.if_match(request_id, row["version"])
        removed.extend(erase(tx, row, call.now()))
        return Answer(202, requests.fresh(tx, request_id))

    response = call.change(act)
    call.services.due.forget(removed)
    return response


async def _anchors(call: Call, body: NewRequest) -> Anchors:
    fields = [field for each in body.signatories for field in each.fields]
    return await anchors_in(
        call, fields, lambda tx: documents.row_of(tx, call.account, body.document_id)
    )


def _moved(
    call: Call, request_id: str, do: Callable[[Writing, Row], None]
) -> Callable[[Writing], Answer]:
    """Give the act that does something to a request and tells it as it is then."""

    def act(tx: Writing) -> Answer:
        row = requests.row_of(tx, call.account, request_id)
        call.if_match(request_id, row["version"])
        do(tx, row)
        return Answer(200, requests.fresh(tx, request_id), subject=request_id)

    return act


def _filtered(
    account: str,
    status: RequestState | None,
    updated_since: datetime | None,
    client_reference: str | None,
    matter: str | None,
) -> tuple[str, tuple[object, ...]]:
    wanted = {
        "state = ?": status,
        "updated_at >= ?": updated_since and rfc3339(updated_since),
        "client_reference = ?": client_reference,
        "matter = ?": matter,
    }
    set_ = {condition: value for condition, value in wanted.items() if value is not None}
    where = " AND ".join(["account = ?", "deleted_at IS NULL", *set_])
    return f"SELECT * FROM requests WHERE {where}", (account, *set_.values())  # noqa: S608 - ours
