"""Signature books as the window asks for them: in a process of its own, one call at a time.

A shared folder that hangs then holds up no card. One book at most is open for review.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from paraph.domain.errors.books import BookMissing
from paraph.domain.many.batch import Batch
from paraph.domain.many.signature_book import BookAnswer, Decision, Review
from paraph.domain.placing.signature_field import Place
from paraph.ports.books import FoundBook, OpenBook
from paraph.ports.placing import TemplateShelf
from paraph.usecases.book_signing import BookKit
from paraph.usecases.find_places import find_template_place
from paraph.usecases.prepare_book import Draft, Results, hand_over, results
from paraph.usecases.review_book import BookReview, Reviewing, SigningWay


class BookDesk:
    """One profile's signature books."""

    def __init__(self, kit: BookKit, templates: Callable[[], TemplateShelf]) -> None:
        self._ports, self._documents = kit.ports, kit.planning.documents
        self._templates = templates
        self._review: BookReview | None = None

    def find_books(self, folder: Path) -> tuple[FoundBook, ...]:
        """List the books of the shared folder. Raises BookFolderUnreachable."""
        return tuple(self._ports.shared.find(folder))

    def hand_over(
        self, folder: Path, titles: tuple[str, str, str], drafts: Sequence[Draft]
    ) -> OpenBook:
        """Write a book; see `prepare_book.hand_over`."""
        return hand_over(folder, titles, drafts, self._ports)

    def template_names(self) -> list[str]:
        """List the templates of placing."""
        return list(self._templates().names())

    def place_by_template(self, source: Path, name: str) -> tuple[str | None, Place | None]:
        """Find the field or the place that a template means; see `find_template_place`."""
        template = self._templates().read(name)
        found = find_template_place(source, None, template, self._documents)
        return found.field, found.place

    def results(self, path: Path) -> Results:
        """See what came back; see `prepare_book.results`."""
        return results(path, self._ports)

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
