"""The sandbox's clock and ledger: time that a test moves, and every object that was made."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.sandbox.conftest import Sandbox, open_sandbox
from tests.sandbox.steps import Steps


@pytest.fixture
def steps(sandbox: Sandbox) -> Steps:
    return Steps(sandbox.client, sandbox.key)


def test_what_time_brings_is_done_before_the_answer(sandbox: Sandbox, steps: Steps):
    ends = sandbox.now() + timedelta(hours=1)
    request = steps.draft(steps.upload(), expiry_date=ends.isoformat())["id"]
    steps.activate(request)
    told = steps.clock(3601)
    assert datetime.fromisoformat(told["now"]) > ends
    assert steps.call("GET", f"/signature-requests/{request}", 200)["status"] == "expired"
    assert steps.events()["data"][-1]["type"] == "signature_request.expired"


def test_moves_add_up_and_last(sandbox: Sandbox, steps: Steps, tmp_path: Path):
    assert steps.clock(10.5)["offset_s"] == 10.5
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(steps.clock, [100] * 20))
    assert steps.clock(0)["offset_s"] == 2010.5
    assert sandbox.services.clock.offset_s == 2010.5
    _, services, told = open_sandbox(sandbox.services.options.data)
    assert (services.clock.offset_s, told) == (2010.5, None)
    services.database.close()


def test_one_key_moves_the_clock_once(steps: Steps):
    key = {"Idempotency-Key": "move-1"}
    body = {"advance_s": 60}
    first = steps.call("POST", "/sandbox/clock", 200, json=body, headers=key)
    assert steps.call("POST", "/sandbox/clock", 200, json=body, headers=key) == first
    assert steps.clock(0)["offset_s"] == 60


@pytest.mark.parametrize("advance_s", [-1, 1e300, "soon", None, [], True, 4_000_000_000])
def test_a_move_that_is_none_is_refused(steps: Steps, advance_s: object):
    refused = steps.call("POST", "/sandbox/clock", 422, json={"advance_s": advance_s})
    assert refused["errors"][0]["field"] == "advance_s"


def test_the_clock_stops_before_the_last_year_that_dates_have(steps: Steps):
    century_s = 100 * 365 * 86_400
    for _ in range(200):
        answer = steps.call("POST", "/sandbox/clock", json={"advance_s": century_s})
        if answer.status_code != 200:
            break
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "advance_s")
    request = steps.draft(steps.upload(), retention={"years": 100})["id"]
    steps.activate(request)
    steps.cancel(request)
    assert steps.clock(0)["now"] < "9900"


def test_the_ledger_tells_every_object_with_what_its_maker_called_it(
    sandbox: Sandbox, steps: Steps
):
    reference = "0b0e7a3c-6b1c-4d0c-9a39-111111111111"
    document = steps.upload()
    body = {"document_id": document, "name": "x", "client_reference": reference}
    key = {"Idempotency-Key": "ledger-1"}
    request = steps.call("POST", "/signature-requests", 201, json=body, headers=key)["id"]
    steps.call("DELETE", f"/signature-requests/{request}", 204)
    hook = steps.webhook("https://hooks.example/")["id"]
    told = {each["id"]: each for each in steps.call("GET", "/sandbox/ledger", 200)["objects"]}
    assert set(told) == {document, request, hook}
    assert told[request]["kind"] == "signature_request"
    assert (told[request]["idempotency_key"], told[request]["client_reference"]) == (
        "ledger-1",
        reference,
    )
    assert (told[request]["deleted"], told[document]["deleted"]) == (True, False)
    assert {each["account"] for each in told.values()} == {sandbox.account}
