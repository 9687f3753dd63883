"""Several clients move requests on at once, as a state machine; a model says what may come of it.

After each step what the sandbox tells is what some order of the acts leads to; two desktops read
the feed all the while, and find every event once, in the order of `seq`, without gaps.
"""

import secrets
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from paraph_sandbox.acts.clients import make_api_key
from paraph_sandbox.acts.first_run import make_account
from tests.sandbox.browsing import bearing
from tests.sandbox.conftest import Sandbox, running
from tests.sandbox.model import Act, Model, Person, explained
from tests.sandbox.steps import Steps

DAY_S = 86_400
MOST_DAYS = 20  # an example ends before its first events are dropped
CLIENTS = 4
SIMULATE = "/v2/sandbox/signature-requests/{request_id}/simulate"
KINDS = ["activate", "cancel", "decline", "remind", "reassign", "erase", "delete"]


class Desk(threading.Thread):
    """A desktop that reads the feed by long-polls until it is told to end."""

    def __init__(self, steps: Steps, name: str) -> None:
        super().__init__(name=name)
        self.steps, self.over = steps, threading.Event()
        self.seen: list[dict[str, Any]] = []

    def run(self) -> None:
        iterator = ""
        while True:
            ends = self.over.is_set()
            page = self.steps.events(consumer=self.name, iterator=iterator, limit=5, wait=0.2)
            iterator = page["iterator"]
            self.seen += page["data"]
            if ends and page["done"]:
                return


class Lifecycle(RuleBasedStateMachine):
    """Everything is done over HTTP, in an account of its own."""

    sandbox: Sandbox
    kinds: list[str]
    requests = Bundle("requests")

    @initialize()
    def begin(self) -> None:
        with self.sandbox.services.database.write() as tx:
            account = make_account(tx, "Cabinet", self.sandbox.now())
            key = make_api_key(tx, account, self.sandbox.now())
        self.steps = Steps(self.sandbox.client, bearing(key))
        self.pool = ThreadPoolExecutor(CLIENTS)
        self.desks = [Desk(self.steps, f"desk-{n}") for n in range(2)]
        for desk in self.desks:
            desk.start()
        self.now = 0.0
        self.models: dict[str, Model] = {}
        self.versions: dict[str, int] = {}
        self.document = self.steps.upload()
        # A document goes with the last request on it that is erased; this draft never is.
        self.steps.draft(self.document)

    @rule(
        target=requests, signatories=st.integers(1, 3), expires_in_days=st.sampled_from([0, 1, 4])
    )
    def draft(self, signatories: int, expires_in_days: int) -> str:
        more = {}
        if expires_in_days:
            ends = self.sandbox.now().timestamp() + expires_in_days * DAY_S
            more["expiry_date"] = datetime.fromtimestamp(ends, UTC).isoformat()
        made = self.steps.draft(self.document, signatories, **more)
        people = [Person(each["id"]) for each in made["signatories"]]
        expires_at = self.now + expires_in_days * DAY_S if expires_in_days else None
        self.models[made["id"]] = Model(made["id"], people, expires_at)
        return str(made["id"])

    @rule(request=requests, data=st.data())
    def several_at_once(self, request: str, data: st.DataObject) -> None:
        """Up to four clients act on one request in the same moment."""
        acts = data.draw(
            st.lists(
                st.builds(Act, st.sampled_from(self.kinds), st.integers(0, 2)),
                min_size=1, max_size=CLIENTS,
            )
        )  # fmt: skip
        before = self.models[request]
        start = threading.Barrier(len(acts))
        answers = list(self.pool.map(lambda act: self._do(request, act, start), acts))
        assert all(status < 500 for status in answers), answers
        self._explain(before, acts, answers)

    @rule(request=requests, kind=st.sampled_from(["cancel", "reassign", "activate"]))
    def one_key_by_several_at_once(self, request: str, kind: str) -> None:
        """One intent that is sent three times at once has one effect."""
        before = self.models[request]
        key = {"Idempotency-Key": f"key-{secrets.token_hex(8)}"}
        start = threading.Barrier(3)
        act = Act(kind)
        answers = list(
            self.pool.map(lambda _: self._do(request, act, start, key, whole=True), range(3))
        )
        last = self._do(request, act, None, key, whole=True)
        for answer in answers:
            told = answer.json()
            if told.get("code") == "idempotency_in_progress":
                assert answer.status_code == 409
            else:
                assert answer.status_code == last.status_code
                assert told == {**last.json(), **_own(told)}
        self._explain(before, [act], [last.status_code])

    @rule()
    def one_key_makes_one_request(self) -> None:
        key = f"key-{secrets.token_hex(8)}"
        body = {"document_id": self.document, "name": "Once"}
        start = threading.Barrier(CLIENTS)

        def make(_: int) -> int:
            start.wait()
            headers = {"Idempotency-Key": key}
            answer = self.steps.call("POST", "/signature-requests", json=body, headers=headers)
            return int(answer.status_code)

        answers = Counter(self.pool.map(make, range(CLIENTS)))
        assert answers[201] >= 1
        assert set(answers) <= {201, 409}
        made = self.steps.call("GET", "/sandbox/ledger", 200)["objects"]
        assert sum(each["idempotency_key"] == key for each in made) == 1

    @precondition(lambda self: self.now < (MOST_DAYS - 3) * DAY_S)
    @rule(advance_s=st.sampled_from([60, 3700, 2 * DAY_S]))
    def time_passes(self, advance_s: float) -> None:
        self.steps.clock(advance_s)
        self.now += advance_s
        for model in self.models.values():
            model.pass_time(self.now)

    @invariant()
    def requests_are_as_the_model_says(self) -> None:
        for model in getattr(self, "models", {}).values():
            assert self._found(model).seen() == model.seen()

    def teardown(self) -> None:
        if not hasattr(self, "desks"):
            return
        for desk in self.desks:
            desk.over.set()
        for desk in self.desks:
            desk.join(30)
        self.pool.shutdown()
        every = self._feed()
        assert [each["seq"] for each in every] == list(range(1, len(every) + 1))
        for desk in self.desks:
            assert desk.seen == every
        for model in self.models.values():
            assert self._events(every, model) == model.events
            versions = [
                each["data"]["version"]
                for each in every
                if each["data"]["signature_request_id"] == model.id
            ]
            assert versions == sorted(versions)

    def _do(
        self,
        request: str,
        act: Act,
        start: threading.Barrier | None,
        headers: dict[str, str] | None = None,
        *,
        whole: bool = False,
    ) -> Any:
        person = self.models[request].people
        who = person[act.who % len(person)].id
        at = {
            "decline": f"/signatories/{who}/decline",
            "reassign": f"/signatories/{who}/reassign",
            "sign": f"/sandbox/signature-requests/{request}/simulate",
            "erase": f"/signature-requests/{request}/personal-data",
            "delete": f"/signature-requests/{request}",
        }
        body = {
            "cancel": {"reason": "no"},
            "decline": {"reason": "no"},
            "reassign": {"email": "b@example.com", "first_name": "Béa", "last_name": "Roux"},
            "sign": {"action": "sign", "signatory": who},
        }
        method = "DELETE" if act.kind in ("erase", "delete") else "POST"
        path = at.get(act.kind, f"/signature-requests/{request}/{act.kind}")
        if start is not None:
            start.wait(10)
        answer = self.steps.call(method, path, json=body.get(act.kind), headers=headers or {})
        return answer if whole else int(answer.status_code)

    def _explain(self, before: Model, acts: list[Act], statuses: list[int]) -> None:
        after = self._found(before)
        after.events = self._events(self._feed(), before)
        assert explained(before, acts, statuses, after, self.now), (before, acts, statuses, after)
        self.models[before.id] = after

    def _found(self, model: Model) -> Model:
        """Give a request as the sandbox tells it."""
        answer = self.steps.call("GET", f"/signature-requests/{model.id}")
        if answer.status_code == 404:
            return Model(model.id, model.people, model.expires_at, "deleted")
        told = answer.json()
        assert told["version"] >= self.versions.get(model.id, 1)
        self.versions[model.id] = told["version"]
        people = [
            Person(each["id"], each["status"], known.reminded_at)
            for each, known in zip(told["signatories"], model.people, strict=True)
        ]
        erased = told["personal_data_deleted_at"] is not None
        return Model(model.id, people, model.expires_at, told["status"], erased, model.events)

    def _feed(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        iterator = ""
        while True:
            page = self.steps.events(iterator=iterator)
            found += page["data"]
            if page["done"]:
                return found
            iterator = page["iterator"]

    def _events(self, every: list[dict[str, Any]], model: Model) -> list[tuple[str, str | None]]:
        return [
            (each["type"], each["data"]["signatory_id"])
            for each in every
            if each["data"]["signature_request_id"] == model.id
        ]


def _own(told: dict[str, Any]) -> dict[str, Any]:
    # A refusal that is not kept (404) is of each call anew.
    return {name: told[name] for name in ("trace_id",) if told.get("status") == 404}


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[type[Lifecycle]]:
    data = tmp_path_factory.mktemp("machine")
    with running(data, calls_per_minute=1_000_000) as sandbox:
        can_sign = SIMULATE in sandbox.app.openapi()["paths"]
        kinds = [*KINDS, "sign"] if can_sign else KINDS
        yield type("Machine", (Lifecycle,), {"sandbox": sandbox, "kinds": kinds})


def _run(machine: type[Lifecycle], examples: int, steps: int) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            # What several do at once does not happen the same way again: nothing to shrink.
            phases=(Phase.generate,),
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_no_illegal_state_lost_event_or_duplicate_effect(machine: type[Lifecycle]):
    _run(machine, examples=10, steps=15)


@pytest.mark.full
def test_none_in_many_more_runs_either(machine: type[Lifecycle]):
    _run(machine, examples=150, steps=40)
