"""`/v2/sandbox/…/simulate`: what a signatory does, without a browser; and `/v2/sandbox/mail`."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from paraph.wire.common import Line, Page
from paraph.wire.names import Scope
from paraph.wire.sandbox import Mail, SimulatedAction, Simulation
from paraph.wire.signature_requests import SignatureRequest
from paraph_sandbox.acts import mail, requests, signatories
from paraph_sandbox.acts.actor import Actor
from paraph_sandbox.gate.answers import Answer
from paraph_sandbox.gate.call import Call, making, reading, waiting
from paraph_sandbox.gate.lists import CursorText, Limit, page
from paraph_sandbox.lifecycle.problems import invalid
from paraph_sandbox.routes.responses import problems
from paraph_sandbox.store.database import Row, Writing

router = APIRouter(prefix="/v2/sandbox", tags=["sandbox"])
_Reads = Annotated[Call, Depends(reading(Scope.REQUESTS_READ))]
_Makes = Annotated[Call, Depends(making(Scope.REQUESTS_WRITE))]
_REASON = "Declined in a simulation."
_SILENT: Mapping[str, str] = {}


@router.post(
    "/signature-requests/{request_id}/simulate",
    response_model=SignatureRequest,
    responses=problems(404, 409, 412),
)
async def simulate(call: _Makes, request_id: str, body: Simulation) -> Response:
    """Have a signatory view, sign or decline, or let the time to sign be over."""
    actor = call.actor()

    def act(tx: Writing) -> Answer:
        row = requests.row_of(tx, call.account, request_id)
        call.if_match(request_id, row["version"])
        _do(call, tx, row, body, actor)
        return Answer(200, requests.fresh(tx, request_id), subject=request_id)

    return await waiting(lambda: call.once(body.model_dump_json().encode(), act))


@router.get("/mail", response_model=Page[Mail], responses=problems())
def sent(
    call: _Reads,
    limit: Limit = 20,
    cursor: CursorText = None,
    signature_request: Annotated[Line | None, Query()] = None,
) -> Response:
    """List the invitations and reminders that would have been sent, with the signing links."""
    address = call.services.options.address
    select = mail.select(call.account, signature_request)
    return call.look(
        lambda tx: page(
            call, tx, select, (limit, cursor), lambda row: mail.told(row, address), by="t.rowid"
        )
    )


def _do(call: Call, tx: Writing, row: Row, body: Simulation, actor: Actor) -> None:
    services = call.services
    if body.action is SimulatedAction.EXPIRE:
        services.course.expire(tx, row, actor.now)
        return
    signatory = _signatory(call, tx, row, body)
    match body.action:
        case SimulatedAction.SIGN:
            services.signers.act(tx, row, signatory, actor, _SILENT)
        case SimulatedAction.DECLINE:
            services.course.decline(tx, row, signatory, body.reason or _REASON, actor)
        case SimulatedAction.VIEW:
            services.course.view(tx, row, signatory, actor)


def _signatory(call: Call, tx: Writing, row: Row, body: Simulation) -> Row:
    if body.signatory is None:
        raise invalid("signatory", f"who it is that does {body.action}")
    signatory = signatories.row_of(tx, call.account, body.signatory)
    if signatory["request"] != row["id"]:
        raise invalid("signatory", "not one of this request")
    return signatory
