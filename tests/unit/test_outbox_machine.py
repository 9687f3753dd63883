"""Whatever happens in whatever order: each act has one effect at the service, in its order."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from paraph.domain.errors import ParaphError
from paraph.domain.service.outbox_entry import EntryState, OutboxEntry
from paraph.ports.service import ServiceAnswer, ServiceCall
from paraph.usecases import queue_act as q
from paraph.usecases.tend_outbox import cancel_entry, retry_all
from tests.fakes.outbox_bench import BEGIN, OutboxBench, person
from tests.fakes.service import FakeService, Fault

DAY_S = 86_400.0
KINDS = ("away", "lost", "cut", "late", "status", "portal", "signed_out", "forbidden")
ROUTES = ("", "POST /v2/documents", "POST /v2/signature-requests", "GET", "/activate", "sign")
which = st.integers(0, 20)


class Crash(BaseException):
    """The process ends here."""


@dataclass
class WatchedService(FakeService):
    """Notes the effect of each act by its trace id; a call may arrive late, or end the process."""

    done: list[str] = field(default_factory=list)
    late: list[ServiceCall] = field(default_factory=list)
    crash: str = ""

    def send(self, call: ServiceCall) -> ServiceAnswer:
        self._crash_at("before")
        if self.faults and self.faults[0].kind == "late" and self.faults[0].on in call.path:
            self.faults.popleft()
            self.late.append(call)
            self.faults.appendleft(Fault("cut"))
        answer = super().send(call)
        self._crash_at("after")
        return answer

    def land(self) -> None:
        while self.late:
            self._once(self.late.pop(0))

    def _crash_at(self, moment: str) -> None:
        if self.crash == moment:
            self.crash = ""
            raise Crash

    def _fault(self, called: str) -> Fault | None:
        if self.faults and self.faults[0].kind == "late":
            return None
        return super()._fault(called)

    def _done(self, call: ServiceCall) -> ServiceAnswer:
        answer = super()._done(call)
        self.done.append(call.trace_id)
        return answer


class OutboxMachine(RuleBasedStateMachine):
    """People click, networks fail, processes end, clocks are set, the service forgets."""

    service_kind: Callable[..., WatchedService] = WatchedService
    contract = b"%PDF-1.7 contract"
    people = (person(1, signing="local", order=1), person(2, order=1))

    def __init__(self) -> None:
        super().__init__()
        self.home, self.begin = Path(tempfile.mkdtemp()), BEGIN
        self.bench = OutboxBench(self.home / "home")
        self.prepare()
        self.bench.__enter__()
        self.requests: list[str] = []
        self.crash_in = 0

    def prepare(self) -> None:
        """Give the bench its service."""
        clock = self.bench.clock
        self.bench.service = self.service_kind(
            now=lambda: self.begin + timedelta(seconds=clock.passed_s)
        )

    def signed(self, n: int) -> bytes:
        """Give the contract with a signature behind it."""
        return self.contract + b" signed" + bytes([n])

    @property
    def service(self) -> WatchedService:
        assert isinstance(self.bench.service, WatchedService)
        return self.bench.service

    def entries(self) -> list[OutboxEntry]:
        return [e for each in self.requests for e in self.bench.outbox.of_request(each)]

    # --- people

    @rule(activate=st.booleans())
    def ask(self, activate: bool) -> None:
        asked = self.bench.ask(*self.people, activate=activate)
        self.requests.append(asked.request.id)

    @rule(n=which, act=st.sampled_from(["activate", "remind", "cancel", "decline", "purge"]))
    def act(self, n: int, act: str) -> None:
        if not self.requests:
            return
        request, ports = self.requests[n % len(self.requests)], self.bench.queueing
        with suppress(ParaphError):
            if act == "cancel":
                q.queue_cancel(request, "no longer needed", ports)
            elif act == "decline":
                q.queue_decline(request, n % 2, "no", ports)
            else:
                getattr(q, f"queue_{act}")(request, ports)

    @rule(n=which)
    def sign(self, n: int) -> None:
        if not self.requests:
            return
        request = self.bench.requests.get(self.requests[n % len(self.requests)])
        assert request is not None
        assert request.draft is not None
        path = self.home / "signed.pdf"
        path.write_bytes(self.signed(n))
        made = self.bench.spool.take(path)
        with suppress(ParaphError):
            revision = request.draft.document_sha256
            q.queue_sign(request.id, 0, made, revision, self.bench.queueing)

    @rule(n=which)
    def reassign(self, n: int) -> None:
        if self.requests:
            told = {"email": f"new{n}@x.example", "first_name": "N", "last_name": str(n)}
            with suppress(ParaphError):
                request = self.requests[n % len(self.requests)]
                q.queue_reassign(request, 1, told, self.bench.queueing)

    @rule(n=which)
    def take_back(self, n: int) -> None:
        found = self.entries()
        if found:
            with suppress(ParaphError):
                cancel_entry(found[n % len(found)].id, self.bench.queueing)

    @rule()
    def retry(self) -> None:
        self.service.land()
        self.sign_in()
        retry_all(self.bench.queueing)

    @rule()
    def sign_in(self) -> None:
        self.bench.accounts.put(self.bench.account)

    @rule(n=which)
    def others_sign(self, n: int) -> None:
        running = [r for r in self.service.requests.values() if r.status == "in_progress"]
        if running:
            found = running[n % len(running)]
            if not found.signatories[1].has_acted:
                self.service.sign_as(found.id, 1)

    # --- the world

    @rule(kind=st.sampled_from(KINDS), on=st.sampled_from(ROUTES))
    def go_wrong(self, kind: str, on: str) -> None:
        self.service.faults.append(Fault(kind, on))

    @rule()
    def go_right(self) -> None:
        self.service.faults.clear()

    @rule(seconds=st.sampled_from([1.0, 60.0, 3600.0, DAY_S]))
    def time_passes(self, seconds: float) -> None:
        self.bench.clock.go_on(seconds)

    @rule(days=st.sampled_from([-365, -1, 1, 365]))
    def clock_is_set(self, days: int) -> None:
        self.bench.clock.wall += timedelta(days=days)

    @rule()
    def long_absence(self) -> None:
        self.service.land()
        self.bench.clock.wall = self.begin + timedelta(seconds=self.bench.clock.passed_s)
        self.bench.clock.go_on(40 * DAY_S)
        self.service.forget_keys()

    @rule()
    def late_calls_land(self) -> None:
        self.service.land()

    @rule(insist=st.booleans())
    def push(self, insist: bool) -> None:
        self.bench.push(insist=insist)

    @rule(moment=st.sampled_from(["before", "after"]))
    def push_that_ends_in_a_call(self, moment: str) -> None:
        self.service.crash = moment
        self._until_crash()
        self.service.crash = ""

    @rule(n=st.integers(1, 12))
    def push_that_ends_in_writing(self, n: int) -> None:
        left = n
        append = self.bench.audit.append

        def counted(kind: str, intent: str, body: dict[str, object]) -> int:
            nonlocal left
            left -= 1
            if left == 0:
                raise Crash
            return append(kind, intent, body)

        self.bench.audit.append = counted
        self._until_crash()

    def _until_crash(self) -> None:
        with suppress(Crash):
            self.bench.push()
        self.bench.reopen()

    # --- what always holds

    @invariant()
    def no_act_has_two_effects(self) -> None:
        assert max(Counter(self.service.done).values(), default=0) <= 1

    @invariant()
    def acts_of_one_request_came_about_in_their_order(self) -> None:
        place = {trace: n for n, trace in enumerate(self.service.done)}
        for each in self.requests:
            found = [e.trace_id for e in self.bench.outbox.of_request(each)]
            order = [place[trace] for trace in found if trace in place]
            assert order == sorted(order)

    @invariant()
    def what_is_told_is_so(self) -> None:
        done = set(self.service.done)
        for entry in self.entries():
            if entry.state is EntryState.DONE:
                assert entry.trace_id in done, entry
            if entry.state is EntryState.CANCELED:
                assert entry.trace_id not in done, entry

    def teardown(self) -> None:
        try:
            self._comes_to_an_end()
        finally:
            self.bench.database.close()
            shutil.rmtree(self.home)

    def _comes_to_an_end(self) -> None:
        self.service.faults.clear()
        self.service.land()
        self.sign_in()
        # What waits for a person holds up its own request, and no other.
        for _ in range(30):
            self.bench.clock.go_on(DAY_S)
            self.bench.push()
        parked = {
            entry.request
            for entry in self.entries()
            if entry.state in (EntryState.NEEDS_PERSON, EntryState.REJECTED)
        }
        for entry in self.entries():
            ended = entry.state in (EntryState.DONE, EntryState.CANCELED)
            assert ended or entry.request in parked, entry
            if entry.state is EntryState.REJECTED:
                assert entry.error is not None
                assert entry.error.code
        self.no_act_has_two_effects()
        self.acts_of_one_request_came_about_in_their_order()
        self.what_is_told_is_so()


@dataclass
class Careless(WatchedService):
    """A service that knows neither keys nor references."""

    def _once(self, call: ServiceCall) -> ServiceAnswer:
        self._answers.clear()
        for name, each in list(self.documents.items()):
            self.documents[name] = each._replace(client_reference=None)
        for name, found in list(self.requests.items()):
            self.requests[name] = found._replace(client_reference=None)
        return super()._once(call)


class CarelessMachine(OutboxMachine):
    service_kind = Careless


QUIET = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    max_examples=40,
    stateful_step_count=40,
    derandomize=True,
)


def test_every_act_has_one_effect_whatever_happens():
    run_state_machine_as_test(OutboxMachine, settings=QUIET)


@pytest.mark.full
def test_every_act_has_one_effect_in_many_more_courses():
    more = settings(QUIET, max_examples=1000, stateful_step_count=60, derandomize=False)
    run_state_machine_as_test(OutboxMachine, settings=more)


def test_a_service_that_ignores_keys_and_references_is_found_out():
    found = settings(QUIET, max_examples=200, phases=[Phase.generate], report_multiple_bugs=False)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(CarelessMachine, settings=found)
