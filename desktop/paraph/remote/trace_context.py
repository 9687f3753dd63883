"""The header by which a service finds the caller's trace (W3C Trace Context, 3.2)."""

import re
import secrets

from paraph.logs import current_trace

HEADER = "traceparent"
_FORM = re.compile(r"00-([0-9a-f]{32})-([0-9a-f]{16})-01")


def traceparent(trace_id: str = "") -> str:
    """Give it with a new span, of this trace, of the one that holds here, or of a new one."""
    known = trace_id or current_trace() or secrets.token_hex(16)
    return f"00-{known}-{secrets.token_hex(8)}-01"


def ids_of(header: str) -> tuple[str, str] | None:
    """Give the ids of trace and span; None where the header is none."""
    told = _FORM.fullmatch(header)
    return (told[1], told[2]) if told is not None else None
