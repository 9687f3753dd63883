"""Which fault strikes a call: the oldest that is set on its route, counted exactly."""

import random
import re
import threading
from collections.abc import Collection

from paraph.wire.sandbox import Fault, FaultKind, NewFault
from paraph_sandbox.acts import faults
from paraph_sandbox.store.database import Database, Writing

_UNTOUCHED = "/v2/sandbox/faults"
_PARTS = re.compile(r"\*|\{[^/{}]*\}")


class Faults:
    """Knows what is set without asking the database for every call; safe from every thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._set: tuple[tuple[re.Pattern[str], Fault], ...] = ()
        self._refresh()

    def add(self, tx: Writing, wanted: NewFault) -> Fault:
        """Set a fault, once the transaction is on the disk."""
        tx.after(self._refresh)
        return faults.add(tx, wanted)

    def end(self, tx: Writing, fault_id: str | None = None) -> None:
        """End one, or all. Raises Problem 404 for one that is not set."""
        tx.after(self._refresh)
        if fault_id is None:
            faults.end_all(tx)
        else:
            faults.end(tx, fault_id)

    def may_strike(self, method: str, path: str) -> bool:
        """Tell, without counting, whether there is a fault on a route."""
        return any(pattern.match(f"{method} {path}") for pattern, _ in self._set)

    def take(self, kinds: Collection[FaultKind], method: str, path: str) -> Fault | None:
        """Give the fault of these kinds that strikes this call, and count it."""
        if path.startswith(_UNTOUCHED):
            return None
        for pattern, fault in self._set:
            if fault.kind in kinds and pattern.match(f"{method} {path}") and self._strikes(fault):
                return fault
        return None

    def misbehaves(self, kind: FaultKind, route: str) -> bool:
        """Tell whether a delivery on a route (`POST /v2/webhooks/wh_…`) goes wrong this time."""
        method, _, path = route.partition(" ")
        return self.take((kind,), method, path) is not None

    def _strikes(self, fault: Fault) -> bool:
        if fault.rate is not None:
            return random.random() < fault.rate  # noqa: S311 - chance, not a secret
        with self._database.write() as tx:
            struck = faults.strike(tx, fault.id)
            tx.after(self._refresh)
        return struck

    def _refresh(self) -> None:
        # One at a time: an older look must not be kept over a newer one.
        with self._lock, self._database.read() as tx:
            self._set = tuple((route_pattern(each.route), each) for each in faults.every(tx))


def route_pattern(route: str) -> re.Pattern[str]:
    """Give what a route matches: `*` and `{id}` stand for one part, a last `*` for the rest."""
    if route == "*":
        return re.compile(r".*", re.DOTALL)
    method, _, path = route.partition(" ")
    rest = ".*" if path.endswith("*") else ""
    fixed = _PARTS.split(path[: -len("*")] if rest else path)
    which = "[^ ]+" if method == "*" else re.escape(method)
    return re.compile(f"{which} {'[^/]+'.join(map(re.escape, fixed))}{rest}$", re.DOTALL)
