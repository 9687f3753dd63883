"""The desk with batches: one is signed at a time, step by step, while the desk does other things.

A key stays open between the steps of its batch. Locking, or another signature on the same module,
ends that; what is signed is signed, and the rest goes on with another PIN.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from paraph.domain.errors import CertificateMissing, ParaphError, TokenBusy, TokenUnavailable
from paraph.domain.keys.secret import Secret
from paraph.domain.many.batch import Batch, BatchRow, PinAsks, RowState, pin_asks
from paraph.domain.output_name import DEFAULT_PATTERN
from paraph.domain.placing.batch_place import PlaceSource
from paraph.domain.placing.signature_field import Place
from paraph.ports.signing_token import SigningToken
from paraph.usecases.choose_certificate import Candidate, chain_of, refuse_barred
from paraph.usecases.free_name import free_name
from paraph.usecases.preflight import Wish
from paraph.usecases.run_batch import (
    BatchStep,
    OpenBatchSigning,
    Pace,
    changed_rows,
    ready_rows,
    sign_rows,
)
from paraph.usecases.sign_document import SignedDocument, SignRequest, record_refusal
from paraph.usecases.signing_desk import DeskPorts, SigningDesk


@dataclass(slots=True)
class _Open:
    """A batch in work: its key, held between steps where one PIN is enough."""

    batch_id: str
    chosen: Candidate
    held: ExitStack
    key: SigningToken
    pace: Pace
    passwords: Mapping[int, Secret]  # of locked documents, by number, for one step


HoldBatch = Callable[[str], AbstractContextManager[bool]]


class BatchDesk(SigningDesk):
    """One profile's desk with its batches. One call at a time."""

    def __init__(self, ports: DeskPorts, open_signing: OpenBatchSigning, hold: HoldBatch) -> None:
        super().__init__(ports)
        self._open_signing = open_signing
        self._hold = hold
        self._open: _Open | None = None

    def add_batch(self, batch: Batch) -> Batch:
        """Keep what was agreed on. Raises StoreBusy, DiskFull."""
        made_at = self._ports.clock.now().isoformat(timespec="seconds")
        with self._open_signing() as ports:
            ports.batches.add(replace(batch, made_at_utc=made_at))
            return _known(ports.batches.get(batch.id))

    def batch(self, batch_id: str) -> Batch:
        """Give a batch as the record has it now. Raises KeyError for one that is not kept."""
        with self._open_signing() as ports:
            return _known(ports.batches.get(batch_id))

    def unfinished_batches(self) -> tuple[Batch, ...]:
        """Give those that somebody may go on with, the latest first."""
        with self._open_signing() as ports:
            found = [ports.batches.get(each) for each in ports.batches.unfinished()]
            return tuple(batch for batch in found if batch is not None)

    def put_batch_away(self, batch_id: str) -> None:
        """Go on with a batch no more."""
        self.stop_batch()
        with self._open_signing() as ports:
            ports.batches.put_away(batch_id)

    def batch_asks(self, chosen: Candidate, documents: int, signatures: int) -> PinAsks:
        """Say how often the key will ask for its PIN; initials may be signatures of their own."""
        try:
            token = self._present(chosen)
        except ParaphError:
            token = chosen.token
        asked = (self._ports.pin_policy(), documents, signatures)
        return pin_asks(*asked, unlocked=token.unlocked, by_reader=token.by_reader)

    def begin_batch(
        self,
        batch_id: str,
        chosen: Candidate,
        pin: Secret | None,
        *,
        leaving_is_seen: bool = False,
    ) -> Batch:
        """Open the key. Raises what opening it does, and TokenBusy while another window signs it.

        Whatever an interruption left open is settled first.
        """
        self.stop_batch()
        refuse_barred(chosen)
        held = ExitStack()
        with self._open_signing() as ports:
            batch = _known(ports.batches.get(batch_id))
            try:
                if chosen.certificate.certificate_der != batch.certificate_der:
                    raise CertificateMissing(certificate=chosen.facts.sha256)
                if not held.enter_context(self._hold(batch_id)):
                    raise TokenBusy(why="batch_in_work")
                key = self._opened(chosen, pin, held, leaving_is_seen=leaving_is_seen)
            except ParaphError as error:
                held.close()
                waiting = [row.source for row in batch.in_state(RowState.WAITING)]
                record_refusal(ports.signing.audit, waiting, error)
                raise
            if pin is not None or chosen.token.by_reader:
                ports.batches.count_prompt(batch_id)
            self._open = _Open(batch_id, chosen, held, key, Pace(), {})
            return _known(ports.batches.get(batch_id))

    def step_batch(self, batch_id: str, passwords: Mapping[int, Secret] | None = None) -> BatchStep:
        """Sign the next documents and give the batch; the key closes when its work is over.

        Where the key is closed already, by a lock, it says that a PIN is needed. `passwords` are
        those of locked documents, by number, and are forgotten after the step.
        """
        now = self._open
        if now is None or now.batch_id != batch_id:
            return BatchStep(self.batch(batch_id), needs_pin=True)
        now.passwords = passwords or {}
        one_each = not self._ports.pin_policy().covers_batch
        with self._open_signing() as ports:
            batch = _known(ports.batches.get(now.batch_id))
            rows = ready_rows(batch, ports.batches, 1 if one_each else now.pace.at_once)
            began_s = now.pace.clock_s()
            stopped_by = sign_rows(batch, rows, now.key, ports, self._request)
            now.pace.took(now.pace.clock_s() - began_s, len(rows))
            step = BatchStep(_known(ports.batches.get(now.batch_id)), stopped_by)
        now.passwords = {}
        if step.is_done or stopped_by is not None or one_each:
            self.stop_batch()
        if isinstance(stopped_by, TokenUnavailable):
            self._looker.let_go(now.chosen.token.module)
        is_over = step.is_done or stopped_by is not None
        return replace(step, needs_pin=one_each and not is_over)

    def stop_batch(self) -> None:
        """Let the key go; what waits goes on with another `begin_batch`."""
        open_now, self._open = self._open, None
        if open_now is not None:
            open_now.held.close()

    def retry_rows(
        self,
        batch_id: str,
        numbers: Sequence[int],
        pattern: str = DEFAULT_PATTERN,
        placed: Mapping[int, tuple[str | None, Place | None]] | None = None,
    ) -> Batch:
        """Let documents wait for another try as they are on disk now, some at another place."""
        with self._open_signing() as ports:
            batch = _known(ports.batches.get(batch_id))
            taken = {row.output for row in batch.rows if row.number not in numbers}

            def free(row: BatchRow) -> BatchRow:
                files = self._ports.files
                if not files.exists(row.output):
                    return row
                output = free_name(row.source, pattern, row.output.parent, taken, files)
                taken.add(output or row.output)
                return replace(row, output=output or row.output)

            rows = changed_rows(batch, numbers, self._ports.files, free)
            rows = [_placed(row, (placed or {}).get(row.number)) for row in rows]
            ports.batches.put_rows(batch_id, rows)
            return _known(ports.batches.get(batch_id))

    def leave_out_rows(self, batch_id: str, numbers: Sequence[int]) -> Batch:
        """Sign these no more."""
        with self._open_signing() as ports:
            batch = _known(ports.batches.get(batch_id))
            rows = [
                replace(row, left_out=True)
                for row in batch.rows
                if row.number in numbers and row.state is not RowState.SIGNED
            ]
            ports.batches.put_rows(batch_id, rows)
            return _known(ports.batches.get(batch_id))

    def sign(
        self,
        wish: Wish,
        output: Path,
        chosen: Candidate,
        pin: Secret | None,
        *,
        leaving_is_seen: bool = False,
    ) -> SignedDocument:
        """Sign one document; a batch on the same module keeps its key. Raises TokenBusy for it."""
        if self._open is not None and self._open.chosen.token.module == chosen.token.module:
            raise TokenBusy(why="batch_in_work")
        return super().sign(wish, output, chosen, pin, leaving_is_seen=leaving_is_seen)

    def lock(self) -> None:
        """End every login, that of a batch too, at once."""
        self.stop_batch()
        super().lock()

    def close(self) -> None:
        """Let all modules go."""
        self.stop_batch()
        super().close()

    def _opened(
        self, chosen: Candidate, pin: Secret | None, held: ExitStack, *, leaving_is_seen: bool
    ) -> SigningToken:
        if chosen.token.in_software:
            self._ports.key_files.refuse_forbidden()
        keep_s = self._ports.pin_policy().where(leaving_is_seen=leaving_is_seen).keep_s
        path = chosen.token.module
        try:
            token = self._present(chosen)
            der = chosen.certificate.certificate_der
            opening = self._looker.module(path).open_key(token, der, pin, keep_s=keep_s)
            return held.enter_context(opening)
        except TokenUnavailable:
            self._looker.let_go(path)
            raise

    def _request(self, batch: Batch, row: BatchRow) -> SignRequest:
        assert self._open is not None  # noqa: S101 - only a step makes requests
        return request_of(
            batch, row, self._open.chosen, password=self._open.passwords.get(row.number)
        )


def _placed(row: BatchRow, chosen: tuple[str | None, Place | None] | None) -> BatchRow:
    if chosen is None:
        return row
    by = PlaceSource.NOWHERE if chosen == (None, None) else PlaceSource.HAND
    return replace(row, field=chosen[0], place=chosen[1], found_by=str(by), label="")


def request_of(
    batch: Batch, row: BatchRow, chosen: Candidate, *, password: Secret | None = None
) -> SignRequest:
    """Give what is confirmed of one document."""
    return SignRequest(
        source=row.source,
        output=row.output,
        certificate_der=batch.certificate_der,
        chain_der=chain_of(chosen),
        field=row.field,
        place=row.place if row.field is None else None,
        reason=batch.reason,
        location=batch.location,
        password=password,
        shown_sha256=row.shown_sha256 or None,
        key=chosen.token.key_kind,
        level=batch.level,
        look=batch.look,
        extras=batch.extras,
        intent=row.intent,
    )


def _known(batch: Batch | None) -> Batch:
    if batch is None:
        raise KeyError("batch")
    return batch
