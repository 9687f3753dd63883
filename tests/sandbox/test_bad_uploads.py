"""Uploads that nobody should send: refused with a code, and the sandbox goes on."""

import asyncio
import dataclasses
import io
import os
import random
import re
import signal
import socket
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

from paraph_sandbox.acts.first_run import welcome
from paraph_sandbox.app import make_app, open_services
from paraph_sandbox.gate.limits import MAX_JSON_BYTES, MAX_UPLOAD_BYTES, Limits
from paraph_sandbox.gate.services import Options
from paraph_sandbox.lifecycle.problems import Problem
from paraph_sandbox.papers.papers import Papers
from tests.conftest import SAMPLE
from tests.sandbox import bombs, papers
from tests.sandbox.conftest import Sandbox, Served
from tests.sandbox.steps import Steps, eventually

PDF = SAMPLE.read_bytes()


@pytest.fixture
def steps(lasting: Sandbox) -> Steps:
    return Steps(lasting.client, lasting.key)


@pytest.fixture(autouse=True)
def _nothing_is_left(lasting: Sandbox) -> Iterator[None]:
    yield
    assert not list((lasting.services.options.data / "content").glob(".*"))


def upload(steps: Steps, content: bytes, name: str = "a.pdf") -> Any:
    return steps.call("POST", "/documents", files={"file": (name, content, "application/pdf")})


def refusal(answer: Any) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == answer.status_code
    assert told["trace_id"] == answer.headers["x-trace-id"]
    return answer.status_code, told["code"]


def zipped(*names: str, content: bytes = b"<x/>") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as parts:
        for name in names:
            parts.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 422, "not_a_pdf"),
        (b"hello", 422, "not_a_pdf"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 2000, 422, "not_a_pdf"),
        (b" " * 2000 + PDF, 422, "not_a_pdf"),
        (b"%PDF-1.7\n", 422, "document_unreadable"),
        (b"%PDF-1.7\n" + random.Random(5).randbytes(60_000), 422, "document_unreadable"),
        (zipped("a.txt"), 415, "unsupported_media_type"),
        (zipped("word/document.xml", "word/vbaProject.bin"), 415, "unsupported_media_type"),
        (zipped("word/document.xml")[:-9], 422, "document_unreadable"),
        (b"PK\x03\x04", 422, "document_unreadable"),
    ],
    ids=[
        "empty", "text", "picture", "PDF after 2000 blanks", "header alone", "noise",
        "archive", "macros", "broken DOCX", "start of an archive",
    ],
)  # fmt: skip
def test_what_is_no_document_is_refused(
    steps: Steps, content: bytes, status: int, code: str
) -> None:
    assert refusal(upload(steps, content)) == (status, code)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_a_truncated_pdf_is_refused(steps: Steps, share: float) -> None:
    status, code = refusal(upload(steps, PDF[: int(len(PDF) * share)]))
    assert status == 422
    assert code in ("document_cut_off", "document_unreadable", "no_pages")


def test_a_pdf_that_needs_a_password_is_refused_and_a_restricted_one_taken(steps: Steps) -> None:
    import pymupdf

    with pymupdf.open(stream=PDF, filetype="pdf") as paper:
        secret = paper.tobytes(
            encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="anne", owner_pw="owner"
        )
    assert refusal(upload(steps, secret)) == (422, "password_protected")
    assert upload(steps, papers.encrypted(0)).status_code == 201


@pytest.mark.parametrize(
    ("bomb", "code"),
    [
        (lambda: bombs.many_pages(10_001), "too_many_pages"),
        (lambda: bombs.many_pages(0), "no_pages"),
        (bombs.tree_of_a_million, "document_unreadable"),
        (bombs.page_tree_in_a_ring, "document_unreadable"),
    ],
    ids=["pages", "no pages", "tree", "ring"],
)
def test_a_page_tree_that_is_a_trap_is_refused(steps: Steps, bomb: Any, code: str) -> None:
    assert refusal(upload(steps, bomb())) == (422, code)


@pytest.mark.parametrize(
    "bomb",
    [
        lambda: bombs.large_object_stream(200),
        lambda: bombs.large_table_stream(200),
        lambda: bombs.deep(500_000),
        bombs.huge_page,
    ],
    ids=["object stream", "table", "deep", "huge page"],
)
def test_a_bomb_whose_pages_can_be_read_hurts_nobody(steps: Steps, bomb: Any) -> None:
    made = upload(steps, bomb())
    assert made.status_code == 201
    draft = steps.draft(made.json()["id"])
    # Signing reads all of it, and has its own bounds.
    steps.call("POST", f"/signature-requests/{draft['id']}/activate")
    assert upload(steps, PDF).status_code == 201


def test_a_deflate_bomb_is_refused_when_its_text_is_looked_through(tmp_path: Path) -> None:
    bomb, good = tmp_path / "bomb.pdf", tmp_path / "good.pdf"
    bomb.write_bytes(bombs.much_text(300))
    good.write_bytes(bombs.with_text([(200, 300, "Sign here")]))
    reading = Papers(timeout_s=60, memory_bytes=300 * 1024 * 1024, lanes=1)
    try:
        assert len(reading.page_boxes(bomb).result()) == 1
        with pytest.raises(Problem) as refused:
            reading.find(bomb, ["Sign here"]).result()
        assert (refused.value.status, refused.value.code) == (422, "document_too_complex")
        assert reading.find(good, ["Sign here"]).result()["Sign here"].page == 1
    finally:
        reading.close()


@pytest.mark.skipif(not Path("/proc").exists(), reason="/proc tells a process's limits")
def test_a_reader_bounds_its_own_memory(lasting: Sandbox, steps: Steps) -> None:
    assert upload(steps, PDF).status_code == 201
    limits = [Path(f"/proc/{pid}/limits").read_text("ascii") for pid in readers_of(lasting)]
    assert limits
    for each in limits:
        assert re.search(rf"^Max address space +{768 * 1024**2} ", each, re.MULTILINE)


def test_a_process_that_uses_too_much_memory_is_ended_by_its_parent(tmp_path: Path) -> None:
    """As on macOS and Windows, where it cannot be told to bound itself."""
    from paraph_sandbox.papers.reading_process import ReadingProcess, TooComplex

    bomb = tmp_path / "bomb.pdf"
    bomb.write_bytes(bombs.much_text(200))
    reader = ReadingProcess(timeout_s=60, most_bytes=1024**3)
    try:
        reader.ask({"path": str(bomb)})
        reader._most_bytes = 100 * 1024 * 1024
        with pytest.raises(TooComplex):
            reader.ask({"path": str(bomb), "texts": ["x"]})
    finally:
        reader.end()


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[Sandbox]:
    """A sandbox that waits six seconds for a document to be read."""
    services = open_services(Options(data=tmp_path / "slow"))
    services.papers.close()
    services = dataclasses.replace(services, papers=Papers(timeout_s=6))
    with services.database.write() as tx:
        told = welcome(tx, services.clock.now())
    assert told is not None
    app = make_app(services)
    address = services.options.address
    with TestClient(app, base_url=address, raise_server_exceptions=False) as client:
        yield Sandbox(app, services, client, told)


def readers_of(sandbox: Sandbox) -> list[int]:
    found = [reader._process for reader in sandbox.services.papers._readers]
    return [each.pid for each in found if each is not None]


@pytest.mark.skipif(os.name == "nt", reason="a process is stopped by SIGSTOP")
def test_a_document_that_is_read_for_ever_is_refused_and_holds_nobody_up(slow: Sandbox) -> None:
    steps = Steps(slow.client, slow.key)
    with ThreadPoolExecutor(60) as callers:
        list(callers.map(lambda _: upload(steps, PDF), range(8)))
        stopped = readers_of(slow)
        for pid in stopped:
            os.kill(pid, signal.SIGSTOP)
        # More than the server has threads.
        waiting = [callers.submit(upload, steps, PDF) for _ in range(50)]
        content = slow.services.options.data / "content"
        eventually(lambda: len(list(content.glob(".*"))) == len(waiting), within_s=5)
        steps.call("GET", "/documents", 200)
        # It was answered while every process stood still.
        assert set(readers_of(slow)) == set(stopped)
        answers = [each.result() for each in waiting]
    refused = [refusal(each) for each in answers if each.status_code != 201]
    assert refused == [(422, "document_too_complex")] * len(stopped)
    assert set(readers_of(slow)).isdisjoint(stopped)


@pytest.mark.skipif(os.name == "nt", reason="a process is ended by SIGKILL")
def test_a_reader_that_breaks_down_costs_one_upload(slow: Sandbox) -> None:
    steps = Steps(slow.client, slow.key)
    assert upload(steps, PDF).status_code == 201
    for pid in readers_of(slow):
        os.kill(pid, signal.SIGKILL)
    assert refusal(upload(steps, PDF)) == (422, "document_unreadable")
    assert upload(steps, PDF).status_code == 201


def test_closing_refuses_who_still_waits(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.pdf"
    bomb.write_bytes(bombs.much_text(200))
    reading = Papers(timeout_s=600, memory_bytes=8 * 1024**3, lanes=1)
    waiting = reading.find(bomb, ["x"])
    eventually(lambda: reading._readers[0]._process)
    reading.close()
    with pytest.raises(Problem):
        waiting.result()


def form(*parts: tuple[str, bytes], boundary: str = "B") -> bytes:
    """Give a multipart body; each part is its head's lines and its content."""
    told = b"".join(
        f"--{boundary}\r\n{head}\r\n\r\n".encode() + content + b"\r\n" for head, content in parts
    )
    return told + f"--{boundary}--\r\n".encode()


FILE = ('Content-Disposition: form-data; name="file"; filename="a.pdf"', PDF)


def field(name: str, value: bytes = b"x") -> tuple[str, bytes]:
    return f'Content-Disposition: form-data; name="{name}"', value


@pytest.mark.parametrize(
    ("content_type", "body", "status", "code"),
    [
        (None, form(FILE), 415, "unsupported_media_type"),
        ("application/json", b"{}", 415, "unsupported_media_type"),
        ("application/pdf", PDF, 415, "unsupported_media_type"),
        ("multipart/mixed; boundary=B", form(FILE), 415, "unsupported_media_type"),
        ("multipart/form-data", form(FILE), 400, "malformed_form"),
        ("multipart/form-data; boundary=", form(FILE), 400, "malformed_form"),
        ("multipart/form-data; boundary=other", form(FILE), 400, "malformed_form"),
        ("multipart/form-data; boundary=" + "b" * 5000, form(FILE), 400, "malformed_form"),
        ("multipart/form-data; boundary=\xff\xfe", form(FILE), 400, "malformed_form"),
        ("multipart/form-data; boundary=B; charset=nonsense", form(FILE), 201, ""),
        ("multipart/form-data; boundary=B", b"", 400, "malformed_form"),
        ("multipart/form-data; boundary=B", b"--B--\r\n", 422, "invalid_request"),
        ("multipart/form-data; boundary=B", form(FILE)[:-100], 400, "malformed_form"),
        ("multipart/form-data; boundary=B", form(FILE, FILE), 400, "malformed_form"),
        ("multipart/form-data; boundary=B", form(field("name")), 422, "invalid_request"),
        ("multipart/form-data; boundary=B", form(field("file", PDF[:999])), 422, "invalid_request"),
        ("multipart/form-data; boundary=B", form(FILE, field("colour")), 422, "invalid_request"),
        (
            "multipart/form-data; boundary=B",
            form(FILE, field("name"), field("name")),
            422,
            "invalid_request",
        ),
        ("multipart/form-data; boundary=B", form(*[field("name")] * 10_000), 400, "malformed_form"),
        ("multipart/form-data; boundary=B", form(*[FILE] * 30), 400, "malformed_form"),
        ("multipart/form-data; boundary=B", form(("X-A: b", PDF)), 400, "malformed_form"),
        (
            "multipart/form-data; boundary=B",
            form((FILE[0] + "\r\nX-Long: " + "x" * 1_000_000, PDF)),
            400,
            "malformed_form",
        ),
        (
            "multipart/form-data; boundary=B",
            form((FILE[0] + "\r\nX-Many: x" * 10_000, PDF)),
            400,
            "malformed_form",
        ),
        (
            "multipart/form-data; boundary=B",
            form(FILE, field("name", b"x" * 100_000)),
            400,
            "malformed_form",
        ),
        ("multipart/form-data; boundary=B", form(FILE)[:-7], 400, "malformed_form"),
        ("multipart/form-data; boundary=B", form(FILE, field("name", b"a\0b")), 422,
         "invalid_request"),
        ("multipart/form-data; boundary=B", form(FILE, field("name", b"\xff\xfe")), 201, ""),
        ("multipart/form-data; boundary=B", form(FILE, field("client_reference", b"1")), 422,
         "invalid_request"),
    ],
)  # fmt: skip
def test_a_form_that_is_wrong_is_refused(
    steps: Steps, content_type: str | None, body: bytes, status: int, code: str
) -> None:
    headers = {} if content_type is None else {"Content-Type": content_type.encode("latin-1")}
    answer = steps.call("POST", "/documents", content=body, headers=headers)
    if status == 201:
        assert answer.status_code == 201
    else:
        assert refusal(answer) == (status, code)


def test_names_that_are_unknown_or_missing_are_told(steps: Steps) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=B"}

    def told(*parts: tuple[str, bytes]) -> list[str]:
        answer = steps.call("POST", "/documents", content=form(*parts), headers=headers)
        return [each["field"] for each in answer.json()["errors"]]

    assert told(field("name")) == ["file"]
    assert told(FILE, field("colour")) == ["colour"]
    assert told(FILE, field("name"), field("name")) == ["name"]
    as_file = 'Content-Disposition: form-data; name="name"; filename="x"'
    assert told((as_file, b"x")) == ["file"]


def test_two_content_types_are_one_too_many(steps: Steps) -> None:
    headers = [
        *steps.key.items(),
        ("Content-Type", "multipart/form-data; boundary=B"),
        ("Content-Type", "multipart/form-data; boundary=C"),
    ]
    answer = steps.client.post("/v2/documents", content=form(FILE), headers=headers)
    assert refusal(answer)[0] == 400


@pytest.mark.parametrize(
    "path",
    [
        "/documents/..%2f..%2fetc%2fpasswd",
        "/documents/..%5c..%5cboot.ini/content",
        "/documents/%00",
        "/documents/doc_x%0d%0aSet-Cookie:a=b/content",
        "/documents/" + "d" * 5000,
        "/documents/%ff%fe/content",
        "/documents/' OR 1=1 --",
        "/documents/%2e%2e/content",
        "/documents/\u202e",
    ],
)
def test_an_id_that_is_a_trick_is_not_found(steps: Steps, path: str) -> None:
    status, _ = refusal(steps.call("GET", path))
    assert status in (400, 404)


def test_a_docx_needs_libreoffice(steps: Steps, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("paraph_sandbox.papers.conversion.find_converter", lambda: None)
    assert refusal(upload(steps, zipped("word/document.xml"), "a.docx")) == (
        415, "converter_missing",
    )  # fmt: skip


def test_a_docx_that_unpacks_to_too_much_is_refused(
    steps: Steps, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = zipped("word/document.xml", content=b"\0" * 600_000_000)
    assert len(bomb) < 1_000_000
    assert refusal(upload(steps, bomb)) == (422, "document_too_complex")
    many = zipped("word/document.xml", *(f"word/{n}.xml" for n in range(10_000)))
    assert refusal(upload(steps, many)) == (422, "document_too_complex")


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


def test_more_than_the_disk_has_room_for_is_put_off() -> None:
    body = _Body(*[b"x" * 1000] * 10)
    assert limited(body, most_under_way_bytes=5000) == 503
    told = dict(body.answered[0]["headers"])
    assert (told[b"retry-after"], told[b"connection"]) == (b"10", b"close")


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
