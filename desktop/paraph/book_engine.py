"""Signature books in a process of their own: a shared folder that hangs holds up no card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from paraph.engine import Engine, answer_all

# The window makes one at its start and calls it later: only what a start needs is loaded.
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


class BookEngine(Engine):
    """The parent's end; what each call does is said in `usecases.book_desk`."""

    _most_s = 300.0  # a share may take minutes over many documents, but not for ever

    def find_books(self, folder: Path) -> tuple[FoundBook, ...]:
        """List the books of the shared folder."""
        return cast("tuple[FoundBook, ...]", self._call("find_books", folder))

    def try_folder(self, folder: Path) -> int:
        """Try a folder before it is used, and count its books."""
        return cast("int", self._call("try_folder", folder))

    def hand_over(
        self,
        folder: Path,
        titles: tuple[str, str, str],
        drafts: Sequence[Draft],
        again_of: str = "",
    ) -> OpenBook:
        """Write a book."""
        return cast("OpenBook", self._call("hand_over", folder, titles, tuple(drafts), again_of))

    def again(self, path: Path) -> Again:
        """Say what of a book can be handed over once more."""
        return cast("Again", self._call("again", path))

    def draft_again(
        self, each: AgainDocument, holder: str, password: Secret | None = None
    ) -> Draft:
        """Look at one of them, at its place of before."""
        return cast("Draft", self._call("draft_again", each, holder, password))

    def results(self, path: Path, password: Secret | None = None) -> Results:
        """See what came back."""
        return cast("Results", self._call("results", path, password))

    def open_book(self, path: Path, who: str, *, take_over: bool = False) -> Reviewing:
        """Hold a book open for review."""
        return cast("Reviewing", self._call("open_book", path, who, take_over=take_over))

    def review_state(self) -> Reviewing:
        """Give how far the open book is."""
        return cast("Reviewing", self._call("review_state"))

    def decide(self, number: int, decision: Decision, note: str = "") -> Review:
        """Agree to a document of the open book, or set it aside."""
        return cast("Review", self._call("decide", number, decision, note))

    def note_seen(self, number: int, pages: Sequence[int]) -> Review:
        """Note which pages were shown."""
        return cast("Review", self._call("note_seen", number, tuple(pages)))

    def beat(self) -> None:
        """Say that the book is still open."""
        self._call("beat")

    def make_batch(self, way: SigningWay, only: Sequence[int] | None = None) -> Batch:
        """Make the batch that signs what was agreed to."""
        chosen = tuple(only) if only is not None else None
        return cast("Batch", self._call("make_batch", way, chosen))

    def settle(self) -> BookAnswer:
        """Write into the book what became of its documents."""
        return cast("BookAnswer", self._call("settle"))

    def give_back(self) -> BookAnswer:
        """Return the book."""
        return cast("BookAnswer", self._call("give_back"))

    def close_book(self) -> None:
        """Let the open book go."""
        if self._process is not None:
            self._call("close_book")

    def _process_for(self, context: Any, pipe: Any) -> Any:
        return context.Process(target=serve_books, args=(pipe,), name="paraph-books")


def serve_books(pipe: Any) -> None:
    """Answer calls until the parent is gone."""
    from paraph.app import make_book_desk

    desk = make_book_desk()
    try:
        answer_all(pipe, desk)
    finally:
        desk.close()
