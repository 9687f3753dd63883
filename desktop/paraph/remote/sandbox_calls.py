"""What the demo asks of its sandbox beside the account: as the firm at the other end would.

It prepares what waits in the inbox, has others sign, and counts what was made.
"""

import hashlib
import json
import secrets
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from paraph.domain.keys.secret import Secret
from paraph.domain.service.frozen import create_body, file_body, nothing, plain
from paraph.domain.service.outbox_entry import FrozenBody
from paraph.domain.service.request_draft import RequestDraft
from paraph.domain.service.signature_request import RemoteRequest
from paraph.ports.service import ServiceCall
from paraph.remote import service_calls, wire_format
from paraph.remote.http_client import HttpClient, HttpTrouble, Reply, Wanted
from paraph.remote.problem_words import body_of, words_of
from paraph.remote.sandbox_child import SandboxTrouble
from paraph.remote.wire_format import NotUnderstood

_REQUESTS = "/v2/signature-requests"
_MOST_MAIL = 100
_HASHED = 1 << 20


class SandboxCalls:
    """Calls of one sandbox, with a key of its API; all of them raise SandboxTrouble."""

    def __init__(self, address: str, api_key: Secret) -> None:
        self._address, self._key = address, api_key
        self._http = HttpClient()

    def close(self) -> None:
        """Let the connections go."""
        self._http.close()

    def begin_request(self, document: Path, draft: RequestDraft) -> RemoteRequest:
        """Upload a document, make the request of it, and send it to its signatories."""
        sha256, size = _hashed(document)
        upload = file_body(sha256, size, fields={"name": draft.document_name})
        kept = self._change("/v2/documents", upload, document)
        body = json.loads(create_body(draft, str(uuid.uuid4())).content or b"{}")
        made = self._change(_REQUESTS, plain({**body, "document_id": kept.get("id")}))
        return _request(self._change(f"{_REQUESTS}/{made.get('id')}/activate", nothing()))

    def request(self, request_id: str) -> RemoteRequest | None:
        """Give a request; None when there is none."""
        reply = self._reading(f"{_REQUESTS}/{request_id}")
        return None if reply.status == 404 else _request(_body(reply))

    def sign_for(self, request: RemoteRequest, email: str) -> RemoteRequest:
        """Have a signatory sign at the sandbox, as its page would."""
        found = [each.id for each in request.signatories if each.email == email]
        if not found:
            raise SandboxTrouble(f"nobody is asked at {email}")
        path = f"/v2/sandbox/signature-requests/{request.id}/simulate"
        return _request(self._change(path, plain({"signatory": found[0], "action": "sign"})))

    def signing_link(self) -> str | None:
        """Give an address at which somebody can sign now, in a browser; None when nobody can."""
        for each in self._list(f"/v2/sandbox/mail?{urlencode({'limit': _MOST_MAIL})}"):
            told = self.request(str(each.get("signature_request_id")))
            turn = told.whose_turn() if told is not None else ()
            if any(one.id == each.get("signatory_id") and one.signing == "remote" for one in turn):
                return str(each.get("link"))
        return None

    def made(self) -> list[tuple[str, str]]:
        """List kind and client reference of every object that was ever made."""
        told = _body(self._reading("/v2/sandbox/ledger"))
        objects = told.get("objects")
        if not isinstance(objects, list):
            raise SandboxTrouble("its ledger cannot be read")
        return [(str(e.get("kind")), str(e.get("client_reference") or "")) for e in objects]

    def _list(self, path: str) -> list[Mapping[str, object]]:
        try:
            return list(wire_format.data_of(_body(self._reading(path))))
        except NotUnderstood as error:
            raise SandboxTrouble("what it listed cannot be read") from error

    def _reading(self, path: str) -> Reply:
        return self._send(service_calls.reading(self._address, path))

    def _change(
        self, path: str, body: FrozenBody, file: Path | None = None
    ) -> Mapping[str, object]:
        call = ServiceCall("POST", path, body, str(uuid.uuid4()), secrets.token_hex(16))
        return _body(self._send(service_calls.changing(self._address, call, lambda _: _of(file))))

    def _send(self, wanted: Wanted) -> Reply:
        try:
            return self._http.send(wanted._replace(bearer=self._key))
        except HttpTrouble as trouble:
            raise SandboxTrouble(f"it does not answer ({trouble.why})") from trouble


def _of(file: Path | None) -> Path:
    if file is None:
        raise SandboxTrouble("there is no document")
    return file


def _body(reply: Reply) -> Mapping[str, object]:
    found = body_of(reply)
    if reply.status >= 300 or found is None:
        words = words_of(reply, found)
        raise SandboxTrouble(f"it says no: {words.detail or words.code} (status {reply.status})")
    return found


def _request(told: Mapping[str, Any]) -> RemoteRequest:
    try:
        return wire_format.request_of(told)
    except NotUnderstood as error:
        raise SandboxTrouble(f"its request cannot be read ({error.name})") from error


def _hashed(file: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with file.open("rb") as read:
        while piece := read.read(_HASHED):
            digest.update(piece)
            size += len(piece)
    return digest.hexdigest(), size
