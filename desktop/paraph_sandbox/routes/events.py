"""`/v2/events`: what has happened since, at once or as soon as something has."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from paraph.wire.events import EventPage
from paraph.wire.names import Scope
from paraph_sandbox.acts import events
from paraph_sandbox.delivery.bells import Listener
from paraph_sandbox.delivery.parcels import event_of
from paraph_sandbox.gate.answers import Answer
from paraph_sandbox.gate.call import Call, reading
from paraph_sandbox.gate.lists import Limit
from paraph_sandbox.routes.responses import problems

router = APIRouter(prefix="/v2/events", tags=["events"])
_Reads = Annotated[Call, Depends(reading(Scope.EVENTS_READ))]
_NOT_KEPT = {"Cache-Control": "no-store"}


@router.get("", response_model=EventPage, responses=problems(410))
async def listing(
    call: _Reads,
    consumer: Annotated[str, Query(max_length=200)] = "",
    iterator: Annotated[str, Query(max_length=300)] = "",
    limit: Limit = 100,
    wait: Annotated[float, Query(ge=0, le=30)] = 0,
) -> Response:
    """Give the events after an iterator; without one, from the oldest that is kept.

    An iterator is of one account and one `consumer`. When there is no event yet, the answer comes
    with the next one, or after `wait` seconds.
    """
    await _body(call.request)
    feed = _Feed(call, consumer, limit)
    position = await run_in_threadpool(feed.begin, iterator)
    until = asyncio.get_running_loop().time() + wait
    bells = call.services.bells
    with bells.listening(call.account) as listener:
        while True:
            listener.looks()
            page = await run_in_threadpool(feed.look, position)
            if page.data or bells.over or not await _heard(call.request, listener, until):
                return Answer(200, page, _NOT_KEPT).response()


class _Feed:
    """The events of one account as one consumer reads them."""

    def __init__(self, call: Call, consumer: str, limit: int) -> None:
        self._call, self._consumer, self._limit = call, consumer, limit

    def begin(self, iterator: str) -> int:
        """Give the position that an iterator stands for.

        Raises Problem 400 `invalid_cursor`, and 410 `iterator_expired` for one that was given
        more than thirty days ago.
        """
        if not iterator:
            with self._call.services.database.read() as tx:
                return events.oldest(tx, self._call.account)
        given, _, cursor = iterator.partition(".")
        position = self._call.services.cursors.read(self._of(given), cursor)
        if datetime.fromtimestamp(int(given, 16), UTC) < self._call.now() - events.KEPT:
            raise events.expired()
        return position

    def look(self, position: int) -> EventPage:
        """Give a page after a position, and the iterator after that."""
        with self._call.services.database.read() as tx:
            rows = events.after(tx, self._call.account, position, self._limit + 1)
        shown = rows[: self._limit]
        reached = shown[-1]["seq"] if shown else position
        given = f"{int(self._call.now().timestamp()):x}"
        cursor = self._call.services.cursors.write(self._of(given), reached)
        return EventPage(
            data=[event_of(row) for row in shown],
            iterator=f"{given}.{cursor}",
            done=len(rows) <= self._limit,
        )

    def _of(self, given: str) -> str:
        # When it was given is bound into the tag, as are account and consumer.
        return f"events\0{self._call.account}\0{self._consumer}\0{given}"


async def _body(request: Request) -> None:
    """Read past the body that a GET may have, so that what comes then is that the client leaves."""
    while (await request.receive()).get("more_body"):
        continue


async def _heard(request: Request, listener: Listener, until: float) -> bool:
    """Wait for a ring. False when the time is over, or the client has gone."""
    left_s = until - asyncio.get_running_loop().time()
    if left_s <= 0:
        return False
    rings = asyncio.create_task(listener.hears())
    leaves = asyncio.create_task(_has_left(request))
    try:
        await asyncio.wait((rings, leaves), timeout=left_s, return_when=asyncio.FIRST_COMPLETED)
        return rings.done() and not leaves.done()
    finally:
        rings.cancel()
        leaves.cancel()
        await asyncio.gather(rings, leaves, return_exceptions=True)


async def _has_left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        continue
