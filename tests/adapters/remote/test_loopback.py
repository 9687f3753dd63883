"""The port that waits for the browser: one answer, one sign-in."""

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import httpx2
import pytest

from paraph.domain.errors.service import SignInCancelled
from paraph.remote.loopback import LoopbackRedirect

NEVER = threading.Event()


def test_the_first_answer_is_taken_and_no_second_one():
    with LoopbackRedirect("a-state") as waiting:
        for code, status in (("one", 200), ("two", 400)):
            page = httpx2.get(f"{waiting.redirect_uri}?state=a-state&code={code}")
            assert page.status_code == status
        assert waiting.answer(5, NEVER) == {"state": "a-state", "code": "one"}


def test_a_browser_that_connects_and_says_nothing_holds_nobody_up():
    with LoopbackRedirect("a-state") as waiting:
        port = int(waiting.redirect_uri.rpartition(":")[2].partition("/")[0])
        with socket.create_connection(("127.0.0.1", port)):
            httpx2.get(f"{waiting.redirect_uri}?state=a-state&code=x")
            assert waiting.answer(5, NEVER)["code"] == "x"


def test_the_answer_counts_though_the_browser_left():
    with LoopbackRedirect("a-state") as waiting:
        port = int(waiting.redirect_uri.rpartition(":")[2].partition("/")[0])
        with socket.create_connection(("127.0.0.1", port)) as plug:
            head = f"GET /callback?state=a-state&code=x HTTP/1.1\r\nHost: 127.0.0.1:{port}"
            plug.sendall(f"{head}\r\n\r\n".encode())
        assert waiting.answer(5, NEVER)["code"] == "x"


def test_it_listens_on_this_computer_alone_and_only_as_long_as_it_waits():
    with LoopbackRedirect("a-state") as waiting:
        address = waiting.redirect_uri
        assert address.startswith("http://127.0.0.1:")
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(address)


def test_it_can_be_stopped():
    stop = threading.Event()
    with LoopbackRedirect("a-state") as waiting:
        threading.Timer(0.3, stop.set).start()
        with pytest.raises(SignInCancelled):
            waiting.answer(60, stop)


def test_what_a_browser_says_is_not_said_by_the_program(tmp_path: Path):
    """One that BROWSER names writes where its parent does; the JSON of a command stands there."""
    script = """
import threading
from pathlib import Path
from paraph.remote.system_browser import open_browser
open_browser("http://127.0.0.1/?a=1&b='2'")
for each in threading.enumerate():
    if each is not threading.main_thread():
        each.join(60)
"""
    seen = tmp_path / "seen"
    loud = tmp_path / "loud.sh"
    loud.write_text(f'#!/bin/sh\necho noise\necho noise >&2\necho "$1" > {seen}\n')
    loud.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        env={**os.environ, "BROWSER": f"{loud} %s"},
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert seen.read_text() == "http://127.0.0.1/?a=1&b='2'\n"


@pytest.mark.parametrize("browser", ["no-such-browser %s", "'unbalanced %s", ""])
def test_a_browser_that_is_not_there_is_no_trouble(browser: str):
    script = "from paraph.remote.system_browser import _open; _open('http://127.0.0.1:9/')"
    environment = {**os.environ, "BROWSER": browser, "PATH": "/nowhere"}
    environment.pop("DISPLAY", None)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=environment
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
