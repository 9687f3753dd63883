"""`/v2/audit-trails`."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from paraph.wire.common import Page
from paraph.wire.names import Scope
from paraph.wire.results import AuditTrail
from paraph_sandbox.acts import trails
from paraph_sandbox.gate.answers import Answer
from paraph_sandbox.gate.call import Call, reading
from paraph_sandbox.gate.lists import CursorText, Limit, page
from paraph_sandbox.routes.responses import problems
from paraph_sandbox.store.database import Reading

router = APIRouter(prefix="/v2/audit-trails", tags=["results"])
_Reads = Annotated[Call, Depends(reading(Scope.TRAILS_READ))]


@router.get("", response_model=Page[AuditTrail], responses=problems())
def listing(call: _Reads, limit: Limit = 20, cursor: CursorText = None) -> Response:
    """List the audit trails of completed requests, oldest first."""

    def act(tx: Reading) -> Answer:
        return page(
            call,
            tx,
            trails.select(call.account),
            (limit, cursor),
            lambda row: trails.told(tx, row, row["trail_sha256"]),
            by="a.n",
        )

    return call.look(act)


@router.get("/{trail_id}", response_model=AuditTrail, responses=problems(404))
def one(call: _Reads, trail_id: str) -> Response:
    """Tell one audit trail; what the deletion of personal data took is null."""

    def act(tx: Reading) -> Answer:
        row = trails.row_of(tx, call.account, trail_id)
        return Answer(200, trails.told(tx, row, row["trail_sha256"]))

    return call.look(act)
