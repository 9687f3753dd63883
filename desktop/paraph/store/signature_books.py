"""What a profile knows of signature books, in SQLite: `ports.books.BookShelf`."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlite_utils import Database

from paraph.domain.many.signature_book import Decision, Prepared, Review
from paraph.domain.placing.plain_extras import extras_from, plain_extras
from paraph.ports.books import BookBatch, KnownBook
from paraph.store.database import transaction


class SqliteBookShelf:
    """Shares the audit log's connection."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self, book_id: str) -> KnownBook | None:
        """Give what is known of a book."""
        sql = "SELECT id, path, sha256, is_ours, at_utc FROM signature_book WHERE id = ?"
        row = self._database.execute(sql, [book_id]).fetchone()
        return KnownBook(row[0], Path(row[1]), row[2], bool(row[3]), row[4]) if row else None

    def remember(self, known: KnownBook) -> None:
        """Note a book; its hash stays the one it was first seen with."""
        with transaction(self._database):
            self._database.execute(
                "INSERT INTO signature_book (id, path, sha256, is_ours, at_utc)"
                " VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET path = excluded.path",
                [known.id, str(known.path), known.sha256, int(known.is_ours), known.at_utc],
            )

    def put_sources(self, book_id: str, sources: Mapping[int, Path]) -> None:
        """Note from which files a book was made, by the document's number."""
        with transaction(self._database):
            for number, path in sources.items():
                self._database.execute(
                    "INSERT OR REPLACE INTO book_source (book_id, number, path) VALUES (?, ?, ?)",
                    [book_id, number, str(path)],
                )

    def sources(self, book_id: str) -> Mapping[int, Path]:
        """Give from which files a book was made; none for one that another profile made."""
        sql = "SELECT number, path FROM book_source WHERE book_id = ?"
        found = self._database.execute(sql, [book_id]).fetchall()
        return {number: Path(path) for number, path in found}

    def reviews(self, book_id: str) -> Mapping[int, Review]:
        """Give how far each document was reviewed."""
        found = self._database.execute(
            "SELECT number, decision, note, pages_seen FROM book_review WHERE book_id = ?",
            [book_id],
        ).fetchall()
        return {
            number: Review(Decision(decision), note, frozenset(json.loads(pages)))
            for number, decision, note, pages in found
        }

    def put_review(self, book_id: str, number: int, review: Review, at_utc: str) -> None:
        """Note how far a document was reviewed."""
        pages = json.dumps(sorted(review.pages_seen))
        with transaction(self._database):
            self._database.execute(
                "INSERT OR REPLACE INTO book_review"
                " (book_id, number, decision, note, pages_seen, at_utc) VALUES (?, ?, ?, ?, ?, ?)",
                [book_id, number, str(review.decision), review.note, pages, at_utc],
            )

    def add_batch(self, batch: BookBatch) -> None:
        """Note which batch signs documents of a book."""
        prepared = batch.prepared
        reasons = json.dumps({str(number): text for number, text in batch.reasons.items()})
        extras = json.dumps({str(number): plain_extras(e) for number, e in batch.extras.items()})
        with transaction(self._database):
            self._database.execute(
                "INSERT INTO book_batch (batch_id, book_id, prepared_by, prepared_at_utc,"
                " book_sha256, reasons, extras) VALUES (?, ?, ?, ?, ?, ?, ?)",
                [batch.batch_id, batch.book_id, prepared.by, prepared.at_utc,
                 prepared.book_sha256, reasons, extras],
            )  # fmt: skip

    def batches(self, book_id: str) -> Sequence[str]:
        """List the batches of a book, the first first."""
        sql = "SELECT batch_id FROM book_batch WHERE book_id = ? ORDER BY rowid"
        return [row[0] for row in self._database.execute(sql, [book_id]).fetchall()]

    def signer_of(self, intent: str) -> tuple[str, str]:
        """Give whom an act signs as, and the certificate's SHA-256, by the record."""
        name, sha256 = self._database.execute(
            "SELECT json_extract(body, '$.signs_as'), json_extract(body, '$.certificate_sha256')"
            " FROM audit_entry WHERE intent = ? AND kind = 'signature_requested'",
            [intent],
        ).fetchone()
        return str(name), str(sha256)

    def requires_level(self, intent: str) -> bool:
        """Tell whether an act was to give its file a name only with its level, by the record."""
        row = self._database.execute(
            "SELECT json_extract(body, '$.require_level') FROM audit_entry WHERE intent = ?"
            " AND kind = 'signature_requested'",
            [intent],
        ).fetchone()
        return row is not None and bool(row[0])

    def latest_sha256(self, intent: str) -> str | None:
        """Give the hash that the file of an act has now: proof may have been added to it."""
        row = self._database.execute(
            "SELECT json_extract(body, '$.sha256') FROM audit_entry WHERE intent = ?"
            " AND kind IN ('signature_made', 'level_paid') ORDER BY seq DESC LIMIT 1",
            [intent],
        ).fetchone()
        return str(row[0]) if row is not None else None

    def batch(self, batch_id: str) -> BookBatch | None:
        """Give what a batch signs of a book."""
        row = self._database.execute(
            "SELECT book_id, prepared_by, prepared_at_utc, book_sha256, reasons, extras"
            " FROM book_batch WHERE batch_id = ?",
            [batch_id],
        ).fetchone()
        if row is None:
            return None
        book_id, by, at_utc, sha256, told, more = row
        reasons = {int(number): text for number, text in json.loads(told).items()}
        extras = {int(number): extras_from(each) for number, each in json.loads(more).items()}
        return BookBatch(batch_id, book_id, Prepared(by, at_utc, book_id, sha256), reasons, extras)
