"""Endpoints by name: paths of the API with `{id}` where a single thing is named.

Only words of the API are let through, so that no id, name or address is noted, whatever a path has.
"""

SIGN_IN, SIGN_OUT, SIGN_IN_SERVER = "oauth:token", "oauth:revocation", "oauth:metadata"
_MOST_PARTS = 8
_WORDS = frozenset(
    {
        "v2", "documents", "content", "signature-requests", "activate", "remind", "cancel",
        "personal-data", "document", "signed", "audit-trail", "audit-trails", "signatories",
        "signed-document", "decline", "reassign", "templates", "events", "webhooks", "deliveries",
        "replay", "sandbox", "faults", "certificates", "ledger", "clock", "simulate",
    }
)  # fmt: skip


def route_of(path: str) -> str:
    """Give a path's endpoint; a query is no part of it."""
    parts = path.partition("?")[0].strip("/").split("/")
    known = [part if part in _WORDS else "{id}" for part in parts[:_MOST_PARTS] if part]
    return "/" + "/".join(known)
