"""A profile whose account is at a service far away, worked by the use cases as the program wires
them, and what both have afterwards; nothing of it is in memory but the account's key."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx2

from paraph.administrator import load_rules
from paraph.app import SystemClock, make_syncing
from paraph.domain.keys.secret import Secret
from paraph.domain.service.account import Account, Environment, SignInWay
from paraph.domain.service.local_request import LocalRequest
from paraph.domain.service.outbox_entry import EntryState, OutboxEntry
from paraph.domain.service.request_draft import RequestDraft
from paraph.filing.own_trust import OwnTrust
from paraph.filing.trust_folders import FOLDER
from paraph.ports.record import Clock
from paraph.ports.requests import Shown
from paraph.proving import trusted_by
from paraph.remote.rate import TokenBucket
from paraph.remote.tokens import API_KEY
from paraph.store.accounts import SqliteAccounts
from paraph.store.database import open_database
from paraph.store.inbox import SqliteInbox
from paraph.store.requests import SqliteRequests
from paraph.usecases import queue_act as q
from paraph.usecases.request_desk import RequestDesk
from paraph.usecases.sync_account import Synced
from tests.rigs.remote_account import MemorySecrets
from tests.sandbox.conftest import Served

ACCOUNT = "acc"
_ROUNDS = 10


@dataclass(frozen=True)
class SignedHere:
    """A draft that one person signs with a card, and its document with that signature."""

    draft: RequestDraft
    document: Path
    signed: Path


@dataclass
class FarDesk:
    """One profile. `address` is where its account is, `served` what is behind that."""

    home: Path
    served: Served
    address: str
    clock: Clock = field(default_factory=SystemClock)
    secrets: MemorySecrets = field(default_factory=MemorySecrets)
    begun: str = ""  # the service's events before it are others'

    def __post_init__(self) -> None:
        self.clients = self.home.parent / f"{self.home.name} clients"
        if not self.home.exists():
            self.home.mkdir(parents=True)
            self.clients.mkdir()
            self._begin()
        self.secrets.put(ACCOUNT, API_KEY, Secret(self.served.api_key))
        self.restart()

    def _begin(self) -> None:
        database = open_database(self.home)
        accounts = SqliteAccounts(database)
        accounts.put(
            Account(
                ACCOUNT, "Office", self.address, SignInWay.API_KEY,
                environment=Environment.SANDBOX, filing=str(self.clients), added=self.clock.now(),
            )
        )  # fmt: skip
        # What others did at the service until now is no part of what is looked at.
        requests = SqliteRequests(database, self.clock, accounts)
        self.begun = self.newest_iterator()
        SqliteInbox(database, self.clock, requests).move_on(ACCOUNT, self.begun)
        database.close()

    def restart(self) -> None:
        """Begin with a new process's memory."""

        def trusted() -> OwnTrust:
            return OwnTrust(self.home / FOLDER, trusted_by(self.home, load_rules(), system=False))

        self.syncing = make_syncing(self.home, load_rules, self.clock, trusted)
        self.syncing.secrets = lambda *_: self.secrets  # type: ignore[method-assign]
        services = self.syncing.services

        @contextmanager
        def unhurried(database: Any) -> Iterator[Any]:
            with services(database) as (service, sign_ins):
                yield (lambda account: _unbounded(service(account))), sign_ins

        self.syncing.services = unhurried  # type: ignore[method-assign]

    # --- what people do

    @contextmanager
    def desk(self) -> Iterator[RequestDesk]:
        with self.syncing.requests() as opened:
            yield opened

    def ask(self, draft: RequestDraft, document: Path, *, activate: bool = True) -> str:
        with self.desk() as desk:
            kept = desk.queueing.spool.take(document)
            asked = draft._replace(document_sha256=kept.sha256)
            done = q.queue_request(ACCOUNT, asked, desk.queueing, activate=activate)
            return done.request.id

    def sign(self, request: str, made: SignedHere) -> None:
        with self.desk() as desk:
            ports = desk.queueing
            kept, revision = ports.spool.take(made.signed), ports.spool.take(made.document)
            q.queue_sign(request, 0, kept, revision.sha256, ports)

    def queue(self, act: Callable[..., object], request: str, *told: Any) -> None:
        with self.desk() as desk:
            act(request, *told, desk.queueing)

    # --- rounds

    def round(self, *, insist: bool = True) -> Synced:
        with self.syncing.sending(lambda _intents: None) as rounds:
            (account,) = rounds.desk.accounts.all()
            done = rounds.do(account, insist=insist)
            rounds.sweep()
            return done

    def settle(self) -> Synced:
        """Do rounds until a round finds nothing to do; a person is not needed for it."""
        for _ in range(_ROUNDS):
            done = self.round()
            if done == _idle(done) and not self.open_entries() and not done.every_trouble:
                return done
        raise AssertionError((done, [(e.kind, e.state, e.error) for e in self.open_entries()]))

    def open_entries(self) -> list[OutboxEntry]:
        ended = (EntryState.DONE, EntryState.CANCELED)
        with self.desk() as desk:
            return [
                each
                for request in self._requests(desk)
                for each in desk.queueing.outbox.of_request(request.id)
                if each.state not in ended
            ]

    @staticmethod
    def _requests(desk: RequestDesk) -> list[LocalRequest]:
        return list(desk.queueing.requests.page(Shown(), 0, 10_000))

    # --- what both have

    def local(self, request: str) -> LocalRequest:
        with self.desk() as desk:
            found = desk.queueing.requests.get(request)
            assert found is not None
            return found

    def answer(self, method: str, path: str, body: object = None) -> httpx2.Response:
        url = f"{self.served.address}/v2{path}"
        return httpx2.request(method, url, json=body, headers=self.served.key, timeout=30)

    def call(self, method: str, path: str, body: object = None) -> Any:
        answer = self.answer(method, path, body)
        assert answer.status_code < 300, answer.text
        return answer.json() if answer.content else None

    def events_after(self, iterator: str = "") -> tuple[list[dict[str, Any]], str]:
        """Read the service's own feed: the events after an iterator, and the newest iterator.

        Where it is too old, all that are kept.
        """
        found: list[dict[str, Any]] = []
        while True:
            more = f"&iterator={iterator}" if iterator else ""
            answer = self.answer("GET", f"/events?consumer={ACCOUNT}&limit=100{more}")
            if answer.status_code == 410:
                iterator = ""
                continue
            page = answer.json()
            found += page["data"]
            iterator = page["iterator"]
            if page["done"]:
                return found, iterator

    def newest_iterator(self) -> str:
        return self.events_after()[1]

    def outcome(self, request: str) -> dict[str, Any]:
        """Tell what came of one request, here and there, in words that are the same for alike."""
        local = self.local(request)
        with self.desk() as desk:
            entries = list(desk.queueing.outbox.of_request(request))
            audit = _audit_kinds(self.home, request, [each.id for each in entries])
        references = {each.client_reference for each in entries}
        ledger = self.call("GET", "/sandbox/ledger")["objects"]
        made = [each["kind"] for each in ledger if each["client_reference"] in references]
        remote = local.remote
        assert remote is not None, entries
        there = self.call("GET", f"/signature-requests/{remote.id}")
        mails = self.call("GET", f"/sandbox/mail?limit=100&signature_request={remote.id}")["data"]
        events = self.events_after(self.begun)[0]
        happened = [e["type"] for e in events if e["data"].get("signature_request_id") == remote.id]
        return {
            "entries": [f"{each.kind} {each.state}" for each in entries],
            "objects": dict(Counter(made)),
            "events": dict(Counter(happened)),
            "mails": dict(Counter(each["kind"] for each in mails)),
            "status": there["status"],
            "agrees": (there["status"], there["version"]) == (remote.status, remote.version),
            "filing": str(local.filing.state),
            "files": self._filed(local, there.get("audit_trail_id")),
            "once": audit,
        }  # fmt: skip

    def _filed(self, local: LocalRequest, trail: str | None) -> list[str]:
        place = local.filing.place
        if not place:
            return []
        told = self.call("GET", f"/audit-trails/{trail}")
        names = {told["signed_sha256"]: "signed", told["trail_sha256"]: "trail"}
        found = sorted(Path(place).parent.glob(f"{Path(place).name}*"))
        return sorted(names.get(_sha256(each), each.name) for each in found)


def _idle(done: Synced) -> Synced:
    """Give a round that came to nothing."""
    pushed = done.pushed._replace(pushed=0, acknowledged=0, rejected=0, stopped=None)
    pulled = done.pulled._replace(pulled=0, applied=0, duplicates=0)
    return done._replace(pushed=pushed, pulled=pulled, filed=done.filed._replace(requests=()))


def _unbounded(client: Any) -> Any:
    """Let a client call as often as it likes."""
    if client._around.bucket._per_s < 1000:
        bucket = TokenBucket(per_minute=1_000_000, burst=1_000_000)
        client._around = replace(client._around, bucket=bucket)
    return client


def _audit_kinds(home: Path, request: str, entries: list[str]) -> dict[str, int]:
    """Count what is to be in the record once for each: acts that are done, results filed."""
    database = open_database(home)
    marks = ", ".join("?" * len(entries))
    rows = database.execute(
        f"SELECT kind, count(*) FROM audit_entry WHERE kind IN ('act_done', 'results_filed')"
        f" AND intent IN ({marks}, ?) GROUP BY kind",
        [*entries, request],
    ).fetchall()
    database.close()
    return {str(kind): int(count) for kind, count in rows}


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
