"""What the demo asks of its sandbox, against a served one: as the firm at the other end would."""

from collections import Counter
from contextlib import closing

import httpx2
import pytest

from paraph.domain.keys.secret import Secret
from paraph.domain.service.request_draft import RequestDraft
from paraph.remote.sandbox_calls import SandboxCalls
from paraph.remote.sandbox_child import SandboxTrouble
from paraph.usecases.demo_profile import CLIENT, HOLDER, fill_inbox, signatory
from tests.conftest import SAMPLE
from tests.sandbox.conftest import Served, lasting_served

__all__ = ["lasting_served"]


@pytest.fixture
def calls(lasting_served: Served):
    with closing(SandboxCalls(lasting_served.address, Secret(lasting_served.api_key))) as made:
        yield made


def draft(*people: tuple) -> RequestDraft:
    asked = tuple(signatory(person, order, way) for person, order, way in people)
    return RequestDraft("Lease", document_name="lease.pdf", signatories=asked)


def test_a_request_begins_and_the_ledger_has_one_of_each(calls: SandboxCalls):
    before = Counter(kind for kind, _ in calls.made())
    begun = calls.begin_request(SAMPLE, draft((HOLDER, 1, "local"), (CLIENT, 2, "remote")))
    made = Counter(kind for kind, _ in calls.made()) - before
    assert ("signature_request", begun.client_reference) in calls.made()
    assert made == {"document": 1, "signature_request": 1, "signatory": 2}
    assert (begun.status, begun.name) == ("in_progress", "Lease")
    assert calls.request(begun.id) == begun
    assert calls.request("req_none") is None


def test_the_link_is_a_page_of_whose_turn_it_is_in_a_browser(calls: SandboxCalls):
    calls.begin_request(SAMPLE, draft((HOLDER, 1, "local"), (CLIENT, 2, "remote")))
    assert calls.signing_link() is None  # the card's turn
    begun = calls.begin_request(SAMPLE, draft((CLIENT, 1, "remote"), (HOLDER, 2, "local")))
    link = calls.signing_link()
    assert link is not None
    page = httpx2.get(link)
    assert page.status_code == 200
    assert "Lease" in page.text
    after = calls.sign_for(begun, CLIENT.email)
    assert [each.status for each in after.signatories] == ["signed", "notified"]
    assert calls.signing_link() is None


def test_the_inbox_is_filled_with_what_the_other_has_signed(calls: SandboxCalls):
    request_id = fill_inbox(SAMPLE, "", calls)
    told = calls.request(request_id)
    assert told is not None
    assert [each.email for each in told.whose_turn()] == [HOLDER.email]
    assert told.revision == 1
    assert fill_inbox(SAMPLE, request_id, calls) == request_id


def test_a_refusal_is_told_in_the_sandboxs_words(calls: SandboxCalls, lasting_served: Served):
    begun = calls.begin_request(SAMPLE, draft((HOLDER, 1, "local"), (CLIENT, 2, "remote")))
    with pytest.raises(SandboxTrouble, match=r"status 409"):
        calls.sign_for(begun, CLIENT.email)  # not its turn
    with pytest.raises(SandboxTrouble, match="nobody is asked"):
        calls.sign_for(begun, "nobody@else.example")
    with (
        closing(SandboxCalls(lasting_served.address, Secret("ak_wrong"))) as other,
        pytest.raises(SandboxTrouble, match=r"status 401"),
    ):
        other.made()


def test_a_sandbox_that_has_ended_does_not_answer():
    with (
        closing(SandboxCalls("http://127.0.0.1:9", Secret("ak_x"))) as calls,
        pytest.raises(SandboxTrouble, match="does not answer"),
    ):
        calls.made()
