"""Bodies that are too long, too slow or never end; a crowd of them leaves the sandbox answering."""

import asyncio
import re
import socket
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import httpx2
import pytest

from paraph_sandbox.gate.limits import MAX_JSON_BYTES, MAX_UPLOAD_BYTES, Limits
from paraph_sandbox.server import listen
from tests.sandbox.conftest import Served
from tests.sandbox.steps import Steps, eventually
from tests.sandbox.wire_forms import FILE, form


class _Body:
    """A caller who sends pieces of a body, each after its pause, and keeps what is answered."""

    def __init__(self, *pieces: bytes, pause_s: float = 0, ends: bool = True) -> None:
        self._pieces = [*pieces]
        self._pause_s = pause_s
        self._ends = ends
        self.answered: list[Any] = []
        self.taken = 0

    async def receive(self) -> dict[str, Any]:
        await asyncio.sleep(self._pause_s)
        if not self._pieces and not self._ends:
            await asyncio.Event().wait()
        piece = self._pieces.pop(0)
        self.taken += len(piece)
        more = bool(self._pieces) or not self._ends
        return {"type": "http.request", "body": piece, "more_body": more}

    async def send(self, message: Any) -> None:
        self.answered.append(message)

    @property
    def status(self) -> int:
        return int(self.answered[0]["status"])


async def _reads_all(scope: Any, receive: Any, send: Any) -> None:
    while (await receive())["more_body"]:
        continue
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def limited(body: _Body, content_type: str = "multipart/form-data", **limits: Any) -> int:
    layer = Limits(_reads_all, **limits)
    headers = [(b"content-type", content_type.encode())]
    scope = {"type": "http", "method": "POST", "path": "/", "headers": headers, "state": {}}
    asyncio.run(layer(scope, body.receive, body.send))
    assert layer._under_way_bytes == 0
    return body.status


def test_a_body_without_a_length_is_refused_where_it_passes_its_limit() -> None:
    piece = b"x" * 1024 * 1024
    assert limited(_Body(*[piece] * 100)) == 200
    body = _Body(*[piece] * 200)
    assert limited(body) == 413
    assert body.taken == MAX_UPLOAD_BYTES + len(piece)
    json = _Body(*[piece] * 200)
    assert limited(json, "application/json") == 413
    assert json.taken == MAX_JSON_BYTES + len(piece)


def test_a_body_that_stops_or_drips_is_given_up() -> None:
    assert limited(_Body(b"x", ends=False), silence_s=0.05) == 408
    drip = _Body(*[b"x"] * 1000, pause_s=0.01)
    assert limited(drip, grace_s=0.2) == 408
    assert drip.taken < 1000
    steady = _Body(*[b"x" * 64 * 1024] * 30, pause_s=0.01)
    assert limited(steady, grace_s=0.2) == 200


class _LeavingBody(_Body):
    """A caller who sends some of a body and hangs up."""

    async def receive(self) -> dict[str, Any]:
        if not self._pieces:
            return {"type": "http.disconnect"}
        return {**await super().receive(), "more_body": True}


def test_who_hangs_up_is_told_to_the_application_and_nothing_is_counted() -> None:
    seen = list[str]()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        while (message := await receive())["type"] != "http.disconnect":
            seen.append(message["type"])
        seen.append(message["type"])

    layer, body = Limits(app), _LeavingBody(b"x" * 1000, b"y" * 1000)
    scope = {"type": "http", "method": "PUT", "path": "/", "headers": [], "state": {}}
    asyncio.run(layer(scope, body.receive, body.send))
    assert seen == ["http.request", "http.request", "http.disconnect"]
    assert (layer._under_way_bytes, body.answered) == (0, [])


def test_a_call_that_is_ended_while_its_body_is_waited_for_ends() -> None:
    layer, body = Limits(_reads_all), _Body(b"x" * 1000, ends=False)
    scope = {"type": "http", "method": "PUT", "path": "/", "headers": [], "state": {}}

    async def end() -> None:
        call = asyncio.create_task(layer(scope, body.receive, body.send))
        while not body.taken:
            await asyncio.sleep(0)
        assert layer._under_way_bytes in (0, 1000)
        call.cancel()
        await asyncio.gather(call, return_exceptions=True)
        assert call.cancelled()

    asyncio.run(end())
    assert (layer._under_way_bytes, body.answered) == (0, [])


def test_more_than_the_disk_has_room_for_is_put_off() -> None:
    body = _Body(*[b"x" * 1000] * 10)
    assert limited(body, most_under_way_bytes=5000) == 503
    told = dict(body.answered[0]["headers"])
    assert (told[b"retry-after"], told[b"connection"]) == (b"10", b"close")


def test_answers_leave_at_once() -> None:
    with listen("127.0.0.1", 0) as listening:
        # Where it is not named, asyncio leaves Nagle's algorithm on: 40 ms for every answer.
        assert listening.proto == socket.IPPROTO_TCP


def connected(served: Served) -> socket.socket:
    host, port = served.address.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=30)


def head(served: Served, length: int, *more: str) -> bytes:
    lines = [
        "POST /v2/documents HTTP/1.1",
        "Host: sandbox",
        f"Authorization: Bearer {served.api_key}",
        "Content-Type: multipart/form-data; boundary=B",
        f"Content-Length: {length}",
        *more,
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def test_200_megabytes_are_refused_before_one_is_sent(served: Served) -> None:
    with connected(served) as caller:
        caller.sendall(head(served, 200 * 1024 * 1024, "Expect: 100-continue"))
        answer = b""
        while received := caller.recv(65536):
            answer += received
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"application/problem+json" in answer
    assert b'"code":"too_large"' in answer


def resident_kb(served: Served) -> int:
    told = Path(f"/proc/{served.process.pid}/status").read_text("ascii")
    found = re.search(r"^VmRSS:\s+(\d+) kB$", told, re.MULTILINE)
    assert found is not None
    return int(found[1])


@pytest.mark.skipif(not Path("/proc").exists(), reason="/proc tells what a process holds")
def test_300_unfinished_uploads_leave_the_sandbox_answering(served: Served) -> None:
    with ExitStack() as stack:
        client = stack.enter_context(httpx2.Client(base_url=served.address, timeout=30))
        steps = Steps(client, served.key)
        document = steps.upload()
        before_kb = resident_kb(served)
        start = form(FILE)[:150] + b"x" * 2_000_000
        for _ in range(300):
            caller = stack.enter_context(connected(served))
            caller.sendall(head(served, 50_000_000) + start)
        # Each of them has its connection and its file on the disk.
        files = Path(f"/proc/{served.process.pid}/fd")
        eventually(lambda: len(list(files.iterdir())) > 600)
        for _ in range(20):
            assert steps.call("GET", f"/documents/{document}").status_code == 200
        assert steps.upload() != document
        grown_kb = resident_kb(served) - before_kb
        # Of what they sent, most is on the disk and in nobody's memory.
        assert grown_kb < 300 * 1000
    # What is left is the database, three files a thread.
    eventually(lambda: len(list(files.iterdir())) < 250)


def test_who_hangs_up_in_the_middle_leaves_nothing(served: Served) -> None:
    for length in (10, 70_000, 3_000_000):
        with connected(served) as caller:
            caller.sendall(head(served, 5_000_000) + form(FILE)[:150] + b"x" * length)
    content = served.data / "content"
    with httpx2.Client(base_url=served.address, timeout=30) as client:
        Steps(client, served.key).upload()
    assert [each.name for each in content.iterdir() if each.name.startswith(".")] == []
    assert len([each for each in content.rglob("*") if each.is_file()]) == 1


def held(served: Served) -> set[str]:
    """Name what the server holds open: connections and files, by what the system calls them."""
    names = set()
    for each in Path(f"/proc/{served.process.pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            names.add(f"{each.readlink()} {each.stat().st_ino}")
    return names


@pytest.mark.skipif(not Path("/proc").exists(), reason="/proc tells what a process holds")
def test_signed_documents_that_stop_half_way_leave_nothing_when_they_hang_up(
    served: Served,
) -> None:
    head = (
        b"PUT /v2/signatories/sig_1/signed-document HTTP/1.1\r\nHost: a\r\n"
        b"Content-Type: application/pdf\r\nContent-Length: 50000000\r\n"
        b"Authorization: Bearer %b\r\n\r\n" % served.api_key.encode()
    )
    with httpx2.Client(base_url=served.address, timeout=30) as client, ExitStack() as stack:
        steps = Steps(client, served.key)
        steps.call("GET", "/documents", 200)
        before, before_kb = held(served), resident_kb(served)
        for _ in range(60):
            stack.enter_context(connected(served)).sendall(head + b"x" * 2_000_000)
        # Each has its connection and its file on the disk.
        eventually(lambda: len(held(served) - before) >= 120)
        theirs = held(served) - before
        steps.call("GET", "/documents", 200)
        assert resident_kb(served) - before_kb < 60_000
        stack.close()
        eventually(lambda: not held(served) & theirs)
        steps.call("GET", "/documents", 200)


def test_the_readers_end_with_the_server(served: Served) -> None:
    with httpx2.Client(base_url=served.address, timeout=30) as client:
        Steps(client, served.key).upload()
    readers = _children(served.process.pid)
    assert readers
    served.process.kill()
    served.process.wait(20)
    eventually(lambda: not any(Path(f"/proc/{pid}").exists() and _is_alive(pid) for pid in readers))


def _children(pid: int) -> list[int]:
    told = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(each) for file in told for each in file.read_text("ascii").split()]


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
