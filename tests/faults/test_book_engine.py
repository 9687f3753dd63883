"""Signature books in the process they work in: real files, and the process killed in the middle."""

import os
import shutil
import signal

import pytest

from paraph.book_engine import BookEngine
from paraph.domain.errors import Unforeseen
from paraph.domain.errors.books import BookInWork, BookMissing
from paraph.domain.many.signature_book import Decision
from paraph.filing.output_file import LocalFiles
from paraph.usecases.prepare_book import Draft
from tests.conftest import SAMPLE


@pytest.fixture
def engine(tmp_path, monkeypatch):
    monkeypatch.setenv("PARAPH_HOME", str(tmp_path / "home"))
    made = BookEngine()
    yield made
    made.close()


@pytest.fixture
def book(engine, tmp_path):
    (tmp_path / "share").mkdir()
    source = tmp_path / "a.pdf"
    shutil.copy(SAMPLE, source)
    draft = Draft(source, LocalFiles().sha256(source), 3)
    titles = ("Courrier", "Me Roux", "Claire")
    return engine.hand_over(tmp_path / "share", titles, [draft]).path


def test_what_was_decided_stays_when_the_process_is_killed(engine, book):
    engine.open_book(book, "Camille Roux")
    engine.note_seen(1, [0, 2])
    engine.decide(1, Decision.SET_ASIDE, "Non")
    os.kill(engine.pid, signal.SIGKILL)
    with pytest.raises(Unforeseen):
        engine.beat()
    with pytest.raises(BookMissing):
        engine.beat()  # a new process, in which nothing is open
    found = engine.open_book(book, "Camille Roux")
    review = found.review(1)
    assert (review.decision, review.note) == (Decision.SET_ASIDE, "Non")
    assert review.never_shown(3) == (1,)


def test_another_profile_is_told_who_has_it_open(engine, book, tmp_path, monkeypatch):
    engine.open_book(book, "Camille Roux")
    monkeypatch.setenv("PARAPH_HOME", str(tmp_path / "other"))
    other = BookEngine()
    try:
        with pytest.raises(BookInWork) as refused:
            other.open_book(book, "Jean Roux")
        assert refused.value.details["by"] == "Camille Roux"
        taken = other.open_book(book, "Jean Roux", take_over=True)
        assert taken.opened.book.holder == "Me Roux"
        with pytest.raises(BookInWork):
            engine.give_back()
        assert other.give_back().is_returned
    finally:
        other.close()


def test_closing_lets_the_book_go(engine, book):
    engine.open_book(book, "Camille Roux")
    assert (book / ".paraph-open").exists()
    engine.close()
    assert not (book / ".paraph-open").exists()
