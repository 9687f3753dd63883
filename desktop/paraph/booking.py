"""What signature books need of the profile: the shared folder, and what is known of its books."""

import platform
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from paraph import paths
from paraph.ports.books import BookBatch
from paraph.ports.documents import Checker, DocumentSigner
from paraph.ports.owed import OwedLevels
from paraph.ports.record import AuditLog, Clock
from paraph.usecases.book_signing import BookKit
from paraph.usecases.plan_batch import Planning
from paraph.usecases.prepare_book import BookPorts, BookRecord
from paraph.usecases.run_batch import BatchSigning
from paraph.usecases.sign_document import Signing


class CaughtUp(Protocol):
    """The record, after what a crash had left open was closed."""

    @property
    def audit(self) -> AuditLog:
        """Give the audit log."""
        ...

    @property
    def owed(self) -> OwedLevels:
        """Give the debts beside it."""
        ...


def book_kit(
    caught_up: Callable[[], AbstractContextManager[CaughtUp]],
    open_signing: Callable[[], AbstractContextManager[Signing]],
    clock: Clock,
    signer: Callable[[], DocumentSigner],
) -> BookKit:
    """Wire books; the record is opened anew for each act."""
    from paraph.filing.output_file import LocalFiles
    from paraph.filing.shared_book import LocalSharedBooks
    from paraph.render.anchors import PlacingReader
    from paraph.render.thumbnail import page_thumbnail

    home = paths.profile_home()

    @contextmanager
    def record() -> Iterator[BookRecord]:
        from paraph.store.batches import SqliteBatches
        from paraph.store.database import open_database
        from paraph.store.signature_books import SqliteBookShelf

        with caught_up() as held:
            database = open_database(home)
            try:
                shelf, batches = SqliteBookShelf(database), SqliteBatches(database)
                yield BookRecord(held.audit, shelf, batches, held.owed)
            finally:
                database.close()

    @contextmanager
    def signing() -> Iterator[BatchSigning]:
        from paraph.store.batches import SqliteBatches
        from paraph.store.database import open_database

        with open_signing() as opened:
            database = open_database(home)
            try:
                yield BatchSigning(opened, SqliteBatches(database))
            finally:
                database.close()

    ports = BookPorts(LocalSharedBooks(home), record, clock, _checker, platform.node())
    planning = Planning(PlacingReader(), signer(), LocalFiles(home), page_thumbnail)
    return BookKit(ports, signing, book_of_batch, planning)


def book_of_batch(batch_id: str) -> BookBatch | None:
    """Give what a batch signs of a book; None for a batch of no book."""
    from paraph.store.database import open_database
    from paraph.store.signature_books import SqliteBookShelf

    database = open_database(paths.profile_home())
    try:
        return SqliteBookShelf(database).batch(batch_id)
    finally:
        database.close()


def _checker() -> Checker:
    from paraph.pades.checker import PadesChecker

    return PadesChecker()
