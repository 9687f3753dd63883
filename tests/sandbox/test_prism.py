"""A whole journey through Prism, which refuses what the contract does not say, in both directions.

Prism tells of a violation with a problem of its own, whose type begins with its address.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

import httpx2
import pymupdf
import pytest

from tests.sandbox.conftest import Served, serving
from tests.sandbox.judges_api import prism_before
from tests.sandbox.steps import Steps, eventually

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Steps]]:
    """A sandbox, and a client that speaks to it through Prism."""
    with (
        serving(tmp_path_factory.mktemp("watched")) as served,
        prism_before(served.address) as at,
        httpx2.Client(base_url=at, timeout=60) as client,
    ):
        yield served, Steps(client, served.key)


def upload(steps: Steps) -> str:
    """Send a PDF that is text: Prism passes bodies on as text, and damages others."""
    paper = pymupdf.open()
    paper.new_page().insert_text((72, 72), "Fee agreement")
    content = paper.tobytes(ascii=True, deflate=False)
    assert content.decode().encode() == content
    files = {"file": ("agreement.pdf", content, "application/pdf")}
    answer = steps.call("POST", "/documents", 201, files=files)
    assert answer["checksum_sha256"] == hashlib.sha256(content).hexdigest()
    return str(answer["document_id"])


def is_prisms(answer: Any) -> bool:
    return "stoplight.io/prism" in answer.text


def test_a_journey_from_upload_to_the_signed_document_and_its_trail(watched):
    _, steps = watched
    document = upload(steps)
    steps.call("GET", "/documents", 200, params={"limit": 1})
    steps.call("GET", f"/documents/{document}", 200)
    draft = steps.draft(document, 2, matter="2026-0147")
    request = f"/signature-requests/{draft['id']}"
    steps.call("PATCH", request, 200, json={"name": "Service agreement"})
    steps.activate(draft["id"])
    for person in draft["signatories"]:
        steps.call("GET", f"/signatories/{person['id']}", 200)
        for action in ("view", "sign"):
            body = {"signatory": person["id"], "action": action}
            steps.call("POST", f"/sandbox{request}/simulate", 200, json=body)
    assert steps.call("GET", request, 200)["status"] == "completed"
    for path in (f"{request}/document/signed", f"{request}/audit-trail"):
        answer = steps.call("GET", path)
        assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-"), answer.text[:300]
    (trail,) = steps.call("GET", "/audit-trails", 200)["data"]
    steps.call("GET", f"/audit-trails/{trail['id']}", 200)
    events = steps.events(consumer="prism", limit=100)
    assert events["data"][-1]["type"] == "audit_trail.ready"
    steps.call("DELETE", f"{request}/personal-data", 202)
    steps.call("GET", "/sandbox/ledger", 200)


def test_templates_webhooks_and_refusals_are_of_the_contract(watched):
    _, steps = watched
    document = upload(steps)
    field = {"type": "signature", "page": 1, "x": 72, "y": 72}
    body = {
        "document_id": document,
        "name": "Mandate",
        "roles": [{"key": "client", "fields": [field]}],
    }
    template = steps.call("POST", "/templates", 201, json=body)
    player = {"key": "client", "email": "a@example.com", "first_name": "Anne", "last_name": "M"}
    filled = {"name": "Mandate 7", "players": [player]}
    path = f"/templates/{template['id']}/signature-requests"
    request = steps.call("POST", path, 201, json=filled)
    hook = steps.webhook("https://example.com/hook")
    steps.call("GET", f"/webhooks/{hook['id']}/deliveries", 200)
    again = steps.call("POST", f"/signature-requests/{request['id']}/cancel", json={"reason": "x"})
    missing = steps.call("GET", "/documents/doc_0")
    moved = steps.call(
        "PATCH", f"/documents/{document}", json={"name": "b"}, headers={"If-Match": '"x.1"'}
    )
    statuses = [each.status_code for each in (again, missing, moved)]
    assert statuses == [409, 404, 412]
    assert not any(map(is_prisms, (again, missing, moved)))


def test_tokens_and_the_keys_they_are_verified_with_are_of_the_contract(watched):
    served, steps = watched
    form = {"grant_type": "client_credentials", "scope": "documents:read"}
    tokens = steps.client.post("/oauth/token", data=form, auth=served.program)
    assert tokens.status_code == 200, tokens.text
    bearer = {"Authorization": f"Bearer {tokens.json()['access_token']}"}
    assert steps.client.get("/v2/documents", headers=bearer).status_code == 200
    for path in ("/oauth/jwks.json", "/.well-known/oauth-authorization-server", "/metrics"):
        assert steps.client.get(path).status_code == 200


def test_prism_would_have_refused_a_body_that_is_not_of_the_contract(watched):
    _, steps = watched
    answer = steps.call("POST", "/signature-requests", json={"name": 7})
    assert answer.status_code == 422
    assert is_prisms(answer)


def test_prism_would_have_refused_an_answer_that_is_not_of_the_contract(watched):
    served, steps = watched
    fault = {"route": "GET /v2/webhooks", "kind": "captive_portal"}
    # Set past Prism, which may not know that the network has begun to lie.
    with httpx2.Client(base_url=served.address, timeout=20) as direct:
        Steps(direct, served.key).call("POST", "/sandbox/faults", 201, json=fault)
    answer = eventually(lambda: steps.call("GET", "/webhooks"))
    assert answer.status_code >= 400
    assert is_prisms(answer)
