"""Uploads that nobody should send: refused with a code, and the sandbox goes on."""

import dataclasses
import io
import os
import random
import re
import signal
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from paraph_sandbox.acts.first_run import welcome
from paraph_sandbox.app import make_app, open_services
from paraph_sandbox.gate.services import Options
from paraph_sandbox.lifecycle.problems import Problem
from paraph_sandbox.papers.papers import Papers
from tests.sandbox import bombs, papers
from tests.sandbox.conftest import Sandbox
from tests.sandbox.steps import Steps, eventually
from tests.sandbox.wire_forms import PDF, refusal


@pytest.fixture
def steps(lasting: Sandbox) -> Steps:
    return Steps(lasting.client, lasting.key)


@pytest.fixture(autouse=True)
def _nothing_is_left(lasting: Sandbox) -> Iterator[None]:
    yield
    assert not list((lasting.services.options.data / "content").glob(".*"))


def upload(steps: Steps, content: bytes, name: str = "a.pdf") -> Any:
    return steps.call("POST", "/documents", files={"file": (name, content, "application/pdf")})


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
    from paraph_sandbox.apart.process import Bounds, ProcessApart, TooComplex

    bomb = tmp_path / "bomb.pdf"
    bomb.write_bytes(bombs.much_text(200))
    reader = ProcessApart("paraph_sandbox.papers.reader", Bounds(60, 1024**3))
    try:
        reader.ask({"path": str(bomb)})
        reader._bounds = Bounds(60, 100 * 1024**2)
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
    found = [reader._process for reader in sandbox.services.papers.lanes.processes]
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
    eventually(lambda: reading.lanes.processes[0]._process)
    reading.close()
    with pytest.raises(Problem):
        waiting.result()


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
