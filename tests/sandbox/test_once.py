"""One effect for one Idempotency-Key: what is stored of a call, for whom, and how long."""

from typing import Any

import pytest

from paraph_sandbox.acts.clients import make_api_key
from tests.sandbox.conftest import Sandbox
from tests.sandbox.requesting import ask, asked, person
from tests.sandbox.steps import Steps

REQUESTS = "/signature-requests"
KEY = {"Idempotency-Key": "one-effect"}
DAY_S = 24 * 3600


@pytest.fixture
def steps(sandbox: Sandbox) -> Steps:
    return Steps(sandbox.client, sandbox.key)


def rows(sandbox: Sandbox) -> int:
    with sandbox.services.database.read() as tx:
        return int(tx.value("SELECT count(*) FROM idempotency"))


def named(name: str, document: str, **more: Any) -> dict[str, Any]:
    return {"document_id": document, "name": name, "signatories": [person()], **more}


@pytest.mark.parametrize(
    "wrong",
    [
        {"document_id": "doc_none"},
        {"expiry_date": "2020-01-01T00:00:00Z"},
        {"template_id": "tpl_none"},
        {"signatories": [person(0, {"type": "signature", "anchor": "nowhere in it"})]},
        {"unknown": 1},
    ],
)
def test_a_body_that_was_refused_can_be_put_right_with_its_key(steps: Steps, wrong: dict[str, Any]):
    right = named("Agreement", steps.upload())
    refused = steps.call("POST", REQUESTS, 422, json={**right, **wrong}, headers=KEY)
    assert refused["code"] == "invalid_request"
    made = steps.call("POST", REQUESTS, 201, json=right, headers=KEY)
    again = steps.call("POST", REQUESTS, json=right, headers=KEY)
    assert (again.headers["Idempotency-Replayed"], again.json()) == ("true", made)


def test_a_key_lives_on_when_the_api_key_was_changed(sandbox: Sandbox, steps: Steps):
    body = named("Agreement", steps.upload())
    made = steps.call("POST", REQUESTS, 201, json=body, headers=KEY)
    with sandbox.services.database.write() as tx:
        scopes = "signature_requests:read signature_requests:write"
        changed = make_api_key(tx, sandbox.account, sandbox.now(), scopes, "")
        tx.insert("accounts", id="acc_2", name="Other", created_at="2026-01-01T00:00:00.000Z")
        foreign = make_api_key(tx, "acc_2", sandbox.now(), scopes, "")
        weak = make_api_key(tx, sandbox.account, sandbox.now(), "documents:read", "")
    holders = [Steps(sandbox.client, {"Authorization": f"Bearer {each}"})
               for each in (changed, foreign, weak)]  # fmt: skip
    answers = [each.call("POST", REQUESTS, json=body, headers=KEY) for each in holders]
    assert [each.status_code for each in answers] == [201, 422, 403]
    assert answers[0].json() == made
    assert "Idempotency-Replayed" not in answers[1].headers
    assert len(steps.call("GET", REQUESTS, 200)["data"]) == 1


def test_what_was_stored_is_removed_after_its_time(sandbox: Sandbox, steps: Steps):
    body = named("Agreement", steps.upload())
    steps.call("POST", REQUESTS, 201, json=body, headers=KEY)
    steps.clock(29 * DAY_S)
    again = steps.call("POST", REQUESTS, json=body, headers=KEY)
    assert again.headers["Idempotency-Replayed"] == "true"
    steps.clock(2 * DAY_S)
    steps.call("POST", REQUESTS, 201, json=body, headers={"Idempotency-Key": "another"})
    assert rows(sandbox) == 1


# --- personal data


def database(sandbox: Sandbox) -> bytes:
    return b"".join(each.read_bytes() for each in sandbox.services.options.data.glob("*.sql*"))


def test_a_documents_name_goes_with_the_personal_data(sandbox: Sandbox):
    file = {"file": ("a.pdf", b"", "application/pdf")}
    request = ask(sandbox)
    content = request.get("/document").content
    told = {**sandbox.key, **KEY}
    file = {"file": ("Zebulon Quaxworthy.pdf", content, "application/pdf")}
    upload: dict[str, Any] = {"files": file, "headers": told}
    document = sandbox.client.post("/v2/documents", **upload).json()["document_id"]
    steps = Steps(sandbox.client, sandbox.key)
    made = steps.call("POST", REQUESTS, 201, json=named("Agreement", document))["id"]
    steps.activate(made)
    steps.cancel(made)
    assert b"Quaxworthy" in database(sandbox)
    steps.call("DELETE", f"{REQUESTS}/{made}/personal-data", 202)
    assert b"Quaxworthy" not in database(sandbox)
    again = sandbox.client.post("/v2/documents", **upload)
    assert (again.status_code, again.json()["code"]) == (410, "personal_data_deleted")
    assert len(steps.call("GET", "/documents", 200)["data"]) == 1


def test_the_names_of_a_deleted_draft_are_gone_and_it_is_not_made_again(
    sandbox: Sandbox, steps: Steps
):
    document = steps.upload()
    body = named("For Quaxworthy", document)
    body["signatories"][0]["email"] = "zebulon@quaxworthy.example"
    made = steps.call("POST", REQUESTS, 201, json=body, headers=KEY)["id"]
    added = {"Idempotency-Key": "added"}
    more = {**person(1), "last_name": "Quaxworthy"}
    steps.call("POST", f"{REQUESTS}/{made}/signatories", 201, json=more, headers=added)
    steps.call("DELETE", f"{REQUESTS}/{made}", 204)
    found = database(sandbox)
    assert b"uaxworthy" not in found
    again = steps.call("POST", REQUESTS, 410, json=body, headers=KEY)
    assert again["code"] == "personal_data_deleted"
    assert steps.call("GET", REQUESTS, 200)["data"] == []


def test_a_deleted_documents_name_is_gone(sandbox: Sandbox, steps: Steps):
    file = {"file": ("Quaxworthy.pdf", ask(sandbox).get("/document").content, "application/pdf")}
    made = steps.call("POST", "/documents", 201, files=file, headers=KEY)["id"]
    steps.call("DELETE", f"/documents/{made}", 204)
    assert b"Quaxworthy" not in database(sandbox)


def test_after_the_deletion_of_personal_data_nothing_is_done_twice(sandbox: Sandbox):
    request = asked(sandbox)
    signed = request.simulate("sign", **KEY)
    assert signed.status_code == 200
    url = f"/v2{REQUESTS}/{request.id}/personal-data"
    assert sandbox.client.delete(url, headers=sandbox.key).status_code == 202
    again = request.simulate("sign", **KEY)
    assert (again.status_code, again.json()["code"]) == (410, "personal_data_deleted")
