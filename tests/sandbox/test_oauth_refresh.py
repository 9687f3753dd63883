"""Refresh tokens follow each other; one that is shown twice ends them all (RFC 9700, 4.14.2)."""

import threading

import pytest

from paraph_sandbox.acts.clients import make_public_client
from tests.sandbox.browsing import bearing, refresh, sign_in
from tests.sandbox.conftest import Sandbox

DAY_S = 86_400


def _status(sandbox: Sandbox, tokens: dict[str, str]) -> int:
    bearer = bearing(tokens["access_token"])
    return sandbox.client.get("/v2/documents", headers=bearer).status_code


def test_each_refresh_gives_the_next_token_and_access(lasting: Sandbox):
    tokens = sign_in(lasting.client, lasting.told.logins[0])
    seen = {tokens["refresh_token"]}
    for _ in range(5):
        answer = refresh(lasting.client, tokens["refresh_token"])
        assert answer.status_code == 200
        tokens = answer.json()
        assert tokens["refresh_token"] not in seen
        assert tokens["scope"] == "documents:read documents:write"
        assert _status(lasting, tokens) == 200
        seen.add(tokens["refresh_token"])


def test_a_spent_token_ends_the_family_with_its_access_tokens(lasting: Sandbox):
    first = sign_in(lasting.client, lasting.told.logins[0])
    stranger = sign_in(lasting.client, lasting.told.logins[0])
    second = refresh(lasting.client, first["refresh_token"]).json()
    assert (_status(lasting, first), _status(lasting, second)) == (200, 200)

    again = refresh(lasting.client, first["refresh_token"])
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
    assert (_status(lasting, first), _status(lasting, second)) == (401, 401)
    assert refresh(lasting.client, second["refresh_token"]).json()["error"] == "invalid_grant"
    assert _status(lasting, stranger) == 200
    assert refresh(lasting.client, stranger["refresh_token"]).status_code == 200


def test_of_many_that_use_one_token_at_once_one_gets_the_next(lasting: Sandbox):
    token = sign_in(lasting.client, lasting.told.logins[0])["refresh_token"]
    told: list[int] = []

    def use() -> None:
        told.append(refresh(lasting.client, token).status_code)

    threads = [threading.Thread(target=use) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(told) == [200] + [400] * 7


def test_a_token_may_ask_for_less_and_the_next_one_is_for_all_again(lasting: Sandbox):
    first = sign_in(lasting.client, lasting.told.logins[0])
    second = refresh(lasting.client, first["refresh_token"], scope="documents:write").json()
    assert second["scope"] == "documents:write"
    denied = lasting.client.get("/v2/documents", headers=bearing(second["access_token"]))
    assert (denied.status_code, denied.json()["scope"]) == (403, "documents:read")
    third = refresh(lasting.client, second["refresh_token"]).json()
    assert third["scope"] == "documents:read documents:write"


def test_a_token_never_gives_more_than_the_person_granted(lasting: Sandbox):
    tokens = sign_in(lasting.client, lasting.told.logins[0], scope="documents:read")
    answer = refresh(lasting.client, tokens["refresh_token"], scope="documents:read events:read")
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_scope")
    assert refresh(lasting.client, tokens["refresh_token"]).status_code == 200


def test_another_clients_token_is_worth_nothing_and_does_no_harm(lasting: Sandbox):
    with lasting.services.database.write() as tx:
        make_public_client(tx, "other", "Other", ["http://127.0.0.1/callback"])
    tokens = sign_in(lasting.client, lasting.told.logins[0])
    answer = refresh(lasting.client, tokens["refresh_token"], client_id="other")
    assert answer.json()["error"] == "invalid_grant"
    spent = refresh(lasting.client, tokens["refresh_token"]).json()
    answer = refresh(lasting.client, tokens["refresh_token"], client_id="other")
    assert answer.json()["error"] == "invalid_grant"
    assert _status(lasting, spent) == 200


def test_a_token_waits_for_who_was_away_and_not_for_ever(sandbox: Sandbox):
    tokens = sign_in(sandbox.client, sandbox.told.logins[0])
    sandbox.services.clock.advance(89 * DAY_S)
    tokens = refresh(sandbox.client, tokens["refresh_token"]).json()
    assert _status(sandbox, tokens) == 200
    sandbox.services.clock.advance(91 * DAY_S)
    assert refresh(sandbox.client, tokens["refresh_token"]).json()["error"] == "invalid_grant"


@pytest.mark.parametrize("token", ["", "wrong", "\x00", "é", "rt_" + "a" * 5000])
def test_a_token_that_was_never_given_is_worth_nothing(lasting: Sandbox, token: str):
    answer = refresh(lasting.client, token)
    assert answer.status_code == 400
    assert answer.json()["error"] in {"invalid_grant", "invalid_request"}


def test_only_hashes_are_in_the_folder(sandbox: Sandbox):
    tokens = sign_in(sandbox.client, sandbox.told.logins[0])
    kept = b"".join(
        each.read_bytes() for each in sandbox.services.options.data.rglob("*") if each.is_file()
    )
    _, password = sandbox.told.logins[0]
    _, secret = sandbox.told.program
    cookie = sandbox.client.cookies["paraph_sandbox_session"]
    for told in (*tokens.values(), password, secret, sandbox.told.api_key, cookie):
        if isinstance(told, str) and told not in {"Bearer", tokens["scope"]}:
            assert told.encode() not in kept
