"""A profile's outbox on SQLite and disk, with a service in memory and clocks that can be moved."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from paraph.domain.service.account import Account, Environment, SignInWay
from paraph.domain.service.outbox_entry import OutboxEntry
from paraph.domain.service.request_draft import DraftSignatory, RequestDraft
from paraph.filing.spool import LocalSpool
from paraph.store.accounts import SqliteAccounts
from paraph.store.audit_log import SqliteAuditLog
from paraph.store.database import open_database
from paraph.store.outbox import SqliteOutbox
from paraph.store.owed_levels import SqliteOwedLevels
from paraph.store.requests import SqliteRequests
from paraph.store.templates import SqliteTemplates
from paraph.usecases.push_outbox import Pushed, push_outbox
from paraph.usecases.push_ports import Memory, Pushing
from paraph.usecases.queue_act import Queued, Queueing, queue_request
from tests.fakes.service import FakeService

ACCOUNT = Account(
    "acc-1", "Office", "https://api.test", SignInWay.API_KEY, environment=Environment.SANDBOX,
    added=datetime(2026, 11, 1, tzinfo=UTC),
)  # fmt: skip
BEGIN = datetime(2026, 11, 23, 9, tzinfo=UTC)


@dataclass
class MovedClock:
    """A wall clock that can be set, and a monotonic one that only goes on."""

    wall: datetime = BEGIN
    passed_s: float = 1000.0

    def now(self) -> datetime:
        return self.wall

    def monotonic_s(self) -> float:
        return self.passed_s

    def go_on(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.passed_s += seconds


def person(n: int = 1, **more: object) -> DraftSignatory:
    told = {"email": f"person{n}@client.example", "first_name": "Anne", "last_name": f"Martin {n}"}
    return DraftSignatory(**(told | {"order": n} | more))  # type: ignore[arg-type]


@dataclass
class OutboxBench:
    """What a process opens of a profile."""

    home: Path
    clock: MovedClock = field(default_factory=MovedClock)
    service: FakeService = field(default_factory=FakeService)
    account: Account = ACCOUNT
    contract: bytes = b"%PDF-1.7 contract"

    def __enter__(self) -> "OutboxBench":
        self.home.mkdir(exist_ok=True)
        self.open()
        return self

    def __exit__(self, *_: object) -> None:
        self.database.close()

    def open(self) -> None:
        """Open the record as a new process does; nothing of the old one's memory is left."""
        self.database = open_database(self.home)
        self.outbox, self.spool = SqliteOutbox(self.database), LocalSpool(self.home)
        self.accounts = SqliteAccounts(self.database)
        if not self.accounts.all():
            self.accounts.put(self.account)
        self.requests = SqliteRequests(self.database, self.clock, self.accounts)
        self.templates = SqliteTemplates(self.database)
        self.audit = SqliteAuditLog(self.database, self.clock)
        self.owed = SqliteOwedLevels(self.database, self.clock)
        self.queueing = Queueing(self.outbox, self.requests, self.audit, self.spool, self.clock)
        self.pushing = Pushing(
            self.outbox, self.requests, self.accounts, self.audit, self.owed, self.spool,
            self.clock, self.clock.monotonic_s, lambda: 1.0, memory=Memory(),
        )  # fmt: skip

    def reopen(self) -> None:
        self.database.close()
        self.open()

    def document(self, content: bytes = b"") -> str:
        path = self.home / "in.pdf"
        path.write_bytes(content or self.contract)
        return self.spool.take(path).sha256

    def draft(self, *people: DraftSignatory, name: str = "Fee agreement") -> RequestDraft:
        return RequestDraft(name, self.document(), "in.pdf", people or (person(),))

    def ask(self, *people: DraftSignatory, activate: bool = True, reference: str = "") -> Queued:
        draft = self.draft(*people)
        return queue_request(
            self.account.id, draft, self.queueing, activate=activate, client_reference=reference
        )

    def push(self, **how: bool) -> Pushed:
        account = next(each for each in self.accounts.all() if each.id == self.account.id)
        return push_outbox(account, self.service, self.pushing, **how)

    def states(self, request: str) -> list[str]:
        return [f"{each.kind} {each.state}" for each in self.outbox.of_request(request)]

    def entry(self, request: str, kind: str) -> OutboxEntry:
        return [each for each in self.outbox.of_request(request) if each.kind == kind][-1]

    def kinds(self) -> list[str]:
        rows = self.database.execute("SELECT kind FROM audit_entry ORDER BY seq").fetchall()
        return [kind for (kind,) in rows]


@contextmanager
def opened(home: Path) -> Iterator[OutboxBench]:
    with OutboxBench(home) as bench:
        yield bench
