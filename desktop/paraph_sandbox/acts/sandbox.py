"""What only the sandbox does: its clock is moved on, and it tells every object that was made."""

from datetime import MAXYEAR, timedelta

from paraph.wire.sandbox import Clock as ClockTold
from paraph.wire.sandbox import Ledger, LedgerEntry
from paraph_sandbox.clock import Clock
from paraph_sandbox.lifecycle.problems import invalid
from paraph_sandbox.store.database import Reading, Writing

_LAST_YEAR = MAXYEAR - 200  # what is dated years ahead must still have a date


def advance(tx: Writing, clock: Clock, seconds: float) -> ClockTold:
    """Move business time on, once this transaction is on the disk, for every account.

    Raises Problem 422 when it would come near the last year that dates have.
    """
    offset_s = float(_kept(tx) or 0) + seconds
    try:
        now = clock.now() + timedelta(seconds=seconds)
    except OverflowError:
        raise _too_far() from None
    if now.year > _LAST_YEAR:
        raise _too_far()
    tx.run("INSERT OR REPLACE INTO settings VALUES ('clock_offset_s', ?)", repr(offset_s))
    tx.after(lambda: clock.advance(seconds))
    return ClockTold(now=now, offset_s=offset_s)


def ledger(tx: Reading, account: str) -> Ledger:
    """Give every object that an account ever made, oldest first."""
    rows = tx.all("SELECT * FROM ledger WHERE account = ? ORDER BY n", account)
    return Ledger(
        objects=[
            LedgerEntry(
                kind=row["kind"],
                id=row["id"],
                account=row["account"],
                client_reference=row["client_reference"],
                idempotency_key=row["idempotency_key"],
                created_at=row["created_at"],
                deleted=bool(row["deleted"]),
            )
            for row in rows
        ]
    )


def _kept(tx: Reading) -> str | None:
    kept: str | None = tx.value("SELECT value FROM settings WHERE name = 'clock_offset_s'")
    return kept


def _too_far() -> Exception:
    return invalid("advance_s", "business time would come too near the last year that dates have")
