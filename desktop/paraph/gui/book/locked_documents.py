"""Passwords of the locked documents of a book under review, for as long as it is open.

They are typed by whoever reviews it, stay in the window's memory, and are in no file.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from paraph.domain.keys.secret import Secret
from paraph.domain.many.signature_book import BookDocument
from paraph.gui.batch.unlocking import Unlocking, UnlockKit
from paraph.ports.books import OpenBook


class LockedDocuments(QObject):
    """Knows which documents are closed, and asks for what opens them."""

    def __init__(self, kit: UnlockKit, parent: QObject) -> None:
        super().__init__(parent)
        promise = self.tr("It is kept in memory while this book is open, and stored nowhere.")
        self._unlocking = Unlocking(kit, self, promise)
        self._passwords: dict[int, Secret] = {}
        self.closed: set[int] = set()  # those that were found to need one
        self._asked: set[int] = set()

    def forget(self) -> None:
        """Forget every password: the book is closed."""
        self._passwords, self.closed, self._asked = {}, set(), set()

    def password_of(self, number: int) -> Secret | None:
        """Give what opens a document, None where that is not known."""
        return self._passwords.get(number)

    @property
    def passwords(self) -> dict[int, Secret]:
        """Give what opens which document, by number."""
        return dict(self._passwords)

    def ask_once(self, number: int, book: OpenBook, opened: Callable[[], object]) -> None:
        """Ask for a document's password when it is first seen; whoever leaves it has its link."""
        if number not in self._asked:
            self.ask(number, book, opened)

    def ask(self, number: int, book: OpenBook, opened: Callable[[], object]) -> None:
        """Ask for a document's password, and try it on the other locked ones."""
        self._asked.add(number)
        first = [each for each in book.book.documents if each.number == number]
        others = [e for e in book.book.documents if e.number != number and self._is_closed(e)]

        def take(found: dict[int, Secret]) -> None:
            self._take(found)
            if found:
                opened()

        self._unlocking.ask(_files([*first, *others], book), take)

    def ask_for_all(
        self, documents: Sequence[BookDocument], book: OpenBook, then: Callable[[], object]
    ) -> None:
        """Ask for what is still needed of these, then go on, whatever was left closed."""
        wanted = [each for each in documents if self._is_closed(each)]
        if not wanted:
            then()
            return

        def take(found: dict[int, Secret]) -> None:
            self._take(found)
            then()

        self._unlocking.ask_for_all(_files(wanted, book), take)

    def _is_closed(self, document: BookDocument) -> bool:
        needs = document.is_locked or document.number in self.closed
        return needs and document.number not in self._passwords

    def _take(self, found: dict[int, Secret]) -> None:
        self._passwords.update(found)
        self.closed -= set(found)


def _files(documents: Sequence[BookDocument], book: OpenBook) -> dict[int, Path]:
    return {each.number: book.path / "documents" / each.file for each in documents}
