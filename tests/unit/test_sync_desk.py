"""Rounds as the window asks for them: what is new for a person, who has to sign in again."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from paraph.domain.errors import ParaphError
from paraph.domain.errors.service import EventsGone, ServiceUnreachable, SignInAgain
from paraph.domain.service.account import Account
from paraph.domain.service.local_request import Filing, FilingState
from paraph.ports.service import EventPage
from paraph.usecases.push_outbox import Pushed
from paraph.usecases.request_desk import RequestDesk
from paraph.usecases.sync_account import Synced
from paraph.usecases.sync_desk import Heard, News, SyncDesk, SyncPorts
from tests.fakes.outbox_bench import BEGIN, OutboxBench
from tests.fakes.request_desk import ME, OFFICE, me, request, signatory

OTHER = signatory("Anne Martin", "anne@client.example")


class Accounts:
    """What listening asks of the desk of accounts."""

    def __init__(self, bench: OutboxBench) -> None:
        self.accounts = bench.accounts


class Bench:
    """A desk on a real record; `act` is what a round does, `listen` what a service answers."""

    def __init__(self, bench: OutboxBench) -> None:
        self.bench = bench
        self.desk = RequestDesk(bench.queueing, bench.accounts, bench.templates)
        self.done = Synced()
        self.act: Any = lambda: None
        self.answer: EventPage | ParaphError = EventPage((), "i", done=True)
        self.swept = 0
        ports: Any = SyncPorts(self.accounts, self.rounds, self.listen, lambda *_: True)
        self.sync = SyncDesk(ports)

    @contextmanager
    def accounts(self) -> Iterator[Accounts]:
        yield Accounts(self.bench)

    @contextmanager
    def rounds(self) -> Iterator["Bench"]:
        yield self

    def do(self, account: Account, **_: object) -> Synced:
        self.act()
        return self.done

    def sweep(self) -> int:
        self.swept += 1
        return 0

    def listen(self, account: Account, wait_s: float) -> EventPage:
        if isinstance(self.answer, ParaphError):
            raise self.answer
        return self.answer


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with OutboxBench(tmp_path / "home", account=OFFICE) as opened:
        yield Bench(opened)


def test_what_a_round_brought_is_told_once(bench):
    requests = bench.bench.requests
    open_one = request("Lease", "in_progress", (OTHER, me()), BEGIN)
    requests.add(open_one)
    old = request("Old", "completed", (OTHER,), BEGIN)
    requests.add(old)

    def complete() -> None:
        remote = open_one.remote
        assert remote is not None
        requests.put(replace(open_one, remote=remote._replace(status="completed", version=9)))

    bench.act = complete
    (told,) = bench.sync.round().news
    assert (told.news, told.name) == (News.COMPLETED, "Lease")
    bench.act = lambda: None
    assert bench.sync.round().news == ()
    assert bench.swept == 2


def test_my_turn_and_filing_are_told(bench):
    requests = bench.bench.requests
    waits = request("Mandate", "in_progress", (OTHER, me()), BEGIN)
    requests.add(waits)
    done = request("Deed", "completed", (OTHER,), BEGIN)
    requests.add(done)

    def go_on() -> None:
        remote = waits.remote
        assert remote is not None
        people = (OTHER._replace(status="signed"), remote.signatories[1])
        requests.put(replace(waits, remote=remote._replace(signatories=people, version=4)))
        requests.put(replace(done, filing=Filing(FilingState.FILED, "/m/Deed")))

    bench.act = go_on
    told = {(each.news, each.name) for each in bench.sync.round().news}
    assert told == {(News.YOUR_TURN, "Mandate"), (News.FILED, "Deed")}


def test_a_sign_in_that_holds_no_more_is_noted_also_where_nothing_was_sent(bench):
    bench.done = Synced(troubles=(SignInAgain(account="acc-1"),))
    (one,) = bench.sync.round().accounts
    assert one.is_down
    (account,) = bench.bench.accounts.all()
    assert account.paused == "sign_in_again"
    assert account.own_addresses == (ME,)


def test_what_stopped_the_sending_is_told_with_the_needs_of_a_person_first(bench):
    stopped = Pushed(stopped="sign_in_again")
    bench.done = Synced(stopped, troubles=(ServiceUnreachable(host="x"),))
    (one,) = bench.sync.round().accounts
    assert [each.code for each in one.troubles] == ["sign_in_again", "service_unreachable"]


@pytest.mark.parametrize(
    ("answer", "is_patient", "heard"),
    [
        (EventPage((), "i", done=True), False, Heard.NOTHING),
        (EventPage((), "i", done=False), False, Heard.NEWS),
        (EventsGone(), False, Heard.NEWS),
        (ServiceUnreachable(host="x"), False, Heard.LOST),
        (ServiceUnreachable(host="x"), True, Heard.NOTHING),
    ],
)
def test_listening_says_whether_a_round_is_worth_it(bench, answer, is_patient, heard):
    bench.answer = answer
    assert bench.sync.listen([OFFICE.id], 0.3, is_patient, threading.Event()) is heard


class Counted(threading.Event):
    """Counts how often it is waited for."""

    waits = 0

    def wait(self, timeout: float | None = None) -> bool:
        self.waits += 1
        return super().wait(timeout)


def test_listening_looks_at_nothing_now_and_then(bench):
    stop = Counted()
    assert bench.sync.listen([OFFICE.id], 0.5, False, stop) is Heard.NOTHING
    assert stop.waits == 1


def test_listening_ends_when_it_is_told_to(bench):
    stop = threading.Event()
    stop.set()
    assert bench.sync.listen([OFFICE.id], 10_000.0, False, stop) is Heard.NOTHING
