"""`/v2/signatories`."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from starlette.concurrency import run_in_threadpool

from paraph.wire.names import Scope
from paraph.wire.signature_requests import (
    Cancellation,
    Reassignment,
    Signatory,
    SignatoryChange,
)
from paraph_sandbox.acts import requests, signatories
from paraph_sandbox.gate.answers import Answer
from paraph_sandbox.gate.call import Call, changing, making, reading
from paraph_sandbox.routes.anchoring import anchors_in
from paraph_sandbox.routes.responses import problems
from paraph_sandbox.store.database import Reading, Row, Writing

router = APIRouter(prefix="/v2/signatories", tags=["signatories"])
_Reads = Annotated[Call, Depends(reading(Scope.REQUESTS_READ))]
_Changes = Annotated[Call, Depends(changing(Scope.REQUESTS_WRITE))]
_Makes = Annotated[Call, Depends(making(Scope.REQUESTS_WRITE))]


@router.get("/{signatory_id}", response_model=Signatory, responses=problems(404))
def one(call: _Reads, signatory_id: str) -> Response:
    """Tell one signatory."""
    return call.look(
        lambda tx: Answer(200, signatories.told(signatories.row_of(tx, call.account, signatory_id)))
    )


@router.patch("/{signatory_id}", response_model=Signatory, responses=problems(404, 409, 412))
async def change(call: _Changes, signatory_id: str, body: SignatoryChange) -> Response:
    """Change a signatory of a draft."""

    def document(tx: Reading) -> Row:
        signatory = signatories.row_of(tx, call.account, signatory_id)
        return requests.document_of(tx, call.account, signatory["request"])

    anchors = await anchors_in(call, body.fields or (), document)

    def do(tx: Writing, row: Row, signatory: Row) -> None:
        requests.check_draft(row, "changed")
        sheets = requests.sheets_of(tx, row, anchors)
        signatories.change(tx, signatory, body, sheets, call.actor())
        requests.touch(tx, row["id"], call.now())

    return await run_in_threadpool(call.change, _moved(call, signatory_id, do))


@router.delete("/{signatory_id}", status_code=204, responses=problems(404, 409, 412))
def delete(call: _Changes, signatory_id: str) -> Response:
    """Remove a signatory from a draft."""

    def act(tx: Writing) -> Answer:
        signatory = signatories.row_of(tx, call.account, signatory_id)
        call.if_match(signatory_id, signatory["version"])
        row = requests.row_of(tx, call.account, signatory["request"])
        requests.check_draft(row, "changed")
        signatories.remove(tx, signatory_id)
        requests.touch(tx, row["id"], call.now())
        return Answer(204)

    return call.change(act)


@router.post(
    "/{signatory_id}/reassign", response_model=Signatory, responses=problems(404, 409, 412)
)
def reassign(call: _Makes, signatory_id: str, body: Reassignment) -> Response:
    """Put another person in a signatory's place."""
    course = call.services.course
    return call.once(
        body.model_dump_json().encode(),
        _moved(
            call,
            signatory_id,
            lambda tx, row, signatory: course.reassign(tx, row, signatory, body, call.actor()),
        ),
    )


@router.post("/{signatory_id}/decline", response_model=Signatory, responses=problems(404, 409, 412))
def decline(call: _Makes, signatory_id: str, body: Cancellation) -> Response:
    """Note that a signatory will not sign."""
    course = call.services.course
    return call.once(
        body.model_dump_json().encode(),
        _moved(
            call,
            signatory_id,
            lambda tx, row, signatory: course.decline(
                tx, row, signatory, body.reason, call.actor()
            ),
        ),
    )


def _moved(
    call: Call, signatory_id: str, do: Callable[[Writing, Row, Row], None]
) -> Callable[[Writing], Answer]:
    """Give the act that does something to a signatory and tells it as it is then."""

    def act(tx: Writing) -> Answer:
        signatory = signatories.row_of(tx, call.account, signatory_id)
        call.if_match(signatory_id, signatory["version"])
        do(tx, requests.row_of(tx, call.account, signatory["request"]), signatory)
        after = signatories.row_of(tx, call.account, signatory_id)
        return Answer(200, signatories.told(after), subject=signatory["request"])

    return act
