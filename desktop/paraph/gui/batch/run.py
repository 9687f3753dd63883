"""A batch at work in the window: one step after another, with pauses, until it is over."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from paraph.domain.errors import ParaphError
from paraph.domain.keys.secret import Secret
from paraph.domain.many.batch import Batch, RowState, seconds_left
from paraph.gui.batch_acts import BatchActs
from paraph.usecases.choose_certificate import Candidate
from paraph.usecases.run_batch import BatchStep
from paraph.workers.lane import Lane

_LONGEST_PAUSE_MS = 5 * 60 * 1000  # then the key is closed


class BatchRun(QObject):
    """Signs step by step. Between two steps whatever else was asked of the desk is done."""

    changed = Signal()  # after every step, and when it stops or goes on
    pin_wanted = Signal()  # the key is closed, and documents wait
    refused = Signal(object)  # ParaphError of opening the key
    stopped_by = Signal(object)  # ParaphError of the card, after which the rest waits
    finished = Signal()  # no document waits

    def __init__(self, acts: BatchActs, lane: Lane, batch: Batch, parent: QObject) -> None:
        super().__init__(parent)
        self._acts, self._lane = acts, lane
        self.batch = batch
        self.runs = False
        self.leaving = False  # the person is asked how to leave
        self.passwords: dict[int, Secret] = {}  # of locked documents; gone when it is over
        self._is_open = False
        self._pauses = False
        self._done_at_s: list[float] = []
        self._then: Callable[[], object] | None = None
        self._closes = QTimer(self)
        self._closes.setSingleShot(True)
        self._closes.setInterval(_LONGEST_PAUSE_MS)
        self._closes.timeout.connect(self.close_key)

    @property
    def now(self) -> int | None:
        """Give the number of the document that is signed now."""
        waiting = self.batch.in_state(RowState.WAITING)
        return waiting[0].number if self.runs and waiting else None

    @property
    def seconds_left(self) -> float | None:
        """Estimate how long the rest takes."""
        return seconds_left(self._done_at_s, len(self.batch.in_state(RowState.WAITING)))

    def begin(self, candidate: Candidate, pin: Secret | None, *, leaving_is_seen: bool) -> None:
        """Open the key and go on until it is over."""
        batch_id = self.batch.id
        self._lane.run(
            lambda: self._acts.begin_batch(
                batch_id, candidate, pin, leaving_is_seen=leaving_is_seen
            ),
            self._take_begun,
            self.refused.emit,
        )

    def pause(self) -> None:
        """Stop after the documents in work, and keep the key open for a while."""
        self._pauses = True

    def go_on(self) -> None:
        """Go on after a pause; where the key is closed, ask for the PIN."""
        self._closes.stop()
        if not self._is_open:
            self.pin_wanted.emit()
            return
        self._pauses, self.runs = False, True
        self._done_at_s.clear()
        self.changed.emit()
        self._step()

    def stop(self, then: Callable[[], object] | None = None) -> None:
        """Stop after the documents in work, and let the key go; then call `then`."""
        self._then = then
        if self.runs:
            self._pauses = True
        else:
            self.close_key()

    def close_key(self) -> None:
        """Let the key go."""
        self._closes.stop()
        self._is_open = False
        self._lane.run(self._acts.stop_batch, lambda _: self._run_then(), self._ignore)

    def locked(self) -> dict[int, Path]:
        """Give the documents that wait, and need a password that is not known."""
        return {
            row.number: row.source
            for row in self.batch.in_state(RowState.WAITING)
            if row.locked and row.number not in self.passwords
        }

    def take(self, batch: Batch) -> None:
        """Take the batch as it was changed by a person."""
        self.batch = batch
        self.changed.emit()

    def _take_begun(self, batch: Batch) -> None:
        self.batch, self._is_open = batch, True
        self._pauses, self.runs = False, True
        self._done_at_s = [time.monotonic()]
        self.changed.emit()
        self._step()

    def _step(self) -> None:
        batch_id, passwords = self.batch.id, dict(self.passwords)
        self._lane.run(
            lambda: self._acts.step_batch(batch_id, passwords),
            self._take_step,
            self._take_failure,
        )

    def _take_step(self, step: BatchStep) -> None:
        before = len(self.batch.in_state(RowState.WAITING))
        self.batch = step.batch
        count = before - len(self.batch.in_state(RowState.WAITING))
        now_s, last_s = time.monotonic(), self._done_at_s[-1] if self._done_at_s else None
        if last_s is None:
            self._done_at_s.append(now_s)
        else:
            self._done_at_s += [last_s + (now_s - last_s) * n / count for n in range(1, count + 1)]
        if step.is_done or step.stopped_by is not None or step.needs_pin:
            self._end(step)
        elif self._pauses:
            self._rest()
        else:
            self.changed.emit()
            self._step()

    def _end(self, step: BatchStep) -> None:
        self.runs = self._is_open = False
        self.changed.emit()
        if step.stopped_by is not None:
            self.stopped_by.emit(step.stopped_by)
        elif step.is_done:
            self.finished.emit()
        elif not self._pauses:
            self.pin_wanted.emit()
        self._run_then()

    def _rest(self) -> None:
        self.runs = False
        self.changed.emit()
        if self._then is not None:
            self.close_key()
        else:
            self._closes.start()

    def _take_failure(self, error: ParaphError) -> None:
        # The desk's process may have ended in the middle: the record knows what was signed.
        self.runs = self._is_open = False
        batch_id = self.batch.id

        def take(batch: Batch) -> None:
            self.batch = batch
            self.changed.emit()
            self.stopped_by.emit(error)
            self._run_then()

        self._lane.run(lambda: self._acts.batch(batch_id), take, self.stopped_by.emit)

    def _run_then(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()

    def _ignore(self, _error: ParaphError) -> None:
        self._run_then()  # a process that is gone holds no key
