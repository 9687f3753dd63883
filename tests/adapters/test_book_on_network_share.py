"""Signature books on a network file system: two computers, each with its own view of the share."""

import pytest

from paraph.domain.errors.books import BookFolderUnreachable, BookInWork
from paraph.domain.many.signature_book import BookAnswer, Decision, OutcomeKind
from paraph.filing.output_file import LocalFiles
from paraph.filing.shared_book import LocalSharedBooks
from paraph.ports.books import InWork
from paraph.store.signature_books import SqliteBookShelf
from paraph.usecases.book_signing import sign_book_batch
from paraph.usecases.prepare_book import Draft, hand_over
from paraph.usecases.review_book import BookReview, SigningWay
from tests.fakes.tokens import FakeKey, FakeToken
from tests.faults.signing_a_book import candidate, ports_of
from tests.faults.signing_many import SIGNER, opened
from tests.rigs.network_share import network_share

AT = "2026-11-25T10:00:00Z"


@pytest.fixture
def share(tmp_path):
    with network_share(tmp_path) as made:
        yield made


@pytest.fixture
def handed_over(tmp_path):
    def make(folder):
        (tmp_path / "claire").mkdir()
        source = tmp_path / "1.pdf"
        source.write_bytes(b"%PDF one")
        draft = Draft(source, LocalFiles().sha256(source), 1)
        titles = ("Courrier", "Me Roux", "Claire")
        return hand_over(folder, titles, [draft], ports_of(tmp_path / "claire")).path.name

    return make


def signed(place, path, *, then=lambda: None) -> BookReview:
    place.mkdir(exist_ok=True)
    review = BookReview(path, "Camille Roux", ports_of(place))
    review.decide(1, Decision.AGREED)
    batch = review.make_batch(SigningWay(SIGNER.certificate_der))
    then()
    with opened(place) as signing:
        shelf = SqliteBookShelf(signing.batches._database)
        key = FakeKey(FakeToken(), SIGNER.key)
        sign_book_batch(batch, (candidate(), {}), key, signing, shelf.batch)
    return review


@pytest.mark.parametrize("over", [True, False], ids=["names over others", "no name over another"])
@pytest.mark.parametrize("cache_s", [0, 60], ids=["at once", "seen later"])
def test_a_book_goes_there_and_back(share, handed_over, tmp_path, cache_s, over):
    claires = share.mount(cache_s, names_over_others=over).path
    roux = share.mount(cache_s, names_over_others=over).path
    claire_sees, roux_sees = (LocalSharedBooks(tmp_path / name) for name in ("a", "b"))
    assert list(claire_sees.find(claires)) == list(roux_sees.find(roux)) == []
    name = handed_over(claires)
    # What the other computer knew of the folder holds for a while; nothing is half there meanwhile.
    for found in roux_sees.find(roux):
        assert found.trouble == ""
    roux = share.mount(cache_s, names_over_others=over).path
    review = signed(tmp_path / "roux", roux / name)
    assert review.settle().count(OutcomeKind.SIGNED) == 1
    assert review.give_back().is_returned
    seen = claire_sees.read(claires / name)
    assert seen.answer is None or seen.answer.count(OutcomeKind.SIGNED) <= 1
    claires = share.mount(cache_s).path
    book = claire_sees.read(claires / name)
    assert book.answer is not None
    assert book.answer.is_returned
    copy = book.answer.outcome(1)
    assert claire_sees.why_not_signed_copy(claires / name, book.book.documents[0], copy) == ""
    assert sorted(each.name for each in (share.exported / name).iterdir()) == [
        "answer.json", "book.json", "documents", "signed",
    ]  # fmt: skip


@pytest.mark.parametrize("cache_s", [0, 60], ids=["at once", "seen later"])
def test_of_two_computers_one_has_it_open(share, handed_over, tmp_path, cache_s):
    one, two = share.mount(cache_s).path, share.mount(cache_s).path
    name = handed_over(one)
    list((two / name).iterdir())  # the second has seen the book, with nobody in it
    mine = LocalSharedBooks(tmp_path / "a").hold(one / name, InWork("Camille", "pc-1", AT))
    others = LocalSharedBooks(tmp_path / "b")
    with pytest.raises(BookInWork):
        others.hold(two / name, InWork("Jean", "pc-2", AT))
    mine.release()
    if cache_s == 0:
        others.hold(two / name, InWork("Jean", "pc-2", AT)).release()


def test_a_line_that_is_cut_while_it_is_signed_loses_and_doubles_nothing(
    share, handed_over, tmp_path
):
    first = share.mount()
    name = handed_over(first.path)
    review = signed(tmp_path / "roux", first.path / name, then=first.cut)
    for act in (review.settle, review.give_back, review.beat):
        with pytest.raises(BookFolderUnreachable):
            act()
    review.close()
    answers = share.exported / name / "answer.json"
    assert not answers.exists()
    # The line is back, at another place: what was agreed to stands, and is signed once.
    path = share.mount().path / name
    again = BookReview(path, "Camille Roux", ports_of(tmp_path / "roux"))
    if again.state().to_sign():
        again.close()
        again = signed(tmp_path / "roux", path)
    answer: BookAnswer = again.give_back()
    assert answer.count(OutcomeKind.SIGNED) == 1
    assert len(list((share.exported / name / "signed").glob("*.pdf"))) == 1


def test_a_folder_is_tried_before_it_is_used(share, tmp_path):
    books, mounted = LocalSharedBooks(tmp_path / "a"), share.mount(names_over_others=False)
    folder = mounted.path / "books"
    folder.mkdir()
    assert books.try_folder(folder) == 0
    assert list((share.exported / "books").iterdir()) == []
    # A place where a share was mounted is an empty folder of this computer's: one within it is not.
    mounted.cut()
    with pytest.raises(BookFolderUnreachable):
        books.try_folder(folder)
