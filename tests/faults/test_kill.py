"""kill -9 at any point of a signing: the next start tells what happened, and it is true."""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from paraph.filing.lease import is_held
from paraph.filing.output_file import LocalFiles
from paraph.store.audit_log import SqliteAuditLog
from paraph.store.database import open_database
from paraph.usecases.reconcile_after_crash import reconcile_after_crash
from tests.conftest import ROOT, SAMPLE
from tests.fakes.record import FixedClock
from tests.judges import poppler_says_valid

REQUESTED, PREPARED = "signature_requested", "signature_prepared"
MADE, ABANDONED = "signature_made", "signature_abandoned"


def killed(folder: Path, most: int, old: str = "") -> dict:
    words = [sys.executable, "-m", "tests.faults.killing", folder, SAMPLE, most, old]
    done = subprocess.run(
        list(map(str, words)), cwd=ROOT, capture_output=True, text=True, timeout=550
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def check(folder: Path, answer: dict, old: str = "") -> set[tuple[str, bool]]:
    old_sha256 = hashlib.sha256(old.encode()).hexdigest() if old else None
    before = SAMPLE.read_bytes()
    ends = set()
    for found in answer["results"]:
        line, kinds = found["line"], found["kinds"]
        assert found["killed"], line
        if not kinds:
            assert found["left"] == (["out.pdf"] if old else []), line
            continue
        assert kinds[0] == REQUESTED, line
        assert kinds[-1] in (MADE, ABANDONED), line
        made = kinds[-1] == MADE
        # Made if and only if the file is there under its name, whole, with the hash told.
        assert made == (found["out_sha256"] != old_sha256), line
        assert found["left"] == (["out.pdf"] if made or old else []), line
        assert found["told_sha256"] == (found["out_sha256"] if made else None), line
        assert (found["again"], found["leases"]) == (0, []), line
        was_named = found["named_before"] == found["out_sha256"]
        ends.add(("-".join(kinds), was_named))
        if made and line % 7 == 0:
            assert poppler_says_valid(folder / f"at-{line}" / "out.pdf")
    assert SAMPLE.read_bytes() == before
    return ends


# What a card has signed is never abandoned: it gets its name at the next start.
# Each with: had the file its name when the process died?
ALL_ENDS = {
    (f"{REQUESTED}-{ABANDONED}", True),  # there was nothing to name
    (f"{REQUESTED}-{PREPARED}-{MADE}", False),  # the next start gives it
    (f"{REQUESTED}-{PREPARED}-{MADE}", True),
}


def test_a_kill_at_many_lines_is_told_truly(tmp_path):
    answer = killed(tmp_path, 60)
    assert answer["total"] > 200
    assert len(answer["results"]) >= 80
    assert check(tmp_path, answer) == ALL_ENDS, "not every kind of interruption was met"


def test_a_kill_while_an_older_result_is_replaced_leaves_the_old_or_the_new(tmp_path):
    answer = killed(tmp_path, 10, old="an older result")
    assert check(tmp_path, answer, old="an older result") == ALL_ENDS


@pytest.mark.full
def test_a_kill_at_every_line_is_told_truly(tmp_path):
    answer = killed(tmp_path, 10_000)
    assert len(answer["results"]) >= answer["total"]
    assert check(tmp_path, answer) == ALL_ENDS


def kinds_of(home: Path) -> list[str]:
    if not (home / "paraph.db").exists():
        return []
    database = open_database(home)
    audit, leases = SqliteAuditLog(database, FixedClock()), home / "leases"
    reconcile_after_crash(audit, LocalFiles(), lambda name: is_held(leases, name))
    rows = database.execute("SELECT kind FROM audit_entry ORDER BY seq").fetchall()
    database.close()
    return [kind for (kind,) in rows]


def kill_the_program_after(seconds: float, place: Path, demo_token) -> list[str]:
    """Run `paraph sign` on a SoftHSM token, kill it, start anew, and look."""
    place.mkdir()
    out, home = place / "out.pdf", place / "home"
    words = [sys.executable, "-m", "paraph", "sign", SAMPLE, "-o", out, "--pin-stdin"]
    words += ["--module", demo_token.module, "--token", demo_token.token_label]
    process = subprocess.Popen(
        list(map(str, words)),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PARAPH_HOME": str(home)},
        start_new_session=True,
    )
    process.stdin.write(demo_token.pin.reveal().encode() + b"\n")
    process.stdin.close()
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()
    kinds = kinds_of(home)
    left = [file.name for file in place.iterdir() if file.name != "home"]
    assert left == (["out.pdf"] if kinds and kinds[-1] == MADE else [])
    if out.exists():
        assert poppler_says_valid(out)
    assert no_process_of(process.pid), "the module's process outlives its parent"
    return kinds


def no_process_of(session: int) -> bool:
    """Wait until no process of a session is there; the module's child sees its pipe close."""
    end = time.monotonic() + 5
    while time.monotonic() < end:
        if session not in sessions():
            return True
        time.sleep(0.02)
    return False


def sessions() -> set[int]:
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z":
            found.add(int(fields[3]))
    return found


@pytest.mark.parametrize("turn", range(5))
def test_a_kill_of_the_whole_program_is_told_truly(tmp_path, demo_token, turn):
    seconds = random.Random(turn).uniform(0.2, 2.4)
    kill_the_program_after(seconds, tmp_path / "run", demo_token)


@pytest.mark.full
def test_kills_spread_over_the_whole_program_are_told_truly(tmp_path, demo_token):
    ends = set()
    for turn in range(60):
        kinds = kill_the_program_after(0.2 + turn * 0.05, tmp_path / str(turn), demo_token)
        ends.add(kinds[-1] if kinds else "nothing")
    assert {"nothing", MADE} <= ends
