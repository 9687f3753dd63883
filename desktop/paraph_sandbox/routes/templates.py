"""`/v2/templates`."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response, Security
from starlette.concurrency import run_in_threadpool

from paraph.wire.common import Page, Reference
from paraph.wire.names import Scope
from paraph.wire.signature_requests import SignatureRequest
from paraph.wire.templates import FilledTemplate, NewTemplate, Template, TemplateChange
from paraph_sandbox.acts import documents, requests, templates
from paraph_sandbox.gate.answers import Answer
from paraph_sandbox.gate.call import Call, changing, making, reading
from paraph_sandbox.gate.caller import Caller, may
from paraph_sandbox.gate.lists import CursorText, Limit, page
from paraph_sandbox.lifecycle.places import Anchors
from paraph_sandbox.routes.anchoring import anchors_in
from paraph_sandbox.routes.responses import problems
from paraph_sandbox.store.database import Row, Writing

router = APIRouter(prefix="/v2/templates", tags=["templates"])
_Reads = Annotated[Call, Depends(reading(Scope.TEMPLATES_READ))]
_Changes = Annotated[Call, Depends(changing(Scope.TEMPLATES_WRITE))]
_Makes = Annotated[Call, Depends(making(Scope.TEMPLATES_WRITE))]
_MakesRequests = Annotated[Call, Depends(making(Scope.REQUESTS_WRITE))]
_MayRead = Annotated[Caller, Security(may(Scope.TEMPLATES_READ), scopes=[Scope.TEMPLATES_READ])]


@router.post("", status_code=201, response_model=Template, responses=problems(409))
async def make(call: _Makes, body: NewTemplate) -> Response:
    """Make a template."""
    anchors = await _anchors(call, body)

    def act(tx: Writing) -> Answer:
        made = templates.make(tx, body, call.actor(), anchors)
        return Answer(201, templates.told(templates.row_of(tx, call.account, made)))

    return await run_in_threadpool(call.once, body.model_dump_json().encode(), act)


@router.get("", response_model=Page[Template], responses=problems())
def listing(
    call: _Reads,
    limit: Limit = 20,
    cursor: CursorText = None,
    client_reference: Annotated[Reference | None, Query()] = None,
) -> Response:
    """List the templates, oldest first."""
    where, values = "account = ? AND deleted_at IS NULL", [call.account]
    if client_reference is not None:
        where, values = f"{where} AND client_reference = ?", [*values, client_reference]
    select = (f"SELECT * FROM templates WHERE {where}", tuple(values))  # noqa: S608 - ours
    return call.look(lambda tx: page(call, tx, select, (limit, cursor), templates.told))


@router.get("/{template_id}", response_model=Template, responses=problems(404))
def one(call: _Reads, template_id: str) -> Response:
    """Tell one template."""
    return call.look(
        lambda tx: Answer(200, templates.told(templates.row_of(tx, call.account, template_id)))
    )


@router.put("/{template_id}", response_model=Template, responses=problems(404, 409, 412))
async def replace(call: _Makes, template_id: str, body: NewTemplate) -> Response:
    """Give a template another body."""
    anchors = await _anchors(call, body)

    def do(tx: Writing, row: Row) -> None:
        templates.replace(tx, row, body, call.actor(), anchors)

    act = _moved(call, template_id, do)
    return await run_in_threadpool(call.once, body.model_dump_json().encode(), act)


@router.patch("/{template_id}", response_model=Template, responses=problems(404, 412))
async def change(call: _Changes, template_id: str, body: TemplateChange) -> Response:
    """Change what the body names."""
    fields = [field for role in body.roles or () for field in role.fields]
    anchors = await anchors_in(
        call, fields, lambda tx: templates.document_of(tx, call.account, template_id)
    )

    def do(tx: Writing, row: Row) -> None:
        templates.change(tx, row, body, call.actor(), anchors)

    return await run_in_threadpool(call.change, _moved(call, template_id, do))


@router.delete("/{template_id}", status_code=204, responses=problems(404, 412))
def delete(call: _Changes, template_id: str) -> Response:
    """Delete a template."""

    def act(tx: Writing) -> Answer:
        row = templates.row_of(tx, call.account, template_id)
        call.if_match(template_id, row["version"])
        templates.delete(tx, row, call.actor())
        return Answer(204)

    return call.change(act)


@router.post(
    "/{template_id}/signature-requests",
    status_code=201,
    response_model=SignatureRequest,
    responses=problems(404, 409),
)
def fill(
    call: _MakesRequests, may_read: _MayRead, template_id: str, body: FilledTemplate
) -> Response:
    """Make a draft of a template and its players."""

    def act(tx: Writing) -> Answer:
        row = templates.row_of(tx, call.account, template_id)
        made = requests.make(tx, templates.filled(row, body), call.actor())
        return Answer(201, requests.fresh(tx, made), subject=made)

    return call.once(body.model_dump_json().encode(), act)


async def _anchors(call: Call, body: NewTemplate) -> Anchors:
    fields = [field for role in body.roles for field in role.fields]
    return await anchors_in(
        call, fields, lambda tx: documents.row_of(tx, call.account, body.document_id)
    )


def _moved(
    call: Call, template_id: str, do: Callable[[Writing, Row], None]
) -> Callable[[Writing], Answer]:
    """Give the act that does something to a template and tells it as it is then."""

    def act(tx: Writing) -> Answer:
        row = templates.row_of(tx, call.account, template_id)
        call.if_match(template_id, row["version"])
        do(tx, row)
        return Answer(200, templates.told(templates.row_of(tx, call.account, template_id)))

    return act
