"""What is refused: a problem document (RFC 9457) with a stable code for each kind."""

from collections.abc import Mapping

INVALID = "invalid_request"


class Problem(Exception):
    """A call that is answered with a problem document.

    `status` is the HTTP status, `code` the stable name, `detail` a sentence for a person.
    """

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        errors: tuple[tuple[str, str], ...] = (),
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(f"{status} {code}: {detail}")
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = errors
        self.headers = dict(headers or {})
        self.more = dict(more or {})


def not_found(kind: str) -> Problem:
    """Say that there is no such thing, or that it is somebody else's: a stranger learns neither."""
    return Problem(404, "not_found", f"There is no such {kind}.")


def invalid_transition(what: str, state: str) -> Problem:
    """Say that a move does not exist from where the request stands."""
    detail = f"A request that is {state} cannot be {what}."
    return Problem(409, "invalid_transition", detail, more={"state": state})


def duplicate_reference(existing_id: str) -> Problem:
    """Say that a client reference was used before, and for what."""
    detail = "This client_reference was used before."
    return Problem(409, "duplicate_reference", detail, more={"existing_id": existing_id})


def invalid(field: str, message: str) -> Problem:
    """Say what is wrong with one name of a body that otherwise reads well."""
    detail = "The body does not fit."
    return Problem(422, INVALID, detail, errors=((field, message),))
