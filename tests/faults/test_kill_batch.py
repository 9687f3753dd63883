"""kill -9 at any line of a batch: going on signs exactly what is missing, and nothing twice."""

import json
import os
import shutil
import subprocess
import sys
import time

import pytest

from paraph.pkcs11.demo_token import PIN
from tests.conftest import ROOT, SAMPLE
from tests.faults.signing_many import DOCUMENTS
from tests.judges import poppler_says_valid


def swept(folder, most: int, how: str = "once", *more: str) -> dict:
    words = [sys.executable, "-m", "tests.faults.signing_many", folder, most, how, *more]
    done = subprocess.run(
        list(map(str, words)), cwd=ROOT, capture_output=True, text=True, timeout=1800
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def check(answer: dict, parts: int = 1) -> set[str]:
    names = [f"{n}{end}.pdf" for n in range(1, DOCUMENTS + 1) for end in ("", "-signed")]
    met: set[str] = set()
    for found in answer["results"]:
        line = found["line"]
        assert found["all_signed"], line
        assert found["made"] == DOCUMENTS, line
        assert found["told_is_there"], line
        assert found["parts"] == [parts], line
        assert (found["files"], found["kept"]) == (sorted(names), False), line
        met |= set(found["before"])
    killed = sum(found["killed"] for found in answer["results"])
    assert killed >= len(answer["results"]) * 0.95  # two threads do not count alike each time
    return met


def test_a_kill_anywhere_in_a_batch_and_each_document_is_signed_once(tmp_path):
    answer = swept(tmp_path, 60)
    assert answer["total"] > 300
    assert {"signature_requested", "signature_prepared", "signature_made"} <= check(answer)


def test_a_kill_while_going_on_after_a_kill(tmp_path):
    check(swept(tmp_path, 60, "twice"))


def test_a_kill_between_initials_and_the_signature_they_belong_to(tmp_path):
    # What was signed for initials goes with its document, which is signed anew: never half of it
    # under a name, and never twice in one file.
    answer = swept(tmp_path, 24, "once", "initials")
    assert answer["total"] > 700
    check(answer, parts=3)


def test_the_command_line_repeated_after_a_kill_signs_what_is_missing(tmp_path, demo_token):
    home, out = tmp_path / "home", tmp_path / "out"
    out.mkdir()
    sources = [tmp_path / f"{number:02}.pdf" for number in range(30)]
    for source in sources:
        shutil.copy(SAMPLE, source)
    words = [sys.executable, "-m", "paraph", "sign", *sources, "--out-dir", out, "--keep-going"]
    words += ["--module", demo_token.module, "--token", demo_token.token_label]
    words += ["--pin-stdin", "--json"]
    environment = {**os.environ, "PARAPH_HOME": str(home)}
    process = subprocess.Popen(
        list(map(str, words)), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
        env=environment,
    )  # fmt: skip
    with process:
        process.stdin.write(f"{PIN}\n")
        process.stdin.flush()
        until = time.monotonic() + 60
        while len(list(out.glob("*.pdf"))) < 5 and time.monotonic() < until:
            time.sleep(0.005)
        process.kill()
    before = {each.name: each.read_bytes() for each in out.glob("*.pdf")}
    assert 0 < len(before) < 30
    done = subprocess.run(
        list(map(str, words)), input=f"{PIN}\n", capture_output=True, text=True, env=environment,
        timeout=120,
    )  # fmt: skip
    told = json.loads(done.stdout)
    codes = [each["error"] and each["error"]["code"] for each in told["documents"]]
    assert set(codes) == {None, "output_exists"}
    assert told["signed"] == codes.count(None) >= 1
    now = {each.name: each.read_bytes() for each in out.glob("*.pdf")}
    assert sorted(now) == [f"{number:02}-signed.pdf" for number in range(30)]
    assert {name: now[name] for name in before} == before
    assert all(poppler_says_valid(out / name) for name in list(now)[::7])


@pytest.mark.full
def test_a_kill_at_every_third_line_of_a_batch(tmp_path):
    check(swept(tmp_path, 900))


@pytest.mark.full
def test_a_kill_at_every_fourth_line_of_a_batch_with_initials(tmp_path):
    check(swept(tmp_path, 900, "once", "initials"), parts=3)


@pytest.mark.full
def test_a_second_kill_at_every_line_of_a_document_with_initials(tmp_path):
    check(swept(tmp_path, 900, "twice", "initials"), parts=3)
