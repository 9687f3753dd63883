"""What happened to a signature request, entry by entry; names and addresses stand apart."""

from dataclasses import dataclass
from datetime import datetime

from paraph.wire.common import rfc3339
from paraph_sandbox.acts.actor import Actor
from paraph_sandbox.store.database import Row, Writing


@dataclass(frozen=True)
class Happening:
    """One entry. `actor`, `ip_address` and `detail` are personal; `sha256` is of the document."""

    kind: str
    signatory: str | None = None
    actor: str | None = None
    ip_address: str | None = None
    detail: str | None = None
    sha256: str | None = None


def by_signatory(
    signatory: Row, kind: str, actor: Actor, detail: str | None = None, sha256: str | None = None
) -> Happening:
    """Give what a signatory did."""
    return Happening(kind, signatory["id"], name_of(signatory), actor.ip_address, detail, sha256)


def to_signatory(signatory: Row, kind: str) -> Happening:
    """Give what a signatory was sent; another may have his place one day."""
    return Happening(kind, signatory["id"], detail=f"to {name_of(signatory)}")


def name_of(signatory: Row) -> str:
    """Give a signatory's name as it is now."""
    return f"{signatory['first_name']} {signatory['last_name']} <{signatory['email']}>"


def note(tx: Writing, request: str, happening: Happening, now: datetime) -> None:
    """Write the next entry of a request's trail."""
    last = tx.value("SELECT max(n) FROM trail_entries WHERE request = ?", request)
    n = (last or 0) + 1
    tx.insert(
        "trail_entries",
        request=request,
        n=n,
        at=rfc3339(now),
        kind=happening.kind,
        signatory=happening.signatory,
        sha256=happening.sha256,
    )
    tx.insert(
        "trail_personal",
        request=request,
        n=n,
        actor=happening.actor,
        ip_address=happening.ip_address,
        detail=happening.detail,
    )
