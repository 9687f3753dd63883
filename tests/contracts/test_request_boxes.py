"""Which requests a box of the lists has: mine, those that wait for me, those with others."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from paraph.domain.service.act import ActKind
from paraph.domain.service.outbox_entry import EntryState
from paraph.domain.service.request_draft import DraftSignatory, RequestDraft
from paraph.ports.requests import Shown
from paraph.store.requests import page_query, words_of
from paraph.usecases.queue_act import queue_cancel, queue_decline, queue_request
from tests.conftest import SAMPLE
from tests.fakes.outbox_bench import OutboxBench
from tests.fakes.request_desk import ME, OFFICE, draft_of, me, put, request, signatory

NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture
def home(tmp_path):
    put(
        tmp_path,
        [
            request("waits", "in_progress", (me(number=1),), NOW),
            request("later", "in_progress", (signatory("A A", "a@x.example"), me()), NOW),
            request("done", "completed", (me("signed"),), NOW),
            request("odd", "archived_by_notary", (me("signed"),), NOW),
            request("others", "in_progress", (signatory("A A", "a@x.example"),), NOW),
            request("copy", "in_progress", (me()._replace(role="cc"),), NOW),
            draft_of(request("both", "in_progress", (me(number=1),), NOW)),
        ],
    )
    return tmp_path


@pytest.fixture
def bench(home):
    with OutboxBench(home, account=OFFICE) as made:
        yield made


def names(bench, shown: Shown) -> set[str]:
    return {each.name for each in bench.requests.page(shown, 0, 50)}


@pytest.mark.parametrize(
    ("box", "found"),
    [
        ("mine", {"waits", "later", "done", "odd", "both"}),
        ("waiting", {"waits", "both"}),
        ("with_others", {"later", "done", "odd"}),
        ("sent", {"both"}),
        ("all", {"waits", "later", "done", "odd", "others", "copy", "both"}),
    ],
)
def test_a_box_has_its_own(bench, box, found):
    assert names(bench, Shown(box)) == found
    assert bench.requests.counts(Shown(box))[""] == len(found)


def test_what_was_acted_on_here_waits_no_more_until_it_comes_back(bench):
    (entry,) = queue_decline("id-waits", 0, "No.", bench.queueing).entries
    assert names(bench, Shown("waiting")) == {"both"}
    assert "waits" in names(bench, Shown("with_others"))
    bench.outbox.put(entry.ended(EntryState.REJECTED))
    assert names(bench, Shown("waiting")) == {"waits", "both"}


def test_one_that_is_prepared_here_is_mine_before_the_service_has_it(bench):
    made = draft_of(request("offline", "in_progress", (me(),), NOW))
    bench.requests.add(replace(made, remote=None))
    assert "offline" in names(bench, Shown("mine"))
    assert "offline" not in names(bench, Shown("waiting"))


def prepared(bench, *people: DraftSignatory, document: str = "agreement.pdf") -> str:
    """Queue a request that is prepared here, with all that begins it."""
    kept = bench.spool.take(SAMPLE)
    draft = RequestDraft("prepared", kept.sha256, document, people)
    return queue_request(OFFICE.id, draft, bench.queueing, activate=True).request.id


CAMILLE = DraftSignatory(ME, "Camille", "Roux", signing="local")
ANNE = DraftSignatory("anne@x.example", "Anne", "Martin")


@pytest.mark.parametrize(
    ("people", "document", "waits"),
    [
        ((CAMILLE, ANNE._replace(order=2)), "a.pdf", True),
        ((CAMILLE, ANNE), "a.pdf", True),
        ((ANNE, CAMILLE._replace(order=2)), "a.pdf", False),  # somebody else comes first
        ((CAMILLE._replace(signing="remote"),), "a.pdf", False),  # in the browser, later
        ((CAMILLE,), "a.docx", False),  # the service makes a PDF of it
    ],
)
def test_one_that_is_queued_waits_for_who_can_sign_it_here(bench, people, document, waits):
    prepared(bench, *people, document=document)
    assert ("prepared" in names(bench, Shown("waiting"))) is waits
    assert ("prepared" in names(bench, Shown("inbox"))) is waits


def test_one_that_is_taken_back_before_it_left_waits_for_nobody(bench):
    asked = prepared(bench, CAMILLE)
    queue_cancel(asked, "No.", bench.queueing)
    assert "prepared" not in names(bench, Shown("waiting"))


def test_one_that_is_canceled_here_waits_for_nobody(bench):
    (entry,) = queue_cancel("id-waits", "No.", bench.queueing).entries
    assert names(bench, Shown("waiting")) == {"both"}
    bench.outbox.put(entry.ended(EntryState.REJECTED))
    assert names(bench, Shown("waiting")) == {"waits", "both"}


def test_one_whose_beginning_was_refused_waits_for_nobody(bench):
    asked = prepared(bench, CAMILLE)
    last = next(e for e in bench.outbox.of_request(asked) if e.kind is ActKind.ACTIVATE)
    bench.outbox.put(last.ended(EntryState.REJECTED))
    assert "prepared" not in names(bench, Shown("waiting"))


def test_other_addresses_of_ones_own_make_other_requests_ones_own(bench):
    order = [each.id for each in bench.requests.page(Shown("all"), 0, 50)]
    bench.accounts.put(OFFICE._replace(own_addresses=("A@x.example",)))
    assert names(bench, Shown("mine")) == {"later", "others"}
    assert names(bench, Shown("waiting")) == {"later", "others"}
    assert [each.id for each in bench.requests.page(Shown("all"), 0, 50)] == order
    bench.accounts.put(OFFICE)
    assert names(bench, Shown("waiting")) == {"waits", "both"}


@pytest.mark.parametrize("typed", ["ROUX", "camille@", "waits", "  Waits "])
def test_it_is_found_by_people_and_title_in_any_case(bench, typed):
    assert "waits" in names(bench, Shown("mine", text=typed))


@pytest.mark.parametrize("typed", ["%", "_aits", "signer", "\\"])
def test_no_pattern_and_no_inner_word_is_found(bench, typed):
    assert names(bench, Shown("all", text=typed)) == set()


def test_personal_names_that_were_deleted_are_found_no_more():
    gone = me()._replace(first_name=None, last_name=None, email=None)
    assert words_of(request("Title", "completed", (gone,), NOW)).split() == ["title"]


@pytest.mark.parametrize(
    ("box", "index"),
    [
        ("mine", "signature_request_mine"),
        ("waiting", "signature_request_turn"),
        ("sent", "signature_request_sent"),
        ("all", "signature_request_changed"),
    ],
)
def test_a_page_is_found_by_an_index_in_its_order(bench, box, index):
    query, values = page_query(Shown(box))
    rows = bench.database.execute(f"EXPLAIN QUERY PLAN {query}", [*values, 10, 0]).fetchall()
    told = "\n".join(row[-1] for row in rows)
    assert index in told, told
    inner = told[told.index("LIST SUBQUERY") :]
    assert "USE TEMP B-TREE" not in inner.split("USE TEMP B-TREE FOR ORDER BY")[0]
