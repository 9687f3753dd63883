"""Desk, network, server and crashes in any order, where the server is the real sandbox.

The courses and what has to hold in them are those of `tests/unit/test_outbox_machine.py`; what the
network does to a call is done before and after it reaches the sandbox.
"""

import json
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import httpx2
import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import initialize, run_state_machine_as_test

from paraph.domain.keys.secret import Secret
from paraph.domain.service.outbox_entry import EntryState
from paraph.domain.service.signature_request import RemoteRequest
from paraph.ports.service import RemoteDocument, ServiceAnswer, ServiceCall
from paraph.remote.http_client import HttpClient, Reply, Wanted
from paraph.remote.rest_client import RestClient
from paraph.remote.tokens import API_KEY, KeyBearer
from tests.conftest import SAMPLE
from tests.fakes.outbox_bench import ACCOUNT, MovedClock, person
from tests.faults.network_story import FIELD, signed_here, trusting_sandbox
from tests.rigs.remote_account import MemorySecrets, surroundings
from tests.sandbox.conftest import Served
from tests.unit.test_outbox_machine import QUIET, OutboxMachine, WatchedService


class HearingClient(HttpClient):
    """Remembers whether the last answer was one of an earlier call."""

    was_replayed = False

    def send(self, wanted: Wanted) -> Reply:
        reply = super().send(wanted)
        self.was_replayed = reply.headers.get("idempotency-replayed") == "true"
        return reply


@dataclass
class SandboxClock(MovedClock):
    """A desk's clock; when time passes, it does at the sandbox, too."""

    served: Served | None = None

    def go_on(self, seconds: float) -> None:
        super().go_on(seconds)
        if self.served is not None:
            told(self.served, "POST", "/sandbox/clock", {"advance_s": seconds})


def told(served: Served, method: str, path: str, body: object = None) -> Any:
    answer = httpx2.request(
        method, f"{served.address}/v2{path}", json=body, headers=served.key, timeout=30
    )
    assert answer.status_code < 300, answer.text
    return answer.json() if answer.content else None


@dataclass
class FarService(WatchedService):
    """The sandbox, on a network that does what `faults` says."""

    served: Served | None = None
    real: RestClient | None = None
    http: HearingClient = field(default_factory=lambda: HearingClient(private_addresses=True))

    def _once(self, call: ServiceCall) -> ServiceAnswer:
        assert self.real is not None
        answer = self.real.send(call)
        if answer.status < 300 and not self.http.was_replayed:
            self.done.append(call.trace_id)
        if answer.request is not None:
            self.requests[answer.request.id] = answer.request
        return answer

    def document_of(self, client_reference: str) -> RemoteDocument | None:
        self._read("GET /v2/documents")
        assert self.real is not None
        return self.real.document_of(client_reference)

    def request_of(self, client_reference: str) -> RemoteRequest | None:
        self._read("GET /v2/signature-requests")
        assert self.real is not None
        return self.real.request_of(client_reference)

    def request(self, request_id: str) -> RemoteRequest | None:
        self._read(f"GET /v2/signature-requests/{request_id}")
        assert self.real is not None
        return self.real.request(request_id)

    def fetch(self, path: str, into: Path, most_bytes: int) -> str:
        self._read(f"GET {path}")
        assert self.real is not None
        return self.real.fetch(path, into, most_bytes)

    def sign_as(self, request_id: str, number: int, sha256: str | None = None) -> None:
        """Let somebody sign at the sandbox, where the request is such that they may."""
        assert self.served is not None
        who = self.requests[request_id].signatories[number].id
        httpx2.post(
            f"{self.served.address}/v2/sandbox/signature-requests/{request_id}/simulate",
            json={"action": "sign", "signatory": who}, headers=self.served.key, timeout=30,
        )  # fmt: skip

    def forget_keys(self) -> None:
        """Do nothing: the time that has passed makes the sandbox forget them."""


class SandboxMachine(OutboxMachine):
    served: Served
    far_kind: type[FarService] = FarService
    signature: bytes
    contract = SAMPLE.read_bytes()
    came_about: ClassVar[Counter[str]] = Counter()

    @initialize()
    def something_is_asked(self) -> None:
        """Begin with a request that is signed here: a course in which nothing is asked is long."""
        self.ask(True)
        self.sign(0)

    def prepare(self) -> None:
        bench, served = self.bench, self.served
        bench.contract = self.contract
        # What it is at the sandbox after all that passed in other courses.
        offset = told(served, "POST", "/sandbox/clock", {"advance_s": 0})["offset_s"]
        now = datetime.now(UTC) + timedelta(seconds=offset)
        bench.clock = SandboxClock(wall=now, served=served)
        self.begin = now - timedelta(seconds=bench.clock.passed_s)
        secrets = MemorySecrets()
        account = ACCOUNT._replace(base_url=served.address)
        secrets.put(account.id, API_KEY, Secret(served.api_key))
        service = self.far_kind(served=served)
        around = surroundings(service.http, self.home / "home" / "spool")
        service.real = RestClient(account, KeyBearer(account, secrets), around)
        bench.service = service

    def signed(self, n: int) -> bytes:
        return self.signature

    def _comes_to_an_end(self) -> None:
        super()._comes_to_an_end()
        done = (each.kind for each in self.entries() if each.state is EntryState.DONE)
        self.came_about.update(map(str, done))

    def teardown(self) -> None:
        try:
            super().teardown()
        finally:
            service = self.service
            assert isinstance(service, FarService)
            service.http.close()


@pytest.fixture(scope="module")
def machine(tmp_path_factory, demo_token) -> Iterator[type[SandboxMachine]]:
    folder = tmp_path_factory.mktemp("machine")
    with trusting_sandbox(folder / "sandbox", demo_token) as served:
        made = signed_here(folder, demo_token)
        (me,) = made.draft.signatories
        facts = {
            "served": served, "signature": made.signed.read_bytes(), "came_about": Counter(),
            "people": (me, person(2, order=1, fields=(FIELD,))),
        }  # fmt: skip
        yield type("SandboxMachine", (SandboxMachine,), facts)


def test_every_act_has_one_effect_at_the_sandbox(machine):
    few = settings(QUIET, max_examples=4, stateful_step_count=25)
    run_state_machine_as_test(machine, settings=few)
    assert {"upload", "create", "activate", "sign"} <= set(machine.came_about)


@pytest.mark.full
def test_every_act_has_one_effect_at_the_sandbox_in_more_courses(machine):
    more = settings(QUIET, max_examples=150, stateful_step_count=50, derandomize=False)
    run_state_machine_as_test(machine, settings=more)
    assert {"sign", "remind", "cancel", "reassign", "decline"} <= set(machine.came_about)


@dataclass
class CarelessFarService(FarService):
    """The sandbox, which is told another key and another reference with each call."""

    def _once(self, call: ServiceCall) -> ServiceAnswer:
        body, name = call.body, b'"client_reference":'
        fields = tuple((n, new() if n == "client_reference" else v) for n, v in body.fields)
        content = body.content
        if content is not None and name in content:
            told = json.loads(content) | {"client_reference": new()}
            content = json.dumps(told).encode()
        other = body._replace(content=content, fields=fields)
        return super()._once(call._replace(idempotency_key=new(), body=other))


def new() -> str:
    return str(uuid.uuid4())


@pytest.mark.full
def test_without_keys_and_references_it_is_found_out(machine):
    careless = type("Careless", (machine,), {"far_kind": CarelessFarService})
    found = settings(QUIET, max_examples=100, phases=[Phase.generate], report_multiple_bugs=False)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(careless, settings=found)
