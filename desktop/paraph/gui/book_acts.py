"""What the window asks of the rest of the program for books. Each call may wait: from a lane."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from paraph.domain.keys.secret import Secret
    from paraph.domain.many.batch import Batch
    from paraph.domain.many.signature_book import BookAnswer, Decision, Review
    from paraph.ports.books import FoundBook, OpenBook
    from paraph.usecases.book_results import Results
    from paraph.usecases.hand_over_again import Again, AgainDocument
    from paraph.usecases.prepare_book import Draft
    from paraph.usecases.review_book import Reviewing, SigningWay


class BookActs(Protocol):
    """Books in the shared folder; what each raises is said in `usecases.book_desk`."""

    def find_books(self, folder: Path) -> tuple[FoundBook, ...]:
        """List the books of the shared folder."""
        ...

    def try_folder(self, folder: Path) -> int:
        """Try a folder before it is used, and count its books."""
        ...

    def hand_over(
        self,
        folder: Path,
        titles: tuple[str, str, str],
        drafts: Sequence[Draft],
        again_of: str = "",
    ) -> OpenBook:
        """Write a book; `titles` are the book's, its holder's and one's own name."""
        ...

    def again(self, path: Path) -> Again:
        """Say what of a returned book can be handed over once more."""
        ...

    def draft_again(
        self, each: AgainDocument, holder: str, password: Secret | None = None
    ) -> Draft:
        """Look at one of them, at its place of before."""
        ...

    def results(self, path: Path, password: Secret | None = None) -> Results:
        """See what came back."""
        ...

    def open_book(self, path: Path, who: str, *, take_over: bool = False) -> Reviewing:
        """Hold a book open for review."""
        ...

    def review_state(self) -> Reviewing:
        """Give how far the open book is."""
        ...

    def decide(self, number: int, decision: Decision, note: str = "") -> Review:
        """Agree to a document of the open book, or set it aside."""
        ...

    def note_seen(self, number: int, pages: Sequence[int]) -> Review:
        """Note which pages were shown."""
        ...

    def beat(self) -> None:
        """Say that the book is still open."""
        ...

    def make_batch(self, way: SigningWay, only: Sequence[int] | None = None) -> Batch:
        """Make the batch that signs what was agreed to."""
        ...

    def settle(self) -> BookAnswer:
        """Write into the book what became of its documents."""
        ...

    def give_back(self) -> BookAnswer:
        """Return the book."""
        ...

    def close_book(self) -> None:
        """Let the open book go."""
        ...

    def close(self) -> None:
        """Let the process go; the next call starts another one."""
        ...
