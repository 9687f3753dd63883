"""API keys: what they may, from where, how old they are, and how they end."""

import ipaddress
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient

from paraph_sandbox.acts.clients import make_api_key
from paraph_sandbox.lifecycle.problems import Problem
from tests.sandbox.browsing import bearing
from tests.sandbox.conftest import Sandbox, Served


def _make(sandbox: Sandbox, **how: str) -> dict[str, str]:
    with sandbox.services.database.write() as tx:
        return bearing(make_api_key(tx, sandbox.account, sandbox.now(), **how))


def test_every_answer_tells_when_the_key_was_made(sandbox: Sandbox):
    made = sandbox.now()
    key = _make(sandbox, scopes="documents:read")
    sandbox.services.clock.advance(80 * 86_400)
    for path, status in (("/v2/documents", 200), ("/v2/documents/doc_x", 404)):
        answer = sandbox.client.get(path, headers=key)
        assert answer.status_code == status
        told = datetime.fromisoformat(answer.headers["X-Api-Key-Created"])
        assert 0 <= (told - made).total_seconds() < 60
        assert (sandbox.now() - told).days == 80


def test_who_has_no_key_is_told_of_none(sandbox: Sandbox):
    assert "X-Api-Key-Created" not in sandbox.client.get("/v2/documents").headers


def test_a_key_may_what_it_was_made_for(sandbox: Sandbox):
    key = _make(sandbox, scopes="documents:read")
    assert sandbox.client.get("/v2/documents", headers=key).status_code == 200
    files = {"file": ("a.pdf", b"%PDF-1.4", "application/pdf")}
    answer = sandbox.client.post("/v2/documents", headers=key, files=files)
    assert (answer.status_code, answer.json()["scope"]) == (403, "documents:write")


@pytest.mark.parametrize(
    ("addresses", "caller", "status"),
    [
        ("127.0.0.1", "127.0.0.1", 200),
        ("127.0.0.0/8", "127.9.9.9", 200),
        ("192.0.2.0/24 127.0.0.1", "127.0.0.1", 200),
        ("127.0.0.1", "::ffff:127.0.0.1", 200),
        ("2001:db8::/32", "2001:db8::7", 200),
        ("127.0.0.1", "127.0.0.2", 401),
        ("192.0.2.0/24", "192.0.3.1", 401),
        ("127.0.0.1", "::1", 401),
        ("127.0.0.1", "not an address", 401),
    ],
)
def test_a_key_works_from_its_addresses_alone(
    lasting: Sandbox, addresses: str, caller: str, status: int
):
    key = _make(lasting, addresses=addresses)
    away = TestClient(lasting.app, base_url=lasting.services.options.address, client=(caller, 1))
    forged = {"X-Forwarded-For": "127.0.0.1", "Forwarded": "for=127.0.0.1"}
    assert away.get("/v2/documents", headers={**key, **forged}).status_code == status


@pytest.mark.parametrize(
    "wrong",
    [{"scopes": "everything"}, {"addresses": "localhost"}, {"addresses": "127.0.0.1/33"}],
)
def test_a_key_is_made_for_what_there_is(lasting: Sandbox, wrong: dict[str, str]):
    with pytest.raises(Problem) as refused:
        _make(lasting, **wrong)
    assert refused.value.status == 422
    assert refused.value.errors[0][0] in wrong


def _keys(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "paraph_sandbox", "keys", *words, "--data", str(data)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def test_keys_are_made_listed_and_revoked_on_the_command_line(sandbox: Sandbox):
    data = sandbox.services.options.data
    options = ("--scope", "documents:read", "--address", "127.0.0.0/8")
    key = _keys(data, "make", *options).stdout.strip()
    assert sandbox.client.get("/v2/documents", headers=bearing(key)).status_code == 200
    listed = _keys(data, "list").stdout.splitlines()
    assert len(listed) == 2
    key_id, made, addresses, scopes = listed[-1].split("  ")
    assert datetime.fromisoformat(made).tzinfo is not None
    assert ipaddress.ip_network(addresses) == ipaddress.ip_network("127.0.0.0/8")
    assert scopes == "documents:read"
    assert key not in "".join(listed)
    assert _keys(data, "revoke", key_id).returncode == 0
    assert sandbox.client.get("/v2/documents", headers=bearing(key)).status_code == 401
    again = _keys(data, "revoke", key_id)
    assert (again.returncode, again.stderr.strip()) == (2, "There is no such API key.")
    assert len(_keys(data, "list").stdout.splitlines()) == 1


def test_the_command_line_says_what_is_wrong(sandbox: Sandbox, tmp_path: Path):
    wrong = _keys(sandbox.services.options.data, "make", "--scope", "everything")
    assert (wrong.returncode, wrong.stderr.strip()) == (2, "everything is not a scope")
    nowhere = _keys(tmp_path / "nowhere", "list")
    assert nowhere.returncode == 3
    assert "not a sandbox's folder" in nowhere.stderr
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("name", ["X-Forwarded-For", "X-Real-IP", "Forwarded"])
def test_no_header_chooses_the_address_that_a_served_sandbox_sees(
    lasting_served: Served, name: str
):
    key = _keys(lasting_served.data, "make", "--address", "192.0.2.0/24").stdout.strip()
    value = "for=192.0.2.7" if name == "Forwarded" else "192.0.2.7"
    headers = {**bearing(key), name: value}
    answer = httpx2.get(f"{lasting_served.address}/v2/documents", headers=headers)
    assert answer.status_code == 401
