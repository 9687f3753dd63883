"""A shared folder that fails at any call: nothing is lost, doubled, or told done that is not."""

import errno
import os
from contextlib import suppress
from pathlib import Path

import pytest

from paraph.domain.errors import ParaphError
from paraph.domain.errors.books import BookFolderUnreachable, BookInWork
from paraph.domain.errors.files import writing_error
from paraph.domain.many.signature_book import BookAnswer, Decision, OutcomeKind
from paraph.filing import patience
from paraph.filing.output_file import LocalFiles
from paraph.filing.shared_book import LocalSharedBooks
from paraph.store.signature_books import SqliteBookShelf
from paraph.usecases.book_signing import sign_book_batch
from paraph.usecases.prepare_book import Draft, hand_over
from paraph.usecases.review_book import BookReview, SigningWay
from tests.fakes.tokens import FakeKey, FakeToken
from tests.faults.faulty_share import How, faulty
from tests.faults.signing_a_book import DOCUMENTS, age_nameless, candidate, ports_of
from tests.faults.signing_many import SIGNER, DiskSigner, opened

ERRORS = (errno.EIO, errno.ESTALE, errno.ETIMEDOUT, errno.EACCES)
TITLES = ("Courrier", "Me Roux", "Claire")


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    """A lock stands for a moment; here nobody lets go, and the waiting is not what is tested."""
    monkeypatch.setattr(patience, "_WAITS_S", (0.0, 0.0))


@pytest.fixture(autouse=True)
def signer_that_tells(monkeypatch):
    """The small signer says what fails as `pades.document_signer` does."""
    real = DiskSigner.sign

    def sign(self, order, token):
        try:
            return real(self, order, token)
        except OSError as error:
            raise writing_error(error, str(order.temporary.parent)) from error

    monkeypatch.setattr(DiskSigner, "sign", sign)


def drafts(place: Path) -> list[Draft]:
    place.mkdir()
    for folder in (place / "claire", place / "share"):
        folder.mkdir()
    made = []
    for number in range(1, DOCUMENTS + 1):
        source = place / f"{number}.pdf"
        source.write_bytes(b"%PDF " + str(number).encode())
        made.append(Draft(source, LocalFiles().sha256(source), 1))
    return made


def sit_down(place: Path, path: Path) -> None:
    """Open the book, agree to all, sign what waits; return it when all is signed."""
    review = BookReview(path, "Camille Roux", ports_of(place))
    try:
        for document in review.opened.book.documents:
            review.decide(document.number, Decision.AGREED)
        if review.state().to_sign():
            batch = review.make_batch(SigningWay(SIGNER.certificate_der))
            with opened(place) as signing:
                shelf = SqliteBookShelf(signing.batches._database)
                key = FakeKey(FakeToken(), SIGNER.key)
                sign_book_batch(batch, (candidate(), {}), key, signing, shelf.batch)
        now = review.state()
        if all(now.is_signed(each.number) for each in review.opened.book.documents):
            review.give_back()
        else:
            review.settle()
    finally:
        review.close()


def made_by(place: Path) -> int:
    with opened(place) as ports:
        rows = ports.batches._database.execute(
            "SELECT count(*) FROM audit_entry WHERE kind = 'signature_made'"
        )
        return int(rows.fetchone()[0])


def check_told(books: LocalSharedBooks, path: Path) -> BookAnswer | None:
    """Hold what the book says against what lies in it."""
    opened_book = books.read(path)
    answer = opened_book.answer
    for document in opened_book.book.documents if answer is not None else ():
        outcome = answer.outcome(document.number)
        if outcome.kind is OutcomeKind.SIGNED:
            assert books.why_not_signed_copy(path, document, outcome) == ""
    if answer is not None and answer.is_returned:
        assert answer.count(OutcomeKind.SIGNED) == DOCUMENTS
    return answer


def check_handed_over(place: Path, at: int, error: int, how: How) -> bool:
    """Fail at a call of handing over; tells whether there was such a call."""
    made, share = drafts(place), place / "share"
    told = None
    with faulty(share, at, error, how) as fault, suppress(ParaphError):
        told = hand_over(share, TITLES, made, ports_of(place / "claire"))
    found = LocalSharedBooks(place / "home").find(share)
    assert len(found) == (told is not None), (at, fault.failed)
    assert [each.opened.sha256 for each in found] == ([told.sha256] if told else [])
    return fault.seen >= at


def check_signed(place: Path, at: int, error: int, how: How) -> bool:
    """Fail at a call of reviewing, signing and returning; then it is gone on with."""
    made, share = drafts(place), place / "share"
    path = hand_over(share, TITLES, made, ports_of(place / "claire")).path
    with faulty(share, at, error, how) as fault, suppress(ParaphError):
        sit_down(place, path)
    books = LocalSharedBooks(place / "home")
    answer = check_told(books, path)
    hold = path / ".paraph-open"
    if hold.exists() and not hold.read_bytes():
        # It was made and its answer got lost: half a minute later it counts no more.
        with pytest.raises(BookInWork):
            sit_down(place, path)
        age_nameless(hold)
    if answer is None or not answer.is_returned:
        sit_down(place, path)
    answer = check_told(books, path)
    assert answer is not None, (at, fault.failed)
    assert answer.is_returned, (at, fault.failed)
    assert made_by(place) == DOCUMENTS, (at, fault.failed)
    copies = [e for e in (path / "signed").iterdir() if not e.name.startswith(".")]
    assert len(copies) == DOCUMENTS, (at, fault.failed, copies)
    return fault.seen >= at


CASES = [(error, how) for error in ERRORS for how in How]
STORIES = [check_handed_over, check_signed]


@pytest.mark.parametrize("story", STORIES)
def test_a_share_that_fails_somewhere(story, tmp_path):
    for number, at in enumerate(range(1, 10_000, 11 if story is check_signed else 5)):
        error, how = CASES[number * 5 % len(CASES)]
        if not story(tmp_path / f"{at}", at, error, how):
            break


@pytest.mark.full
@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize(("error", "how"), CASES)
def test_a_share_that_fails_at_each_call(story, error, how, tmp_path):
    at = 1
    while story(tmp_path / f"{at}", at, error, how):
        at += 1
    assert at > 15


def failing_first(monkeypatch, name: str, folder: Path) -> None:
    """Do what is asked and lose the answer, the first time."""
    real, left = getattr(os, name), [1]

    def act(source, *more, **named):
        made = real(source, *more, **named)
        if left and str(source).startswith(str(folder)):
            left.pop()
            raise OSError(errno.ETIMEDOUT, "timed out", str(source))
        return made

    monkeypatch.setattr(os, name, act)


def test_a_rename_whose_answer_is_lost_is_known_to_be_done(monkeypatch, tmp_path):
    made, share = drafts(tmp_path / "a"), tmp_path / "a" / "share"
    failing_first(monkeypatch, "rename", share)
    told = hand_over(share, TITLES, made, ports_of(tmp_path / "a" / "claire"))
    assert [each.path for each in LocalSharedBooks(tmp_path).find(share)] == [told.path]
    failing_first(monkeypatch, "replace", share)
    books = LocalSharedBooks(tmp_path)
    books.write_answer(told.path, BookAnswer(told.sha256, "Camille", ()))
    assert books.read(told.path).answer is not None


def test_a_book_is_not_returned_while_a_signed_copy_cannot_be_read(monkeypatch, tmp_path):
    place = tmp_path / "a"
    made, share = drafts(place), place / "share"
    path = hand_over(share, TITLES, made, ports_of(place / "claire")).path
    monkeypatch.setattr(BookReview, "give_back", BookReview.settle)
    sit_down(place, path)
    monkeypatch.undo()
    monkeypatch.setattr(patience, "_WAITS_S", (0.0,))
    review = BookReview(path, "Camille Roux", ports_of(place))
    with faulty(path / "signed", 1, errno.EIO, How.AWAY):
        assert review.settle().count(OutcomeKind.SIGNED) == 0  # what cannot be told is not said
        with pytest.raises(BookFolderUnreachable):
            review.give_back()
    assert review.give_back().count(OutcomeKind.SIGNED) == DOCUMENTS
