"""A profile that receives from a signature service: the real store, and a service in memory."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from paraph.domain.service.account import Account, Environment, SignInWay
from paraph.domain.service.local_request import LocalRequest
from paraph.domain.service.outbox_entry import FrozenBody
from paraph.domain.service.request_draft import RequestDraft
from paraph.filing.spool import LocalSpool
from paraph.ports.requests import Shown
from paraph.ports.service import RemoteService, ServiceCall
from paraph.store.audit_log import SqliteAuditLog
from paraph.store.database import open_database
from paraph.store.inbox import SqliteInbox
from paraph.store.outbox import SqliteOutbox
from paraph.store.owed_levels import SqliteOwedLevels
from paraph.store.requests import SqliteRequests
from paraph.usecases.fetch_documents import Fetching
from paraph.usecases.receiving import Receiving
from tests.fakes.record import FixedClock
from tests.fakes.service import FakeService

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
ME = "me@firm.example"
ACCOUNT = Account(
    "acc", "Firm", "http://127.0.0.1:1", SignInWay.API_KEY, environment=Environment.SANDBOX,
    own_addresses=(ME,), added=NOW,
)  # fmt: skip


@dataclass
class MemoryAccounts:
    """Accounts in a list."""

    kept: list[Account] = field(default_factory=lambda: [ACCOUNT])

    def all(self) -> Sequence[Account]:
        return list(self.kept)

    def put(self, account: Account) -> None:
        self.kept = [each for each in self.kept if each.id != account.id] + [account]

    def remove(self, account_id: str) -> None:
        self.kept = [each for each in self.kept if each.id != account_id]


class Profile:
    """What a process opens of a profile in `home`."""

    def __init__(self, home: Path, service: RemoteService, account: Account = ACCOUNT) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.home, self.service, self.account = home, service, account
        self.clock = FixedClock(NOW)
        self.database = open_database(home)
        self.audit = SqliteAuditLog(self.database, self.clock)
        self.accounts = MemoryAccounts([account])
        self.requests = SqliteRequests(self.database, self.clock, self.accounts)
        self.inbox = SqliteInbox(self.database, self.clock, self.requests)
        self.outbox = SqliteOutbox(self.database)
        self.owed = SqliteOwedLevels(self.database, self.clock)
        self.spool = LocalSpool(home)

    @property
    def receiving(self) -> Receiving:
        return Receiving(
            self.account, self.service, self.outbox, self.requests, self.inbox, self.audit,
            self.clock,
        )  # fmt: skip

    @property
    def fetching(self) -> Fetching:
        return Fetching(self.receiving, self.spool)

    def close(self) -> None:
        self.database.close()

    def all(self) -> Sequence[LocalRequest]:
        return self.requests.page(Shown(), 0, 1000)

    def of(self, remote_id: str) -> LocalRequest:
        found = self.requests.of_remote(self.account.id, remote_id)
        assert found is not None
        return found

    def kinds(self) -> list[str]:
        rows = self.database.execute("SELECT kind FROM audit_entry ORDER BY seq").fetchall()
        return [kind for (kind,) in rows]

    def applied(self) -> int:
        return int(self.database.execute("SELECT count(*) FROM applied_event").fetchone()[0])


def running_clock(service: FakeService) -> None:
    """Let each event of a service be a second after the one before."""
    ticks = iter(range(1_000_000))
    service.now = lambda: NOW + timedelta(seconds=next(ticks))


def asked(
    service: FakeService, *people: str, name: str = "Fee agreement", content: bytes = b"%PDF-1.7 x"
) -> str:
    """Have somebody else ask for signatures; gives the request's id at the service."""
    sha256 = hashlib.sha256(content).hexdigest()
    service.contents[sha256] = content
    document = _post(service, "/v2/documents", FrozenBody(sha256, "application/pdf"))
    signatories = [
        {
            "email": each, "first_name": "A", "last_name": "B", "signing": "local",
            "order": number + 1,
        }
        for number, each in enumerate(people or (ME,))
    ]  # fmt: skip
    import json

    body = {
        "document_id": document, "name": name, "signatories": signatories,
        "client_reference": str(uuid.uuid4()), "matter": "2026-0147",
    }  # fmt: skip
    content = json.dumps(body).encode()
    frozen = FrozenBody(hashlib.sha256(content).hexdigest(), "application/json", content)
    request = _post(service, "/v2/signature-requests", frozen)
    _post(service, f"/v2/signature-requests/{request}/activate", FrozenBody(""))
    return request


def _post(service: FakeService, path: str, body: FrozenBody) -> str:
    call = ServiceCall("POST", path, body, str(uuid.uuid4()), "0" * 32)
    answer = service.send(call)
    assert answer.status < 300, answer
    return str(answer.body["id"])


def drafted(profile: Profile, remote_id: str, client: str) -> None:
    """Let a request be one that was prepared here, for a client."""
    from dataclasses import replace

    request = profile.of(remote_id)
    draft = RequestDraft(request.name, client=client)
    profile.requests.put(replace(request, draft=draft, client=client))
