"""The events feed: in order, at least once, waited for without a thread, for thirty days."""

import asyncio
import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2
import pytest

from paraph_sandbox.acts.clients import make_api_key
from paraph_sandbox.acts.first_run import make_account
from tests.sandbox.browsing import bearing
from tests.sandbox.conftest import Sandbox, Served, end_sandbox, running, start_sandbox
from tests.sandbox.steps import Steps, eventually

DAY_S = 86_400


@pytest.fixture
def steps(sandbox: Sandbox) -> Steps:
    return Steps(sandbox.client, sandbox.key)


def test_events_come_in_order_and_thin(steps: Steps):
    document = steps.upload()
    requests = [steps.running(document) for _ in range(3)]
    steps.cancel(requests[1])
    page = steps.events()
    assert [each["seq"] for each in page["data"]] == [1, 2, 3, 4]
    assert [each["type"] for each in page["data"]] == [
        *["signature_request.activated"] * 3,
        "signature_request.canceled",
    ]
    assert page["done"] is True
    assert [each["data"]["signature_request_id"] for each in page["data"]] == [
        *requests,
        requests[1],
    ]
    told = steps.call("GET", "/events").text
    assert "Martin" not in told
    assert "@" not in told


def test_an_iterator_goes_on_where_it_was_given(steps: Steps):
    document = steps.upload()
    for _ in range(5):
        steps.running(document)
    first = steps.events(limit=3)
    assert ([each["seq"] for each in first["data"]], first["done"]) == ([1, 2, 3], False)
    second = steps.events(limit=3, iterator=first["iterator"])
    assert ([each["seq"] for each in second["data"]], second["done"]) == ([4, 5], True)
    assert steps.events(iterator=second["iterator"])["data"] == []
    again = steps.events(limit=3, iterator=first["iterator"])
    assert again["data"] == second["data"]
    steps.running(document)
    third = steps.events(iterator=second["iterator"])
    assert [each["seq"] for each in third["data"]] == [6]


def test_an_iterator_is_of_one_account_one_consumer_and_unchanged(sandbox: Sandbox, steps: Steps):
    with sandbox.services.database.write() as tx:
        account = make_account(tx, "Somebody else", sandbox.now())
        stranger = Steps(sandbox.client, bearing(make_api_key(tx, account, sandbox.now())))
    steps.running(steps.upload())
    iterator = steps.events(consumer="desk-1")["iterator"]
    assert stranger.events()["data"] == []
    given, _, cursor = iterator.partition(".")
    later = f"{int(given, 16) + DAY_S:x}"
    for caller, query in (
        (stranger, {"iterator": iterator, "consumer": "desk-1"}),
        (steps, {"iterator": iterator, "consumer": "desk-2"}),
        (steps, {"iterator": iterator}),
        (steps, {"iterator": f"{later}.{cursor}", "consumer": "desk-1"}),
        (steps, {"iterator": "é", "consumer": "desk-1"}),
        (steps, {"iterator": "0." + "A" * 200, "consumer": "desk-1"}),
    ):
        assert caller.events(400, **query)["code"] == "invalid_cursor", query
    assert steps.events(iterator=iterator, consumer="desk-1")["done"] is True


@pytest.mark.parametrize("wait", ["-1", "31", "nan", "inf", "soon"])
def test_a_wait_that_is_no_wait_is_refused(steps: Steps, wait: str):
    refused = steps.events(422, wait=wait)
    assert refused["errors"][0]["field"] == "wait"


def test_an_iterator_of_thirty_days_is_taken_and_an_older_one_is_gone(steps: Steps):
    iterator = steps.events()["iterator"]
    steps.clock(29.9 * DAY_S)
    assert steps.events(iterator=iterator)["data"] == []
    steps.clock(0.2 * DAY_S)
    assert steps.events(410, iterator=iterator)["code"] == "iterator_expired"
    assert steps.events()["data"] == []


def test_a_new_iterator_on_events_that_were_dropped_says_so(steps: Steps):
    document = steps.upload()
    for _ in range(3):
        steps.running(document)
    steps.clock(20 * DAY_S)
    fresh = steps.events(limit=1)
    assert fresh["data"][0]["seq"] == 1
    steps.running(document)
    steps.clock(15 * DAY_S)
    assert steps.events(410, iterator=fresh["iterator"])["code"] == "iterator_expired"
    page = steps.events()
    assert [each["seq"] for each in page["data"]] == [4]


def test_seq_goes_on_after_a_long_silence(steps: Steps):
    document = steps.upload()
    for _ in range(2):
        steps.running(document)
    steps.clock(100 * DAY_S)
    steps.running(document)
    assert [each["seq"] for each in steps.events()["data"]][-1] == 3


def test_times_never_run_against_seq(sandbox: Sandbox, steps: Steps):
    from datetime import timedelta

    from paraph.wire.names import EventType
    from paraph_sandbox.acts.events import emit

    now = sandbox.now()
    for back_s in (0, 60, 30):
        with sandbox.services.database.write() as tx:
            data: dict[str, str | int | None] = {"signature_request_id": "req_x", "version": 1}
            moment = now - timedelta(seconds=back_s)
            emit(tx, sandbox.account, EventType.REQUEST_ACTIVATED, data, moment)
    times = [each["created_at"] for each in steps.events()["data"]]
    assert times == sorted(times)
    assert len(set(times)) == 1


def test_who_waits_is_answered_by_the_next_event(steps: Steps):
    document = steps.upload()
    iterator = steps.events()["iterator"]
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(steps.events, iterator=iterator, wait=20)
        request = steps.running(document)
        page = waiting.result(15)
    assert [each["data"]["signature_request_id"] for each in page["data"]] == [request]


def test_who_waits_in_vain_is_told_so(steps: Steps):
    page = steps.events(wait=0.3)
    assert (page["data"], page["done"]) == ([], True)
    assert steps.events(iterator=page["iterator"])["done"] is True


def test_waits_that_end_as_they_begin_all_end(steps: Steps):
    document = steps.upload()
    with ThreadPoolExecutor(4) as pool:
        waiting = [pool.submit(steps.events, wait=n % 10 / 10_000) for n in range(400)]
        steps.running(document)
        assert all(each.result(30)["done"] for each in waiting)


def test_events_of_others_do_not_answer(sandbox: Sandbox, steps: Steps):
    with sandbox.services.database.write() as tx:
        account = make_account(tx, "Somebody else", sandbox.now())
        stranger = Steps(sandbox.client, bearing(make_api_key(tx, account, sandbox.now())))
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(stranger.events, wait=1)
        steps.running(steps.upload())
        assert waiting.result(15)["data"] == []
    assert stranger.events()["data"] == []


def test_a_token_without_the_scope_reads_no_events(sandbox: Sandbox):
    with sandbox.services.database.write() as tx:
        key = make_api_key(tx, sandbox.account, sandbox.now(), "documents:read")
    refused = Steps(sandbox.client, bearing(key)).events(403)
    assert refused["scope"] == "events:read"


def _threads(served: Served) -> int:
    status = Path(f"/proc/{served.process.pid}/status").read_text()
    return int(status.partition("Threads:")[2].split()[0])


@pytest.fixture
def busy_served(tmp_path: Path) -> Iterator[Served]:
    """A served sandbox that lets one key call as often as it wants."""
    process, said = start_sandbox(tmp_path / "served", "--calls-per-minute", "1000000")
    try:
        address = re.search(r"^Paraph sandbox: (\S+)/v2$", said, re.MULTILINE)
        key = re.search(r"^API key: (\S+)$", said, re.MULTILINE)
        assert address
        assert key
        yield Served(address[1], key[1], "", ("", ""), {}, tmp_path / "served", process)
    finally:
        end_sandbox(process)


def test_three_hundred_desktops_wait_without_a_thread_each(busy_served: Served):
    async def all_wait() -> tuple[list[list[str]], int]:
        limits = httpx2.Limits(max_connections=400)
        async with httpx2.AsyncClient(
            base_url=busy_served.address, headers=busy_served.key, timeout=40, limits=limits
        ) as client:

            async def wait(n: int, iterator: str) -> list[str]:
                query = {"consumer": f"desk-{n}", "wait": "30", "iterator": iterator}
                answer = await client.get("/v2/events", params=query)
                assert answer.status_code == 200, answer.text
                return [each["data"]["signature_request_id"] for each in answer.json()["data"]]

            waiting = [asyncio.create_task(wait(n, "")) for n in range(300)]
            # Their calls are there, answered or not.
            await asyncio.to_thread(eventually, lambda: _open_sockets(busy_served) >= 300)
            assert not any(each.done() for each in waiting)
            threads = _threads(busy_served)
            request = await asyncio.to_thread(_one_event, busy_served)
            found = await asyncio.gather(*waiting)
        assert found == [[request]] * 300
        return found, threads

    _, threads = asyncio.run(all_wait())
    assert threads < 60  # the pool of short calls has 40


def _one_event(served: Served) -> str:
    with httpx2.Client(base_url=served.address, timeout=30) as client:
        steps = Steps(client, served.key)
        return steps.running(steps.upload())


def test_a_desktop_that_leaves_ends_its_wait(sandbox: Sandbox):
    """As a server calls the app: with a client that is gone while it waits."""

    async def leave() -> list[str]:
        said: list[str] = []
        gone = asyncio.Event()
        came = iter([{"type": "http.request", "body": b"", "more_body": False}])

        async def receive() -> Any:
            for message in came:
                return message
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            said.append(message["type"])

        scope = {
            "type": "http", "method": "GET", "path": "/v2/events", "raw_path": b"/v2/events",
            "query_string": b"wait=30", "http_version": "1.1", "scheme": "http", "root_path": "",
            "headers": [(b"authorization", sandbox.key["Authorization"].encode())],
            "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 2),
        }  # fmt: skip
        call = asyncio.create_task(sandbox.app(scope, receive, send))
        while not sandbox.services.bells._listeners:
            await asyncio.sleep(0.01)
        gone.set()
        async with asyncio.timeout(10):
            await call
        return said

    asyncio.run(leave())
    assert sandbox.services.bells._listeners == {}


def _open_sockets(served: Served) -> int:
    port = int(served.address.rpartition(":")[2])
    table = Path("/proc/net/tcp").read_text().splitlines()[1:]
    states = [line.split() for line in table]
    return sum(
        int(each[1].split(":")[1], 16) == port and each[3] in ("01", "08") for each in states
    )


def test_the_server_ends_at_once_though_desktops_wait(served: Served):
    answers: list[httpx2.Response] = []

    def wait() -> None:
        with httpx2.Client(base_url=served.address, timeout=40) as client:
            answers.append(client.get("/v2/events", params={"wait": 30}, headers=served.key))

    thread = threading.Thread(target=wait)
    thread.start()
    eventually(lambda: _open_sockets(served) == 1)
    thread.join(1)  # by then its call has come in, and waits
    served.process.terminate()
    served.process.wait(20)
    thread.join(20)
    assert [each.status_code for each in answers] == [200]
    # It says so when it has waited in vain for calls that do not end.
    assert served.process.stdout is not None
    assert "Cancel" not in served.process.stdout.read()


def test_pollers_miss_nothing_while_many_write(tmp_path: Path):
    with running(tmp_path / "many", calls_per_minute=1_000_000) as sandbox:
        steps = Steps(sandbox.client, sandbox.key)
        document = steps.upload()
        writers, each_writes = 4, 15
        seen: list[list[int]] = [[], [], []]
        over = threading.Event()

        def poll(found: list[int]) -> None:
            iterator = ""
            while len(found) < writers * each_writes and not over.is_set():
                page = steps.events(iterator=iterator, wait=5, limit=7)
                iterator = page["iterator"]
                found.extend(event["seq"] for event in page["data"])

        with ThreadPoolExecutor(8) as pool:
            polls = [pool.submit(poll, found) for found in seen]
            writes = [
                pool.submit(lambda: [steps.running(document) for _ in range(each_writes)])
                for _ in range(writers)
            ]
            try:
                for done in (*writes, *polls):
                    done.result(60)
            finally:
                over.set()
    assert seen == [list(range(1, writers * each_writes + 1))] * 3
