"""Killed at any line while proof is added: the file is whole, and each level is paid once."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

LEVELS = ["B-B", "B-T", "B-LT", "B-LTA"]
# As the raiser of `paying` writes: bytes that were rewritten or extended alike.
STATES = ["|".join(["contract", *LEVELS[: number + 1]]) for number in range(4)]
WHOLE = STATES[-1]


def killed(folder, story: str, most: int) -> dict[str, Any]:
    words = [sys.executable, "-m", "tests.faults.paying", folder, story, most]
    done = subprocess.run(
        list(map(str, words)), capture_output=True, text=True, timeout=1500, env={**os.environ}
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def check_owed(answer: dict[str, Any]) -> set[str]:
    seen = set()
    for result in answer["results"]:
        assert result["killed"], result["line"]
        assert result["at_kill"] in STATES, result
        assert (result["out"], result["kept"]) == (WHOLE, []), result
        assert result["paid"] == LEVELS[1:], result
        assert result["left_over"] == ["home", "in.pdf", "out.pdf"], result
        assert (result["left"], result["again"]) == (0, 0), result
        assert len(result["archived"]) == 1
        seen.add(result["at_kill"])
    return seen


def check_required(answer: dict[str, Any]) -> set[str]:
    seen = set()
    for result in answer["results"]:
        assert result["killed"], result["line"]
        assert result["at_kill"] in (None, WHOLE), "named before it had its level"
        kinds = result["kinds"]
        where = "nowhere"
        if result["out"] is not None:
            where = "named"
            assert (result["out"], result["kept"]) == (WHOLE, []), result
        elif result["kept"]:
            where = "kept"
            assert result["kept"] == [WHOLE], result
        made = kinds.count("signature_made")
        assert made == (where != "nowhere"), result
        assert ("signature_prepared" in kinds) == (where != "nowhere"), result
        assert result["paid"] == (LEVELS[1:] if made else []), result
        names = ["home", "in.pdf"] + (["out.pdf"] if where == "named" else [])
        assert (result["left_over"], result["spool"]) == (names, []), result
        assert (result["left"], result["again"]) == (0, 0), result
        seen.add(where)
    return seen


def test_a_kill_while_it_is_paid_leaves_a_whole_file_and_each_level_is_paid_once(tmp_path):
    answer = killed(tmp_path, "owed", 60)
    assert answer["total"] > 200
    assert check_owed(answer) == set(STATES), "not every state was met"


def test_a_kill_before_a_required_level_leaves_the_signature_kept_or_named(tmp_path):
    answer = killed(tmp_path, "required", 60)
    assert {"kept", "named"} <= check_required(answer)


@pytest.mark.full
@pytest.mark.parametrize(("story", "check"), [("owed", check_owed), ("required", check_required)])
def test_a_kill_at_every_line_while_it_is_paid(tmp_path, story, check):
    check(killed(tmp_path, story, 100_000))
