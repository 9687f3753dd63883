"""A named queue with one thread: work waits its turn, results come back on the window's thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from paraph.domain.errors import ParaphError, Unforeseen

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future, ThreadPoolExecutor

Result = TypeVar("Result")


class Lane(QObject):
    """Runs one thing at a time, in the order in which it was asked for."""

    _finished = Signal(object, object)  # a callback and its one argument

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._pool: ThreadPoolExecutor | None = None
        self._waiting = 0
        self._closed = False
        self._finished.connect(self._call_back, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Tell whether anything waits or runs."""
        return self._waiting > 0

    def run(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[ParaphError], None],
    ) -> None:
        """Do `work` in the lane, then call `done` or `failed` on this object's thread.

        A lane that was closed begins nothing.
        """
        if self._closed:
            return
        if self._pool is None:
            # The window's start makes a lane and has no work for it yet.
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=self._name)
        self._waiting += 1
        future = self._pool.submit(work)
        future.add_done_callback(lambda ended: self._hand_over(ended, done, failed))

    def close(self) -> None:
        """Drop what has not begun; what runs ends by itself and calls nobody back."""
        if self._closed:
            return
        self._closed = True
        self._finished.disconnect()
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def _hand_over(
        self,
        ended: Future[Any],
        done: Callable[[Any], None],
        failed: Callable[[ParaphError], None],
    ) -> None:
        if ended.cancelled():
            return
        error = ended.exception()
        if error is None:
            self._finished.emit(done, ended.result())
        elif isinstance(error, ParaphError):
            self._finished.emit(failed, error)
        else:
            self._finished.emit(failed, Unforeseen(kind=type(error).__name__))

    def _call_back(self, callback: Callable[[Any], None], argument: object) -> None:
        self._waiting -= 1
        callback(argument)
