"""kill -9 at any line while a signature book is signed: going on signs what is missing, once."""

import json
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.faults.signing_a_book import DOCUMENTS


def swept(folder, most: int, timeout_s: int = 550) -> dict:
    words = [sys.executable, "-m", "tests.faults.signing_a_book", folder, most]
    done = subprocess.run(
        list(map(str, words)), cwd=ROOT, capture_output=True, text=True, timeout=timeout_s
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def check(answer: dict) -> None:
    names = [f"{n:02d} {n}-signed.pdf" for n in range(1, DOCUMENTS + 1)]
    for found in answer["results"]:
        line = found["line"]
        assert (found["made"], found["signed"]) == (DOCUMENTS, DOCUMENTS), line
        assert found["returned"], line
        assert found["differs"] == [""] * DOCUMENTS, line
        assert found["files"] == names, line
        left = {"answer.json", "book.json", "documents", "signed"}
        # After the book was returned nobody opens it again.
        assert set(found["left"]) - {".paraph-open"} == left, line
    killed = sum(found["killed"] for found in answer["results"])
    assert killed >= len(answer["results"]) * 0.9  # two threads do not count alike each time


def test_a_kill_anywhere_while_a_book_is_signed(tmp_path):
    answer = swept(tmp_path, 60)
    assert answer["total"] > 500
    check(answer)


@pytest.mark.full
def test_a_kill_at_every_line_of_a_book(tmp_path):
    check(swept(tmp_path, 1_000_000, 3000))
