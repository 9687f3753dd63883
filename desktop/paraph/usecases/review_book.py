"""Review a signature book in one pass, sign what was agreed to with one PIN, and return the rest.

Decisions and batches are in the person's own record; the book gets an answer made from them, so
that an interrupted review or signing goes on where it was.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from paraph.domain.errors import ParaphError
from paraph.domain.errors.books import BookLevelOwed, BookNothingAgreed, BookReturned
from paraph.domain.many.batch import Batch, BatchRow, RowState
from paraph.domain.many.signature_book import (
    BookAnswer,
    BookDocument,
    Decision,
    Outcome,
    OutcomeKind,
    Prepared,
    Review,
)
from paraph.domain.output_name import DEFAULT_PATTERN
from paraph.domain.owed import OwedLevel
from paraph.domain.pades_level import PadesLevel
from paraph.domain.placing.batch_place import PlaceSource
from paraph.domain.placing.signature_extras import NO_EXTRAS
from paraph.domain.stamp.appearance import USUAL, Appearance
from paraph.ports.books import BookBatch, BookHold, InWork, KnownBook, OpenBook
from paraph.usecases.prepare_book import BookPorts, BookRecord, refuse_exchanged
from paraph.usecases.sign_document import new_intent

# The record says that it is signed, or cannot say that it is not: it is not signed again.
_MADE_ELSEWHERE = "output_unreachable"
# It is signed, and has no place in the book without the level that was required.
_LACKS_LEVEL = BookLevelOwed.code


class Reviewing(NamedTuple):
    """A book under review: how far each document is, what was signed, what cannot be signed."""

    opened: OpenBook
    reviews: Mapping[int, Review]
    outcomes: Mapping[int, Outcome]
    troubles: Mapping[int, str]  # codes of errors, by the document's number

    def review(self, number: int) -> Review:
        """Give how far a document is."""
        return self.reviews.get(number, Review())

    def is_signed(self, number: int) -> bool:
        """Tell whether a document is signed."""
        found = self.outcomes.get(number)
        return found is not None and found.kind is OutcomeKind.SIGNED

    def may_be_signed(self, number: int) -> bool:
        """Tell whether a signature may have been made that is not in the book yet."""
        found = self.outcomes.get(number)
        made = (_MADE_ELSEWHERE, _LACKS_LEVEL)
        return found is not None and (self.is_signed(number) or found.code in made)

    def has_news(self) -> bool:
        """Tell whether a signature was made that the book does not have yet."""
        answer, numbers = self.opened.answer, [d.number for d in self.opened.book.documents]
        told = {n for n in numbers if answer and answer.outcome(n).kind is OutcomeKind.SIGNED}
        return any(self.may_be_signed(number) for number in numbers if number not in told)

    def to_sign(self) -> tuple[BookDocument, ...]:
        """List what was agreed to, can be signed and is not signed yet."""
        return tuple(
            each
            for each in self.opened.book.documents
            if self.review(each.number).decision is Decision.AGREED
            and each.number not in self.troubles
            and not self.may_be_signed(each.number)
        )

    def never_shown(self) -> tuple[tuple[BookDocument, tuple[int, ...]], ...]:
        """List what is to be signed though some of its pages were never shown."""
        pairs = [(d, self.review(d.number).never_shown(d.page_count)) for d in self.to_sign()]
        return tuple(pair for pair in pairs if pair[1])


@dataclass(frozen=True, slots=True)
class SigningWay:
    """As what the agreed documents are signed."""

    certificate_der: bytes
    level: PadesLevel = PadesLevel.B_B
    look: Appearance = USUAL
    location: str | None = None
    pattern: str = DEFAULT_PATTERN


class BookReview:
    """One book, held open. Let it go by `close`."""

    def __init__(self, path: Path, who: str, ports: BookPorts, *, take_over: bool = False) -> None:
        """Open it. Raises BookInWork, BookReturned, BookExchanged, BookDamaged, BookMissing."""
        self._ports, self._who, self._path = ports, who, path
        self._is_returning = False
        opened = ports.shared.read(path)
        if opened.answer is not None and opened.answer.is_returned:
            raise BookReturned(book=str(path))
        in_work = InWork(who, ports.computer, ports.now_utc())
        self._hold: BookHold = ports.shared.hold(path, in_work, take_over=take_over)
        try:
            # Another one may have returned it until it was held.
            self._opened = ports.shared.read(path)
            if self._opened.answer is not None and self._opened.answer.is_returned:
                raise BookReturned(book=str(path))
            self._note_opened()
        except BaseException:
            self._hold.release()
            raise

    @property
    def opened(self) -> OpenBook:
        """Give the book."""
        return self._opened

    def state(self) -> Reviewing:
        """Give how far it is; each document is held against its hash anew."""
        opened, shared = self._opened, self._ports.shared
        with self._ports.open_record() as record:
            reviews = record.shelf.reviews(opened.book.id)
            outcomes = self._outcomes(record)
        troubles = {
            each.number: code
            for each in opened.book.documents
            if (code := shared.trouble_of(self._path, each))
        }
        return Reviewing(opened, reviews, outcomes, troubles)

    def note_seen(self, number: int, pages: Sequence[int]) -> Review:
        """Note which pages of a document were shown; they count from 0."""
        document = self._opened.book.document(number)
        known = [index for index in pages if 0 <= index < document.page_count]
        with self._ports.open_record() as record:
            review = record.shelf.reviews(self._opened.book.id).get(number, Review())
            return self._put(number, review.having_seen(known), record)

    def decide(self, number: int, decision: Decision, note: str = "") -> Review:
        """Agree to a document, set it aside with a note, or take a decision back."""
        self._opened.book.document(number)
        with self._ports.open_record() as record:
            review = record.shelf.reviews(self._opened.book.id).get(number, Review())
            return self._put(number, review.decided(decision, note), record)

    def beat(self) -> None:
        """Say that it is still held open. Raises BookInWork when somebody has taken it over."""
        self._hold.beat()

    def make_batch(self, way: SigningWay, only: Sequence[int] | None = None) -> Batch:
        """Make the batch that signs what was agreed to, or `only` these of it.

        Raises BookNothingAgreed, BookInWork; what is not the document handed over is left out.
        """
        self._hold.beat()
        state = self.state()
        chosen = [each for each in state.to_sign() if only is None or each.number in only]
        if not chosen:
            raise BookNothingAgreed(book=str(self._path))
        book, now = self._opened.book, self._ports.now_utc()
        batch = Batch(
            uuid.uuid4().hex,
            book.title,
            now,
            way.certificate_der,
            tuple(self._row(each, way.pattern) for each in chosen),
            location=way.location,
            level=way.level,
            look=way.look,
        )
        prepared = Prepared(book.prepared_by, book.prepared_at_utc, book.id, self._opened.sha256)
        reasons = {each.number: each.reason for each in chosen if each.reason}
        extras = {each.number: each.extras for each in chosen if each.extras != NO_EXTRAS}
        with self._ports.open_record() as record:
            # What an interrupted one left is in the new one: nothing is signed by two of them.
            self._put_batches_away(record)
            record.shelf.add_batch(BookBatch(batch.id, book.id, prepared, reasons, extras))
            record.batches.add(batch)
        return batch

    def settle(self) -> BookAnswer:
        """Write into the book what became of each document until now."""
        self._hold.beat()
        return self._answer(returned_at_utc="")

    def give_back(self) -> BookAnswer:
        """Return the book: from now on nothing in it is decided or signed.

        Raises BookFolderUnreachable while it cannot be told whether every signed copy is there,
        BookLevelOwed while one waits for the level that was required.
        """
        self._hold.beat()
        self._is_returning = True
        try:
            answer = self._answer(returned_at_utc=self._ports.now_utc())
        finally:
            self._is_returning = False
        self.close()
        return answer

    def close(self) -> None:
        """Let the book go; what was decided stays."""
        self._hold.release()

    def _put(self, number: int, review: Review, record: BookRecord) -> Review:
        record.shelf.put_review(self._opened.book.id, number, review, self._ports.now_utc())
        return review

    def _note_opened(self) -> None:
        opened = self._opened
        with self._ports.open_record() as record:
            known = record.shelf.known(opened.book.id)
            refuse_exchanged(opened, known)
            now = self._ports.now_utc()
            record.shelf.remember(
                KnownBook(opened.book.id, self._path, opened.sha256, is_ours=False, at_utc=now)
            )
            if known is None or known.is_ours:
                body = {"title": opened.book.title, "prepared_by": opened.book.prepared_by}
                told = {"opened_by": self._who, "book_sha256": opened.sha256}
                record.audit.append("book_opened", opened.book.id, {**body, **told})

    def _row(self, document: BookDocument, pattern: str) -> BatchRow:
        shared = self._ports.shared
        return BatchRow(
            document.number,
            new_intent(),
            shared.document(self._path, document),
            shared.signed_copy(self._path, document, pattern),
            document.sha256,
            document.field,
            document.place,
            found_by=str(PlaceSource.HAND),
            locked=document.is_locked,
        )

    def _answer(self, returned_at_utc: str) -> BookAnswer:
        book = self._opened.book
        now = self.state()
        outcomes = tuple(_told(each, now) for each in book.documents)
        with self._ports.open_record() as record:
            answer = BookAnswer(self._opened.sha256, self._who, outcomes, returned_at_utc)
            if answer.is_returned:
                self._refuse_lacking(answer, record)
            self._let_leave(record, answer)
            self._ports.shared.write_answer(self._path, answer)
            self._opened = self._opened._replace(answer=answer)
            if answer.is_returned:
                self._put_batches_away(record)
                self._note_returned(record, answer)
        return answer

    def _refuse_lacking(self, answer: BookAnswer, record: BookRecord) -> None:
        """Raise BookLevelOwed where a returned book would lack a signature that was made."""
        lacking = [each.number for each in answer.outcomes if each.code == _LACKS_LEVEL]
        if not lacking:
            return
        batches = map(record.batches.get, record.shelf.batches(self._opened.book.id))
        intents = {row.intent for batch in batches if batch is not None for row in batch.rows}
        debts = [debt for debt in _held_back(record).values() if debt.intent in intents]
        raise BookLevelOwed(
            book=str(self._path),
            documents=lacking,
            kept=[str(debt.path) for debt in debts],
            why=next((debt.reason for debt in debts if debt.reason), None),
        )

    def _put_batches_away(self, record: BookRecord) -> None:
        for batch_id in record.shelf.batches(self._opened.book.id):
            record.batches.put_away(batch_id)

    def _let_leave(self, record: BookRecord, answer: BookAnswer) -> None:
        """Note that others have the copies: proof is only added behind them from now on.

        The book lies where they can read it, returned or not.
        """
        with record.owed.transaction():
            for each in answer.outcomes:
                if each.kind is OutcomeKind.SIGNED:
                    record.owed.mark_left(each.sha256)

    def _note_returned(self, record: BookRecord, answer: BookAnswer) -> None:
        book = self._opened.book
        record.audit.append(
            "book_returned",
            book.id,
            {
                "prepared_by": book.prepared_by,
                "returned_by": self._who,
                "book_sha256": answer.book_sha256,
                **{str(kind): answer.count(kind) for kind in OutcomeKind},
            },
        )

    def _outcomes(self, record: BookRecord) -> dict[int, Outcome]:
        """Say what the batches of this book have become, by the record."""
        found: dict[int, Outcome] = {}
        held_back = _held_back(record)
        for batch_id in record.shelf.batches(self._opened.book.id):
            batch = record.batches.get(batch_id)
            for row in batch.rows if batch is not None else ():
                signed = found.get(row.number)
                if batch is None or (signed is not None and signed.kind is OutcomeKind.SIGNED):
                    continue
                if row.state is RowState.SIGNED and row.intent in held_back:
                    told: Outcome | None = _lacking(row)
                else:
                    told = self._outcome(batch, row, record)
                if told is not None:
                    found[row.number] = told
        return found

    def _outcome(self, batch: Batch, row: BatchRow, record: BookRecord) -> Outcome | None:
        if row.state is not RowState.SIGNED or row.end is None or row.end.output is None:
            code = row.trouble or (row.end.code if row.end is not None else "")
            at_utc = row.end.at_utc if row.end is not None else ""
            return Outcome(row.number, OutcomeKind.NOT_SIGNED, at_utc, code=code) if code else None
        document = self._opened.book.document(row.number)
        sha256 = record.shelf.latest_sha256(row.intent) or row.end.sha256
        try:
            copy = self._ports.shared.look_at_copy(
                self._path, document, row.end.output, sha256, DEFAULT_PATTERN
            )
        except ParaphError:
            if self._is_returning:
                raise  # what goes back says of each signature that it is there
            copy = None  # it is kept at home, and brought when the folder answers again
        if copy is None:
            kind, at_utc = OutcomeKind.NOT_SIGNED, row.end.at_utc
            return Outcome(row.number, kind, at_utc, code=_MADE_ELSEWHERE)
        signs_as, certificate_sha256 = record.shelf.signer_of(row.intent)
        return Outcome(
            row.number,
            OutcomeKind.SIGNED,
            row.end.at_utc,
            file=copy.file,
            sha256=copy.sha256,
            size=copy.size,
            signs_as=signs_as,
            certificate_sha256=certificate_sha256,
        )


def _lacking(row: BatchRow) -> Outcome:
    at_utc = row.end.at_utc if row.end is not None else ""
    return Outcome(row.number, OutcomeKind.NOT_SIGNED, at_utc, code=_LACKS_LEVEL)


def _told(document: BookDocument, now: Reviewing) -> Outcome:
    number = document.number
    review, made = now.review(number), now.outcomes.get(number)
    if made is not None and now.may_be_signed(number):
        return made
    if review.decision is Decision.SET_ASIDE:
        return Outcome(number, OutcomeKind.SET_ASIDE, note=review.note)
    if review.decision is Decision.AGREED and number in now.troubles:
        return Outcome(number, OutcomeKind.NOT_SIGNED, code=now.troubles[number])
    return made or Outcome(number, OutcomeKind.OPEN)


def _held_back(record: BookRecord) -> Mapping[str, OwedLevel]:
    """Give the debts of signatures whose level was required, by the names of their acts.

    One that was paid, or given up by the person, keeps its copy from the book no longer.
    """
    debts = record.owed.all()
    return {debt.intent: debt for debt in debts if record.shelf.requires_level(debt.intent)}
