"""Away for long, with a wrong clock, from an old backup, or twice at once: each act once."""

import copy
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from paraph.domain.keys.secret import Secret
from paraph.domain.service.account import SignInWay
from paraph.domain.service.outbox_entry import EntryState
from paraph.remote.tokens import CLIENT_SECRET
from paraph.store.accounts import SqliteAccounts
from paraph.store.database import open_database
from tests.conftest import ROOT, SAMPLE
from tests.faults.network_story import THEIRS, Story, signed_here, trusting_sandbox
from tests.faults.test_network_faults import OUTCOME
from tests.rigs.far_desk import ACCOUNT, FarDesk, SignedHere
from tests.sandbox.conftest import Served

DAY_S = 86_400
ENDED = (EntryState.DONE, EntryState.REJECTED, EntryState.NEEDS_PERSON)
needs_faketime = pytest.mark.skipif(
    shutil.which("faketime") is None, reason="faketime is not installed"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory, demo_token) -> SignedHere:
    return signed_here(tmp_path_factory.mktemp("made"), demo_token)


@pytest.fixture(scope="module")
def served(tmp_path_factory, demo_token) -> Iterator[Served]:
    with trusting_sandbox(tmp_path_factory.mktemp("served"), demo_token) as found:
        yield found


@pytest.fixture(scope="module")
def aging(tmp_path_factory, demo_token) -> Iterator["Aging"]:
    """A sandbox whose time goes on, with a clock that goes on with it."""
    with trusting_sandbox(tmp_path_factory.mktemp("aging"), demo_token) as found:
        yield Aging(found)


@dataclass
class AheadClock:
    """The machine's clock, and so much ahead."""

    ahead: timedelta = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class Aging:
    """A service, and the clock of those who live by its time."""

    served: Served
    clock: AheadClock = field(default_factory=AheadClock)

    def pass_days(self, desk: FarDesk, days: int) -> None:
        desk.call("POST", "/sandbox/clock", {"advance_s": days * DAY_S})
        self.clock.ahead += timedelta(days=days)


# --- a backup


def back_up(desk: FarDesk, to: Path) -> Path:
    """Copy the record as a program for backups does, while it is in use."""
    with (
        closing(sqlite3.connect(desk.home / "paraph.db")) as source,
        closing(sqlite3.connect(to)) as kept,
    ):
        source.backup(kept)
    return to


def restore(desk: FarDesk, backup: Path) -> None:
    """Put a copy of the record back; all else of the profile stays as it is by now."""
    for ending in ("-wal", "-shm"):
        (desk.home / f"paraph.db{ending}").unlink(missing_ok=True)
    shutil.copy(backup, desk.home / "paraph.db")
    desk.restart()


def at_service(desk: FarDesk) -> dict[str, Any]:
    """Tell all that the service has and did since the desk began."""
    ledger = desk.call("GET", "/sandbox/ledger")["objects"]
    events = desk.events_after(desk.begun)[0]
    mails = desk.call("GET", "/sandbox/mail?limit=100")["data"]
    return {
        "objects": sorted(each["id"] for each in ledger),
        "events": sorted(each["event_id"] for each in events),
        "mails": len(mails),
    }


def test_an_old_backup_that_is_restored_does_nothing_twice(tmp_path, served, made):
    desk = FarDesk(tmp_path / "home", served, served.address)
    backups = [back_up(desk, tmp_path / "0.db")]
    story = Story.begin(desk, made)
    backups.append(back_up(desk, tmp_path / "1.db"))
    desk.round()
    backups.append(back_up(desk, tmp_path / "2.db"))
    story.go_on(desk)
    backups.append(back_up(desk, tmp_path / "3.db"))
    desk.settle()
    assert story.outcome(desk) == OUTCOME
    there, latest = at_service(desk), [desk.local(each) for each in story]
    for number, backup in enumerate(backups):
        files = sorted(desk.clients.rglob("*.pdf"))
        restore(desk, backup)
        desk.settle()
        assert at_service(desk) == there, number
        if number:
            assert story.outcome(desk) == outcome_of(number), number
        # Before it was prepared nothing was known of the client, whose folder is another one.
        if number:
            assert sorted(desk.clients.rglob("*.pdf")) == files, "it was filed once more"
        with desk.desk() as opened:
            for known in latest:
                assert known.remote is not None
                found = opened.queueing.requests.of_remote(ACCOUNT, known.remote.id)
                assert found is not None, "what the service has is not here"
                assert found.remote == known.remote


def outcome_of(number: int) -> dict[str, Any]:
    """Give what is known from a backup: the first are of before it was canceled here."""
    known = copy.deepcopy(OUTCOME)
    if number < 3:
        known["canceled"]["entries"].remove("cancel done")
        known["canceled"]["once"] = {"act_done": 5}
    return known


# --- an absence

LOST = [
    "POST /v2/documents", "POST /v2/signature-requests",
    "POST /v2/signature-requests/{request_id}/activate",
    "PUT /v2/signatories/{signatory_id}/signed-document", "POST /v2/*",
]  # fmt: skip


def test_an_absence_in_which_the_service_forgets_keys_and_events(tmp_path, aging, made):
    """What was begun before it has its one effect or is refused, and the person is told which."""
    desk = FarDesk(tmp_path / "home", aging.served, aging.served.address, aging.clock)
    ends = aging.clock.now() + timedelta(days=20)
    running = desk.ask(THEIRS._replace(expires_at=ends), SAMPLE)
    desk.settle()
    stories = []
    for lost in LOST:
        stories.append(Story.begin(desk, made))
        desk.call("POST", "/sandbox/faults", {"route": lost, "kind": "lose_response", "times": 9})
        desk.round()
        desk.call("DELETE", "/sandbox/faults")
    stories.append(Story.begin(desk, made))
    before = events_of(desk)
    aging.pass_days(desk, 31)
    desk.restart()
    for _ in range(4):
        desk.round()
    assert desk.outcome(running)["status"] == "expired"
    assert desk.local(running).status == "expired", "what ended meanwhile is not shown"
    for story in stories:
        for request in story:
            check_absence(desk, request, before)
    with desk.desk() as opened:
        entries = [e for each in stories[-1] for e in opened.queueing.outbox.of_request(each)]
    assert {each.state for each in entries} == {EntryState.DONE}


def events_of(desk: FarDesk) -> Counter[tuple[str, str]]:
    """Count the events that the service keeps, by request and kind."""
    found = desk.events_after(desk.begun)[0]
    return Counter((str(e["data"].get("signature_request_id")), e["type"]) for e in found)


def check_absence(desk: FarDesk, request: str, before: Counter[tuple[str, str]]) -> None:
    found, remote = desk.outcome(request), desk.local(request).remote
    assert remote is not None
    assert found["objects"] == {"document": 1, "signature_request": 1}
    for kind, count in found["events"].items():
        assert count + before[remote.id, kind] == 1, found
    assert found["agrees"], found
    with desk.desk() as opened:
        entries = opened.queueing.outbox.of_request(request)
    for entry in entries:
        waits_behind = entry.state is EntryState.PENDING and entry is not entries[0]
        assert entry.state in ENDED or waits_behind, entry
        assert entry.state in (EntryState.DONE, EntryState.PENDING) or entry.error is not None


def test_a_sign_in_that_ran_out_meanwhile_is_renewed(tmp_path, aging):
    desk = FarDesk(tmp_path / "home", aging.served, aging.served.address, aging.clock)
    client, secret = aging.served.program
    desk.secrets.put(ACCOUNT, CLIENT_SECRET, Secret(secret))
    with closing(open_database(desk.home)) as database:
        accounts = SqliteAccounts(database)
        (account,) = accounts.all()
        accounts.put(account._replace(way=SignInWay.PROGRAM, client_id=client))
    desk.ask(THEIRS, SAMPLE)
    desk.settle()
    later = desk.ask(THEIRS, SAMPLE)
    aging.pass_days(desk, 30)
    desk.settle()
    assert desk.outcome(later)["status"] == "in_progress"


# --- a clock


@pytest.mark.parametrize(
    "days",
    [(1, -1), (-1, 1), *(pytest.param(d, marks=pytest.mark.full) for d in ((1, 0), (0, -1)))],
)
def test_a_clock_that_is_a_day_off_does_nothing_twice_and_holds_nothing_up(
    tmp_path, served, made, days
):
    clock = AheadClock()
    desk = FarDesk(tmp_path / "home", served, served.address, clock)
    story = Story.begin(desk, made)
    for half, ahead in enumerate(days):
        clock.ahead = timedelta(days=ahead)
        desk.call(
            "POST", "/sandbox/faults", {"route": "POST /v2/*", "kind": "lose_response", "times": 3}
        )
        desk.restart()
        desk.round()
        desk.call("DELETE", "/sandbox/faults")
        if half == 0:
            desk.settle()
            story.go_on(desk)
    desk.settle()
    assert story.outcome(desk) == OUTCOME


def child(desk: FarDesk, *words: str, before: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    places = {"PARAPH_HOME": str(desk.home), "PYTHONPATH": f"{ROOT / 'desktop'}:{ROOT}"}
    process = subprocess.Popen(
        [*before, sys.executable, "-m", "tests.faults.syncing_child", *words, "--json"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
        env={**os.environ, **places},
    )  # fmt: skip
    assert process.stdin is not None
    process.stdin.write(f"{desk.served.api_key}\n")
    process.stdin.flush()
    return process


def told(process: subprocess.Popen[str]) -> tuple[int, dict[str, Any]]:
    out, err = process.communicate(timeout=120)
    assert "Traceback" not in err, err
    return process.returncode, json.loads(out)


@needs_faketime
@pytest.mark.parametrize(
    "shifts", [("+20h", "-1d"), pytest.param(("-1d", "+1d"), marks=pytest.mark.full)]
)
def test_the_program_under_a_clock_that_is_wrong(tmp_path, served, shifts):
    desk = FarDesk(tmp_path / "home", served, served.address)
    request = desk.ask(THEIRS, SAMPLE)
    for number, shift in enumerate(shifts):
        if number == 0:
            fault = {"route": "POST /v2/signature-requests", "kind": "lose_response", "times": 1}
            desk.call("POST", "/sandbox/faults", fault)
        wrong = ("faketime", "--exclude-monotonic", "-f", shift)
        status, done = told(child(desk, "sync", "--once", before=wrong))
        assert status in (0, 4), done
    # Nobody insists: what was to be tried later by a wrong clock is due by the right one.
    status, done = told(child(desk, "sync", "--once"))
    assert (status, done["waiting"], done["needs_person"]) == (0, 0, []), done
    found = desk.outcome(request)
    assert found["objects"] == {"document": 1, "signature_request": 1}
    assert found["mails"] == {"notified": 1}
    assert found["agrees"]


# --- two at once


def test_two_programs_on_one_profile_while_a_third_one_queues(tmp_path, served):
    desk = FarDesk(tmp_path / "home", served, served.address)
    is_over, statuses = threading.Event(), Counter[int]()

    def go_on() -> None:
        while not is_over.is_set():
            status, done = told(child(desk, "sync", "--once", "--now"))
            assert status in (0, 4), done
            statuses[status] += 1

    both = [threading.Thread(target=go_on) for _ in range(2)]
    for each in both:
        each.start()
    asked = [desk.ask(THEIRS, SAMPLE) for _ in range(8)]
    is_over.wait(3)
    is_over.set()
    for each in both:
        each.join()
    assert sum(statuses.values()) >= 2
    desk.settle()
    for request in asked:
        found = desk.outcome(request)
        assert found["objects"] == {"document": 1, "signature_request": 1}
        assert found["mails"] == {"notified": 1}
        assert found["once"] == {"act_done": 3}
        assert found["agrees"]
