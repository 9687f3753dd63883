"""One authenticated call, as a route gets it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from anyio import CapacityLimiter, to_thread
from fastapi import Header, Request, Response, Security

from paraph.wire.names import Scope
from paraph_sandbox.acts.actor import Actor
from paraph_sandbox.gate.answers import Answer, check_if_match, unless_known
from paraph_sandbox.gate.caller import Caller, may, services_of
from paraph_sandbox.gate.once import RETENTION_HEADER, Once
from paraph_sandbox.gate.services import Services
from paraph_sandbox.store.database import Reading, Writing

_KeyHeader = Annotated[
    str | None, Header(alias="Idempotency-Key", min_length=1, max_length=200, pattern=r"^[!-~]+$")
]
_IfMatchHeader = Annotated[str | None, Header(alias="If-Match", max_length=1000)]

_waits_for_pdf = CapacityLimiter(8)


@dataclass(frozen=True)
class Call:
    """Who calls, with what, and how the answer is made."""

    services: Services
    request: Request
    caller: Caller
    key: str | None = None

    @property
    def account(self) -> str:
        """The account whose things the caller sees."""
        return self.caller.account

    def now(self) -> datetime:
        """Give business time."""
        return self.services.clock.now()

    def actor(self) -> Actor:
        """Give in whose name, and when, an act is done."""
        caller = self.caller
        return Actor(caller.account, caller.client, caller.ip_address, self.now(), self.key)

    def look(self, act: Callable[[Reading], Answer]) -> Response:
        """Answer from the database as it is."""
        with self.services.database.read() as tx:
            answer = act(tx)
        return unless_known(self.request, answer.response())

    def change(self, act: Callable[[Writing], Answer]) -> Response:
        """Answer with a change that may be made again without harm."""
        return self.services.database.perform(act).response()

    def once(self, fingerprint: bytes, act: Callable[[Writing], Answer]) -> Response:
        """Answer with a change that happens once for its Idempotency-Key."""
        if self.key is None:
            response = self.change(act)
        else:
            once = Once(self.services, self.request, self.caller, self.key)
            response = once.run(fingerprint, act)
        response.headers.update(RETENTION_HEADER)
        return response

    def if_match(self, resource_id: str, version: int) -> None:
        """Raise Problem 412 when the caller has seen another state of the resource."""
        check_if_match(self.request, resource_id, version)


async def waiting(act: Callable[[], Response]) -> Response:
    """Answer with what waits for work on a PDF.

    Few do so at a time, and the others wait without a thread: however long the files take, other
    calls are answered.
    """
    return await to_thread.run_sync(act, limiter=_waits_for_pdf)


def reading(scope: Scope) -> Callable[..., Call]:
    """Give the dependency of a route that only looks."""

    def make(
        request: Request, caller: Annotated[Caller, Security(may(scope), scopes=[scope])]
    ) -> Call:
        return Call(services_of(request), request, caller)

    return make


def changing(scope: Scope) -> Callable[..., Call]:
    """Give the dependency of a route that changes a resource (PATCH, DELETE)."""

    def make(
        request: Request,
        caller: Annotated[Caller, Security(may(scope), scopes=[scope])],
        if_match: _IfMatchHeader = None,
    ) -> Call:
        return Call(services_of(request), request, caller)

    return make


def making(scope: Scope) -> Callable[..., Call]:
    """Give the dependency of a route with one effect for each Idempotency-Key (POST, PUT)."""

    def make(
        request: Request,
        caller: Annotated[Caller, Security(may(scope), scopes=[scope])],
        key: _KeyHeader = None,
        if_match: _IfMatchHeader = None,
    ) -> Call:
        return Call(services_of(request), request, caller, key)

    return make
