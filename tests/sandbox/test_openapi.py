"""The contract: what is written in `resources/openapi.json` is what the code answers."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from paraph.wire.names import Scope
from paraph_sandbox.__main__ import main
from paraph_sandbox.app import with_routes
from paraph_sandbox.gate.addresses import Addresses
from tests.sandbox.conftest import Sandbox

KEPT = Path(__file__).parents[2] / "resources" / "openapi.json"
HOW = "paraph-sandbox openapi > resources/openapi.json"
# Pages for people and what the server tells about itself.
NOT_API = {"/openapi.json"}


@pytest.fixture(scope="module")
def contract() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(KEPT.read_text("utf-8"))
    return told


def operations(contract: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in contract["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation


def test_the_contract_is_the_code():
    told = CliRunner().invoke(main, ["openapi"])
    assert told.exit_code == 0
    assert told.output == KEPT.read_text("utf-8"), f"the contract has drifted: {HOW}"


def test_the_served_contract_is_the_kept_one(lasting: Sandbox, contract: dict[str, Any]):
    assert lasting.client.get("/openapi.json").json() == contract


def test_every_address_is_in_the_contract_but_the_pages(contract: dict[str, Any]):
    told = {(method, path) for method, path, _ in operations(contract)}
    answered = {
        (method, re.sub(r":path}", "}", address.template))
        for address in Addresses(with_routes())
        for method in address.methods
        if address.template not in NOT_API
    }
    pages = {each for each in answered - told if each[1].startswith(("/oauth/", "/sign/"))}
    assert answered - pages == told


def test_every_address_of_the_specification_is_there(contract: dict[str, Any]):
    wanted = """
    POST /oauth/token · POST /oauth/revoke · GET /.well-known/oauth-authorization-server
    POST /v2/documents · GET /v2/documents · GET /v2/documents/{} · GET /v2/documents/{}/content
    PATCH /v2/documents/{} · DELETE /v2/documents/{}
    POST /v2/signature-requests · GET /v2/signature-requests · GET /v2/signature-requests/{}
    PATCH /v2/signature-requests/{} · PUT /v2/signature-requests/{}
    DELETE /v2/signature-requests/{} · POST /v2/signature-requests/{}/activate
    POST /v2/signature-requests/{}/cancel · POST /v2/signature-requests/{}/remind
    GET /v2/signature-requests/{}/signatories · POST /v2/signature-requests/{}/signatories
    GET /v2/signatories/{} · PATCH /v2/signatories/{} · DELETE /v2/signatories/{}
    POST /v2/signatories/{}/reassign · POST /v2/signatories/{}/decline
    GET /v2/signature-requests/{}/document · PUT /v2/signatories/{}/signed-document
    GET /v2/signature-requests/{}/document/signed · GET /v2/signature-requests/{}/audit-trail
    GET /v2/audit-trails · GET /v2/audit-trails/{}
    GET /v2/templates · POST /v2/templates · GET /v2/templates/{} · PUT /v2/templates/{}
    PATCH /v2/templates/{} · DELETE /v2/templates/{} · POST /v2/templates/{}/signature-requests
    GET /v2/events · POST /v2/webhooks · GET /v2/webhooks · GET /v2/webhooks/{}
    PATCH /v2/webhooks/{} · DELETE /v2/webhooks/{} · GET /v2/webhooks/{}/deliveries
    POST /v2/webhooks/{}/deliveries/{}/replay · DELETE /v2/signature-requests/{}/personal-data
    POST /tsa · POST /ocsp · GET /ocsp/{} · GET /crl/{} · GET /certs/{}
    POST /v2/sandbox/certificates · POST /v2/sandbox/certificates/{}/revoke
    POST /v2/sandbox/signature-requests/{}/simulate · POST /v2/sandbox/clock
    POST /v2/sandbox/faults · GET /v2/sandbox/ledger
    """
    told = {f"{method} {re.sub('{.*?}', '{}', path)}" for method, path, _ in operations(contract)}
    assert {each.strip() for each in re.split("[·\n]", wanted) if each.strip()} <= told


def test_every_call_of_the_api_names_its_scopes_and_both_ways_to_sign_in(contract: dict[str, Any]):
    for method, path, operation in operations(contract):
        if not path.startswith("/v2/"):
            assert "security" not in operation, path
            continue
        oauth, key = operation["security"]
        assert key == {"api_key": []}
        assert oauth["oauth2"], (method, path)
        assert set(oauth["oauth2"]) <= {str(scope) for scope in Scope}


def test_a_token_with_the_named_scopes_alone_is_enough(contract: dict[str, Any]):
    by_call = {(m, p): o["security"][0]["oauth2"] for m, p, o in operations(contract) if "/v2" in p}
    assert by_call["POST", "/v2/documents"] == ["documents:write"]
    assert by_call["GET", "/v2/events"] == ["events:read"]
    fill = by_call["POST", "/v2/templates/{template_id}/signature-requests"]
    assert fill == ["signature_requests:write", "templates:read"]


def test_both_flows_and_every_scope_are_described(contract: dict[str, Any]):
    schemes = contract["components"]["securitySchemes"]
    flows = schemes["oauth2"]["flows"]
    assert set(flows) == {"clientCredentials", "authorizationCode"}
    for flow in flows.values():
        assert set(flow["scopes"]) == {str(scope) for scope in Scope}
    assert (schemes["api_key"]["type"], schemes["api_key"]["scheme"]) == ("http", "bearer")


def test_every_refusal_is_a_problem_document(contract: dict[str, Any]):
    for method, path, operation in operations(contract):
        if path.startswith("/oauth/"):
            continue
        for status, response in operation["responses"].items():
            if status[0] in "45":
                assert set(response["content"]) == {"application/problem+json"}, (method, path)


def test_every_answer_tells_its_headers(contract: dict[str, Any]):
    for method, path, operation in operations(contract):
        named = {each["name"] for each in operation.get("parameters", ())}
        assert ("Idempotency-Key" in named) == (
            method in ("POST", "PUT") and path.startswith("/v2/")
        ), (method, path)
        for status, response in operation["responses"].items():
            headers = response["headers"]
            assert "X-Trace-Id" in headers
            assert ("Retry-After" in headers) == (status == "429")
            if "Idempotency-Key" in named and status[0] == "2":
                assert "Idempotency-Retention" in headers
    listing = contract["paths"]["/v2/documents"]["get"]["responses"]["200"]["headers"]
    assert "X-Next-Cursor" in listing
    assert (
        "ETag"
        in contract["paths"]["/v2/documents/{document_id}"]["get"]["responses"]["200"]["headers"]
    )


def test_nothing_in_the_contract_is_of_this_machine(contract: dict[str, Any]):
    assert contract["openapi"].startswith("3.1")
    assert contract["servers"] == [{"url": "http://127.0.0.1:8650"}]
    text = KEPT.read_text("utf-8")
    assert "/tmp" not in text
    assert "/home" not in text


def test_every_reference_leads_somewhere(contract: dict[str, Any]):
    found = set(re.findall(r'"\$ref": "#/components/(\w+)/([^"]+)"', KEPT.read_text("utf-8")))
    assert found
    for kind, name in found:
        assert name in contract["components"][kind]
