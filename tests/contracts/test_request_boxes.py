"""Which requests a box of the lists has: mine, those that wait for me, those with others."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from paraph.domain.service.outbox_entry import EntryState
from paraph.ports.requests import Shown
from paraph.store.requests import page_query, words_of
from paraph.usecases.queue_act import queue_decline
from tests.fakes.outbox_bench import OutboxBench
from tests.fakes.request_desk import OFFICE, draft_of, me, put, request, signatory

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
