"""Every finding has words and, where anything can be done, a remedy."""

import importlib

import pytest

from paraph.domain import errors
from paraph.domain.findings import (
    _EACH_TIME,
    _REMEDIES,
    Finding,
    Remedy,
    Weight,
    content_finding,
    pages_in_words,
)
from paraph.domain.messages.content import CONTENT_WORDS, PREFLIGHT_WORDS
from paraph.domain.page_content import ContentFinding, ContentKind
from paraph.domain.placing.signature_field import Box, Place


def test_every_kind_of_content_has_three_sentences():
    assert set(CONTENT_WORDS) == set(ContentKind)
    for words in (*CONTENT_WORDS.values(), *PREFLIGHT_WORDS.values()):
        for sentence in words:
            assert sentence.endswith(".")
            assert "!" not in sentence


def test_remedies_are_of_codes_that_exist():
    for room in ("levels", "placing"):
        importlib.import_module(f"paraph.domain.errors.{room}")
    known = {*errors.leaves(), *CONTENT_WORDS, *PREFLIGHT_WORDS, "folder_needed"}
    assert set(_REMEDIES) <= known
    assert known >= _EACH_TIME


def test_a_place_is_moved_where_there_is_a_better_one():
    better = Place(0, Box(0, 0, 200, 90))
    assert Finding(Weight.SETTLE, "place_refused").remedies == (Remedy.OTHER_PLACE,)
    moved = Finding(Weight.SETTLE, "place_refused", place=better)
    assert moved.remedies == (Remedy.MOVE, Remedy.OTHER_PLACE)


def test_only_what_can_be_repaired_is_offered_for_repair():
    assert Finding(Weight.SETTLE, "document_damaged").remedies == ()
    assert Finding(Weight.SETTLE, "document_damaged", "repairable").remedies == (Remedy.REPAIR,)


def test_what_lies_on_a_page_can_be_shown():
    on_page = content_finding(ContentFinding(ContentKind.SCRIPT, (3,), 1))
    assert on_page.remedies == (Remedy.SHOW,)
    assert content_finding(ContentFinding(ContentKind.SCRIPT)).remedies == ()


def test_links_are_in_order_and_all_else_is_to_be_known():
    weights = {kind: content_finding(ContentFinding(kind)).weight for kind in ContentKind}
    assert [kind for kind, weight in weights.items() if weight is Weight.FINE] == ["content_links"]
    assert Weight.SETTLE not in weights.values()


@pytest.mark.parametrize(
    ("pages", "words"),
    [((), ""), ((3,), "4"), ((3, 6, 7, 8, 11), "4, 7–9, 12"), ((0, 1), "1–2"), ((5, 0), "1, 6")],
)
def test_pages_are_told_from_one_and_in_runs(pages, words):
    assert pages_in_words(pages) == words
