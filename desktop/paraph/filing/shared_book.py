"""Signature books in a folder that several people reach: `ports.books.SharedBooks`.

A book is a folder of its own, and everything needed lies in it: `book.json` says what was handed
over, with the hash of each file in `documents`; `answer.json` says what became of it, with the hash
of `book.json` and of each file in `signed`. It appears under its name only when it is whole.
"""

import hashlib
import os
import re
import secrets
import shutil
import stat
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from paraph.domain.errors import DocumentChanged, DocumentMissing, OutputExists, ParaphError
from paraph.domain.errors.books import BookDamaged, BookFolderUnreachable, BookMissing
from paraph.domain.many.signature_book import BookAnswer, BookDocument, Outcome, SignatureBook
from paraph.domain.output_name import output_name
from paraph.filing.book_format import (
    answer_bytes,
    book_bytes,
    parse_answer,
    parse_book,
)
from paraph.filing.book_hold import SharedHold, in_work
from paraph.filing.output_file import sync_folder
from paraph.filing.patience import patiently
from paraph.filing.shared_folder import (
    copy_checked,
    move,
    open_plain,
    reaching,
    remove,
    replace_file,
    sha256_of,
    try_folder,
    write_new,
    writing,
)
from paraph.filing.told_object import is_plain_name, plain_name
from paraph.ports.books import FoundBook, InWork, OpenBook, SignedCopy

SUFFIX = ".paraph-book"
_BOOK, _ANSWER, _DOCUMENTS, _SIGNED = "book.json", "answer.json", "documents", "signed"
_MOST_JSON_BYTES = 16 << 20
_MOST_COPIES = 1000
_LEFT_S = 24 * 3600
# Of the answer, of a copy that is brought, of a hold that was taken over; a signing's own
# temporary file is the record's.
_LEFT_OVER = re.compile(r"\.[0-9a-f]{16}\.paraph-part|\.paraph-open-[0-9a-f]{16}")


class LocalSharedBooks:
    """The local file system, network drives included; `home` is the profile's folder."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def find(self, folder: Path) -> Sequence[FoundBook]:
        """List the books of a folder, the latest first; one in trouble does not hide the others."""
        with reaching(folder):
            names = [each for each in folder.iterdir() if each.name.endswith(SUFFIX)]
        found = [self._found(path) for path in names if not path.name.startswith(".")]
        return sorted((each for each in found if each is not None), key=_age, reverse=True)

    def try_folder(self, folder: Path) -> int:
        """Count the books of a folder in which books can be handed over and answered."""
        try_folder(folder)
        return len(self.find(folder))

    def write(self, folder: Path, book: SignatureBook, sources: Mapping[int, Path]) -> OpenBook:
        """Hand a book over. Raises DocumentChanged for a file that is not the one planned."""
        with reaching(folder):
            is_there = folder.is_dir()
        if not is_there:
            raise BookFolderUnreachable(folder=str(folder), why="no_such_folder")
        day = book.prepared_at_utc[:10]
        name = plain_name(f"{day} {book.title[:60]} - {book.holder[:40]} {book.id[:6]}")
        path, part = folder / f"{name}{SUFFIX}", folder / f".{book.id}.paraph-part"
        _tidy_shared(folder)
        data = book_bytes(book)
        parse_book(data)  # what is handed over is what can be read again
        try:
            with writing(folder):
                (part / _DOCUMENTS).mkdir(parents=True)
                for each in book.documents:
                    copy_checked(sources[each.number], part / _DOCUMENTS / each.file, each.sha256)
                write_new(part / _BOOK, data)
                sync_folder(part / _DOCUMENTS)
                move(part, path)
                sync_folder(folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)
        return OpenBook(path, book, hashlib.sha256(data).hexdigest())

    def read(self, path: Path) -> OpenBook:
        """Read a book. Raises BookMissing, BookDamaged, BookFolderUnreachable."""
        with reaching(path.parent):
            path.parent.stat()
        data = _read(path / _BOOK)
        if data is None:
            raise BookMissing(book=str(path))
        sha256 = hashlib.sha256(data).hexdigest()
        told = _read(path / _ANSWER)
        answer = parse_answer(told) if told is not None else None
        if answer is not None and answer.book_sha256 != sha256:
            raise BookDamaged(why="answer_of_another_book")
        return OpenBook(path, parse_book(data), sha256, answer)

    def document(self, path: Path, document: BookDocument) -> Path:
        """Give where a document of a book lies."""
        return path / _DOCUMENTS / document.file

    def signed_copy(self, path: Path, document: BookDocument, pattern: str) -> Path:
        """Give a free name for a signed copy. Raises BookDamaged, FolderReadOnly, DiskFull."""
        folder = path / _SIGNED
        with writing(folder):
            folder.mkdir(exist_ok=True)
            if folder.is_symlink():
                raise BookDamaged(why="signed_is_a_link")
            for number in range(1, _MOST_COPIES):
                output = folder / output_name(Path(document.file).stem, pattern, number)
                if not os.path.lexists(output):
                    return output
        raise OutputExists(file=str(folder / document.file))

    def write_answer(self, path: Path, answer: BookAnswer) -> None:
        """Write an answer in place of the one before; the file is the old one or the new one."""
        data = answer_bytes(answer)
        parse_answer(data)
        with reaching(path):
            path.stat()
        with writing(path):
            replace_file(path / _ANSWER, data)

    def trouble_of(self, path: Path, document: BookDocument) -> str:
        """Give the code of what keeps a document from being the one handed over, else empty."""
        try:
            found = sha256_of(self.document(path, document))
        except ParaphError as error:
            return error.code
        return "" if found == document.sha256 else DocumentChanged.code

    def signed_file(self, path: Path, outcome: Outcome) -> Path:
        """Give where the signed copy lies that an outcome names."""
        return path / _SIGNED / outcome.file

    def look_at_copy(
        self, path: Path, document: BookDocument, made: Path, sha256: str, pattern: str
    ) -> SignedCopy | None:
        """Give the signed copy in the book; one that had to be kept elsewhere is brought there.

        Raises BookFolderUnreachable where it cannot be told, FolderReadOnly, DiskFull.
        """
        try:
            with writing(path):
                if made.parent != path / _SIGNED:
                    copy = self.signed_copy(path, document, pattern)
                    _bring(made, copy, sha256)
                    made = copy
                if sha256_of(made) != sha256:
                    return None
                return SignedCopy(made.name, sha256, made.stat().st_size)
        except (DocumentMissing, DocumentChanged):
            with reaching(path):
                path.stat()  # a book that is away is no copy that is missing
            return None

    def why_not_signed_copy(self, path: Path, document: BookDocument, outcome: Outcome) -> str:
        """Say why a file is not the signed copy that an outcome names, empty when it is.

        A signature is added behind the document, and proof behind that (ISO 32000-2, 7.5.6): a copy
        begins with the document's bytes. Raises BookFolderUnreachable where it cannot be told.
        """
        copy = self.signed_file(path, outcome)
        if not is_plain_name(outcome.file) or (path / _SIGNED).is_symlink():
            return "name"
        try:
            if sha256_of(copy, outcome.size) != outcome.sha256:
                return "sha256"
            with reaching(path):
                size = self.document(path, document).stat().st_size
            begins = sha256_of(copy, size)
        except DocumentMissing:
            return "missing"
        is_longer = outcome.size > size
        return "" if is_longer and begins == document.sha256 else "other_document"

    def hold(self, path: Path, who: InWork, *, take_over: bool = False) -> SharedHold:
        """Hold a book open. Raises BookInWork while another one does."""
        with reaching(path.parent):
            path.stat()
        held = SharedHold(path, who, self._home, take_over=take_over)
        _tidy(path)
        return held

    def _found(self, path: Path) -> FoundBook | None:
        try:
            with reaching(path):
                if not stat.S_ISDIR(path.stat().st_mode):
                    return None
            return FoundBook(path, self.read(path), in_work(path))
        except ParaphError as error:
            return FoundBook(path, trouble=error.code)


def _tidy(path: Path) -> None:
    """Remove what an interruption left in a book, while nobody else has it open."""
    for folder in (path, path / _SIGNED):
        with suppress(OSError):
            for each in folder.iterdir():
                if _LEFT_OVER.fullmatch(each.name):
                    each.unlink(missing_ok=True)


def _tidy_shared(folder: Path) -> None:
    """Remove what somebody's interrupted handing over left a day ago or before."""
    with suppress(OSError):
        for each in folder.glob(".*.paraph-part"):
            if time.time() - each.stat().st_mtime > _LEFT_S:
                shutil.rmtree(each, ignore_errors=True)


def _age(found: FoundBook) -> tuple[str, str]:
    told = found.opened.book.prepared_at_utc if found.opened is not None else ""
    return told, found.path.name


def _read(path: Path) -> bytes | None:
    """Read a small file that lies in the book itself; None when it is not there."""
    try:
        with patiently(lambda: open_plain(path)) as file:
            data = file.read(_MOST_JSON_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BookFolderUnreachable(folder=str(path.parent), why=error.strerror) from error
    if len(data) > _MOST_JSON_BYTES:
        raise BookDamaged(why="too_large")
    return data


def _bring(made: Path, copy: Path, sha256: str) -> None:
    part = copy.with_name(f".{secrets.token_hex(8)}.paraph-part")
    try:
        copy_checked(made, part, sha256)
        move(part, copy)
        sync_folder(copy.parent)
    finally:
        remove(part)
