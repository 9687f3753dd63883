"""Ids: opaque, with the prefix of their kind; every made object stands in the ledger."""

import secrets
from datetime import datetime

from paraph.wire.common import rfc3339
from paraph_sandbox.store.database import Writing

_PREFIXES = {
    "document": "doc",
    "signature_request": "req",
    "signatory": "sig",
    "template": "tpl",
    "webhook": "wh",
    "delivery": "dlv",
    "audit_trail": "aud",
}


def new_id(prefix: str) -> str:
    """Give an id that nobody can guess."""
    return f"{prefix}_{secrets.token_hex(12)}"


def enter(  # noqa: PLR0913 - the ledger's columns
    tx: Writing,
    kind: str,
    account: str,
    now: datetime,
    *,
    reference: str | None = None,
    key: str | None = None,
    made: str | None = None,
) -> str:
    """Give a new object its id, if it has none yet (`made`), and enter it into the ledger."""
    made = made or new_id(_PREFIXES[kind])
    tx.insert(
        "ledger",
        account=account,
        kind=kind,
        id=made,
        client_reference=reference,
        idempotency_key=key,
        created_at=rfc3339(now),
    )
    return made
