"""`serve --until-stdin-ends`: who started the sandbox holds a pipe to it, and it ends with that."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest

from tests.sandbox.conftest import end_sandbox

LAST = "They are not told again"


def start(data: Path, *words: str) -> "tuple[subprocess.Popen[str], str, str]":
    """Start it with a pipe as standard input; gives it, its address and its key."""
    command = [sys.executable, "-m", "paraph_sandbox", "serve", "--data", str(data), "--port", "0"]
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        [*command, *words], stdin=pipe, stdout=pipe, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout is not None
    said = {}
    for line in process.stdout:
        name, _, value = line.strip().partition(": ")
        said[name] = value
        if line.startswith(LAST):
            break
    return process, said["Paraph sandbox"].removesuffix("/v2"), said["API key"]


@pytest.fixture
def held(tmp_path: Path) -> "Iterator[tuple[subprocess.Popen[str], str, str]]":
    process, address, key = start(tmp_path / "data", "--until-stdin-ends")
    with process:
        yield process, address, key
        process.kill()


def test_it_ends_when_the_other_end_of_its_standard_input_is_closed(held):
    process, address, _ = held
    assert httpx2.get(f"{address}/certs/root.crt").status_code == 200
    process.stdin.close()
    assert process.wait(20) == 0
    assert process.stdout.read() == ""


def test_a_call_that_waits_for_events_does_not_hold_it_up(held):
    process, address, key = held
    headers = {"Authorization": f"Bearer {key}"}
    url = urlsplit(address)
    assert url.hostname is not None
    with socket.create_connection((url.hostname, url.port), timeout=60) as waiting:
        call = f"GET /v2/events?consumer=c&wait=25 HTTP/1.1\r\nHost: {url.netloc}\r\n"
        waiting.sendall(f"{call}Authorization: Bearer {key}\r\n\r\n".encode())
        # It has been read when another call has been answered that came after it.
        assert httpx2.get(f"{address}/v2/documents", headers=headers).status_code == 200
        process.stdin.close()
        assert process.wait(20) == 0
        assert waiting.makefile("rb").readline() == b"HTTP/1.1 200 OK\r\n"


def test_what_is_written_to_it_does_not_end_it(held):
    process, address, _ = held
    process.stdin.write("quit\n")
    process.stdin.flush()
    for _ in range(3):
        assert httpx2.get(f"{address}/certs/root.crt").status_code == 200
    assert process.poll() is None


@pytest.mark.parametrize(
    ("asked", "status"), [(signal.SIGTERM, -signal.SIGTERM), (signal.SIGINT, 1)]
)
def test_asked_to_end_it_ends_at_once_though_its_standard_input_does_not(held, asked, status):
    process, _, _ = held
    process.send_signal(asked)
    assert process.wait(20) == status
    assert "Fatal" not in process.stdout.read()


def test_without_the_option_standard_input_means_nothing(tmp_path: Path):
    process, address, _ = start(tmp_path / "data")
    try:
        assert process.stdin is not None
        process.stdin.close()
        for _ in range(3):
            assert httpx2.get(f"{address}/certs/root.crt").status_code == 200
        assert process.poll() is None
    finally:
        end_sandbox(process)
