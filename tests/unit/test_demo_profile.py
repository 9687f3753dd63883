"""What the demo's profile begins with: one account, and one request that waits until it ended."""

from contextlib import closing
from pathlib import Path

import pytest

from paraph.app import SystemClock
from paraph.domain.service.account import Environment, SignInWay
from paraph.domain.service.request_draft import RequestDraft
from paraph.domain.service.signature_request import RemoteRequest
from paraph.store.accounts import SqliteAccounts
from paraph.store.audit_log import SqliteAuditLog
from paraph.store.database import open_database, transaction
from paraph.usecases.demo_profile import CLIENT, HOLDER, DemoRecord, demo_account, fill_inbox

HERE, THERE = "http://127.0.0.1:4001", "http://127.0.0.1:4002"
SAMPLE = Path("fee-agreement.pdf")


@pytest.fixture
def database(tmp_path):
    with closing(open_database(tmp_path)) as opened:
        yield opened


@pytest.fixture
def record(database):
    clock = SystemClock()
    audit = SqliteAuditLog(database, clock)
    return DemoRecord(SqliteAccounts(database), audit, clock, lambda: transaction(database))


def test_the_account_is_added_once_and_names_who_works_there(record, tmp_path):
    made = demo_account(HERE, tmp_path / "filed", record)
    again = demo_account(HERE, tmp_path / "filed", record)
    assert again == record.accounts.all()[0]
    assert len(record.accounts.all()) == 1
    assert (made.way, made.environment) == (SignInWay.API_KEY, Environment.SANDBOX)
    assert made.is_mine(HOLDER.email, signs_with_card=True)
    assert not made.is_mine(CLIENT.email, signs_with_card=True)
    assert made.filing == str(tmp_path / "filed")
    assert [each.kind for each in record.audit.since(0)] == ["account_added"]


def test_the_account_goes_with_a_sandbox_that_began_anew(record, tmp_path):
    first = demo_account(HERE, tmp_path, record)
    moved = demo_account(THERE, tmp_path, record)
    assert (moved.id, moved.base_url) == (first.id, THERE)
    (kept,) = record.accounts.all()
    assert kept.base_url == THERE
    assert [each.kind for each in record.audit.since(0)] == ["account_added", "account_changed"]


def test_the_log_is_read_after_an_entry(record):
    numbers = [record.audit.append("kind", f"intent {n}", {"n": n}) for n in range(3)]
    assert [each.body for each in record.audit.since(numbers[0])] == [{"n": 1}, {"n": 2}]
    assert record.audit.since(numbers[-1]) == []


class OtherSide:
    """The firm at the other end, in memory."""

    def __init__(self) -> None:
        self.requests: dict[str, RemoteRequest] = {}
        self.drafts: list[RequestDraft] = []
        self.signed: list[tuple[str, str]] = []

    def begin_request(self, document: Path, draft: RequestDraft) -> RemoteRequest:
        assert document == SAMPLE
        now, number = SystemClock().now(), f"req_{len(self.requests)}"
        made = RemoteRequest(number, 1, "doc", None, draft.name, "in_progress", (), now, now)
        self.requests[number] = made
        self.drafts.append(draft)
        return made

    def request(self, request_id: str) -> RemoteRequest | None:
        return self.requests.get(request_id)

    def sign_for(self, request: RemoteRequest, email: str) -> RemoteRequest:
        self.signed.append((request.id, email))
        return request


def test_what_waits_is_the_holders_turn_after_the_client_signed():
    other = OtherSide()
    made = fill_inbox(SAMPLE, "", other)
    (draft,) = other.drafts
    client, holder = draft.signatories
    assert (client.email, client.signing, client.order) == (CLIENT.email, "remote", 1)
    assert (holder.email, holder.signing, holder.order) == (HOLDER.email, "local", 2)
    assert other.signed == [(made, CLIENT.email)]
    for each, person in ((client, CLIENT), (holder, HOLDER)):
        (field,) = each.fields
        assert (field.kind, field.page) == ("signature", person.page_index + 1)
        assert (field.x, field.width) == (person.box.x0, person.box.width)


def test_what_still_waits_stays_and_what_has_ended_or_is_gone_is_followed_by_another():
    other = OtherSide()
    first = fill_inbox(SAMPLE, "", other)
    assert fill_inbox(SAMPLE, first, other) == first
    assert len(other.requests) == 1
    other.requests[first] = other.requests[first]._replace(status="completed")
    second = fill_inbox(SAMPLE, first, other)
    assert second != first
    assert fill_inbox(SAMPLE, "req_gone", other) not in (first, second)
