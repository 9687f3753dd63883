"""Killed at any line, or refused by the disk, while it queues and sends: each act once."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.faults.pushing import Story
from tests.sandbox.conftest import Served, serving

ONCE = {
    "states": ["upload done", "create done", "activate done", "remind done"],
    "objects": ["document", "signature_request"],
    "mails": ["notified", "reminded"],
    "requests": 1,
    "spool": 1,
    "integrity": "ok",
}
STORIES = ["queue", "push", "lost-1", "lost-2", "lost-3"]
needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
# What SQLite and the spool write and flush by.
WRITES = ("pwrite64", "fdatasync", "fsync", "rename")


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    options = ("--calls-per-minute", "1000000")
    with serving(tmp_path_factory.mktemp("served"), *options) as found:
        yield found


def swept(folder: Path, served: Served, story: str, most: int) -> dict[str, Any]:
    words = [sys.executable, "-m", "tests.faults.pushing", folder, served.address, served.api_key]
    done = subprocess.run(
        [*map(str, words), story, str(most)], capture_output=True, text=True, timeout=30_000,
        env={**os.environ}, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def check(answer: dict[str, Any]) -> None:
    for result in answer["results"]:
        assert {name: result[name] for name in ONCE} == ONCE, result
    assert any(result["killed"] for result in answer["results"])


@pytest.mark.parametrize("story", STORIES)
def test_a_kill_while_it_is_queued_or_sent_makes_nothing_twice(tmp_path, served, story):
    answer = swept(tmp_path, served, story, 12)
    assert answer["total"] > 200
    check(answer)


@pytest.mark.full
@pytest.mark.parametrize("story", STORIES)
def test_a_kill_at_every_line(tmp_path, served, story):
    check(swept(tmp_path, served, story, 100_000))


def injected(folder: Path, served: Served, how: str) -> subprocess.CompletedProcess[str]:
    """Click and push in a process whose system calls are tampered with."""
    words = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"inject={how}"]
    act = [sys.executable, "-m", "tests.faults.pushing", folder, served.address, served.api_key]
    return subprocess.run(
        [*words, *map(str, act), "act"], capture_output=True, text=True, timeout=120, cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip


def recovered(folder: Path, served: Served) -> dict[str, Any]:
    story = Story(served.address, served.api_key, "push")
    story.recover(folder)
    return story.found(folder)


def counted(folder: Path, served: Served, call: str) -> int:
    """Count how often a system call is made by the act."""
    log = folder.with_suffix(".strace")
    act = [sys.executable, "-m", "tests.faults.pushing", folder, served.address, served.api_key]
    subprocess.run(
        ["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={call}", *map(str, act), "act"],
        capture_output=True, check=True, timeout=120, cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    return len(re.findall(rf"\b{call}\(", log.read_text("utf-8", "replace")))


def sweep_calls(tmp_path: Path, served: Served, call: str, how: str, most: int) -> set[str]:
    total = counted(tmp_path / "count", served, call)
    assert total > 0
    told = set()
    for number in range(1, total + 1, max(1, total // most)):
        folder = tmp_path / f"{call}-{number}"
        done = injected(folder, served, f"{call}:{how}:when={number}")
        assert "Traceback" not in done.stderr, done.stderr[-2000:]
        told.add("killed" if done.returncode < 0 or done.returncode > 128 else done.stdout)
        assert recovered(folder, served) == ONCE, (call, number)
    return told


@needs_strace
@pytest.mark.parametrize("call", ["pwrite64", "fdatasync"])
def test_a_kill_at_a_system_call_makes_nothing_twice(tmp_path, served, call):
    assert "killed" in sweep_calls(tmp_path, served, call, "signal=KILL", 4)


@needs_strace
@pytest.mark.parametrize(
    ("call", "error"), [("pwrite64", "ENOSPC"), ("fdatasync", "EIO"), ("fsync", "EIO")]
)
def test_a_disk_that_refuses_is_told_and_nothing_is_lost(tmp_path, served, call, error):
    told = sweep_calls(tmp_path, served, call, f"error={error}", 4)
    assert told - {"done"}, "no error was met"


@needs_strace
@pytest.mark.full
@pytest.mark.parametrize("call", WRITES)
@pytest.mark.parametrize("how", ["signal=KILL", "error=EIO", "error=ENOSPC"])
def test_every_system_call_that_writes(tmp_path, served, call, how):
    sweep_calls(tmp_path, served, call, how, 100_000)
