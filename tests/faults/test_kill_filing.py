"""Killed at any line while events are applied or results filed: each once, both files or none."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.unit.test_file_results import SIGNED, TRAIL

NAME = "2026-12-01 Fee agreement"
APPLIED = {
    "applied": 8,
    "iterator": "8",
    "statuses": ["completed", "completed"],
    "told": 2,
    "integrity": "ok",
    "is_settled": True,
}
FILED = {
    "filing": ["filed", "filed"],
    "filed": 2,
    "files": sorted(
        f"{NAME}{number}{end}" for number in ("", " (2)") for end in (" - audit trail.pdf", ".pdf")
    ),
    "contents": sorted((each + end).decode() for each in (SIGNED, TRAIL) for end in (b"", b" two")),
    "integrity": "ok",
    "is_settled": True,
}


def swept(folder: Path, story: str, most: int) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.filing", str(folder), story, str(most)],
        capture_output=True, text=True, timeout=3000, env={**os.environ}, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def check(answer: dict[str, Any], expected: dict[str, Any]) -> None:
    assert answer["total"] > 100
    assert sum(result["killed"] for result in answer["results"]) >= len(answer["results"]) - 1
    for result in answer["results"]:
        assert {name: result[name] for name in expected} == expected, result


STORIES = [("apply", APPLIED), ("file", FILED)]


@pytest.mark.parametrize(("story", "expected"), STORIES)
def test_killed_at_a_share_of_the_lines(tmp_path, story, expected):
    check(swept(tmp_path, story, 60), expected)


@pytest.mark.full
@pytest.mark.parametrize(("story", "expected"), STORIES)
def test_killed_at_every_line(tmp_path, story, expected):
    answer = swept(tmp_path, story, 1_000_000)
    check(answer, expected)
    if "files" in expected:
        # The sweep has seen a moment at which one file had its name and the other had not.
        assert any(len(result["at_kill"]) % 2 for result in answer["results"])
