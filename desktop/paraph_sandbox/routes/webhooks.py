"""`/v2/webhooks` and their delivery logs."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from paraph.wire.common import Page
from paraph.wire.events import Delivery, MadeWebhook, NewWebhook, Webhook, WebhookChange
from paraph.wire.names import Scope
from paraph_sandbox.acts import webhooks
from paraph_sandbox.delivery.urls import check_url
from paraph_sandbox.gate.answers import Answer
from paraph_sandbox.gate.call import Call, changing, making, reading
from paraph_sandbox.gate.lists import CursorText, Limit, page
from paraph_sandbox.routes.responses import problems
from paraph_sandbox.store.database import Reading, Writing

router = APIRouter(prefix="/v2/webhooks", tags=["webhooks"])
_Reads = Annotated[Call, Depends(reading(Scope.WEBHOOKS_WRITE))]
_Changes = Annotated[Call, Depends(changing(Scope.WEBHOOKS_WRITE))]
_Makes = Annotated[Call, Depends(making(Scope.WEBHOOKS_WRITE))]


@router.post("", status_code=201, response_model=MadeWebhook, responses=problems(409))
def make(call: _Makes, body: NewWebhook) -> Response:
    """Make a webhook. Its `standard_secret` is told now and never again."""
    _check(call, body.url)
    return call.once(
        body.model_dump_json().encode(),
        lambda tx: Answer(201, webhooks.make(tx, body, call.actor())),
    )


@router.get("", response_model=Page[Webhook], responses=problems())
def listing(call: _Reads, limit: Limit = 20, cursor: CursorText = None) -> Response:
    """List the webhooks, oldest first."""
    select = ("SELECT * FROM webhooks WHERE account = ? AND deleted_at IS NULL", (call.account,))
    return call.look(lambda tx: page(call, tx, select, (limit, cursor), webhooks.told))


@router.get("/{webhook_id}", response_model=Webhook, responses=problems(404))
def one(call: _Reads, webhook_id: str) -> Response:
    """Tell one webhook."""
    return call.look(
        lambda tx: Answer(200, webhooks.told(webhooks.row_of(tx, call.account, webhook_id)))
    )


@router.patch("/{webhook_id}", response_model=Webhook, responses=problems(404, 412))
def change(call: _Changes, webhook_id: str, body: WebhookChange) -> Response:
    """Change what the body names; `enabled` true also ends a disabling by 410."""
    if body.url is not None:
        _check(call, body.url)

    def act(tx: Writing) -> Answer:
        row = webhooks.row_of(tx, call.account, webhook_id)
        call.if_match(webhook_id, row["version"])
        return Answer(200, webhooks.change(tx, row, body, call.now()))

    response = call.change(act)
    call.services.deliveries.wake()
    return response


@router.delete("/{webhook_id}", status_code=204, responses=problems(404, 412))
def delete(call: _Changes, webhook_id: str) -> Response:
    """Delete a webhook; what waits to be delivered is not."""

    def act(tx: Writing) -> Answer:
        row = webhooks.row_of(tx, call.account, webhook_id)
        call.if_match(webhook_id, row["version"])
        webhooks.delete(tx, row, call.now())
        return Answer(204)

    return call.change(act)


@router.get("/{webhook_id}/deliveries", response_model=Page[Delivery], responses=problems(404))
def log(call: _Reads, webhook_id: str, limit: Limit = 20, cursor: CursorText = None) -> Response:
    """List a webhook's deliveries with their attempts, oldest first."""
    select = webhooks.select_deliveries(webhook_id)

    def act(tx: Reading) -> Answer:
        webhooks.row_of(tx, call.account, webhook_id)
        return page(
            call, tx, select, (limit, cursor), lambda row: webhooks.delivery_told(tx, row), by="d.n"
        )

    return call.look(act)


@router.post(
    "/{webhook_id}/deliveries/{delivery_id}/replay",
    status_code=201,
    response_model=Delivery,
    responses=problems(404, 409),
)
def replay(call: _Makes, webhook_id: str, delivery_id: str) -> Response:
    """Deliver an event once more: a new delivery of the same event id."""

    def act(tx: Writing) -> Answer:
        row = webhooks.row_of(tx, call.account, webhook_id)
        return Answer(201, webhooks.replay(tx, row, delivery_id, call.actor()))

    response = call.once(b"", act)
    call.services.deliveries.wake()
    return response


def _check(call: Call, url: str) -> None:
    check_url(url, private_too=call.services.options.allow_loopback_webhooks)
