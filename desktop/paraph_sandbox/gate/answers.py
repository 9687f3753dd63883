"""How an act's result becomes an answer: status, body, entity tag, what is known of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fastapi import Request, Response
from pydantic import BaseModel

from paraph.wire.common import Resource
from paraph_sandbox.lifecycle.problems import Problem

JSON = "application/json"


@dataclass(frozen=True)
class Answer:
    """What a call is answered with; `subject` is the signature request or document whose names it
    tells.
    """

    status: int
    body: BaseModel | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    subject: str | None = None

    def response(self) -> Response:
        """Write it as a response."""
        content = b"" if self.body is None else self.body.model_dump_json().encode()
        headers = dict(self.headers)
        if isinstance(self.body, Resource):
            headers.setdefault("ETag", entity_tag(self.body.id, self.body.version))
        media_type = None if self.body is None else JSON
        return Response(content, self.status, headers, media_type)


def entity_tag(resource_id: str, version: int) -> str:
    """Give a resource's strong entity tag (RFC 9110, 8.8.3)."""
    return f'"{resource_id}.{version}"'


def check_if_match(request: Request, resource_id: str, version: int) -> None:
    """Raise Problem 412 `precondition_failed` when `If-Match` names another state than this."""
    lines = request.headers.getlist("If-Match")
    wanted = ",".join(lines)
    if not lines or wanted.strip() == "*":
        return
    if entity_tag(resource_id, version) not in _tags(wanted):
        detail = "The resource was changed since. Read it again."
        raise Problem(412, "precondition_failed", detail, more={"version": version})


def is_known(request: Request, tag: str) -> bool:
    """Tell whether the caller has this state already (`If-None-Match`, RFC 9110, 13.1.2)."""
    known = request.headers.get("If-None-Match")
    if known is None:
        return False
    # The comparison is the weak one: a cache may have marked the tag.
    return known.strip() == "*" or tag in [each.removeprefix("W/") for each in _tags(known)]


def unless_known(request: Request, response: Response) -> Response:
    """Give 304 in a response's place when the caller has what it holds."""
    tag = response.headers.get("ETag")
    if response.status_code != 200 or tag is None or not is_known(request, tag):
        return response
    return Response(status_code=304, headers={"ETag": tag})


def _tags(header: str) -> list[str]:
    return [each.strip() for each in header.split(",")]
