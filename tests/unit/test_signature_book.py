"""The rules of a signature book."""

import pytest

from paraph.domain.errors.books import BookRefused
from paraph.domain.many.signature_book import (
    BookAnswer,
    BookDocument,
    Decision,
    Outcome,
    OutcomeKind,
    Prepared,
    Review,
    checked_name,
    checked_note,
    is_for,
    mark_of,
    next_open,
    told_of,
)
from paraph.domain.placing.certification import Certification
from paraph.domain.placing.initials import Corner, InitialsRule
from paraph.domain.placing.signature_extras import Extras
from paraph.usecases.prepare_book import without_picture


@pytest.mark.parametrize(
    ("holder", "name", "is_mine"),
    [
        ("Me Roux", "Camille Roux", True),
        ("Maître Camille ROUX", "Camille Roux", True),
        ("Camille Roux", "Me Roux", True),
        ("Me Roux", "Camille Petit", False),
        ("Me Rouxel", "Camille Roux", False),
        ("Camille Durand", "Camille Roux", False),
        ("Me", "Camille Roux", False),
        ("Me Roux", "", False),
        ("RA Müller", "Jörg Müller", True),
    ],
)
def test_a_holder_is_known_by_name_without_title(holder, name, is_mine):
    assert is_for(holder, name) is is_mine


def test_the_record_names_who_prepared_it_only_where_somebody_else_did():
    assert told_of(None) == {}
    told = told_of(Prepared("Claire", "2026-11-25T10:00:00Z", "b", "c"))
    assert told["prepared_by"] == "Claire"


def test_pages_never_shown_are_those_not_seen():
    review = Review().having_seen([0, 2]).having_seen([2])
    assert review.never_shown(4) == (1, 3)
    assert review.never_shown(1) == ()


def test_a_note_belongs_to_what_is_set_aside():
    aside = Review().decided(Decision.SET_ASIDE, "  wrong date ")
    assert aside.note == "wrong date"
    assert aside.decided(Decision.AGREED).note == ""
    with pytest.raises(BookRefused):
        Review().decided(Decision.SET_ASIDE, "x" * 2001)


def test_french_spaces_stay_and_what_cannot_be_seen_goes():
    assert (
        checked_note("midi\u00a0: le\u202f14\n\u202egnorw\u00ad") == "midi\u00a0: le\u202f14\ngnorw"
    )
    assert checked_name("Me\u00a0Roux\u200d", "holder") == "Me Roux"


@pytest.mark.parametrize("name", ["", "  ", "\x00\u200d", "x" * 121])
def test_a_name_is_a_line_that_can_be_read(name):
    with pytest.raises(BookRefused):
        checked_name(name, "title")


def test_the_next_without_a_decision_goes_round():
    documents = [BookDocument(n, f"{n}.pdf", "", 1) for n in (1, 2, 3)]
    agreed = Review().decided(Decision.AGREED)
    assert next_open(documents, {}, 1) == 2
    assert next_open(documents, {2: agreed, 3: agreed}, 2) == 1
    assert next_open(documents, {1: agreed, 2: agreed, 3: agreed}, 1) is None


def test_a_book_has_a_mark_to_compare_by_telephone():
    assert mark_of("a1f309cc" + "0" * 56) == "A1F3 09CC"


def test_what_an_answer_does_not_name_is_open():
    answer = BookAnswer("", "", (Outcome(1, OutcomeKind.SIGNED),))
    assert answer.outcome(2).kind is OutcomeKind.OPEN
    assert answer.count(OutcomeKind.SIGNED) == 1


def test_a_title_is_the_name_without_number_and_ending():
    assert BookDocument(1, "01 Bail.v2.pdf", "", 1).title == "Bail.v2"


def test_a_picture_of_initials_is_not_handed_over():
    rule = InitialsRule("all", "CR", Corner.LOWER_LEFT, b"a picture")
    found = without_picture(Extras(rule, Certification.NO_CHANGES))
    assert found == Extras(rule._replace(image=None), Certification.NO_CHANGES)


@pytest.mark.parametrize("name", ["12", "Dr", "…", "\u200d"])
def test_what_has_no_word_of_a_name_is_nobodys(name):
    with pytest.raises(BookRefused):
        checked_name(name, "own")
