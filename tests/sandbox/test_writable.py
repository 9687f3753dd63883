"""Every name that is written, with values that do not fit: refused by its name, and never 500."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.sandbox.conftest import Sandbox, running
from tests.sandbox.wire_forms import FILE, field, form, refusal
from tests.sandbox.writable import Name, contract, every_name, operations, resolve

NAMES = every_name()
JSON = {"Content-Type": "application/json"}
REFERENCE = "0f8fad5b-d9cb-469f-a165-70867728950e"
FIELD = {"type": "signature", "page": 1, "x": 72, "y": 72, "width": 90, "height": 30}
PERSON = {"email": "a@example.com", "first_name": "Anne", "last_name": "Martin"}
SIGNATORY = {
    **PERSON, "signature_level": "simple", "order": 1, "role": "signer", "signing": "remote",
    "fields": [FIELD],
}  # fmt: skip
REMINDERS = {"enabled": True, "frequency_days": 3}
WHEN = "2090-01-01T00:00:00Z"
RETENTION = {"years": 5, "purge_at": WHEN}
ROLE = {
    "key": "client", "signature_level": "simple", "order": 1, "role": "signer",
    "signing": "remote", "fields": [FIELD],
}  # fmt: skip
REQUEST = {
    "document_id": "doc_1", "name": "A", "client_reference": REFERENCE, "signatories": [SIGNATORY],
    "expiry_date": WHEN, "reminder_settings": REMINDERS, "template_id": "tpl_1", "matter": "1",
    "retention": RETENTION,
}  # fmt: skip
TEMPLATE = {"document_id": "doc_1", "name": "A", "roles": [ROLE], "client_reference": REFERENCE}
WEBHOOK = {"url": "https://example.com/", "events": ["signatory.signed"], "secret": "s" * 20}
FILLED = {
    **{name: REQUEST[name] for name in ("name", "client_reference", "expiry_date", "matter")},
    "players": [{"key": "client", **PERSON}], "reminder_settings": REMINDERS,
    "retention": RETENTION,
}  # fmt: skip
FAULT = {
    "route": "GET /nowhere", "kind": "latency", "times": 1, "rate": None, "latency_s": 0,
    "status": 503, "retry_after_s": 1,
}  # fmt: skip
# A body with every name, all of them right, for each shape.
BODIES: dict[str, dict[str, Any]] = {
    "DocumentChange": {"name": "A"},
    "NewRequest": REQUEST,
    "RequestChange": {
        name: REQUEST[name]
        for name in ("name", "expiry_date", "reminder_settings", "matter", "retention")
    },
    "Cancellation": {"reason": "A"},
    "NewSignatory": SIGNATORY,
    "SignatoryChange": SIGNATORY,
    "Reassignment": {**PERSON, "reason": "A"},
    "NewTemplate": TEMPLATE,
    "TemplateChange": {"name": "A", "roles": [ROLE]},
    "FilledTemplate": FILLED,
    "NewWebhook": WEBHOOK,
    "WebhookChange": {**WEBHOOK, "enabled": True},
    "Simulation": {"action": "sign", "signatory": "sig_1", "reason": "A"},
    "ClockMove": {"advance_s": 0},
    "CertificateWanted": {"csr": "x" * 200, "level": "advanced"},
    "Revocation": {"reason": "superseded"},
    "NewFault": FAULT,
}
SHAPES = {
    (method, path): resolve(contract(), schema)[0]["title"]
    for method, path, schema in operations(contract())
}


def send(sandbox: Sandbox, method: str, path: str, body: bytes) -> Any:
    url = path.replace("{", "").replace("}", "")
    headers = {**sandbox.key, **JSON}
    return sandbox.client.request(method, url, content=body, headers=headers)


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    with running(tmp_path_factory.mktemp("lasting"), calls_per_minute=1_000_000) as found:
        yield found


@pytest.mark.parametrize("name", NAMES, ids=str)
def test_what_does_not_fit_is_refused_by_its_name(lasting: Sandbox, name: Name) -> None:
    body = BODIES[SHAPES[name.method, name.path]]
    told = ".".join(map(str, name.at))
    for wrong in name.wrong():
        sent = name.with_value(body, wrong.raw)
        answer = send(lasting, name.method, name.path, sent)
        code = "malformed_json" if wrong.status == 400 else "invalid_request"
        assert refusal(answer) == (wrong.status, code), (wrong, answer.text)
        if wrong.status == 422:
            named = [each["field"] for each in answer.json()["errors"]]
            assert any(each == told or each.startswith(f"{told}.") for each in named), (
                wrong, named,
            )  # fmt: skip
        # What was sent is not repeated.
        assert len(answer.content) < 20_000


@pytest.mark.parametrize("at", SHAPES, ids=" ".join)
def test_the_right_body_is_no_reason_for_a_refusal(lasting: Sandbox, at: tuple[str, str]) -> None:
    """Else the test above would show nothing."""
    answer = send(lasting, *at, json.dumps(BODIES[SHAPES[at]]).encode())
    named = {each["field"] for each in answer.json().get("errors", ())}
    # There is no such document, and 200 letters x are no request.
    assert named <= {"document_id", "csr"}, answer.text


@pytest.mark.parametrize("at", SHAPES, ids=" ".join)
def test_a_name_that_is_not_known_is_refused(lasting: Sandbox, at: tuple[str, str]) -> None:
    body = {**BODIES[SHAPES[at]], "nmae": 1}
    answer = send(lasting, *at, json.dumps(body).encode())
    assert refusal(answer) == (422, "invalid_request")
    assert [each["field"] for each in answer.json()["errors"]] == ["nmae"]


@pytest.mark.parametrize("name", ["name", "client_reference"])
@pytest.mark.parametrize("value", [b"a" * 201, b"", b"a\0b", b"a\nb", b"\xed\xa0\x80"])
def test_fields_of_a_form_are_as_strict(lasting: Sandbox, name: str, value: bytes) -> None:
    headers = {**lasting.key, "Content-Type": "multipart/form-data; boundary=B"}
    content = form(FILE, field(name, value))
    answer = lasting.client.post("/v2/documents", content=content, headers=headers)
    status, code = refusal(answer)
    assert (status, code) == (422, "invalid_request"), answer.text
    assert [each["field"] for each in answer.json()["errors"]] == [name]
