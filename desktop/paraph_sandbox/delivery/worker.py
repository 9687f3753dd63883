"""The worker that delivers: a thread with an event loop, woken when there is something.

One delivery of a webhook is under way at a time, so that its events arrive in order; a slow
receiver keeps only its own events waiting. What is under way when the process dies is delivered
again after the next start, under the same event id.
"""

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from paraph.wire.sandbox import FaultKind
from paraph_sandbox.clock import Clock
from paraph_sandbox.delivery.parcels import Parcel, due_parcels, next_moment, postpone, record
from paraph_sandbox.store.database import Database

if TYPE_CHECKING:
    from paraph_sandbox.delivery.sending import Sender

_AT_ONCE = 128
_LOOK_AGAIN_S = 30.0
_AFTER_FAILURE_S = 5.0
_LAST_MOMENTS_S = 1.0
_HELD_BACK = timedelta(seconds=5)
_log = logging.getLogger(__name__)
Found = TypeVar("Found")


class Worker:
    """Delivers what is due.

    `misbehaves` is asked before each delivery, with a kind of fault and the webhook's own address
    (`POST /v2/webhooks/wh_…`), whether it goes wrong this time.
    """

    def __init__(self, database: Database, clock: Clock, *, private_too: bool) -> None:
        self._database = database
        self._clock = clock
        self._private_too = private_too
        self.misbehaves: Callable[[FaultKind, str], bool] | None = None
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._woken = asyncio.Event()
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._sender: Sender | None = None
        # One thread for the database: the loop goes on while another writer has its turn.
        self._records = ThreadPoolExecutor(1, "delivery records")
        self._thread = threading.Thread(target=self._run, name="deliveries", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """Say, from any thread, that something may be due."""
        with self._lock:
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self._woken.set)

    def stop(self) -> None:
        """End; what is under way has a moment to be answered, and is else delivered again."""
        self._over.set()
        self.wake()
        self._thread.join()
        self._records.shutdown()

    def _run(self) -> None:
        asyncio.run(self._deliver_all())

    async def _deliver_all(self) -> None:
        with self._lock:
            self._loop = asyncio.get_running_loop()
        while not self._over.is_set():
            self._woken.clear()
            try:
                wait_s = await self._start_what_is_due()
            except Exception:  # noqa: BLE001 - told, and tried again
                _log.exception("what is to be delivered could not be read")
                wait_s = _AFTER_FAILURE_S
            try:
                await asyncio.wait_for(self._woken.wait(), wait_s)
            except TimeoutError:
                continue
        with self._lock:
            self._loop = None
        await self._end()

    async def _start_what_is_due(self) -> float:
        """Start deliveries and give for how many seconds nothing more is due."""
        now = self._clock.now()
        parcels = await self._in_records(due_parcels, now, frozenset(self._busy))
        for parcel in parcels[: max(0, _AT_ONCE - len(self._busy))]:
            self._busy[parcel.webhook] = asyncio.create_task(self._deliver(parcel))
        next_ = await self._in_records(next_moment, now)
        if next_ is None:
            return _LOOK_AGAIN_S
        return min(max((next_ - self._clock.now()).total_seconds(), 0), _LOOK_AGAIN_S)

    async def _deliver(self, parcel: Parcel) -> None:
        try:
            await self._attempt(parcel)
        except Exception:  # noqa: BLE001 - told, and tried again
            # It stays due. Without a pause a full disk would make the receiver get it for ever.
            _log.exception("a delivery failed", extra={"delivery": parcel.delivery})
            await asyncio.sleep(_AFTER_FAILURE_S)
        finally:
            del self._busy[parcel.webhook]
            self._woken.set()

    async def _attempt(self, parcel: Parcel) -> None:
        route = f"POST /v2/webhooks/{parcel.webhook}"
        if await self._misbehaves(FaultKind.OUT_OF_ORDER, route):
            await self._in_records(postpone, parcel, self._clock.now() + _HELD_BACK)
            return
        sender = self._open_sender()
        outcome = await sender.send(parcel, int(time.time()))
        if await self._misbehaves(FaultKind.DUPLICATE_WEBHOOK, route):
            outcome = await sender.send(parcel, int(time.time()))
        await self._in_records(record, parcel, outcome, self._clock.now())
        _log.info(
            "delivery attempted",
            extra={"delivery": parcel.delivery, "status": outcome.status, "why": outcome.failure},
        )

    async def _misbehaves(self, kind: FaultKind, route: str) -> bool:
        if self.misbehaves is None:
            return False
        # Not in the loop: whoever counts faults writes.
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._records, self.misbehaves, kind, route)

    def _open_sender(self) -> "Sender":
        if self._sender is None:
            from paraph_sandbox.delivery.sending import Sender  # slow, and mostly never needed

            self._sender = Sender(private_too=self._private_too)
        return self._sender

    async def _in_records(self, act: Callable[..., Found], *values: object) -> Found:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._records, act, self._database, *values)

    async def _end(self) -> None:
        under_way = set(self._busy.values())
        if under_way:
            _, late = await asyncio.wait(under_way, timeout=_LAST_MOMENTS_S)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        if self._sender is not None:
            await self._sender.close()
