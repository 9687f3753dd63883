"""Queues and pushes against a real sandbox in children that are killed with SIGKILL at a line.

Called with a folder, the sandbox's address and key, a story, and how many lines to try; prints one
JSON object. Story `queue`: the click is killed, and done again as a person does. Story `push`: the
sending is killed. Stories `lost-N`: the same, while the first N answers are lost besides.
With the story `act` it does the act once, in a process of its own, and tells what it raised.
"""

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2

from paraph.domain.errors import ParaphError
from paraph.domain.keys.secret import Secret
from paraph.domain.service.account import Account, SignInWay
from paraph.domain.service.request_draft import DraftSignatory, RequestDraft
from paraph.domain.service.signature_request import PlacedField
from paraph.filing.lease import sole_lease
from paraph.filing.spool import LocalSpool
from paraph.remote.http_client import HttpClient
from paraph.remote.rate import TokenBucket
from paraph.remote.rest_client import RestClient, Surroundings
from paraph.remote.tokens import API_KEY, KeyBearer
from paraph.store.accounts import SqliteAccounts
from paraph.store.audit_log import SqliteAuditLog
from paraph.store.database import open_database
from paraph.store.outbox import SqliteOutbox
from paraph.store.owed_levels import SqliteOwedLevels
from paraph.store.requests import SqliteRequests
from paraph.usecases.push_outbox import push_outbox
from paraph.usecases.push_ports import Pushing
from paraph.usecases.queue_act import Queueing, queue_remind, queue_request
from tests.conftest import SAMPLE
from tests.faults.killer import Killer
from tests.rigs.remote_account import MemorySecrets

FIELD = PlacedField("F", "signature", 1, 72, 120, 180, 60)
PERSON = DraftSignatory("anne@client.example", "Anne", "Martin", fields=(FIELD,))
ROUNDS = 6


class Clock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class Desk:
    """What a process opens of a profile."""

    def __init__(self, home: Path, address: str, key: str) -> None:
        home.mkdir(parents=True, exist_ok=True)
        clock = Clock()
        self.home, self.database = home, open_database(home)
        self.account = Account("acc", "Sandbox", address, SignInWay.API_KEY, added=clock.now())
        accounts = SqliteAccounts(self.database)
        self.spool = LocalSpool(home)
        self.queueing = Queueing(
            SqliteOutbox(self.database), SqliteRequests(self.database, clock, accounts),
            SqliteAuditLog(self.database, clock), self.spool, clock,
        )  # fmt: skip
        self.pushing = Pushing(
            self.queueing.outbox, self.queueing.requests, accounts, self.queueing.audit,
            SqliteOwedLevels(self.database, clock), self.spool, clock, lambda: 0.0, lambda: 0.0,
        )  # fmt: skip
        if not accounts.all():
            accounts.put(self.account)
        self.key = key

    def click(self) -> None:
        """Ask for a request with a reminder, as a person who is not told does once more."""
        document = self.spool.take(SAMPLE).sha256
        draft = RequestDraft("Fee agreement", document, "agreement.pdf", (PERSON,))
        reference = reference_of(self.home)
        done = queue_request("acc", draft, self.queueing, activate=True, client_reference=reference)
        if not any(each.kind == "remind" for each in done.entries):
            queue_remind(done.request.id, self.queueing)

    def push(self) -> None:
        with self.service() as service, sole_lease(self.home / "leases", "sender") as is_ours:
            assert is_ours, "a dead process holds the lease"
            push_outbox(self.account, service, self.pushing, insist=True)

    @contextmanager
    def service(self) -> Iterator[RestClient]:
        secrets = MemorySecrets()
        secrets.put("acc", API_KEY, Secret(self.key))
        with closing(HttpClient(private_addresses=True)) as http:
            bucket = TokenBucket(per_minute=1_000_000, burst=1_000_000)
            around = Surroundings(http, Clock().now, self.spool.path_of, bucket)
            yield RestClient(self.account, KeyBearer(self.account, secrets), around)


def reference_of(home: Path) -> str:
    """Give a UUID that is of this folder alone."""
    import hashlib
    import uuid

    return str(uuid.UUID(bytes=hashlib.sha256(str(home).encode()).digest()[:16], version=4))


class Story:
    """One story at one sandbox."""

    def __init__(self, address: str, key: str, name: str) -> None:
        self.address, self.key, self.name = address, key, name

    def desk(self, place: Path) -> Desk:
        return Desk(place / "home", self.address, self.key)

    def prepare(self, place: Path) -> None:
        place.mkdir()
        desk = self.desk(place)
        if self.name != "queue":
            desk.click()
        desk.database.close()
        if self.name.startswith("lost"):
            body = {
                "route": "POST /v2/*", "kind": "lose_response",
                "times": int(self.name.removeprefix("lost-")),
            }  # fmt: skip
            self.call("POST", "/sandbox/faults", body)

    def run(self, place: Path, killer: Killer) -> None:
        desk = self.desk(place)
        sys.settrace(killer.trace)
        if self.name == "queue":
            desk.click()
        else:
            desk.push()
        sys.settrace(None)
        desk.database.close()

    def recover(self, place: Path) -> None:
        """Start anew, as often as it takes."""
        self.call("DELETE", "/sandbox/faults")
        for _ in range(ROUNDS):
            desk = self.desk(place)
            desk.click()
            desk.push()
            desk.database.close()

    def found(self, place: Path) -> dict[str, Any]:
        desk = self.desk(place)
        requests = desk.queueing.requests
        (local,) = [requests.of_reference("acc", reference_of(desk.home))]
        assert local is not None
        entries = desk.queueing.outbox.of_request(local.id)
        references = [each.client_reference for each in entries[:2]]
        counted = desk.database.execute("SELECT count(*) FROM signature_request").fetchone()[0]
        spool = [each.name for each in (desk.home / "spool").iterdir()]
        ok = desk.database.execute("PRAGMA integrity_check").fetchone()[0]
        desk.database.close()
        ledger = self.call("GET", "/sandbox/ledger")["objects"]
        mail = self.call(
            "GET", f"/sandbox/mail?limit=100&signature_request={local.remote.id}"
            if local.remote is not None else "/sandbox/mail",
        )["data"]  # fmt: skip
        return {
            "states": [f"{each.kind} {each.state}" for each in entries],
            "objects": sorted(o["kind"] for o in ledger if o["client_reference"] in references),
            "mails": sorted(each["kind"] for each in mail),
            "requests": counted,
            "spool": len([name for name in spool if len(name) == 64]),
            "integrity": ok,
        }

    def call(self, method: str, path: str, body: object = None) -> Any:
        answer = httpx2.request(
            method, f"{self.address}/v2{path}", json=body, timeout=30,
            headers={"Authorization": f"Bearer {self.key}"},
        )  # fmt: skip
        assert answer.status_code < 300, answer.text
        return answer.json() if answer.content else None

    def killed_at(self, line: int, place: Path) -> dict[str, Any]:
        self.prepare(place)
        was_killed = in_child(lambda: self.run(place, Killer(line)))
        assert not in_child(lambda: self.recover(place))
        found = self.found(place) | {"line": line, "killed": was_killed}
        shutil.rmtree(place)
        return found


def in_child(act: Any) -> bool:
    """Do it in a child; tell whether that was killed. What it raises is an error here."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            act()
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        assert os.waitstatus_to_exitcode(status) == 0
    return os.WIFSIGNALED(status)


def act_once(folder: Path, address: str, key: str) -> None:
    """Click and push; a ParaphError is told by its code, and nothing else may come."""
    told = "done"
    try:
        desk = Desk(folder / "home", address, key)
        desk.click()
        desk.push()
    except ParaphError as error:
        told = error.code
    sys.stdout.write(told)


def main() -> None:
    folder, address, key, name = Path(sys.argv[1]), *sys.argv[2:5]
    if name == "act":
        act_once(folder, address, key)
        return
    story, most = Story(address, key, name), int(sys.argv[5])
    for place in (folder / "warm", folder / "count"):
        # Once without counting, so that nothing is imported inside the lines counted.
        story.prepare(place)
        killer = Killer(None)
        story.run(place, killer)
    story.call("DELETE", "/sandbox/faults")
    lines = range(1, killer.seen + 1, max(1, killer.seen // most))
    results = [story.killed_at(line, folder / f"at-{line}") for line in lines]
    sys.stdout.write(json.dumps({"total": killer.seen, "results": results}))


if __name__ == "__main__":
    main()
