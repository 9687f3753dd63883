"""What all shapes share: strict bodies in, open ones out, times, lists, problems.

A body that a client sends is refused when it holds a name that is not known; an answer may gain
names, and a client passes over those that it does not know.
"""

from datetime import UTC, datetime
from typing import Annotated, Generic, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)

# Printable: no control characters (Unicode's Cc), which neither a page nor a log can show.
_PRINTABLE = r"^[^\x00-\x1f\x7f-\x9f]*$"


class Sent(BaseModel):
    """A body that a client sends."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class Told(BaseModel):
    """A body that the server answers with."""

    model_config = ConfigDict(extra="allow", allow_inf_nan=False)


def _moment(value: object) -> object:
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str) or len(value) > 40 or "T" not in value.upper():
        raise ValueError("not a time of RFC 3339, such as 2026-12-05T23:59:59Z")
    return datetime.fromisoformat(value)


def _whole(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _in_utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a time of RFC 3339 has an offset, such as Z")
    try:
        return value.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("a time between the years 1 and 9999") from error


def rfc3339(moment: datetime) -> str:
    """Write a time in UTC with milliseconds and a Z (RFC 3339, 5.6)."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    AfterValidator(_in_utc),
    PlainSerializer(rfc3339, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
# JSON knows one kind of number: 3.0 is a whole one, too (JSON Schema 2020-12, core 4.2.3).
# It stands last, so that the limits before it stay in the contract.
WHOLE = BeforeValidator(_whole)
Line = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=_PRINTABLE)]
Reason = Annotated[str, StringConstraints(min_length=1, max_length=1000, pattern=_PRINTABLE)]
Email = Annotated[
    str,
    StringConstraints(
        min_length=3,
        max_length=254,
        pattern=r"^[^@\s\x00-\x1f\x7f-\x9f]+@[^@\s\x00-\x1f\x7f-\x9f]+$",
    ),
]
Reference = Annotated[
    str,
    StringConstraints(
        pattern=r"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$",
        to_lower=True,
    ),
]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Resource(Told):
    """What every resource carries."""

    id: str
    version: int
    created_at: Moment
    updated_at: Moment


Item = TypeVar("Item")


class Page(Told, Generic[Item]):
    """One page of a list; `next_page_token` is null on the last one."""

    data: list[Item]
    next_page_token: str | None


class FieldProblem(Told):
    """What is wrong with one name of a body."""

    field: str
    message: str


class Problem(Told):
    """A problem document (RFC 9457) with a stable `code`."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    instance: str | None = None
    trace_id: str | None = None
    errors: list[FieldProblem] = Field(default_factory=list)
