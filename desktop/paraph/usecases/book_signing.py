"""Sign what was agreed to in a signature book: a batch whose record names who prepared it too."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from paraph.domain.errors import ParaphError
from paraph.domain.errors.levels import LevelNotReached
from paraph.domain.keys.secret import Secret
from paraph.domain.many.batch import Batch, BatchRow, RowState
from paraph.ports.books import BookBatch
from paraph.ports.signing_token import SigningToken
from paraph.usecases.batch_desk import BatchDesk, HoldBatch, request_of
from paraph.usecases.choose_certificate import Candidate
from paraph.usecases.plan_batch import Planning
from paraph.usecases.prepare_book import BookPorts
from paraph.usecases.prove_signed import OpenPaying, prove_signed
from paraph.usecases.run_batch import (
    BatchSigning,
    Ended,
    OpenBatchSigning,
    ready_rows,
    sign_rows,
)
from paraph.usecases.sign_document import SignRequest
from paraph.usecases.signing_desk import DeskPorts

BookOfBatch = Callable[[str], BookBatch | None]


class BookKit(NamedTuple):
    """What a command about books works with."""

    ports: BookPorts
    open_signing: OpenBatchSigning
    book_of: BookOfBatch
    planning: Planning


_AT_ONCE = 8


class SignedBatch(NamedTuple):
    """What ended the work before its time, and what became of each document that was tried."""

    stopped_by: ParaphError | None
    ended: tuple[Ended, ...]


class BookBatchDesk(BatchDesk):
    """The desk whose batches may come from a signature book."""

    def __init__(
        self,
        ports: DeskPorts,
        open_signing: OpenBatchSigning,
        hold: HoldBatch,
        book_of: BookOfBatch,
    ) -> None:
        super().__init__(ports, open_signing, hold)
        self._book_of = book_of
        self._known: dict[str, BookBatch | None] = {}

    def _request(self, batch: Batch, row: BatchRow) -> SignRequest:
        if batch.id not in self._known:
            self._known[batch.id] = self._book_of(batch.id)
        return as_prepared(super()._request(batch, row), self._known[batch.id], row.number)


def as_prepared(request: SignRequest, told: BookBatch | None, number: int) -> SignRequest:
    """Give a request its reason, what comes with the signature, and who prepared the document."""
    if told is None:
        return request
    reason = told.reasons.get(number) or request.reason
    extras = told.extras.get(number) or request.extras
    return replace(request, reason=reason, prepared=told.prepared, extras=extras)


def book_request(
    batch: Batch,
    row: BatchRow,
    chosen: Candidate,
    told: BookBatch | None,
    passwords: Mapping[int, Secret],
) -> SignRequest:
    """Give what is confirmed of one document; `passwords` are by the document's number."""
    request = as_prepared(request_of(batch, row, chosen), told, row.number)
    return replace(request, password=passwords.get(row.number))


def sign_book_batch(
    batch: Batch,
    signing: tuple[Candidate, Mapping[int, Secret]],
    key: SigningToken,
    ports: BatchSigning,
    book_of: BookOfBatch,
    *,
    require_level: bool = False,
) -> SignedBatch:
    """Sign a batch with one opened key.

    `signing` is as whom, and the passwords of locked documents by their numbers. With
    `require_level` no copy has its name yet: `prove_signed` gives it.
    """
    (chosen, passwords), told = signing, book_of(batch.id)

    def make(of: Batch, row: BatchRow) -> SignRequest:
        request = book_request(of, row, chosen, told, passwords)
        return replace(request, require_level=require_level)

    ended: list[Ended] = []
    stopped_by: ParaphError | None = None
    now: Batch | None = batch
    while now is not None and now.in_state(RowState.WAITING) and stopped_by is None:
        rows = ready_rows(now, ports.batches, _AT_ONCE)
        stopped_by = sign_rows(now, rows, key, ports, make, ended)
        now = ports.batches.get(batch.id)
    return SignedBatch(stopped_by, tuple(ended))


def lacking_level(
    ended: Sequence[Ended], ports: BatchSigning, open_paying: OpenPaying, batch: Batch
) -> LevelNotReached | None:
    """Add the level that was required, and give each copy its name; gives which have it not.

    Theirs are kept and owe it: `documents` are their numbers, `kept` where the files are.
    """
    requests, outcomes = [each.request for each in ended], [each.outcome for each in ended]
    proven = prove_signed(requests, outcomes, ports.signing, open_paying)
    pairs = zip(requests, proven, strict=True)
    lacking = {each.intent: end for each, end in pairs if isinstance(end, LevelNotReached)}
    if not lacking:
        return None
    now = ports.batches.get(batch.id) or batch
    return LevelNotReached(
        why=next(iter(lacking.values())).details["why"],
        level=str(batch.level),
        documents=[row.number for row in now.rows if row.intent in lacking],
        kept=[error.details["kept"] for error in lacking.values()],
    )
