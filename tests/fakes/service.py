"""A signature service in memory: `ports.service.RemoteService`, with faults on demand.

It passes the contract suite that the real client passes on the sandbox. What a person does at the
service is done by `sign_as`, `decline_as`, `expire`; `effects` counts what came about.
"""

import hashlib
import json
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from paraph.domain.errors.service import (
    DownloadDamaged,
    EventsGone,
    NetworkSignIn,
    NotThere,
    ScopeMissing,
    ServiceFailed,
    ServiceRefused,
    ServiceUnreachable,
    SignInAgain,
)
from paraph.domain.service.account import Environment
from paraph.domain.service.outbox_entry import ServiceWords
from paraph.domain.service.signature_request import PlacedField, RemoteRequest, Signatory
from paraph.domain.service.template import RemoteTemplate
from paraph.ports.service import (
    Event,
    EventPage,
    Heard,
    RemoteDocument,
    ServiceAnswer,
    ServiceCall,
    TrailDigests,
)

RETENTION = timedelta(days=30)
_ROUTES = (
    ("POST", r"/v2/documents", "upload"),
    ("POST", r"/v2/signature-requests", "create"),
    ("POST", r"/v2/templates/([^/]+)/signature-requests", "fill"),
    ("DELETE", r"/v2/signature-requests/([^/]+)", "discard"),
    ("PATCH", r"/v2/signature-requests/([^/]+)", "change"),
    ("POST", r"/v2/signature-requests/([^/]+)/activate", "activate"),
    ("POST", r"/v2/signature-requests/([^/]+)/remind", "remind"),
    ("POST", r"/v2/signature-requests/([^/]+)/cancel", "cancel"),
    ("PUT", r"/v2/signatories/([^/]+)/signed-document", "sign"),
    ("POST", r"/v2/signatories/([^/]+)/decline", "decline"),
    ("POST", r"/v2/signatories/([^/]+)/reassign", "reassign"),
    ("DELETE", r"/v2/signature-requests/([^/]+)/personal-data", "purge"),
)
_KEEPS_NO_ANSWER = (401, 403, 404, 408, 412, 413, 415, 425, 429)


@dataclass(frozen=True)
class Fault:
    """What goes wrong once. `kind`:

    away (surely not arrived), lost (done, the answer is lost), cut (not done, and not known),
    status (a problem with `status`), portal (a page of the network's), signed_out, forbidden.
    `on` is a part of "METHOD path".
    """

    kind: str
    on: str = ""
    status: int = 503
    code: str = "injected_fault"
    retry_after: str | None = None


class Refusal(Exception):
    def __init__(self, status: int, code: str, **more: object) -> None:
        super().__init__(code)
        self.status, self.code, self.more = status, code, more


@dataclass
class FakeService:
    """One account's service; `now` is its own clock."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    remembers_keys: bool = True
    kind: Environment = Environment.SANDBOX
    faults: deque[Fault] = field(default_factory=deque)
    documents: dict[str, RemoteDocument] = field(default_factory=dict)
    requests: dict[str, RemoteRequest] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    kept_templates: dict[str, RemoteTemplate] = field(default_factory=dict)
    happened: list[Event] = field(default_factory=list)
    calls: list[ServiceCall] = field(default_factory=list)
    effects: Counter[str] = field(default_factory=Counter)
    oldest_seq: int = 0
    heard: Heard = field(default_factory=Heard)
    _answers: dict[str, tuple[datetime, str, ServiceAnswer]] = field(default_factory=dict)
    _made: int = 0

    # --- the port

    def send(self, call: ServiceCall) -> ServiceAnswer:
        self.calls.append(call)
        fault = self._fault(f"{call.method} {call.path}")
        if fault is not None and fault.kind in ("away", "cut"):
            arrived = fault.kind == "cut"
            raise ServiceUnreachable(why="not_reached", host="fake", may_have_arrived=arrived)
        if fault is not None and fault.kind == "status":
            return self._refused(fault.status, fault.code, retry_after=fault.retry_after)
        if fault is not None and fault.kind == "portal":
            return ServiceAnswer(200, False, ServiceWords("network_sign_in", status=200), {})
        if fault is not None and fault.kind == "signed_out":
            return self._refused(401, "unauthorized")
        if fault is not None and fault.kind == "forbidden":
            return self._refused(403, "insufficient_scope")
        answer = self._once(call)
        if fault is not None and fault.kind == "lost":
            raise ServiceUnreachable(why="timeout", host="fake", may_have_arrived=True)
        return answer

    def document_of(self, client_reference: str) -> RemoteDocument | None:
        self._read("GET /v2/documents")
        found = (d for d in self.documents.values() if d.client_reference == client_reference)
        return next(found, None)

    def document(self, document_id: str) -> RemoteDocument | None:
        self._read(f"GET /v2/documents/{document_id}")
        return self.documents.get(document_id)

    def templates(self) -> Iterator[RemoteTemplate]:
        self._read("GET /v2/templates")
        yield from list(self.kept_templates.values())

    def request_of(self, client_reference: str) -> RemoteRequest | None:
        self._read("GET /v2/signature-requests")
        found = (r for r in self.requests.values() if r.client_reference == client_reference)
        return next(found, None)

    def request(self, request_id: str) -> RemoteRequest | None:
        self._read(f"GET /v2/signature-requests/{request_id}")
        return self.requests.get(request_id)

    def requests_since(self, moment: datetime | None) -> Iterator[RemoteRequest]:
        self._read("GET /v2/signature-requests")
        yield from [r for r in self.requests.values() if moment is None or r.updated_at >= moment]

    def events(self, iterator: str, wait_s: float) -> EventPage:
        self._read("GET /v2/events")
        position = int(iterator or self.oldest_seq)
        if position < self.oldest_seq:
            raise EventsGone
        found = tuple(each for each in self.happened if each.seq > position)
        shown = found[:100]
        reached = shown[-1].seq if shown else position
        return EventPage(shown, str(reached), len(found) <= 100)

    def fetch(self, path: str, into: Path, most_bytes: int) -> str:
        self._read(f"GET {path}")
        document = self._document_at(path)
        if document is not None:
            content = self.contents[document.checksum_sha256]
            into.write_bytes(content)
            return _hash(content)
        told = re.fullmatch(r"/v2/signature-requests/([^/]+)/(.*)", path)
        request = self.requests.get(told[1]) if told is not None else None
        if told is None or request is None:
            raise NotThere(path=path)
        if told[2] != "document" and request.status != "completed":
            raise ServiceFailed(status=409, service_code="not_completed")
        if request.personal_data_deleted_at is not None:
            raise ServiceRefused(status=410, service_code="personal_data_deleted")
        is_trail = told[2] == "audit-trail"
        content = self.trail_of(request) if is_trail else self.signed_of(request)
        if len(content) > most_bytes:
            raise DownloadDamaged(why="too_large")
        into.write_bytes(content)
        return _hash(content)

    def _document_at(self, path: str) -> RemoteDocument | None:
        told = re.fullmatch(r"/v2/documents/([^/]+)/content", path)
        return self.documents.get(told[1]) if told is not None else None

    def trail_digests(self, trail_id: str) -> TrailDigests | None:
        self._read(f"GET /v2/audit-trails/{trail_id}")
        for each in self.requests.values():
            if each.audit_trail_id == trail_id:
                signed, trail = map(_hash, (self.signed_of(each), self.trail_of(each)))
                original = self.documents[each.document_id].checksum_sha256
                return TrailDigests(original, signed, trail)
        return None

    def signed_of(self, request: RemoteRequest) -> bytes:
        """Give the bytes of the current revision."""
        name = request.document_sha256 or ""
        return self.contents.get(name, b"%PDF-1.7 " + name.encode())

    def trail_of(self, request: RemoteRequest) -> bytes:
        """Give the bytes of the audit trail's PDF."""
        name = f"trail {request.id}"
        return self.contents.get(name, b"%PDF-1.7 " + name.encode())

    def environment(self) -> Environment:
        self._read("GET /v2/sandbox/faults")
        return self.kind

    # --- what others do, and what is forgotten

    def forget_keys(self) -> None:
        """Remember no Idempotency-Key any more."""
        self._answers.clear()

    def forget_events(self) -> None:
        """Keep none of the events so far: an older iterator is gone."""
        self.oldest_seq = len(self.happened)
        self.happened = [each for each in self.happened if each.seq > self.oldest_seq]

    def sign_as(self, request_id: str, number: int, sha256: str | None = None) -> None:
        """Let a signatory sign; the document gets another hash."""
        found = self.requests[request_id]
        after = sha256 or hashlib.sha256(f"{found.document_sha256} {number}".encode()).hexdigest()
        self._signed(found, found.signatories[number].id, after)

    def decline_as(self, request_id: str, number: int, reason: str = "no") -> None:
        self._declined(
            self.requests[request_id], self.requests[request_id].signatories[number].id, reason
        )

    def expire(self, request_id: str) -> None:
        self._end(self.requests[request_id], "expired")

    # --- what is behind it

    def _fault(self, called: str) -> Fault | None:
        if not self.faults or self.faults[0].on not in called:
            return None
        return self.faults.popleft()

    def _read(self, called: str) -> None:
        fault = self._fault(called)
        if fault is None:
            return
        if fault.kind == "portal":
            raise NetworkSignIn(host="fake")
        if fault.kind == "signed_out":
            raise SignInAgain(account="fake", why="refused")
        if fault.kind == "forbidden":
            raise ScopeMissing(scope="documents:read")
        if fault.kind == "status":
            raise ServiceFailed(
                status=fault.status, service_code=fault.code, retry_after=fault.retry_after
            )
        raise ServiceUnreachable(
            why="not_reached", host="fake", may_have_arrived=fault.kind != "away"
        )

    def _once(self, call: ServiceCall) -> ServiceAnswer:
        print_ = f"{call.method} {call.path} {call.body.sha256} {call.body.fields}"
        kept = self._answers.get(call.idempotency_key)
        if kept is not None and self.remembers_keys and self.now() - kept[0] < RETENTION:
            if kept[1] != print_:
                return self._refused(422, "idempotency_key_reuse")
            return kept[2]
        try:
            answer = self._done(call)
        except Refusal as refusal:
            answer = self._refused(refusal.status, refusal.code, **refusal.more)
        if answer.status not in _KEEPS_NO_ANSWER:
            self._answers[call.idempotency_key] = (self.now(), print_, answer)
        return answer

    def _done(self, call: ServiceCall) -> ServiceAnswer:
        for method, pattern, act in _ROUTES:
            told = re.fullmatch(pattern, call.path)
            if told is not None and method == call.method:
                answer: ServiceAnswer = getattr(self, f"_{act}")(call, *told.groups())
                self.effects[act] += 1
                return answer
        raise Refusal(404, "not_found")

    def _upload(self, call: ServiceCall) -> ServiceAnswer:
        reference = dict(call.body.fields).get("client_reference")
        for each in self.documents.values():
            if reference is not None and each.client_reference == reference:
                raise Refusal(409, "duplicate_reference", existing_id=each.id)
        content = self.contents.get(call.body.sha256, b"")
        pages = len(re.findall(rb"/Type\s*/Page\b", content))
        name = dict(call.body.fields).get("name", "")
        made = RemoteDocument(self._id("doc"), call.body.sha256, reference, name, pages)
        self.documents[made.id] = made
        body = {"id": made.id, "document_id": made.id, "checksum_sha256": made.checksum_sha256}
        return self._answer(201, body)._replace(document=made)

    def _create(self, call: ServiceCall) -> ServiceAnswer:
        body = _json(call)
        reference, document = body.get("client_reference"), self.documents.get(body["document_id"])
        for each in self.requests.values():
            if reference is not None and each.client_reference == reference:
                raise Refusal(409, "duplicate_reference", existing_id=each.id)
        if document is None:
            raise Refusal(404, "not_found")
        now = self.now()
        made = RemoteRequest(
            self._id("req"), 1, document.id, reference, body["name"], "draft",
            tuple(self._signatory(each) for each in body.get("signatories", ())), now, now,
            document_sha256=document.checksum_sha256, matter=body.get("matter"),
        )  # fmt: skip
        self.requests[made.id] = made
        return self._told(201, made)

    def _fill(self, call: ServiceCall, template_id: str) -> ServiceAnswer:
        """Make a request of any template: its document is one of its own."""
        body = _json(call)
        reference = body.get("client_reference")
        for each in self.requests.values():
            if reference is not None and each.client_reference == reference:
                raise Refusal(409, "duplicate_reference", existing_id=each.id)
        now = self.now()
        made = RemoteRequest(
            self._id("req"), 1, f"doc_of_{template_id}", reference, body["name"], "draft",
            tuple(self._signatory(each) for each in body["players"]), now, now,
            document_sha256=hashlib.sha256(template_id.encode()).hexdigest(),
        )  # fmt: skip
        self.requests[made.id] = made
        return self._told(201, made)

    def _discard(self, call: ServiceCall, request_id: str) -> ServiceAnswer:
        found = self._found(request_id, call)
        if found.status != "draft":
            raise Refusal(409, "invalid_transition")
        del self.requests[request_id]
        return self._answer(204, {})

    def _change(self, call: ServiceCall, request_id: str) -> ServiceAnswer:
        found = self._found(request_id, call)
        return self._told(200, self._put(found._replace(name=_json(call).get("name", found.name))))

    def _activate(self, call: ServiceCall, request_id: str) -> ServiceAnswer:
        found = self._found(request_id, call)
        if found.status != "draft":
            raise Refusal(409, "invalid_transition")
        put = self._put(found._replace(status="in_progress", activated_at=self.now()))
        self._event("signature_request.activated", put)
        return self._told(200, put)

    def _remind(self, call: ServiceCall, request_id: str) -> ServiceAnswer:
        found = self._found(request_id, call)
        turn = found.whose_turn()
        if not turn:
            raise Refusal(409, "invalid_transition")
        last = turn[0].reminded_at
        if last is not None and self.now() - last < timedelta(hours=1):
            raise Refusal(429, "too_soon")
        put = self._with(found, turn[0].id, reminded_at=self.now())
        self._event("signatory.reminded", put)
        return self._told(200, put)

    def _cancel(self, call: ServiceCall, request_id: str) -> ServiceAnswer:
        found = self._found(request_id, call)
        if found.has_ended or found.status == "draft":
            raise Refusal(409, "invalid_transition")
        self.requests[request_id] = found._replace(cancel_reason=_json(call).get("reason"))
        return self._told(200, self._end(self.requests[request_id], "canceled"))

    def _sign(self, call: ServiceCall, signatory_id: str) -> ServiceAnswer:
        found = self._of(signatory_id)
        if signatory_id not in {each.id for each in found.whose_turn()}:
            raise Refusal(409, "not_your_turn")
        if call.if_match != f'"sha256:{found.document_sha256}"':
            raise Refusal(412, "document_moved", revision=found.revision)
        return self._who(self._signed(found, signatory_id, call.body.sha256), signatory_id)

    def _decline(self, call: ServiceCall, signatory_id: str) -> ServiceAnswer:
        found = self._of(signatory_id)
        if signatory_id not in {each.id for each in found.whose_turn()}:
            raise Refusal(409, "not_your_turn")
        put = self._declined(found, signatory_id, _json(call).get("reason", ""))
        return self._who(put, signatory_id)

    def _reassign(self, call: ServiceCall, signatory_id: str) -> ServiceAnswer:
        body, found = _json(call), self._of(signatory_id)
        names = {name: body[name] for name in ("email", "first_name", "last_name")}
        put = self._with(found, signatory_id, **names)
        self._event("signatory.reassigned", put)
        return self._who(put, signatory_id)

    def _purge(self, call: ServiceCall, request_id: str) -> ServiceAnswer:
        found = self._found(request_id, call)
        if not found.has_ended:
            raise Refusal(409, "invalid_transition")
        if found.personal_data_deleted_at is None:
            found = self._put(found._replace(personal_data_deleted_at=self.now()))
            self._event("signature_request.personal_data_deleted", found)
        return self._told(202, found)

    def _signed(self, found: RemoteRequest, signatory_id: str, sha256: str) -> RemoteRequest:
        found = self._with(found, signatory_id, status="signed", signed_at=self.now())
        found = self._put(found._replace(revision=found.revision + 1, document_sha256=sha256))
        self._event("signatory.signed", found)
        if all(each.has_acted for each in found.signatories):
            found = self._end(found, "completed")
            found = self._put(found._replace(audit_trail_id=self._id("trl")))
            self._event("audit_trail.ready", found)
        return found

    def _declined(self, found: RemoteRequest, signatory_id: str, why: str) -> RemoteRequest:
        found = self._with(
            found, signatory_id, status="declined", declined_at=self.now(), decline_reason=why
        )
        self._event("signatory.declined", found)
        return self._end(found, "declined")

    def _end(self, found: RemoteRequest, state: str) -> RemoteRequest:
        put = self._put(found._replace(status=state, ended_at=self.now()))
        self._event(f"signature_request.{state}", put)
        return put

    def _put(self, found: RemoteRequest) -> RemoteRequest:
        put = found._replace(version=found.version + 1, updated_at=self.now())
        self.requests[put.id] = put
        return put

    def _with(self, found: RemoteRequest, signatory_id: str, **changed: Any) -> RemoteRequest:
        people = (s._replace(**changed) if s.id == signatory_id else s for s in found.signatories)
        return self._put(found._replace(signatories=tuple(people)))

    def _event(self, kind: str, found: RemoteRequest) -> None:
        seq = self.oldest_seq + len(self.happened) + 1
        event = Event(self._id("evt"), kind, self.now(), seq, found.id, found.version)
        self.happened.append(event)

    def _found(self, request_id: str, call: ServiceCall) -> RemoteRequest:
        found = self.requests.get(request_id)
        if found is None:
            raise Refusal(404, "not_found")
        if call.if_match and call.if_match != f'"{found.id}.{found.version}"':
            raise Refusal(412, "version_moved")
        return found

    def _of(self, signatory_id: str) -> RemoteRequest:
        for each in self.requests.values():
            if any(who.id == signatory_id for who in each.signatories):
                return each
        raise Refusal(404, "not_found")

    def _signatory(self, body: dict[str, Any]) -> Signatory:
        fields = (
            PlacedField(
                each.get("name") or f"Field{number}", each["type"], each.get("page"),
                each.get("x"), each.get("y"), each.get("width", 180), each.get("height", 60),
                each.get("anchor"),
            )
            for number, each in enumerate(body.get("fields", ()), start=1)
        )  # fmt: skip
        return Signatory(
            self._id("sig"), body["email"], body["first_name"], body["last_name"],
            body.get("signature_level", "advanced"), body.get("order", 1),
            body.get("role", "signer"), body.get("signing", "remote"), "waiting", tuple(fields),
        )  # fmt: skip

    def _id(self, prefix: str) -> str:
        self._made += 1
        return f"{prefix}_{self._made}"

    def _told(self, status: int, found: RemoteRequest) -> ServiceAnswer:
        body = {"id": found.id, "version": found.version, "status": found.status}
        return self._answer(status, body)._replace(request=found)

    def _who(self, found: RemoteRequest, signatory_id: str) -> ServiceAnswer:
        return self._answer(200, {"id": signatory_id, "signature_request_id": found.id})

    def _answer(self, status: int, body: dict[str, object]) -> ServiceAnswer:
        kept_s = int(RETENTION.total_seconds())
        return ServiceAnswer(
            status, True, ServiceWords("", status=status), body, retention_s=kept_s
        )

    def _refused(self, status: int, code: str, **more: Any) -> ServiceAnswer:
        retry_after = more.pop("retry_after", None)
        words = ServiceWords(code, f"The fake says {code}.", status, "0" * 32)
        return ServiceAnswer(status, True, words, {"code": code, **more}, retry_after)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _json(call: ServiceCall) -> dict[str, Any]:
    told = json.loads(call.body.content or b"{}")
    assert isinstance(told, dict)
    return told
