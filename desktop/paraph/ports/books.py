"""Signature books as the use cases see them: in the shared folder, and in one's own profile."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from paraph.domain.many.signature_book import (
    BookAnswer,
    BookDocument,
    Outcome,
    Prepared,
    Review,
    SignatureBook,
)
from paraph.domain.placing.signature_extras import Extras


class OpenBook(NamedTuple):
    """A book as it lies in its folder now; `sha256` is of what was handed over."""

    path: Path
    book: SignatureBook
    sha256: str
    answer: BookAnswer | None = None


class InWork(NamedTuple):
    """Who has a book open: a person's name, a computer's, and since when."""

    by: str
    on: str
    since_utc: str


class FoundBook(NamedTuple):
    """What lies in the shared folder; `trouble` is the code of why it cannot be read."""

    path: Path
    opened: OpenBook | None = None
    in_work: InWork | None = None
    trouble: str = ""


class SignedCopy(NamedTuple):
    """A signed copy in a book: its name there, its hash and its size in bytes."""

    file: str
    sha256: str
    size: int


class BookHold(Protocol):
    """A book that is held open, so that nobody else decides or signs in it."""

    def beat(self) -> None:
        """Say that it is still held. Raises BookInWork when somebody has taken it over."""
        ...

    def release(self) -> None:
        """Let it go; one that was taken over stays with who has it."""
        ...


class SharedBooks(Protocol):
    """Books in folders that several people reach, a network share's among them.

    Each act may raise BookFolderUnreachable.
    """

    def find(self, folder: Path) -> Sequence[FoundBook]:
        """List the books of a folder, the latest first."""
        ...

    def try_folder(self, folder: Path) -> int:
        """Count the books of a folder in which books can be handed over and answered.

        Raises FolderReadOnly, DiskFull where they cannot.
        """
        ...

    def write(self, folder: Path, book: SignatureBook, sources: Mapping[int, Path]) -> OpenBook:
        """Hand a book over, whole or not at all. Raises DocumentChanged, DiskFull."""
        ...

    def read(self, path: Path) -> OpenBook:
        """Read a book. Raises BookMissing, BookDamaged."""
        ...

    def document(self, path: Path, document: BookDocument) -> Path:
        """Give where a document of a book lies."""
        ...

    def signed_copy(self, path: Path, document: BookDocument, pattern: str) -> Path:
        """Give a free name for a signed copy; the folder is made when it is not there."""
        ...

    def write_answer(self, path: Path, answer: BookAnswer) -> None:
        """Write an answer in place of the one before. Raises DiskFull, FolderReadOnly."""
        ...

    def trouble_of(self, path: Path, document: BookDocument) -> str:
        """Give the code of what keeps a document from being the one handed over, else empty."""
        ...

    def signed_file(self, path: Path, outcome: Outcome) -> Path:
        """Give where the signed copy lies that an outcome names."""
        ...

    def look_at_copy(
        self, path: Path, document: BookDocument, made: Path, sha256: str, pattern: str
    ) -> SignedCopy | None:
        """Give the signed copy in the book; one that had to be kept elsewhere is brought there.

        None when the file is not there or has another hash. Raises FolderReadOnly, DiskFull.
        """
        ...

    def why_not_signed_copy(self, path: Path, document: BookDocument, outcome: Outcome) -> str:
        """Say why a file is not the signed copy that an outcome names, empty when it is."""
        ...

    def hold(self, path: Path, who: InWork, *, take_over: bool = False) -> BookHold:
        """Hold a book open. Raises BookInWork while another one does."""
        ...


class KnownBook(NamedTuple):
    """A book that this profile handed over (`is_ours`) or opened."""

    id: str
    path: Path
    sha256: str
    is_ours: bool
    at_utc: str


class BookBatch(NamedTuple):
    """A batch that signs documents of a book.

    `reasons`, and `extras` where something comes with a signature, are by the document's number.
    """

    batch_id: str
    book_id: str
    prepared: Prepared
    reasons: Mapping[int, str]
    extras: Mapping[int, Extras] = {}


class BookShelf(Protocol):
    """What a profile knows of books. Durable before it answers; may raise StoreBusy, DiskFull."""

    def known(self, book_id: str) -> KnownBook | None:
        """Give what is known of a book."""
        ...

    def remember(self, known: KnownBook) -> None:
        """Note a book; what is known of it already stays, but for where it lies."""
        ...

    def put_sources(self, book_id: str, sources: Mapping[int, Path]) -> None:
        """Note from which files a book was made, by the document's number."""
        ...

    def sources(self, book_id: str) -> Mapping[int, Path]:
        """Give from which files a book was made; none for one that another profile made."""
        ...

    def reviews(self, book_id: str) -> Mapping[int, Review]:
        """Give how far each document was reviewed."""
        ...

    def put_review(self, book_id: str, number: int, review: Review, at_utc: str) -> None:
        """Note how far a document was reviewed."""
        ...

    def add_batch(self, batch: BookBatch) -> None:
        """Note which batch signs documents of a book."""
        ...

    def batches(self, book_id: str) -> Sequence[str]:
        """List the batches of a book, the first first."""
        ...

    def signer_of(self, intent: str) -> tuple[str, str]:
        """Give whom an act signs as, and the certificate's SHA-256, by the record."""
        ...

    def requires_level(self, intent: str) -> bool:
        """Tell whether an act was to give its file a name only with its level, by the record."""
        ...

    def latest_sha256(self, intent: str) -> str | None:
        """Give the hash that the file of an act has now, by the record."""
        ...

    def batch(self, batch_id: str) -> BookBatch | None:
        """Give what a batch signs of a book; None for a batch of no book."""
        ...
