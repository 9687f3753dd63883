"""Templates: a document, roles and fields, filled with the people who play the roles."""

from typing import Any

import pytest

from tests.sandbox.conftest import Sandbox
from tests.sandbox.steps import Steps

REFERENCE = "6f6c1f0e-0a4d-4a5b-9a53-0d9f3a3f7d11"
FIELD = {"type": "signature", "page": 3, "x": 72, "y": 100, "width": 150, "height": 50}
CLIENT = {"key": "client", "signature_level": "qualified", "order": 2, "fields": [FIELD]}
LAWYER = {"key": "lawyer", "role": "approver", "signing": "local", "order": 1}


@pytest.fixture
def steps(sandbox: Sandbox) -> Steps:
    return Steps(sandbox.client, sandbox.key)


@pytest.fixture
def document(steps: Steps) -> str:
    return steps.upload()


def body(document: str, *roles: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"document_id": document, "name": "Fee agreement", "roles": list(roles), **more}


def made(steps: Steps, document: str, *roles: dict[str, Any], **more: Any) -> dict[str, Any]:
    told: dict[str, Any] = steps.call(
        "POST", "/templates", 201, json=body(document, *(roles or (CLIENT, LAWYER)), **more)
    )
    return told


def player(key: str) -> dict[str, Any]:
    return {"key": key, "email": f"{key}@example.com", "first_name": "Anne", "last_name": key}


def fill(steps: Steps, template: str, *keys: str, **more: Any) -> Any:
    wanted = {"name": "For Anne", "players": [player(key) for key in keys], **more}
    return steps.call("POST", f"/templates/{template}/signature-requests", json=wanted)


def test_a_template_is_told_as_it_was_made(steps: Steps, document: str) -> None:
    told = made(steps, document, client_reference=REFERENCE)
    assert (told["document_id"], told["name"], told["version"]) == (document, "Fee agreement", 1)
    assert told["client_reference"] == REFERENCE
    client, lawyer = told["roles"]
    assert client["fields"] == [{**FIELD, "name": "client-1", "anchor": None}]
    assert (client["signature_level"], client["order"]) == ("qualified", 2)
    assert (lawyer["role"], lawyer["signing"], lawyer["fields"]) == ("approver", "local", [])
    assert steps.call("GET", f"/templates/{told['id']}", 200) == told


def test_players_fill_the_roles_and_make_a_draft(steps: Steps, document: str) -> None:
    template = made(steps, document)["id"]
    told = fill(
        steps, template, "lawyer", "client",
        client_reference=REFERENCE, matter="2026-0147", expiry_date="2030-01-01T00:00:00Z",
        reminder_settings={"enabled": True, "frequency_days": 5}, retention={"years": 5},
    )  # fmt: skip
    assert told.status_code == 201
    draft = told.json()
    assert (draft["status"], draft["template_id"], draft["document_id"]) == (
        "draft", template, document,
    )  # fmt: skip
    assert (draft["name"], draft["matter"], draft["client_reference"]) == (
        "For Anne", "2026-0147", REFERENCE,
    )  # fmt: skip
    assert draft["reminder_settings"]["frequency_days"] == 5
    assert draft["retention"]["years"] == 5
    client, lawyer = draft["signatories"]
    assert (client["email"], client["signature_level"], client["order"]) == (
        "client@example.com", "qualified", 2,
    )  # fmt: skip
    placed = {key: client["fields"][0][key] for key in FIELD}
    assert placed == FIELD
    assert (lawyer["email"], lawyer["role"], lawyer["signing"]) == (
        "lawyer@example.com", "approver", "local",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("players", "field", "words"),
    [
        (("client",), "players", "nobody plays lawyer"),
        (("client", "lawyer", "judge"), "players.2.key", "the template has no such role"),
        (("client", "client", "lawyer"), "players.0.key", "this role is played twice"),
    ],
)
def test_every_role_has_exactly_one_player(
    steps: Steps, document: str, players: tuple[str, ...], field: str, words: str
) -> None:
    refused = fill(steps, made(steps, document)["id"], *players)
    assert refused.status_code == 422
    assert refused.json()["errors"] == [{"field": field, "message": words}]
    assert steps.call("GET", "/signature-requests", 200)["data"] == []


@pytest.mark.parametrize(
    ("roles", "field"),
    [
        ([CLIENT, {**LAWYER, "key": "client"}], "roles.1.key"),
        ([{**CLIENT, "fields": [FIELD, FIELD]}], "roles.0.fields.1"),
        ([{**CLIENT, "fields": [{**FIELD, "page": 4}]}], "roles.0.fields.0.page"),
        ([{**CLIENT, "fields": [{**FIELD, "x": 500}]}], "roles.0.fields.0"),
        ([{**CLIENT, "role": "cc"}], "roles.0.fields"),
        ([{**CLIENT, "colour": "red"}], "roles.0.colour"),
        ([], "roles"),
    ],
)
def test_roles_that_cannot_be_played_are_refused_by_name(
    steps: Steps, document: str, roles: list[dict[str, Any]], field: str
) -> None:
    refused = steps.call("POST", "/templates", json=body(document, *roles))
    assert refused.status_code == 422
    assert [each["field"] for each in refused.json()["errors"]] == [field]


def test_a_template_needs_a_document_of_the_account(steps: Steps) -> None:
    refused = steps.call("POST", "/templates", json=body("doc_unknown", CLIENT))
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "document_id"


def test_a_template_is_replaced_and_changed_only_as_it_was_seen(
    steps: Steps, document: str
) -> None:
    told = made(steps, document)
    path = f"/templates/{told['id']}"
    first = steps.call("GET", path).headers["ETag"]
    put = steps.call("PUT", path, json=body(document, CLIENT), headers={"If-Match": first})
    assert put.status_code == 200
    assert [role["key"] for role in put.json()["roles"]] == ["client"]
    late = steps.call("PATCH", path, json={"name": "Late"}, headers={"If-Match": first})
    assert (late.status_code, late.json()["code"]) == (412, "precondition_failed")
    assert steps.call("DELETE", path, headers={"If-Match": first}).status_code == 412
    tag = {"If-Match": put.headers["ETag"]}
    changed = steps.call("PATCH", path, 200, json={"name": "New", "roles": [LAWYER]}, headers=tag)
    assert (changed["name"], changed["version"]) == ("New", 3)
    assert [role["key"] for role in changed["roles"]] == ["lawyer"]
    other = body(document, CLIENT, client_reference=REFERENCE)
    assert steps.call("PUT", path, json=other).json()["errors"][0]["field"] == "client_reference"


def test_a_deleted_template_is_gone_and_its_requests_stay(steps: Steps, document: str) -> None:
    template = made(steps, document)["id"]
    draft = fill(steps, template, "client", "lawyer").json()["id"]
    steps.call("DELETE", f"/templates/{template}", 204)
    for method in ("GET", "PUT", "PATCH", "DELETE"):
        how = {"json": body(document, CLIENT)} if method == "PUT" else {}
        how = {"json": {}} if method == "PATCH" else how
        assert steps.call(method, f"/templates/{template}", **how).status_code == 404
    assert fill(steps, template, "client", "lawyer").status_code == 404
    assert steps.call("GET", f"/signature-requests/{draft}", 200)["template_id"] == template


def test_a_document_stays_while_a_template_uses_it(steps: Steps, document: str) -> None:
    template = made(steps, document)["id"]
    refused = steps.call("DELETE", f"/documents/{document}")
    assert (refused.status_code, refused.json()["code"]) == (409, "document_in_use")
    steps.call("DELETE", f"/templates/{template}", 204)
    steps.call("DELETE", f"/documents/{document}", 204)


def test_one_intent_has_one_effect(steps: Steps, document: str) -> None:
    key = {"Idempotency-Key": "template-1"}
    wanted = body(document, CLIENT, LAWYER, client_reference=REFERENCE)
    first, again = (
        steps.call("POST", "/templates", 201, json=wanted, headers=key) for _ in range(2)
    )
    assert again == first
    repeated = steps.call("POST", "/templates", json=wanted)
    assert (repeated.status_code, repeated.json()["existing_id"]) == (409, first["id"])
    players = {"name": "For Anne", "players": [player("client"), player("lawyer")]}
    path = f"/templates/{first['id']}/signature-requests"
    key = {"Idempotency-Key": "fill-1"}
    one, other = (steps.call("POST", path, 201, json=players, headers=key) for _ in range(2))
    assert one == other
    entered = steps.call("GET", "/sandbox/ledger", 200)["objects"]
    assert [each["kind"] for each in entered].count("template") == 1
    assert [each["kind"] for each in entered].count("signature_request") == 1


def test_templates_are_listed_page_by_page_and_found_by_reference(
    steps: Steps, document: str
) -> None:
    every = [made(steps, document)["id"] for _ in range(3)]
    mine = made(steps, document, client_reference=REFERENCE)["id"]
    found, cursor = [], None
    while True:
        query = {"limit": 3} | ({} if cursor is None else {"cursor": cursor})
        answer = steps.call("GET", "/templates", params=query)
        found += [each["id"] for each in answer.json()["data"]]
        cursor = answer.json()["next_page_token"]
        assert answer.headers.get("X-Next-Cursor") == cursor
        if cursor is None:
            break
    assert found == [*every, mine]
    query = {"client_reference": REFERENCE}
    only = steps.call("GET", "/templates", 200, params=query)["data"]
    assert [each["id"] for each in only] == [mine]


def test_filling_needs_the_right_to_make_requests_and_to_read_templates(
    sandbox: Sandbox, steps: Steps, document: str
) -> None:
    from paraph_sandbox.acts.clients import make_api_key

    template = made(steps, document)["id"]
    for scopes, missing in (
        ("templates:read templates:write", "signature_requests:write"),
        ("signature_requests:write", "templates:read"),
    ):
        with sandbox.services.database.write() as tx:
            key = make_api_key(tx, sandbox.account, sandbox.now(), scopes, "")
        caller = Steps(sandbox.client, {"Authorization": f"Bearer {key}"})
        refused = fill(caller, template, "client", "lawyer")
        assert (refused.status_code, refused.json()["scope"]) == (403, missing)
