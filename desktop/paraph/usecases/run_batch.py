"""A batch with one opened key, in steps: so many documents as take about a third of a second.

Between two steps nothing works in the background: whoever asks something else of the desk waits no
longer than one step. What became of a document is read from the record, never remembered.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from paraph.domain.errors import DocumentMissing, NotAttempted, ParaphError
from paraph.domain.keys.signature_scheme import SignatureScheme
from paraph.domain.many.batch import Batch, BatchRow, RowState, is_of_document
from paraph.ports.batches import Batches
from paraph.ports.documents import OutputFiles
from paraph.ports.signing_token import SigningToken
from paraph.usecases.sign_batch import Outcome, sign_batch
from paraph.usecases.sign_document import Signing, SignRequest, new_intent

_STEP_S = 0.3
_MOST_AT_ONCE = 16


class BatchSigning(NamedTuple):
    """What a step works with: the record is caught up when it is opened."""

    signing: Signing
    batches: Batches


OpenBatchSigning = Callable[[], AbstractContextManager[BatchSigning]]


@dataclass(frozen=True, slots=True)
class BatchStep:
    """The batch after a step; `stopped_by` is what ended the work, an error of no document."""

    batch: Batch
    stopped_by: ParaphError | None = None
    needs_pin: bool = False

    @property
    def is_done(self) -> bool:
        """Tell whether no document waits."""
        return self.batch.is_done


def ready_rows(batch: Batch, batches: Batches, most: int) -> tuple[BatchRow, ...]:
    """Give the next documents to sign, each with an act of its own that has not begun.

    An act that has ended stays what it is: another try is written as another one, first.
    """
    rows = batch.in_state(RowState.WAITING)[:most]
    fresh = [row.tried_again(new_intent()) for row in rows if row.needs_new_intent]
    if fresh:
        batches.put_rows(batch.id, fresh)
    by_number = {row.number: row for row in fresh}
    return tuple(by_number.get(row.number, row) for row in rows)


def sign_rows(
    batch: Batch,
    rows: Sequence[BatchRow],
    key: SigningToken,
    ports: BatchSigning,
    make: "Making",
    ended: "list[Ended] | None" = None,
) -> ParaphError | None:
    """Sign these; gives what ended the work before its time, if it was of no document.

    What became of each is added to `ended`.
    """
    requests = [make(batch, row) for row in rows]
    gate = Gate(key)
    outcomes = sign_batch(requests, gate, ports.signing, keep_going=True)
    for request, outcome in zip(requests, outcomes, strict=True):
        if ended is not None:
            ended.append(Ended(request, outcome))
        if isinstance(outcome, ParaphError) and not isinstance(outcome, NotAttempted):
            if is_of_document(outcome.code):
                continue
            gate.close(outcome)
    return gate.closed_by


Making = Callable[[Batch, BatchRow], SignRequest]


class Ended(NamedTuple):
    """What was asked of one document, and what became of it."""

    request: SignRequest
    outcome: Outcome


@dataclass(slots=True)
class Pace:
    """How many documents make a step."""

    at_once: int = 1
    clock_s: Callable[[], float] = field(default=time.monotonic)

    def took(self, seconds: float, count: int) -> None:
        """Learn from the last step."""
        each = max(seconds / max(1, count), 1e-6)
        self.at_once = max(1, min(_MOST_AT_ONCE, int(_STEP_S / each)))


class Gate:
    """Lets nobody to a card that is in trouble."""

    def __init__(self, key: SigningToken) -> None:
        self._key = key
        self.scheme: SignatureScheme = key.scheme
        self.digests = key.digests
        self.closed_by: ParaphError | None = None

    def close(self, error: ParaphError) -> None:
        """Let nobody through from now on; the first reason counts."""
        self.closed_by = self.closed_by or error

    def sign(self, signed_attributes: bytes, digest_algorithm: str) -> bytes:
        """Sign. Raises NotAttempted once it is closed."""
        if self.closed_by is not None:
            raise NotAttempted
        try:
            return self._key.sign(signed_attributes, digest_algorithm)
        except ParaphError as error:
            if not is_of_document(error.code):
                self.close(error)
            raise


def changed_rows(
    batch: Batch, numbers: Sequence[int], files: OutputFiles, free: Callable[[BatchRow], BatchRow]
) -> list[BatchRow]:
    """Give documents as they wait for another try, after a person looked at them again."""
    changed: list[BatchRow] = []
    for row in batch.rows:
        if row.number not in numbers or row.state is RowState.SIGNED or _is_open(row):
            continue
        try:
            sha256 = files.sha256(row.source)
        except DocumentMissing as error:
            changed.append(replace(row, bar=error.code))
            continue
        changed.append(free(row.tried_again(new_intent(), sha256=sha256)))
    return changed


def _is_open(row: BatchRow) -> bool:
    # What became of it is not known: to sign it again might be to sign it twice.
    return row.end is not None and row.end.kind == "open"
