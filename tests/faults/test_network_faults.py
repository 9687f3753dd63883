"""A network that spoils calls in every way, at every call: once it is well, each act was done once.

mitmproxy stands between the desk and the sandbox. After it has healed, rounds go on until there is
nothing to do; the outcome has to be that of a network that was well all along.
"""

import itertools
import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from paraph.remote.http_client import HttpClient, Reply, Wanted
from tests.faults.network_story import Story, signed_here, trusting_sandbox
from tests.rigs.far_desk import FarDesk, SignedHere
from tests.rigs.mitm import KINDS, Mitm, mitm_before
from tests.sandbox.conftest import Served

SHARE = 5
Halves = tuple[dict[int, str], ...]
# What a story comes to where nothing goes wrong; the mails are those that the sandbox sends.
OUTCOME: dict[str, dict[str, Any]] = {
    "signed": {
        "entries": ["upload done", "create done", "activate done", "sign done"],
        "objects": {"document": 1, "signature_request": 1},
        "events": {
            "signature_request.activated": 1, "signatory.signed": 1,
            "signature_request.completed": 1, "audit_trail.ready": 1,
        },
        "mails": {"notified": 1},
        "status": "completed",
        "agrees": True,
        "filing": "filed",
        "files": ["signed", "trail"],
        "once": {"act_done": 4, "results_filed": 1},
    },
    "canceled": {
        "entries": [
            "upload done", "create done", "activate done", "reassign done", "remind done",
            "cancel done",
        ],
        "objects": {"document": 1, "signature_request": 1},
        "events": {
            "signature_request.activated": 1, "signatory.reassigned": 1, "signatory.reminded": 1,
            "signature_request.canceled": 1,
        },
        "mails": {"reassigned": 1, "reminded": 1},
        "status": "canceled",
        "agrees": True,
        "filing": "not_yet",
        "files": [],
        "once": {"act_done": 6},
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory, demo_token) -> SignedHere:
    return signed_here(tmp_path_factory.mktemp("made"), demo_token)


@pytest.fixture(scope="module")
def served(tmp_path_factory, demo_token) -> Iterator[Served]:
    with trusting_sandbox(tmp_path_factory.mktemp("served"), demo_token) as found:
        yield found


@pytest.fixture(scope="module")
def mitm(tmp_path_factory, served) -> Iterator[Mitm]:
    with mitm_before(served.address, tmp_path_factory.mktemp("mitm")) as found:
        yield found


@pytest.fixture
def desk(tmp_path, served, mitm) -> FarDesk:
    mitm.heal()
    return FarDesk(tmp_path / "home", served, mitm.address)


@pytest.fixture(scope="module")
def calls(tmp_path_factory, served, mitm, made) -> tuple[int, int]:
    """Count the calls of both halves of a story where the network is well."""
    desk = FarDesk(tmp_path_factory.mktemp("calls") / "home", served, mitm.address)
    story, counted = Story.begin(desk, made), []
    for half in range(2):
        if half:
            story.go_on(desk)
        mitm.heal()
        desk.round()
        counted.append(len(mitm.seen()))
    desk.settle()
    assert story.outcome(desk) == OUTCOME
    return counted[0], counted[1]


@pytest.fixture
def hurried(monkeypatch) -> Iterator[list[float]]:
    """Let calls be given up after the seconds that stand in the list."""
    most, send = [60.0], HttpClient.send

    def at_once(client: HttpClient, wanted: Wanted) -> Reply:
        idle_s = min(wanted.idle_s or most[0], most[0])
        timeout_s = min(wanted.timeout_s, most[0])
        return send(client, wanted._replace(timeout_s=timeout_s, idle_s=idle_s))

    monkeypatch.setattr(HttpClient, "send", at_once)
    return most


def told_through(
    desk: FarDesk, mitm: Mitm, made: SignedHere, halves: Halves, patience: list[float]
) -> Story:
    """Live through a story with these faults in its halves, each healed in the end."""
    story = Story.begin(desk, made)
    for half, faults in enumerate(halves):
        if half:
            story.go_on(desk)
        mitm.plan(faults)
        patience[0] = 1.0 if "endless" in faults.values() else 60.0
        for _ in range(2):
            desk.round()
        patience[0] = 60.0
        mitm.heal()
        desk.settle()
    return story


@pytest.mark.parametrize("shift", range(0, len(KINDS), SHARE))
def test_calls_that_are_spoiled_are_done_once_all_the_same(desk, mitm, made, calls, hurried, shift):
    """Every second call in another way, so that each way is met at some calls."""
    ways = itertools.cycle(KINDS[shift:] + KINDS[:shift])
    halves = tuple({n: next(ways) for n in range(shift % 2, count, 2)} for count in calls)
    story = told_through(desk, mitm, made, halves, hurried)
    assert story.outcome(desk) == OUTCOME


@pytest.mark.full
@pytest.mark.parametrize("kind", KINDS)
def test_each_call_is_spoiled_alone(desk, mitm, made, calls, hurried, kind):
    for half in range(2):
        for number in range(calls[half]):
            halves = ({number: kind}, {}) if half == 0 else ({}, {number: kind})
            story = told_through(desk, mitm, made, halves, hurried)
            assert story.outcome(desk) == OUTCOME, (half, number)


def by_chance(seed: int) -> Halves:
    """Spoil two calls of five, each in any way; dripping without end takes too long for many."""
    chance, kinds = random.Random(seed), [each for each in KINDS if each != "endless"]
    return tuple(
        {n: chance.choice(kinds) for n in range(60) if chance.random() < 0.4} for _ in range(2)
    )


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(n, marks=pytest.mark.full) for n in range(1, 60))]
)
def test_a_network_that_is_bad_all_over(desk, mitm, made, hurried, seed):
    story = told_through(desk, mitm, made, by_chance(seed), hurried)
    assert story.outcome(desk) == OUTCOME


def objects(desk: FarDesk) -> Counter[str]:
    found = [each["kind"] for each in desk.call("GET", "/sandbox/ledger")["objects"]]
    return Counter(each for each in found if each in ("document", "signature_request"))


@pytest.mark.parametrize("strangers", [False, True])
def test_without_frozen_keys_and_references_there_would_be_two(desk, mitm, made, strangers):
    """The control: the same faults make duplicates once nothing names an act."""
    before, story = objects(desk), Story.begin(desk, made)
    mitm.plan(dict.fromkeys((0, 2, 5), "response_lost"), strangers=strangers)
    for _ in range(4):
        desk.round()
    made_there = objects(desk) - before
    once = Counter(document=2, signature_request=2)
    if strangers:
        assert made_there["document"] > 2, made_there
        assert made_there["signature_request"] >= 2
    else:
        desk.settle()
        assert made_there == once
        assert story.outcome(desk)["signed"] == OUTCOME["signed"]
    mitm.heal()
