"""The problems that routes document, for the OpenAPI description."""

from typing import Any

from paraph.wire.names import PROBLEM_TYPE

_TOLD = {
    400: "The call cannot be read.",
    401: "Sign in again.",
    403: "The token lacks a scope, which is named.",
    404: "There is no such thing.",
    409: "The thing is not in a state for this.",
    410: "It was there once.",
    412: "The resource was changed since.",
    413: "The body is too large.",
    415: "The kind of body is not understood.",
    416: "The document has no such part.",
    422: "The call does not fit; `errors` says where.",
    429: "Too many calls; `Retry-After` says when.",
}
_SCHEMA = {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Give the documented responses for these statuses, and those that every call may have."""
    every = (400, 401, 403, 422, 429, *statuses)
    # Without `model`: each would be built anew, and `gate.contract` knows the shape.
    return {
        status: {"description": _TOLD[status], "content": dict(_SCHEMA)} for status in sorted(every)
    }
