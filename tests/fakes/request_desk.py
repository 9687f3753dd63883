"""A profile with requests, read and written in this process as the window's engine does it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from paraph.domain.service.account import Account, Environment, SignInWay
from paraph.domain.service.local_request import Filing, FilingState, LocalRequest
from paraph.domain.service.request_draft import DraftSignatory, RequestDraft
from paraph.domain.service.signature_request import PlacedField, RemoteRequest, Signatory
from paraph.usecases.request_board import RequestBoard
from paraph.usecases.request_desk import RequestDesk
from paraph.workers.lane import Lane
from tests.fakes.outbox_bench import OutboxBench

ME = "camille@roux.example"
OFFICE = Account(
    "acc-1", "Office", "https://api.test", SignInWay.API_KEY, environment=Environment.SANDBOX,
    own_addresses=(ME,), added=datetime(2026, 11, 1, tzinfo=UTC),
    secret_since=datetime(2026, 11, 1, tzinfo=UTC),
)  # fmt: skip
MINE = PlacedField("mine", "signature", 3, 62.0, 196.0, 196.0, 76.0)
THEIRS = PlacedField("theirs", "signature", 3, 320.0, 196.0, 196.0, 76.0)


class LaneRecord(QObject):
    """The record's one lane, without what sends: `gui.requests.request_model.Record`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lane = Lane("requests", self)
        self.acts = 0

    def read(self, work: Callable[[], Any], done: Any, failed: Any) -> None:
        self.lane.run(work, done, failed)

    def act(self, work: Callable[[], Any], done: Any, failed: Any) -> None:
        def then(result: Any) -> None:
            self.acts += 1
            done(result)

        self.lane.run(work, then, failed)

    def close(self) -> None:
        self.lane.close()


class BoardOf(RequestBoard):
    """The real board, on a store that each call opens, as the engine's process does."""

    def __init__(self, home: Path) -> None:
        @contextmanager
        def opened() -> Iterator[RequestDesk]:
            with OutboxBench(home, account=OFFICE) as bench:
                yield RequestDesk(bench.queueing, bench.accounts, bench.templates)

        super().__init__(opened, lambda: datetime.now(UTC), home)


def signatory(
    name: str, email: str, status: str = "pending", number: int = 1, **more: Any
) -> Signatory:
    first, _, last = name.partition(" ")
    asked = Signatory(
        f"sig-{email}-{number}", email, first, last, "advanced", number, "signer", "remote", status
    )
    return asked._replace(**more)


def me(status: str = "pending", number: int = 2, **more: Any) -> Signatory:
    told = {"level": "qualified", "signing": "local", "fields": (MINE,)} | more
    return signatory("Camille Roux", ME, status, number, **told)


def request(
    name: str,
    status: str,
    people: tuple[Signatory, ...],
    now: datetime,
    **more: Any,
) -> LocalRequest:
    """Give a request as the service told it; `more` are fields of either of both."""
    key = more.pop("key", name)
    of_remote = {each: more.pop(each) for each in tuple(more) if each in RemoteRequest._fields}
    told: dict[str, Any] = {
        "revision": 1, "document_sha256": None, "matter": "", "activated_at": now,
        "created_at": now - timedelta(days=3), "updated_at": now - timedelta(minutes=5),
    } | of_remote  # fmt: skip
    remote = RemoteRequest(
        id=f"rem-{key}", version=3, document_id=f"doc-{key}", client_reference=f"ref-{key}",
        name=name, status=status, signatories=people, **told,
    )  # fmt: skip
    made = LocalRequest(f"id-{key}", OFFICE.id, f"ref-{key}", told["created_at"], remote=remote)
    return replace(made, **more)


def draft_of(made: LocalRequest, document: str = "cd" * 32) -> LocalRequest:
    """Give the same as one that was prepared on this computer."""
    remote = made.remote
    assert remote is not None
    people = tuple(
        DraftSignatory(
            e.email or "", e.first_name or "", e.last_name or "", e.level, e.order, e.role,
            e.signing, e.fields,
        )
        for e in remote.signatories
    )  # fmt: skip
    draft = RequestDraft(remote.name, document, "agreement.pdf", people, matter=remote.matter or "")
    return replace(made, draft=draft, client_reference=f"{made.client_reference}-mine")


def filed(place: str) -> Filing:
    return Filing(FilingState.FILED, place)


def put(home: Path, requests: list[LocalRequest], document: Path | None = None) -> str:
    """Write requests, the last one the newest; `document` is the revision of all of them."""
    with OutboxBench(home, account=OFFICE) as bench:
        sha256 = bench.spool.take(document).sha256 if document is not None else ""
        for each in requests:
            bench.clock.go_on(60)
            remote = each.remote
            if sha256 and remote is not None:
                each = replace(  # noqa: PLW2901 - the one with its document
                    each, remote=remote._replace(document_sha256=sha256),
                    current_sha256=sha256, current_revision=remote.revision,
                )  # fmt: skip
            bench.requests.add(each)
    return sha256
