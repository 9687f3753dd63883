"""What every `RemoteService` does: the fake, and the real client on the sandbox and through Prism.

Prism stands before the sandbox and refuses what is not of the contract, in both directions.
"""

import hashlib
import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import pymupdf
import pytest

from paraph.domain.errors.service import (
    EventsGone,
    NetworkSignIn,
    NotThere,
    ServiceFailed,
    ServiceUnreachable,
    SignInAgain,
)
from paraph.domain.service.account import Environment
from paraph.domain.service.act import ActKind, RemoteIds, call_of
from paraph.domain.service.outbox_entry import FrozenBody
from paraph.domain.service.signature_request import PlacedField, RemoteRequest
from paraph.domain.service.template import RemoteTemplate, TemplateRole
from paraph.ports.service import RemoteService, ServiceAnswer, ServiceCall
from tests.fakes.service import FakeService, Fault
from tests.rigs.remote_account import real_service
from tests.sandbox.conftest import Served, serving
from tests.sandbox.judges_api import prism_before
from tests.sandbox.steps import Steps

NONE = FrozenBody("", content=b"")
NO_IDS = RemoteIds()
ROLES = (
    TemplateRole("Mieterin", "qualified", 2, "signer", "local", (
        PlacedField("", "signature", 1, 72, 300, 180, 60),
        PlacedField("", "date", 1, 72, 200, 90, 20),
    )),
    TemplateRole("landlord", "simple", 1),
    TemplateRole("office", "advanced", 1, "cc"),
)  # fmt: skip


@dataclass
class Rig:
    """A service, and what happens at it beside the port."""

    service: RemoteService
    spool: Callable[[bytes], FrozenBody]
    fail: Callable[..., None]
    sign_as: Callable[[str, int], None]
    make_template: Callable[[str, str], str]
    is_prism: bool = False

    def send(
        self, kind: ActKind, ids: RemoteIds = NO_IDS, body: FrozenBody = NONE, **more: Any
    ) -> ServiceAnswer:
        method, path = call_of(kind, ids)
        key = more.pop("key", None) or uuid.uuid4().hex
        return self.service.send(
            ServiceCall(method, path, body, key, uuid.uuid4().hex, more.pop("if_match", ""))
        )

    def upload(self, reference: str = "", **more: Any) -> ServiceAnswer:
        content = a_pdf()
        fields = (("client_reference", reference or str(uuid.uuid4())), ("name", "Mandat « é »"))
        return self.send(ActKind.UPLOAD, body=self.spool(content)._replace(fields=fields), **more)

    def create(self, reference: str = "", people: int = 1) -> RemoteRequest:
        document = self.upload().document
        assert document is not None
        told = a_request(document.id, reference or str(uuid.uuid4()), people)
        made = self.send(ActKind.CREATE, body=frozen(told)).request
        assert made is not None
        return made

    def running(self, people: int = 1) -> RemoteRequest:
        made = self.create(people=people)
        told = self.send(ActKind.ACTIVATE, RemoteIds(request=made.id)).request
        assert told is not None
        return told


def a_pdf() -> bytes:
    """Make a PDF that is text, each another: Prism passes bodies on as text."""
    paper = pymupdf.open()
    paper.new_page().insert_text((72, 72), f"Fee agreement {uuid.uuid4()}")
    return paper.tobytes(ascii=True, deflate=False)


def a_request(document: str, reference: str, people: int) -> dict[str, Any]:
    field = {"type": "signature", "page": 1, "x": 72, "y": 300, "width": 180, "height": 60}
    return {
        "document_id": document,
        "client_reference": reference,
        "name": "Convention d’honoraires",
        "matter": "2026-0147",
        "signatories": [
            {
                "email": f"p{n}@example.com", "first_name": "Zoë", "last_name": "Martin",
                "order": n, "fields": [{**field, "y": 100 + 100 * n}],
            }
            for n in range(1, people + 1)
        ],
    }  # fmt: skip


def frozen(told: dict[str, Any]) -> FrozenBody:
    content = json.dumps(told, ensure_ascii=False).encode()
    return FrozenBody(hashlib.sha256(content).hexdigest(), "application/json", content)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("served"), "--calls-per-minute", "1000000") as found:
        yield found


@pytest.fixture(scope="module")
def prism(served: Served) -> Iterator[str]:
    with prism_before(served.address) as address:
        yield address


@pytest.fixture(params=["fake", "sandbox", pytest.param("prism", marks=pytest.mark.journey)])
def rig(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    if request.param == "fake":
        yield fake_rig()
        return
    served: Served = request.getfixturevalue("served")
    is_prism = request.param == "prism"
    address = request.getfixturevalue("prism") if is_prism else served.address
    with (
        real_service(address, served.api_key, tmp_path) as service,
        httpx2.Client(base_url=served.address, timeout=30) as client,
    ):
        yield real_rig(service, Steps(client, served.key), tmp_path, is_prism=is_prism)


def fake_rig() -> Rig:
    fake = FakeService()

    def spool(content: bytes) -> FrozenBody:
        sha256 = hashlib.sha256(content).hexdigest()
        fake.contents[sha256] = content
        return FrozenBody(sha256, "application/pdf", size=len(content))

    def fail(kind: str, on: str, **more: Any) -> None:
        # As a part of the address: what stands after its wildcard.
        part = on.rpartition("*")[2] if "*" in on else on.partition(" ")[2]
        fake.faults.append(Fault(kind, part, **more))

    def make_template(document: str, name: str) -> str:
        made = f"tpl_{len(fake.kept_templates) + 1}"
        fake.kept_templates[made] = RemoteTemplate(made, 1, name, document, ROLES)
        return made

    return Rig(fake, spool, fail, fake.sign_as, make_template)


def real_rig(service: RemoteService, steps: Steps, folder: Path, *, is_prism: bool) -> Rig:
    kinds = {"lost": "lose_response", "portal": "captive_portal", "cut": "reset"}

    def spool(content: bytes) -> FrozenBody:
        sha256 = hashlib.sha256(content).hexdigest()
        (folder / sha256).write_bytes(content)
        return FrozenBody(sha256, "application/pdf", size=len(content))

    def fail(kind: str, on: str, **more: Any) -> None:
        told = {"route": on, "kind": kinds.get(kind, kind), **more}
        steps.call("POST", "/sandbox/faults", 201, json=told)

    def sign_as(request: str, number: int) -> None:
        who = steps.call("GET", f"/signature-requests/{request}", 200)["signatories"][number]["id"]
        told = {"action": "sign", "signatory": who}
        steps.call("POST", f"/sandbox/signature-requests/{request}/simulate", 200, json=told)

    def make_template(document: str, name: str) -> str:
        roles = [
            {
                "key": each.key, "signature_level": each.level, "order": each.order,
                "role": each.role, "signing": each.signing,
                "fields": [{"type": f.kind, "page": f.page, "x": f.x, "y": f.y,
                            "width": f.width, "height": f.height} for f in each.fields],
            }
            for each in ROLES
        ]  # fmt: skip
        told = {"document_id": document, "name": name, "roles": roles}
        return str(steps.call("POST", "/templates", 201, json=told)["id"])

    return Rig(service, spool, fail, sign_as, make_template, is_prism)


# --- what is made, and found again


def test_an_upload_is_found_by_what_we_called_it(rig: Rig):
    reference = str(uuid.uuid4())
    assert rig.service.document_of(reference) is None
    answer = rig.upload(reference)
    assert (answer.status, answer.is_readable) == (201, True)
    assert answer.document is not None
    assert answer.document.client_reference == reference
    assert rig.service.document_of(reference.upper()) in (answer.document, None)
    assert rig.service.document_of(reference) == answer.document


def test_one_key_has_one_effect_and_one_answer(rig: Rig):
    reference, content = str(uuid.uuid4()), a_pdf()
    fields = (("client_reference", reference), ("name", "One"))
    body, key = rig.spool(content)._replace(fields=fields), uuid.uuid4().hex
    first = rig.send(ActKind.UPLOAD, body=body, key=key)
    again = rig.send(ActKind.UPLOAD, body=body, key=key)
    assert first.document is not None
    assert first.document == again.document
    assert first.document.checksum_sha256 == hashlib.sha256(content).hexdigest()
    assert first.retention_s == 30 * 86_400


def test_a_key_stands_for_one_body(rig: Rig):
    key = uuid.uuid4().hex
    rig.upload(key=key)
    answer = rig.upload(key=key)
    assert (answer.status, answer.words.code) == (422, "idempotency_key_reuse")


def test_a_reference_is_used_once_for_ever(rig: Rig):
    reference = str(uuid.uuid4())
    first = rig.upload(reference).document
    answer = rig.upload(reference)
    assert (answer.status, answer.words.code) == (409, "duplicate_reference")
    assert first is not None
    assert answer.body["existing_id"] == first.id
    assert answer.is_readable


def test_a_request_is_told_whole(rig: Rig):
    reference = str(uuid.uuid4())
    assert rig.service.request_of(reference) is None
    made = rig.create(reference, people=2)
    assert (made.status, made.name, made.matter) == (
        "draft",
        "Convention d’honoraires",
        "2026-0147",
    )
    assert (made.client_reference, made.revision, made.has_ended) == (reference, 0, False)
    assert [each.first_name for each in made.signatories] == ["Zoë", "Zoë"]
    (field,) = made.signatories[1].fields
    assert (field.page, field.x, field.y, field.width) == (1, 72, 300, 180)
    assert abs(made.created_at - datetime.now(UTC)) < timedelta(hours=1)
    assert rig.service.request_of(reference) == made
    assert rig.service.request(made.id) == made
    assert rig.service.request("req_nobody") is None


def test_acts_move_a_request_on_and_a_wrong_one_is_refused(rig: Rig):
    made = rig.create(people=2)
    ids = RemoteIds(request=made.id)
    running = rig.send(ActKind.ACTIVATE, ids).request
    assert running is not None
    assert running.status in ("pending", "in_progress")
    assert running.activated_at is not None
    assert running.version > made.version
    assert [each.id for each in running.whose_turn()] == [running.signatories[0].id]
    again = rig.send(ActKind.ACTIVATE, ids)
    assert (again.status, again.words.code, again.is_readable) == (409, "invalid_transition", True)
    canceled = rig.send(ActKind.CANCEL, ids, frozen({"reason": "no longer needed"})).request
    assert canceled is not None
    assert (canceled.status, canceled.cancel_reason) == ("canceled", "no longer needed")
    assert canceled.has_ended


def test_reminding_is_told_and_too_soon_is_later(rig: Rig):
    ids = RemoteIds(request=rig.running().id)
    told = rig.send(ActKind.REMIND, ids)
    assert told.request is not None
    assert told.request.signatories[0].reminded_at is not None
    assert rig.send(ActKind.REMIND, ids).status == 429


def test_a_signatory_declines_or_is_replaced(rig: Rig):
    found = rig.running(people=2)
    who = RemoteIds(found.document_id, found.id, found.signatories[0].id)
    other = {"email": "n@example.com", "first_name": "Nora", "last_name": "Neu"}
    answer = rig.send(ActKind.REASSIGN, who, frozen(other))
    assert (answer.status, answer.body["id"]) == (200, who.signatory)
    after = rig.service.request(found.id)
    assert after is not None
    assert after.signatories[0].first_name == "Nora"
    assert rig.send(ActKind.DECLINE, who, frozen({"reason": "not mine"})).status == 200
    ended = rig.service.request(found.id)
    assert ended is not None
    assert (ended.status, ended.signatories[0].decline_reason) == ("declined", "not mine")


def test_a_version_that_moved_is_told(rig: Rig):
    made = rig.create()
    ids, name = RemoteIds(request=made.id), frozen({"name": "Other"})
    right, wrong = f'"{made.id}.{made.version}"', f'"{made.id}.77"'
    assert rig.send(ActKind.CHANGE, ids, name, if_match=wrong).status == 412
    changed = rig.send(ActKind.CHANGE, ids, name, if_match=right).request
    assert changed is not None
    assert changed.name == "Other"


def test_personal_data_is_erased_once_it_has_ended(rig: Rig):
    found = rig.running()
    ids = RemoteIds(request=found.id)
    assert rig.send(ActKind.PURGE, ids).status == 409
    rig.send(ActKind.CANCEL, ids, frozen({"reason": "x"}))
    answer = rig.send(ActKind.PURGE, ids)
    assert (answer.status, answer.is_readable) == (202, True)
    after = rig.service.request(found.id)
    assert after is not None
    assert after.personal_data_deleted_at is not None


def test_what_is_not_there_is_refused(rig: Rig):
    answer = rig.send(ActKind.ACTIVATE, RemoteIds(request="req_nobody"))
    assert (answer.status, answer.is_readable) == (404, True)


# --- lists, events, files


def test_all_that_changed_since_is_listed(rig: Rig):
    made = [rig.create() for _ in range(3)]
    listed = {each.id: each for each in rig.service.requests_since(made[0].created_at)}
    assert {each.id for each in made} <= set(listed)
    assert listed[made[1].id] == made[1]
    later = datetime.now(UTC) + timedelta(days=1)
    assert list(rig.service.requests_since(later)) == []
    assert {each.id for each in made} <= {each.id for each in rig.service.requests_since(None)}


def test_templates_are_listed_with_their_roles_over_many_pages(rig: Rig, tmp_path: Path):
    document = rig.upload().document
    assert document is not None
    made = [rig.make_template(document.id, f"Lease {n}") for n in range(103)]
    listed = {each.id: each for each in rig.service.templates()}
    assert set(made) <= set(listed)
    one = listed[made[-1]]
    assert (one.name, one.version, one.document_id) == ("Lease 102", 1, document.id)
    assert [each._replace(fields=()) for each in one.roles] == [
        each._replace(fields=()) for each in ROLES
    ]
    assert [field._replace(name="") for field in one.roles[0].fields] == list(ROLES[0].fields)
    told = rig.service.document(one.document_id)
    assert told is not None
    assert (told.name, told.pages) == ("Mandat « é »", 1)
    into = tmp_path / "template.pdf"
    fetched = rig.service.fetch(f"/v2/documents/{told.id}/content", into, 1 << 20)
    assert fetched == told.checksum_sha256
    assert rig.service.document("doc_nobody") is None


def test_events_come_in_order_after_the_iterator(rig: Rig):
    page = rig.service.events("", 0)
    while not page.done:
        page = rig.service.events(page.iterator, 0)
    found = rig.running()
    rig.send(ActKind.CANCEL, RemoteIds(request=found.id), frozen({"reason": "x"}))
    page = rig.service.events(page.iterator, 0)
    told = [(each.kind, each.request_id) for each in page.events]
    assert told == [
        ("signature_request.activated", found.id),
        ("signature_request.canceled", found.id),
    ]
    assert page.events[1].seq == page.events[0].seq + 1
    assert page.events[0].id != page.events[1].id
    assert page.done
    assert rig.service.events(page.iterator, 0).events == ()


def test_documents_and_results_are_fetched_with_their_hash(rig: Rig, tmp_path: Path):
    found, into = rig.running(), tmp_path / "fetched.pdf"
    path = f"/v2/signature-requests/{found.id}/document"
    assert rig.service.fetch(path, into, 1 << 20) == found.document_sha256
    assert hashlib.sha256(into.read_bytes()).hexdigest() == found.document_sha256
    with pytest.raises(ServiceFailed) as told:
        rig.service.fetch(f"{path}/signed", into, 1 << 24)
    assert told.value.details["service_code"] == "not_completed"
    with pytest.raises(NotThere):
        rig.service.fetch("/v2/signature-requests/req_nobody/document", into, 1 << 20)


def test_a_completed_request_has_results_and_digests_of_them(rig: Rig, tmp_path: Path):
    if rig.is_prism:
        pytest.skip("Prism damages bodies that are no text")
    found, into = rig.running(), tmp_path / "fetched.pdf"
    rig.sign_as(found.id, 0)
    done = rig.service.request(found.id)
    assert done is not None
    assert (done.status, done.signatories[0].status) == ("completed", "signed")
    path = f"/v2/signature-requests/{found.id}"
    signed = rig.service.fetch(f"{path}/document/signed", into, 1 << 24)
    assert signed == hashlib.sha256(into.read_bytes()).hexdigest()
    assert rig.service.fetch(f"{path}/audit-trail", into, 1 << 24) != signed
    assert done.audit_trail_id is not None
    digests = rig.service.trail_digests(done.audit_trail_id)
    assert digests is not None
    assert digests.original == found.document_sha256
    assert rig.service.trail_digests("trl_nobody") is None


def test_only_a_sandbox_says_that_it_is_one(rig: Rig):
    assert rig.service.environment() is Environment.SANDBOX


# --- what goes wrong on the way


@pytest.fixture
def open_rig(rig: Rig) -> Rig:
    if rig.is_prism:
        pytest.skip("Prism answers in the place of what is broken")
    return rig


def test_a_lost_answer_may_have_had_its_effect(open_rig: Rig):
    reference, key, content = str(uuid.uuid4()), uuid.uuid4().hex, a_pdf()
    fields = (("client_reference", reference), ("name", "Lost"))
    body = open_rig.spool(content)._replace(fields=fields)
    open_rig.fail("lost", "POST /v2/documents")
    with pytest.raises(ServiceUnreachable) as told:
        open_rig.send(ActKind.UPLOAD, body=body, key=key)
    assert told.value.may_have_arrived
    found = open_rig.service.document_of(reference)
    assert found is not None
    assert open_rig.send(ActKind.UPLOAD, body=body, key=key).document == found


def test_a_broken_connection_may_have_had_its_effect_too(open_rig: Rig):
    reference = str(uuid.uuid4())
    open_rig.fail("cut", "POST /v2/documents")
    with pytest.raises(ServiceUnreachable) as told:
        open_rig.upload(reference)
    assert told.value.may_have_arrived
    assert open_rig.service.document_of(reference) is None


def test_a_fault_of_the_service_is_told_with_its_words(open_rig: Rig):
    made = open_rig.create()
    open_rig.fail("status", "POST /v2/signature-requests/*/activate", status=503)
    answer = open_rig.send(ActKind.ACTIVATE, RemoteIds(request=made.id))
    assert (answer.status, answer.words.code) == (503, "injected_fault")
    assert len(answer.words.trace_id) == 32
    open_rig.fail("status", "GET /v2/signature-requests", status=500)
    with pytest.raises(ServiceFailed) as told:
        open_rig.service.request_of(str(uuid.uuid4()))
    assert told.value.details["service_code"] == "injected_fault"


def test_a_guest_network_is_no_answer(open_rig: Rig):
    made = open_rig.create()
    open_rig.fail("portal", "POST /v2/signature-requests/*/activate")
    answer = open_rig.send(ActKind.ACTIVATE, RemoteIds(request=made.id))
    assert (answer.is_readable, answer.words.code) == (False, "network_sign_in")
    assert answer.request is None
    open_rig.fail("portal", "GET /v2/events")
    with pytest.raises(NetworkSignIn):
        open_rig.service.events("", 0)
    assert open_rig.service.request(made.id) == made


def test_events_that_are_kept_no_more_are_told():
    fake = FakeService()
    fake.forget_events()
    fake.oldest_seq = 7
    with pytest.raises(EventsGone):
        fake.events("3", 0)


def test_an_iterator_of_another_server_is_as_good_as_gone(served: Served, tmp_path: Path):
    with real_service(served.address, served.api_key, tmp_path) as service:
        for iterator in ("garbage", "5f5e100.AAAA", "é", "x" * 299):
            with pytest.raises(EventsGone):
                service.events(iterator, 0)


def test_a_key_that_is_refused_wants_a_new_sign_in(served: Served, tmp_path: Path):
    with real_service(served.address, "ak_wrong", tmp_path) as service:
        for act in (lambda: service.events("", 0), lambda: service.request("req_1")):
            with pytest.raises(SignInAgain):
                act()
        call = ServiceCall("POST", "/v2/signature-requests/x/activate", NONE, "k", "1" * 32)
        answer = service.send(call)
        assert (answer.status, answer.is_readable) == (401, True)
