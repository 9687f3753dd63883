"""Webhooks: made, signed twice, delivered at least once, in order, by the table, or given up."""

import hashlib
import hmac
import json
import signal
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook as Verifier
from standardwebhooks import WebhookVerificationError

from paraph_sandbox.acts.clients import make_api_key
from paraph_sandbox.acts.first_run import make_account
from paraph_sandbox.delivery import parcels, worker
from tests.sandbox.browsing import bearing
from tests.sandbox.conftest import Sandbox, running
from tests.sandbox.receiver import Got, Receiver, receiving
from tests.sandbox.steps import Steps, eventually

SECRET = "whsec_your_hmac_secret"
TABLE_S = (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)


@pytest.fixture(scope="module")
def open_sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    data = tmp_path_factory.mktemp("webhooks")
    with running(data, allow_loopback_webhooks=True, calls_per_minute=1_000_000) as found:
        yield found


@pytest.fixture
def steps(open_sandbox: Sandbox) -> Iterator[Steps]:
    steps = Steps(open_sandbox.client, open_sandbox.key)
    yield steps
    for each in steps.call("GET", "/webhooks", 200, params={"limit": 100})["data"]:
        steps.call("DELETE", f"/webhooks/{each['id']}", 204)


@pytest.fixture(scope="module")
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


@pytest.fixture(scope="module")
def document(open_sandbox: Sandbox) -> str:
    return Steps(open_sandbox.client, open_sandbox.key).upload()


def _came(receiver: Receiver, plan: str, count: int = 1) -> list[Got]:
    def look() -> list[Got]:
        got = receiver.got(plan)
        return got if len(got) >= count else []

    return eventually(look)


def _log(steps: Steps, webhook: str, state: str, count: int = 1) -> list[dict[str, Any]]:
    """Give the deliveries once `count` of them are in a state."""

    def look() -> list[dict[str, Any]]:
        found = steps.deliveries(webhook)
        return found if sum(each["state"] == state for each in found) >= count else []

    return eventually(look)


def _attempted(steps: Steps, webhook: str, count: int) -> dict[str, Any]:
    """Give the only delivery once it was attempted so often."""

    def look() -> dict[str, Any] | None:
        (found,) = steps.deliveries(webhook)
        return found if len(found["attempts"]) >= count else None

    found = eventually(look)
    assert found is not None
    return found


# --- made, read, changed, deleted


def test_a_webhook_tells_its_secret_once_and_never_again(steps: Steps, receiver: Receiver):
    made = steps.webhook(receiver.url("200/once"), events=["signatory.signed", "signatory.signed"])
    assert made["standard_secret"].startswith("whsec_")
    assert (made["enabled"], made["disabled_reason"]) == (True, None)
    assert made["events"] == ["signatory.signed"]
    path = f"/webhooks/{made['id']}"
    for told in (
        steps.call("GET", path).text,
        steps.call("GET", "/webhooks").text,
        steps.call("PATCH", path, json={"enabled": False}).text,
    ):
        assert made["id"] in told
        assert made["standard_secret"] not in told
        assert SECRET not in told
        assert "secret" not in told
    assert steps.call("GET", path, 200)["disabled_reason"] == "client"


def test_the_secret_is_told_again_to_the_same_idempotency_key(steps: Steps, receiver: Receiver):
    body = {"url": receiver.url("200/key"), "secret": SECRET}
    key = {"Idempotency-Key": "webhook-1"}
    first = steps.call("POST", "/webhooks", 201, json=body, headers=key)
    assert steps.call("POST", "/webhooks", 201, json=body, headers=key) == first
    assert len(steps.call("GET", "/webhooks", 200)["data"]) == 1


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.com/",
        "https://user:password@example.com/",
        "https://user@example.com/",
        "https://example.com/#part",
        "https://example.com:0/",
        "https://example.com:65536/",
        "https://example.com:80:80/",
        "https:///hook",
        "https://exa mple.com/",
        "https://exämple.com/",
        "https://example.com/\n",
        "https://example.com\\@127.0.0.1/",
        "https://[::1/",
        "https://[12345::]/",
        "https://[::ffff:999.1.1.1]/",
        "file:///etc/passwd",
        "https://example.com/" + "a" * 2000,
    ],
)
def test_an_address_that_is_none_is_refused(steps: Steps, url: str):
    refused = steps.call("POST", "/webhooks", 422, json={"url": url, "secret": SECRET})
    assert refused["errors"][0]["field"] == "url"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"secret": "short"}, "secret"),
        ({"secret": "with a blank in it"}, "secret"),
        ({"events": ["signatory.sighed"]}, "events.0"),
        ({"events": "signatory.signed"}, "events"),
        ({"enabled": False}, "enabled"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_body_that_does_not_fit_is_refused_by_name(
    steps: Steps, receiver: Receiver, body: dict[str, Any], field: str
):
    whole = {"url": receiver.url("200/no"), "secret": SECRET, **body}
    refused = steps.call("POST", "/webhooks", 422, json=whole)
    assert refused["errors"][0]["field"] == field
    assert SECRET not in json.dumps(refused)


def test_strangers_see_no_webhook_and_no_delivery(
    open_sandbox: Sandbox, steps: Steps, receiver: Receiver
):
    made = steps.webhook(receiver.url("200/mine"))
    with open_sandbox.services.database.write() as tx:
        account = make_account(tx, "Somebody else", open_sandbox.now())
        key = make_api_key(tx, account, open_sandbox.now())
    stranger = Steps(open_sandbox.client, bearing(key))
    path = f"/webhooks/{made['id']}"
    for method, at in (
        ("GET", path),
        ("DELETE", path),
        ("GET", f"{path}/deliveries"),
        ("POST", f"{path}/deliveries/dlv_x/replay"),
    ):
        assert stranger.call(method, at, 404)["code"] == "not_found"
    stranger.call("PATCH", path, 404, json={"enabled": False})
    assert stranger.call("GET", "/webhooks", 200)["data"] == []


def test_a_change_of_a_webhook_that_moved_is_refused(steps: Steps, receiver: Receiver):
    made = steps.webhook(receiver.url("200/moved"))
    path = f"/webhooks/{made['id']}"
    tag = steps.call("GET", path).headers["ETag"]
    steps.call("PATCH", path, 200, json={"events": []}, headers={"If-Match": tag})
    refused = steps.call("PATCH", path, 412, json={"enabled": False}, headers={"If-Match": tag})
    assert refused["code"] == "precondition_failed"
    steps.call("DELETE", path, 412, headers={"If-Match": tag})


def test_a_hundred_webhooks_are_enough(steps: Steps, receiver: Receiver):
    for n in range(100):
        steps.webhook(receiver.url(f"200/{n}"), events=["audit_trail.ready"])
    body = {"url": receiver.url("200/more"), "secret": SECRET}
    assert steps.call("POST", "/webhooks", 409, json=body)["code"] == "too_many_webhooks"


def test_the_secrets_of_a_deleted_webhook_are_gone(
    open_sandbox: Sandbox, steps: Steps, receiver: Receiver
):
    made = steps.webhook(receiver.url("200/gone"))
    steps.call("DELETE", f"/webhooks/{made['id']}", 204)
    steps.call("GET", f"/webhooks/{made['id']}", 404)
    with open_sandbox.services.database.read() as tx:
        row = tx.first("SELECT * FROM webhooks WHERE id = ?", made["id"])
    assert row is not None
    assert (row["secret"], row["standard_secret"]) == ("", "")


# --- signed


def guide_verify(payload: bytes, secret: str, signature_header: str) -> bool:
    """The guide's own example, but for comparing bytes."""
    expected = hmac.new(secret.encode(), payload, hashlib.sha256).hexdigest()
    return hmac.compare_digest(f"sha256={expected}".encode(), signature_header.encode())


def test_standard_webhooks_and_the_guide_verify_a_delivery(
    steps: Steps, receiver: Receiver, document: str
):
    made = steps.webhook(receiver.url("200/signed"), secret="raw'10%-as_it.is")
    request = steps.running(document)
    (got,) = _came(receiver, "200/signed")
    told = Verifier(made["standard_secret"]).verify(got.body, got.headers)
    assert told == got.event
    assert set(told) == {"event_id", "type", "created_at", "seq", "data"}
    assert told["data"]["signature_request_id"] == request
    assert got.headers["webhook-id"] == told["event_id"]
    assert got.headers["content-type"] == "application/json"
    assert guide_verify(got.body, "raw'10%-as_it.is", got.headers["x-certyneo-signature"])


def test_the_two_schemes_have_two_keys(steps: Steps, receiver: Receiver, document: str):
    made = steps.webhook(receiver.url("200/keys"), secret="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    steps.running(document)
    (got,) = _came(receiver, "200/keys")
    with pytest.raises(WebhookVerificationError):
        Verifier("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").verify(got.body, got.headers)
    signature = got.headers["x-certyneo-signature"]
    assert not guide_verify(got.body, made["standard_secret"], signature)
    assert not guide_verify(got.body + b" ", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", signature)


def test_the_time_of_a_delivery_is_the_machines_though_business_time_moved(
    steps: Steps, receiver: Receiver, document: str
):
    steps.clock(86_400)
    made = steps.webhook(receiver.url("200/time"))
    steps.running(document)
    (got,) = _came(receiver, "200/time")
    # The library refuses what is five minutes off.
    Verifier(made["standard_secret"]).verify(got.body, got.headers)
    created = datetime.fromisoformat(got.event["created_at"]).timestamp()
    assert created - int(got.headers["webhook-timestamp"]) > 80_000


def test_the_vector_of_standard_webhooks():
    from paraph_sandbox.delivery.signatures import standard_signature

    secret, event_id = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek"
    signature = standard_signature(secret, event_id, 1614265330, b'{"test": 2432232314}')
    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


# --- delivered


def test_events_arrive_in_order_and_as_the_feed_tells_them(
    steps: Steps, receiver: Receiver, document: str
):
    iterator = steps.events()["iterator"]
    while not (page := steps.events(iterator=iterator))["done"] or page["data"]:
        iterator = page["iterator"]
    steps.webhook(receiver.url("200/order"))
    for _ in range(10):
        steps.running(document)
    got = _came(receiver, "200/order", 10)
    assert [each.event for each in got] == steps.events(iterator=iterator)["data"]


def test_a_webhook_gets_the_kinds_that_it_wants(steps: Steps, receiver: Receiver, document: str):
    made = steps.webhook(receiver.url("200/some"), events=["signature_request.canceled"])
    request = steps.running(document)
    steps.cancel(request)
    (only,) = _log(steps, made["id"], "delivered")
    assert only["type"] == "signature_request.canceled"
    assert only["attempts"][0]["status"] == 200
    assert len(receiver.got("200/some")) == 1


@pytest.mark.parametrize(
    ("word", "status", "failure"),
    [
        ("500", 500, None),
        ("503", 503, None),
        ("429", 429, None),
        ("408", 408, None),
        ("425", 425, None),
        ("close", None, "broken_answer"),
        ("garbage", None, "broken_answer"),
        ("slow", None, "timeout"),
    ],
)
def test_what_may_pass_is_tried_again_with_the_same_bytes(
    steps: Steps, receiver: Receiver, document: str, word: str, status: int, failure: str
):
    plan = f"{word},200/again"
    made = steps.webhook(receiver.url(plan))
    steps.running(document)
    waiting = _attempted(steps, made["id"], 1)
    assert waiting["state"] == "waiting"
    assert (waiting["attempts"][0]["status"], waiting["attempts"][0]["failure"]) == (
        status,
        failure,
    )
    steps.clock(5)
    (done,) = _log(steps, made["id"], "delivered")
    assert [each["status"] for each in done["attempts"]] == [status, 200]
    first, second = receiver.got(plan)
    assert first.body == second.body
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    for got in (first, second):
        Verifier(made["standard_secret"]).verify(got.body, got.headers)


@pytest.mark.parametrize("word", ["400", "401", "404", "redirect", "304"])
def test_an_answer_is_an_answer_and_not_tried_again(
    steps: Steps, receiver: Receiver, document: str, word: str
):
    made = steps.webhook(receiver.url(f"{word}/answer"))
    steps.running(document)
    (failed,) = _log(steps, made["id"], "failed")
    assert (len(failed["attempts"]), failed["next_attempt_at"]) == (1, None)
    steps.clock(86_400)
    assert len(receiver.got(f"{word}/answer")) == 1
    assert receiver.got("200/elsewhere") == []


@pytest.mark.parametrize("word", ["200", "204", "299", "drip"])
def test_who_says_200_has_taken_it(steps: Steps, receiver: Receiver, document: str, word: str):
    made = steps.webhook(receiver.url(f"{word}/taken"))
    steps.running(document)
    (done,) = _log(steps, made["id"], "delivered")
    assert len(done["attempts"]) == 1


def test_the_whole_table_and_then_no_more(steps: Steps, receiver: Receiver, document: str):
    made = steps.webhook(receiver.url("500/table"))
    steps.running(document)
    waits = []
    for attempts in range(1, 10):
        waiting = _attempted(steps, made["id"], attempts)
        at, onward = waiting["attempts"][-1]["at"], waiting["next_attempt_at"]
        wait = datetime.fromisoformat(onward) - datetime.fromisoformat(at)
        waits.append(wait.total_seconds())
        steps.clock(waits[-1])
    assert waits == list(TABLE_S)
    (failed,) = _log(steps, made["id"], "failed")
    assert len(failed["attempts"]) == 10
    got = receiver.got("500/table")
    assert len({each.headers["webhook-id"] for each in got}) == 1
    assert len({each.body for each in got}) == 1


def test_a_retry_does_not_come_before_its_time(steps: Steps, receiver: Receiver, document: str):
    made = steps.webhook(receiver.url("500/early"))
    steps.running(document)
    _attempted(steps, made["id"], 1)
    steps.clock(5)
    _attempted(steps, made["id"], 2)
    steps.clock(290)
    steps.running(document)
    eventually(lambda: len(receiver.got("500/early")) == 3)
    assert len(steps.deliveries(made["id"])[0]["attempts"]) == 2


def test_410_disables_and_a_change_enables_again(steps: Steps, receiver: Receiver, document: str):
    made = steps.webhook(receiver.url("410,200/gone"))
    path = f"/webhooks/{made['id']}"
    steps.running(document)
    (failed,) = _log(steps, made["id"], "failed")
    gone = steps.call("GET", path, 200)
    assert (gone["enabled"], gone["disabled_reason"]) == (False, "gone")
    assert gone["version"] == made["version"] + 1
    steps.running(document)
    assert len(steps.deliveries(made["id"])) == 1
    replay = f"{path}/deliveries/{failed['id']}/replay"
    assert steps.call("POST", replay, 409)["code"] == "webhook_disabled"
    again = steps.call("PATCH", path, 200, json={"enabled": True})
    assert (again["enabled"], again["disabled_reason"]) == (True, None)
    steps.running(document)
    _log(steps, made["id"], "delivered")
    assert len(receiver.got("410,200/gone")) == 2


def test_what_waited_goes_out_once_the_webhook_is_enabled_again(
    steps: Steps, receiver: Receiver, document: str
):
    made = steps.webhook(receiver.url("500,410,200/waits"))
    path = f"/webhooks/{made['id']}"
    steps.running(document)
    _attempted(steps, made["id"], 1)
    steps.running(document)
    _log(steps, made["id"], "failed")
    steps.clock(5)
    assert len(receiver.got("500,410,200/waits")) == 2
    steps.call("PATCH", path, 200, json={"enabled": True})
    states = [each["state"] for each in _log(steps, made["id"], "delivered")]
    assert states == ["delivered", "failed"]


def test_a_replay_is_a_new_delivery_of_the_same_event(
    steps: Steps, receiver: Receiver, document: str
):
    made = steps.webhook(receiver.url("404,200/replay"))
    steps.running(document)
    (failed,) = _log(steps, made["id"], "failed")
    path = f"/webhooks/{made['id']}/deliveries/{failed['id']}/replay"
    key = {"Idempotency-Key": "replay-1"}
    again = steps.call("POST", path, 201, headers=key)
    assert steps.call("POST", path, 201, headers=key) == again
    log = _log(steps, made["id"], "delivered")
    assert [(each["id"], each["state"]) for each in log] == [
        (failed["id"], "failed"),
        (again["id"], "delivered"),
    ]
    first, second = receiver.got("404,200/replay")
    assert first.body == second.body
    steps.call("POST", f"/webhooks/{made['id']}/deliveries/dlv_x/replay", 404)


def test_a_replay_of_what_waits_takes_its_place(steps: Steps, receiver: Receiver, document: str):
    made = steps.webhook(receiver.url("500,200/place"))
    steps.running(document)
    waiting = _attempted(steps, made["id"], 1)
    steps.call("POST", f"/webhooks/{made['id']}/deliveries/{waiting['id']}/replay", 201)
    log = _log(steps, made["id"], "delivered")
    assert [each["state"] for each in log] == ["canceled", "delivered"]
    steps.clock(600)
    assert len(receiver.got("500,200/place")) == 2


def test_a_deleted_webhook_gets_nothing_more(
    open_sandbox: Sandbox, steps: Steps, receiver: Receiver, document: str
):
    made = steps.webhook(receiver.url("500/deleted"))
    steps.running(document)
    _attempted(steps, made["id"], 1)
    steps.call("DELETE", f"/webhooks/{made['id']}", 204)
    steps.running(document)
    steps.clock(600)
    with open_sandbox.services.database.read() as tx:
        states = tx.all("SELECT state FROM deliveries WHERE webhook = ?", made["id"])
    assert [each["state"] for each in states] == ["canceled"]
    assert len(receiver.got("500/deleted")) == 1


def test_a_slow_receiver_keeps_only_its_own_waiting(
    steps: Steps, receiver: Receiver, document: str
):
    slow = [steps.webhook(receiver.url(f"slow/{n}")) for n in range(40)]
    quick = steps.webhook(receiver.url("200/quick"))
    for _ in range(5):
        steps.running(document)
    got = _came(receiver, "200/quick", 5)
    seqs = [each.event["seq"] for each in got]
    assert seqs == sorted(seqs)
    _log(steps, quick["id"], "delivered", 5)
    # None of the slow ones has its second event yet: five deliveries overtook them.
    assert all(len(receiver.got(f"slow/{n}")) <= 1 for n in range(40))
    for each in slow:
        steps.call("DELETE", f"/webhooks/{each['id']}", 204)


def test_a_delivery_that_fails_does_not_hold_up_the_next(
    steps: Steps, receiver: Receiver, document: str
):
    made = steps.webhook(receiver.url("500,200/next"))
    for _ in range(3):
        steps.running(document)
    log = _log(steps, made["id"], "delivered", 2)
    assert [each["state"] for each in log] == ["waiting", "delivered", "delivered"]
    steps.clock(5)
    _log(steps, made["id"], "delivered", 3)


def test_deliveries_go_to_the_address_that_is_set_when_they_go(
    steps: Steps, receiver: Receiver, document: str
):
    made = steps.webhook(receiver.url("500/old"))
    steps.running(document)
    _attempted(steps, made["id"], 1)
    change = {"url": receiver.url("200/new"), "secret": "another-secret"}
    steps.call("PATCH", f"/webhooks/{made['id']}", 200, json=change)
    steps.clock(5)
    (got,) = _came(receiver, "200/new")
    assert guide_verify(got.body, "another-secret", got.headers["x-certyneo-signature"])
    Verifier(made["standard_secret"]).verify(got.body, got.headers)


def test_the_log_of_deliveries_is_a_list_by_pages(steps: Steps, receiver: Receiver, document: str):
    made = steps.webhook(receiver.url("200/pages"))
    for _ in range(5):
        steps.running(document)
    path = f"/webhooks/{made['id']}/deliveries"
    found, cursor = [], {}
    while True:
        page = steps.call("GET", path, 200, params={"limit": 2, **cursor})
        found += [each["event_id"] for each in page["data"]]
        if page["next_page_token"] is None:
            break
        cursor = {"cursor": page["next_page_token"]}
    assert found == [each["event_id"] for each in steps.deliveries(made["id"])]
    assert len(set(found)) == 5


def test_deliveries_grow_old_with_their_events(
    open_sandbox: Sandbox, steps: Steps, receiver: Receiver, document: str
):
    made = steps.webhook(receiver.url("200/aged"))
    steps.running(document)
    _log(steps, made["id"], "delivered")
    steps.clock(31 * 86_400)
    steps.running(document)
    steps.clock(1)
    assert len(steps.deliveries(made["id"])) == 1
    with open_sandbox.services.database.read() as tx:
        orphans = tx.value(
            "SELECT count(*) FROM delivery_attempts"
            " WHERE delivery NOT IN (SELECT id FROM deliveries)"
        )
    assert orphans == 0


# --- faults


def test_a_fault_makes_a_delivery_come_twice(steps: Steps, receiver: Receiver, document: str):
    made = steps.webhook(receiver.url("200/twice"))
    _misbehave(steps, made["id"], "duplicate_webhook")
    steps.running(document)
    steps.running(document)
    got = _came(receiver, "200/twice", 3)
    assert got[0].body == got[1].body != got[2].body
    assert got[0].headers["webhook-id"] == got[1].headers["webhook-id"]
    _log(steps, made["id"], "delivered", 2)


def test_a_fault_lets_the_next_event_overtake(steps: Steps, receiver: Receiver, document: str):
    made = steps.webhook(receiver.url("200/overtaken"))
    _misbehave(steps, made["id"], "out_of_order")
    steps.running(document)
    steps.running(document)
    _came(receiver, "200/overtaken", 1)
    steps.clock(5)
    first, second = _came(receiver, "200/overtaken", 2)
    assert first.event["seq"] > second.event["seq"]
    _log(steps, made["id"], "delivered", 2)


def _misbehave(steps: Steps, webhook: str, kind: str) -> None:
    """Let the next delivery of a webhook go wrong, once."""
    body = {"route": f"POST /v2/webhooks/{webhook}", "kind": kind, "times": 1}
    steps.call("POST", "/sandbox/faults", 201, json=body)


# --- the worker


def test_a_delivery_that_cannot_be_written_down_is_made_again(
    steps: Steps, receiver: Receiver, document: str, monkeypatch: pytest.MonkeyPatch
):
    failed: list[str] = []

    def full_disk(*values: Any) -> None:
        if not failed:
            failed.append("once")
            raise sqlite3.OperationalError("database or disk is full")
        parcels.record(*values)

    monkeypatch.setattr(worker, "record", full_disk)
    monkeypatch.setattr(worker, "_AFTER_FAILURE_S", 0.2)
    made = steps.webhook(receiver.url("200/full"))
    steps.running(document)
    first, second = _came(receiver, "200/full", 2)
    assert first.body == second.body
    (done,) = _log(steps, made["id"], "delivered")
    assert len(done["attempts"]) == 1


def test_only_so_many_deliveries_are_under_way(
    steps: Steps, receiver: Receiver, document: str, monkeypatch: pytest.MonkeyPatch
):
    deliver, now, most = worker.Worker._deliver, set(), []

    async def counted(self: worker.Worker, parcel: Any) -> None:
        now.add(parcel.webhook)
        most.append(len(now))
        try:
            await deliver(self, parcel)
        finally:
            now.discard(parcel.webhook)

    monkeypatch.setattr(worker.Worker, "_deliver", counted)
    monkeypatch.setattr(worker, "_AT_ONCE", 3)
    for n in range(6):
        steps.webhook(receiver.url(f"slow/bound{n}"))
    steps.running(document)
    plans = {f"/slow/bound{n}" for n in range(6)}
    eventually(lambda: plans <= {each.path for each in receiver.got()}, 60)
    assert 2 <= max(most) <= 3


# --- crashes


def test_what_was_under_way_at_a_crash_is_delivered_after_the_next_start(
    tmp_path: Path, receiver: Receiver
):
    import httpx2

    from tests.sandbox.conftest import end_sandbox, start_sandbox

    process, said = start_sandbox(tmp_path / "data", "--allow-loopback-webhooks")
    key = bearing(said.partition("API key: ")[2].split()[0])
    try:
        with httpx2.Client(base_url=_address(said), timeout=30) as client:
            steps = Steps(client, key)
            made = steps.webhook(receiver.url("slow,200/crash"))
            document = steps.upload()
            steps.running(document)
            steps.running(document)
            (lost,) = _came(receiver, "slow,200/crash")
            process.send_signal(signal.SIGKILL)
    finally:
        end_sandbox(process)
    process, said = start_sandbox(tmp_path / "data", "--allow-loopback-webhooks")
    try:
        got = _came(receiver, "slow,200/crash", 3)
        assert got[1].body == lost.body
        assert got[1].headers["webhook-id"] == lost.headers["webhook-id"]
        assert got[2].event["seq"] == got[1].event["seq"] + 1
        with httpx2.Client(base_url=_address(said), timeout=30) as client:
            log = _log(Steps(client, key), made["id"], "delivered", 2)
        assert [len(each["attempts"]) for each in log] == [1, 1]
    finally:
        end_sandbox(process)


def _address(said: str) -> str:
    return said.partition("Paraph sandbox: ")[2].partition("/v2")[0]
