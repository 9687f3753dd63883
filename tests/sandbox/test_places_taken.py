"""Another person in a signatory's place, and a request whose time is over: what the trail says."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from paraph.wire.common import rfc3339
from paraph_sandbox.acts.due import Due
from tests.sandbox.conftest import Sandbox
from tests.sandbox.requesting import Asked, ask, asked, person
from tests.sandbox.test_results import trail_of, words_of

NEW = {"email": "new@client.example", "first_name": "Zoé", "last_name": "Nouvelle"}
OLD = "Camille Roux <person0@client.example>"
NOW = "Zoé Nouvelle <new@client.example>"


def replaced(sandbox: Sandbox) -> Asked:
    request = asked(sandbox)
    assert request.post(f"{request.url}/remind").status_code == 200
    body = {**NEW, "reason": "on leave"}
    answer = request.post(f"/v2/signatories/{request.people[0]}/reassign", body)
    assert answer.status_code == 200, answer.text
    return request.sign()


def test_who_was_invited_and_reminded_is_told_by_the_name_of_then(lasting: Sandbox):
    entries = {each["kind"]: each for each in trail_of(replaced(lasting))["entries"]}
    for kind in ("notified", "reminded"):
        assert (entries[kind]["actor"], entries[kind]["detail"]) == (None, f"to {OLD}")
    assert entries["signed"]["actor"] == NOW
    taken = entries["reassigned"]
    assert taken["detail"] == f"{NOW} in the place of {OLD}: on leave"
    # He who was replaced did not do it: the program did that called.
    assert taken["actor"] == entries["activated"]["actor"]
    assert taken["actor"].startswith("key_")


def test_the_paper_names_the_new_one_only_from_then_on(lasting: Sandbox, tmp_path: Path):
    words = words_of(replaced(lasting).pdf("/audit-trail", tmp_path / "trail.pdf"))
    course = " ".join(words.split()).partition("3. What happened")[2]
    before, _, after = course.partition("Another person took")
    assert before.count(f"to {OLD}") == 2
    assert "Nouvelle" not in before
    assert f"{NOW} in the place of {OLD}: on leave" in after


def test_the_old_ones_name_goes_too_with_the_personal_data(lasting: Sandbox):
    request = replaced(lasting)
    url = f"{request.url}/personal-data"
    assert lasting.client.delete(url, headers=lasting.key).status_code == 202
    assert {each["detail"] for each in trail_of(request)["entries"]} == {None}


@pytest.mark.parametrize("action", ["sign", "view", "decline"])
def test_nobody_acts_after_the_time_to_sign(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, action: str
):
    expiry = rfc3339(sandbox.now() + timedelta(hours=1))
    request = ask(sandbox, person(), expiry_date=expiry).activate()
    # What is due is looked for now and then; the time is over before that.
    with monkeypatch.context() as patch:
        patch.setattr(Due, "settle", lambda *_: None)
        sandbox.services.clock.advance(3600)
        answer: Any = request.simulate(action)
        told = answer.json()
        assert (answer.status_code, told["code"]) == (409, "invalid_transition")
        assert told["state"] == "expired"
        assert request.signatory()["status"] == "notified"
        assert 'name="csrf"' not in sandbox.client.get(request.link()).text
    sandbox.services.due.settle(sandbox.now())
    assert request.state() == "expired"
