"""Faults that are set: kept in the database, so that they outlive a crash that tests them.

They are the sandbox's weather, not an account's: they strike every caller, and every caller sees
and ends them.
"""

from paraph.wire.sandbox import Fault, NewFault
from paraph_sandbox.acts.ids import new_id
from paraph_sandbox.lifecycle.problems import not_found
from paraph_sandbox.store.database import Reading, Row, Writing


def add(tx: Writing, wanted: NewFault) -> Fault:
    """Set a fault."""
    made = new_id("flt")
    times = wanted.times or (1 if wanted.rate is None else None)
    tx.insert(
        "faults",
        id=made,
        route=wanted.route,
        kind=wanted.kind,
        left=times,
        rate=wanted.rate,
        latency_s=wanted.latency_s,
        status=wanted.status,
        retry_after_s=wanted.retry_after_s,
    )
    return told(one(tx, made))


def one(tx: Reading, fault_id: str) -> Row:
    """Give a fault's row. Raises Problem 404 when it is not set, or is used up."""
    row = tx.first("SELECT * FROM faults WHERE id = ?", fault_id)
    if row is None:
        raise not_found("fault")
    return row


def every(tx: Reading) -> list[Fault]:
    """Give every fault that is set, oldest first."""
    return [told(row) for row in tx.all("SELECT * FROM faults ORDER BY n")]


def strike(tx: Writing, fault_id: str) -> bool:
    """Count a strike of a counted fault; False when none was left."""
    if not tx.run("UPDATE faults SET left = left - 1 WHERE id = ?", fault_id):
        return False
    tx.run("DELETE FROM faults WHERE id = ? AND left = 0", fault_id)
    return True


def end(tx: Writing, fault_id: str) -> None:
    """End a fault. Raises Problem 404 when it is not set."""
    tx.run("DELETE FROM faults WHERE id = ?", one(tx, fault_id)["id"])


def end_all(tx: Writing) -> None:
    """End every fault."""
    tx.run("DELETE FROM faults")


def told(row: Row) -> Fault:
    """Tell a fault."""
    names = ("id", "route", "kind", "left", "rate", "latency_s", "status", "retry_after_s")
    return Fault(**{name: row[name] for name in names})
