"""Signature books as the window asks for them: in a process of its own, one call at a time.

A shared folder that hangs then holds up no card. One book at most is open for review.
"""

from collections.abc import Sequence
from pathlib import Path

from paraph.domain.errors.books import BookMissing
from paraph.domain.keys.secret import Secret
from paraph.domain.many.batch import Batch
from paraph.domain.many.signature_book import BookAnswer, Decision, Review
from paraph.ports.books import FoundBook, OpenBook
from paraph.usecases.book_results import Results, results
from paraph.usecases.book_signing import BookKit
from paraph.usecases.hand_over_again import Again, AgainDocument, again, draft_again
from paraph.usecases.prepare_book import Draft, hand_over
from paraph.usecases.review_book import BookReview, Reviewing, SigningWay


class BookDesk:
    """One profile's signature books."""

    def __init__(self, kit: BookKit) -> None:
        self._ports, self._planning = kit.ports, kit.planning
        self._review: BookReview | None = None

    def find_books(self, folder: Path) -> tuple[FoundBook, ...]:
        """List the books of the shared folder. Raises BookFolderUnreachable."""
        return tuple(self._ports.shared.find(folder))

    def try_folder(self, folder: Path) -> int:
        """Try a folder before it is used, and count its books."""
        return self._ports.shared.try_folder(folder)

    def hand_over(
        self,
        folder: Path,
        titles: tuple[str, str, str],
        drafts: Sequence[Draft],
        again_of: str = "",
    ) -> OpenBook:
        """Write a book; see `prepare_book.hand_over`."""
        return hand_over(folder, titles, drafts, self._ports, again_of)

    def again(self, path: Path) -> Again:
        """Say what of a book can be handed over once more; see `hand_over_again.again`."""
        return again(path, self._ports)

    def draft_again(
        self, each: AgainDocument, holder: str, password: Secret | None = None
    ) -> Draft:
        """Look at one of them, at its place of before; see `hand_over_again.draft_again`."""
        return draft_again(each, holder, self._planning, password)

    def results(self, path: Path, password: Secret | None = None) -> Results:
        """See what came back; see `book_results.results`."""
        return results(path, self._ports, password)

    def open_book(self, path: Path, who: str, *, take_over: bool = False) -> Reviewing:
        """Hold a book open for review; the one before is let go."""
        self.close_book()
        self._review = BookReview(path, who, self._ports, take_over=take_over)
        return self._review.state()

    def review_state(self) -> Reviewing:
        """Give how far the open book is, each document held against its hash."""
        return self._open.state()

    def decide(self, number: int, decision: Decision, note: str = "") -> Review:
        """Agree to a document of the open book, or set it aside."""
        return self._open.decide(number, decision, note)

    def note_seen(self, number: int, pages: Sequence[int]) -> Review:
        """Note which pages were shown."""
        return self._open.note_seen(number, pages)

    def beat(self) -> None:
        """Say that the book is still open. Raises BookInWork when it was taken over."""
        self._open.beat()

    def make_batch(self, way: SigningWay, only: Sequence[int] | None = None) -> Batch:
        """Make the batch that signs what was agreed to."""
        return self._open.make_batch(way, only)

    def settle(self) -> BookAnswer:
        """Write into the book what became of its documents."""
        return self._open.settle()

    def give_back(self) -> BookAnswer:
        """Return the book, and let it go."""
        answer = self._open.give_back()
        self._review = None
        return answer

    def close_book(self) -> None:
        """Let the open book go; what was decided stays."""
        review, self._review = self._review, None
        if review is not None:
            review.close()

    def close(self) -> None:
        """Let everything go."""
        self.close_book()

    @property
    def _open(self) -> BookReview:
        if self._review is None:
            raise BookMissing(why="not_open")
        return self._review
