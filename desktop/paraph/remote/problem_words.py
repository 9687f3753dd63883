"""A refusal's words: problem documents (RFC 9457), read leniently and within bounds."""

import json
from collections.abc import Mapping

from paraph.domain.service.outbox_entry import ServiceWords
from paraph.remote.http_client import Reply

_MOST_CODE, _MOST_DETAIL, _MOST_ERRORS = 100, 1000, 50
_JSON = "application/json"


def body_of(reply: Reply) -> Mapping[str, object] | None:
    """Give a body that is a JSON object of the API's; None for anything else."""
    if reply.kind != _JSON and not (
        reply.kind.startswith("application/") and reply.kind.endswith("+json")
    ):
        return None
    try:
        told = json.loads(reply.body)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def words_of(reply: Reply, body: Mapping[str, object] | None) -> ServiceWords:
    """Give what a reply says of itself; a refusal without a code of the API's is `http_…`."""
    if body is None:
        code = "network_sign_in" if is_page(reply) else "not_understood"
        return ServiceWords(code, status=reply.status, trace_id=_trace(reply, {}))
    if reply.status < 400:
        return ServiceWords("", status=reply.status, trace_id=_trace(reply, body))
    code = _line(body.get("code"), _MOST_CODE) or f"http_{reply.status}"
    detail = _line(body.get("detail"), _MOST_DETAIL) or _line(body.get("title"), _MOST_DETAIL)
    return ServiceWords(code, detail, reply.status, _trace(reply, body), _errors(body))


def is_page(reply: Reply) -> bool:
    """Tell whether somebody else answered in the service's place: with a page, or with 511.

    RFC 6585, 6: 511 is a network that wants to be signed in to.
    """
    return reply.status == 511 or (reply.status < 500 and reply.kind in ("text/html", "text/plain"))


def _errors(body: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    told = body.get("errors")
    if not isinstance(told, list):
        return ()
    pairs = (
        (_line(each.get("field"), _MOST_CODE), _line(each.get("message"), _MOST_DETAIL))
        for each in told[:_MOST_ERRORS]
        if isinstance(each, dict)
    )
    return tuple(pair for pair in pairs if any(pair))


def _trace(reply: Reply, body: Mapping[str, object]) -> str:
    return _line(body.get("trace_id") or reply.headers.get("x-trace-id"), _MOST_CODE)


def _line(told: object, most: int) -> str:
    """Give a text without what cannot be shown, no longer than `most`; "" for anything else."""
    if not isinstance(told, str):
        return ""
    # Half a surrogate pair, as JSON may hold, is not printable either.
    shown = (each if each.isprintable() else " " for each in told[: 4 * most])
    return "".join(shown).strip()[:most]
