"""`/v2/sandbox/clock` and `/v2/sandbox/ledger`."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from paraph.wire.names import Scope
from paraph.wire.sandbox import Clock, ClockMove, Ledger
from paraph_sandbox.acts import sandbox
from paraph_sandbox.gate.answers import Answer
from paraph_sandbox.gate.call import Call, making, reading
from paraph_sandbox.routes.responses import problems
from paraph_sandbox.store.database import Writing

router = APIRouter(prefix="/v2/sandbox", tags=["sandbox"])
_Reads = Annotated[Call, Depends(reading(Scope.REQUESTS_READ))]
_Makes = Annotated[Call, Depends(making(Scope.REQUESTS_WRITE))]


@router.post("/clock", response_model=Clock, responses=problems())
def advance(call: _Makes, wanted: ClockMove) -> Response:
    """Move business time on; what that makes due is done before the answer."""

    def act(tx: Writing) -> Answer:
        return Answer(200, sandbox.advance(tx, call.services.clock, wanted.advance_s))

    response = call.once(wanted.model_dump_json().encode(), act)
    call.services.due.settle(call.now())
    call.services.deliveries.wake()
    return response


@router.get("/ledger", response_model=Ledger, responses=problems())
def ledger(call: _Reads) -> Response:
    """Tell every object that was made, so that a test can count effects."""
    return call.look(lambda tx: Answer(200, sandbox.ledger(tx, call.account)))
