"""A batch: what the record says is what holds, how often one types, how long it takes."""

from dataclasses import replace
from pathlib import Path

import pytest

from paraph.domain.errors.tokens import TokenUnavailable
from paraph.domain.keys.pin_policy import PinKeeping, PinPolicy
from paraph.domain.many.batch import (
    Batch,
    BatchRow,
    EndKind,
    PinAsks,
    RowEnd,
    RowState,
    is_of_document,
    pin_asks,
    seconds_left,
)
from paraph.domain.many.batch_report import ReportWords, report_csv, report_html
from paraph.domain.pades_level import PadesLevel

ROW = BatchRow(1, "intent", Path("a.pdf"), Path("a-signed.pdf"), "ab" * 32)


def ended(kind: EndKind, code: str = "", **more) -> BatchRow:
    return replace(ROW, end=RowEnd(kind, code=code), **more)


@pytest.mark.parametrize(
    ("row", "state"),
    [
        (ROW, RowState.WAITING),
        (ended(EndKind.MADE), RowState.SIGNED),
        (ended(EndKind.MADE, left_out=True), RowState.SIGNED),  # what is signed stays signed
        (ended(EndKind.MADE, bar="document_changed"), RowState.SIGNED),
        (ended(EndKind.ABANDONED), RowState.WAITING),
        (ended(EndKind.FAILED, "token_removed"), RowState.WAITING),
        (ended(EndKind.FAILED, "not_attempted"), RowState.WAITING),
        (ended(EndKind.FAILED, "document_changed"), RowState.NEEDS_PERSON),
        (ended(EndKind.OPEN), RowState.NEEDS_PERSON),  # to sign it again might be twice
        (replace(ROW, bar="not_a_pdf"), RowState.NEEDS_PERSON),
        (replace(ROW, left_out=True), RowState.LEFT_OUT),
    ],
)
def test_where_a_document_stands(row, state):
    assert row.state is state


def test_another_try_is_another_act():
    failed = ended(EndKind.FAILED, "document_changed")
    assert failed.needs_new_intent
    again = failed.tried_again("other", sha256="cd" * 32)
    assert (again.state, again.intent, again.shown_sha256) == (
        RowState.WAITING, "other", "cd" * 32
    )  # fmt: skip
    assert not again.needs_new_intent
    assert not ended(EndKind.OPEN).needs_new_intent
    assert not ended(EndKind.MADE).needs_new_intent


def test_what_a_card_refuses_says_nothing_of_a_document():
    of_cards = {kind.code for kind in TokenUnavailable.__subclasses__() if kind.code}
    for code in of_cards - {"token_unavailable"}:
        assert not is_of_document(code), code
    for code in ("document_changed", "output_exists", "docmdp_forbids", "folder_read_only"):
        assert is_of_document(code)


NEVER, USUAL = PinPolicy(PinKeeping.NEVER), PinPolicy()


@pytest.mark.parametrize(
    ("policy", "counts", "unlocked", "by_reader", "asks"),
    [
        (USUAL, (50, 50), False, False, PinAsks.ONCE),
        (USUAL, (50, 50), True, False, PinAsks.NEVER),
        (USUAL, (50, 50), False, True, PinAsks.READER_MAY_ASK),
        (USUAL, (1, 1), False, True, PinAsks.ONCE),
        (USUAL, (1, 4), False, True, PinAsks.READER_MAY_ASK),  # initials are signatures too
        (NEVER, (50, 50), False, False, PinAsks.EACH),
        (NEVER, (50, 50), False, True, PinAsks.EACH),
        (NEVER, (1, 1), False, False, PinAsks.ONCE),
        (NEVER, (1, 4), False, False, PinAsks.ONCE),  # and one act with those of their document
    ],
)
def test_how_often_one_types_is_known_before(policy, counts, unlocked, by_reader, asks):
    assert pin_asks(policy, *counts, unlocked=unlocked, by_reader=by_reader) is asks


def test_the_time_left_follows_the_pace_of_late():
    assert seconds_left([0.0, 1.0], 10) is None
    assert seconds_left([0.0, 1.0, 2.0], 10) == 10
    slow_then_fast = [float(s) for s in range(0, 100, 10)] + [90 + 0.1 * n for n in range(1, 20)]
    assert seconds_left(slow_then_fast, 10) == pytest.approx(1.0)
    assert seconds_left([0.0], 0) == 0.0


def test_the_report_tells_each_document_and_is_no_program():
    evil = replace(ROW, number=2, source=Path("=HYPERLINK(1).pdf"), bar="not_a_pdf")
    made = RowEnd(EndKind.MADE, "2026-11-25T10:00:00.000Z", "", Path("a-signed.pdf"), "ef" * 32)
    batch = Batch("b", "<Folder>", "", b"", (replace(ROW, end=made), evil), level=PadesLevel.B_LT)
    lines = report_csv(batch).splitlines()
    assert lines[1].startswith("1,signed,a.pdf," + "ab" * 32 + ",a-signed.pdf," + "ef" * 32)
    assert "'=HYPERLINK(1).pdf" in lines[2]
    assert ",not_a_pdf," in lines[2]
    assert lines[0].endswith(",intent,level,owed")
    assert lines[1].endswith(",intent,B-B,B-T B-LT")
    states = {str(state): str(state) for state in RowState}
    words = ReportWords("<T>", "1 & 2", ["n", "d", "p", "r", "s"], states)
    page = report_html(batch, words, ["<script>", "p"])
    assert "<script>" not in page
    assert "&lt;T&gt;" in page
