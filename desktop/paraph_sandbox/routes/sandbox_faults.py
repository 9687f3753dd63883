"""`/v2/sandbox/faults`: what goes wrong, as tests ask for it. It never strikes here."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from paraph.wire.names import Scope
from paraph.wire.sandbox import Fault, Faults, NewFault
from paraph_sandbox.acts import faults
from paraph_sandbox.gate.answers import Answer
from paraph_sandbox.gate.call import Call, changing, making, reading
from paraph_sandbox.routes.responses import problems
from paraph_sandbox.store.database import Writing

router = APIRouter(prefix="/v2/sandbox/faults", tags=["sandbox"])
_Reads = Annotated[Call, Depends(reading(Scope.REQUESTS_READ))]
_Changes = Annotated[Call, Depends(changing(Scope.REQUESTS_WRITE))]
_Makes = Annotated[Call, Depends(making(Scope.REQUESTS_WRITE))]


@router.post("", status_code=201, response_model=Fault, responses=problems())
def make(call: _Makes, wanted: NewFault) -> Response:
    """Set a fault, for every caller of the sandbox."""
    kept = call.services.faults
    return call.once(
        wanted.model_dump_json().encode(), lambda tx: Answer(201, kept.add(tx, wanted))
    )


@router.get("", response_model=Faults, responses=problems())
def listing(call: _Reads) -> Response:
    """List the faults that are set, oldest first."""
    return call.look(lambda tx: Answer(200, Faults(data=faults.every(tx))))


@router.get("/{fault_id}", response_model=Fault, responses=problems(404))
def one(call: _Reads, fault_id: str) -> Response:
    """Tell one fault, until it has struck for the last time."""
    return call.look(lambda tx: Answer(200, faults.told(faults.one(tx, fault_id))))


@router.delete("", status_code=204, responses=problems())
def end_all(call: _Changes) -> Response:
    """End every fault."""
    return call.change(lambda tx: _ended(call, tx, None))


@router.delete("/{fault_id}", status_code=204, responses=problems(404))
def end(call: _Changes, fault_id: str) -> Response:
    """End a fault."""
    return call.change(lambda tx: _ended(call, tx, fault_id))


def _ended(call: Call, tx: Writing, fault_id: str | None) -> Answer:
    call.services.faults.end(tx, fault_id)
    return Answer(204)
