"""Acts: what a person asks of the service, each with the call that it becomes.

A call names what is not known yet, and is completed when it is sent: a request that was prepared
without a network has no id at the service before its document and itself were sent.
"""

import json
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import quote


class ActKind(StrEnum):
    """What is asked."""

    UPLOAD = "upload"
    CREATE = "create"
    FILL = "fill"  # a request is made of a template
    DISCARD = "discard"  # a draft is taken back: nobody was asked yet
    CHANGE = "change"
    ACTIVATE = "activate"
    REMIND = "remind"
    CANCEL = "cancel"
    SIGN = "sign"
    DECLINE = "decline"
    REASSIGN = "reassign"
    PURGE = "purge"


_CALLS = {
    ActKind.UPLOAD: ("POST", "/v2/documents"),
    ActKind.CREATE: ("POST", "/v2/signature-requests"),
    ActKind.FILL: ("POST", "/v2/templates/{template}/signature-requests"),
    ActKind.DISCARD: ("DELETE", "/v2/signature-requests/{request}"),
    ActKind.CHANGE: ("PATCH", "/v2/signature-requests/{request}"),
    ActKind.ACTIVATE: ("POST", "/v2/signature-requests/{request}/activate"),
    ActKind.REMIND: ("POST", "/v2/signature-requests/{request}/remind"),
    ActKind.CANCEL: ("POST", "/v2/signature-requests/{request}/cancel"),
    ActKind.SIGN: ("PUT", "/v2/signatories/{signatory}/signed-document"),
    ActKind.DECLINE: ("POST", "/v2/signatories/{signatory}/decline"),
    ActKind.REASSIGN: ("POST", "/v2/signatories/{signatory}/reassign"),
    ActKind.PURGE: ("DELETE", "/v2/signature-requests/{request}/personal-data"),
}
# Acts that make the request at the service: there is at most one of them in a request.
MAKING_REQUEST = frozenset({ActKind.CREATE, ActKind.FILL})
# What stands in a frozen body for an id that the service has not given yet; none of its ids begins
# so. It is looked for at the beginning only: a person may be called anything.
DOCUMENT_ID = "@document"
_PLACE = f'{{"document_id":"{DOCUMENT_ID}"'.encode()


class RemoteIds(NamedTuple):
    """The service's ids of what an act is about, as far as they are known."""

    document: str | None = None
    request: str | None = None
    signatory: str | None = None
    template: str | None = None


class NotKnownYet(Exception):
    """An id is missing that an earlier act of the same request brings; `name` says which."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def call_of(kind: ActKind, ids: RemoteIds) -> tuple[str, str]:
    """Give an act's method and path. Raises NotKnownYet."""
    method, path = _CALLS[kind]
    for name in ("request", "signatory", "template"):
        if "{" + name + "}" in path:
            known = getattr(ids, name)
            if known is None:
                raise NotKnownYet(name)
            path = path.replace("{" + name + "}", quote(known, safe=""))
    return method, path


def completed(body: bytes, ids: RemoteIds) -> bytes:
    """Put the document's id where a frozen JSON body begins with it. Raises NotKnownYet."""
    if not body.startswith(_PLACE):
        return body
    if ids.document is None:
        raise NotKnownYet("document")
    known = json.dumps(ids.document, ensure_ascii=False)
    return f'{{"document_id":{known}'.encode() + body.removeprefix(_PLACE)
