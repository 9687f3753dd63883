"""Queues the good rows of a list, some at a time, so that one sees how far it is and may stop."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from paraph.domain.errors import ParaphError
from paraph.domain.service.bulk_list import ListRow
from paraph.domain.service.prepared import Prepared
from paraph.gui.prepare_acts import PrepareActs
from paraph.workers.lane import Lane

_AT_ONCE = 50


class Sending(QObject):
    """What was queued stays; stopped, or after a fault, the rest can be sent again."""

    moved = Signal(object)  # the rows that are queued now; empty when it has stopped
    failed = Signal(object)  # ParaphError, and nothing goes on

    def __init__(self, acts: PrepareActs, lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._acts, self._lane = acts, lane
        self._model: Prepared | None = None
        self._left: list[ListRow] = []
        self.done, self.of = 0, 0
        self.is_busy = False

    @property
    def reference(self) -> str:
        """Give the draft whose rows these are."""
        return self._model.reference if self._model is not None else ""

    def start(self, model: Prepared, rows: Sequence[ListRow]) -> None:
        """Queue these."""
        self._model, self._left = model, list(rows)
        self.done, self.of, self.is_busy = 0, len(rows), True
        self._go_on()

    def stop(self) -> None:
        """Begin no more; those in work are queued."""
        self._left = []

    def _go_on(self) -> None:
        model = self._model
        rows, self._left = self._left[:_AT_ONCE], self._left[_AT_ONCE:]
        if not rows or model is None:
            self.is_busy = False
            self.moved.emit(())
            return

        def take(count: int) -> None:
            self.done += count
            self.is_busy = bool(self._left)
            self.moved.emit(tuple(rows))
            if self.is_busy:
                self._go_on()

        self._lane.run(lambda: self._acts.send_rows(model, rows), take, self._fail)

    def _fail(self, error: ParaphError) -> None:
        self._left, self.is_busy = [], False
        self.moved.emit(())
        self.failed.emit(error)
