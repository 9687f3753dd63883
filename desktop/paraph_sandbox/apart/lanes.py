"""Some processes of one module, and a queue before them."""

import queue
from typing import Any

from paraph_sandbox.apart.process import Bounds, Broken, Closed, ProcessApart, TooComplex
from paraph_sandbox.lifecycle.problems import Problem

_REFUSALS = {
    TooComplex: (422, "document_too_complex", "Reading the PDF takes too long or too much memory."),
    Broken: (422, "document_unreadable", "The file cannot be read as a PDF."),
    # Not the file's fault, so it is no answer that would be kept for an Idempotency-Key.
    Closed: (503, "ending", "The sandbox ends. Try again later."),
}


class Lanes:
    """Asks whichever process is idle; safe from every thread."""

    def __init__(self, module: str, bounds: Bounds, lanes: int) -> None:
        self.processes = [ProcessApart(module, bounds) for _ in range(lanes)]
        self._idle: queue.LifoQueue[ProcessApart] = queue.LifoQueue()
        for each in self.processes:
            self._idle.put(each)

    def ask(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Ask, wait for a turn and for the answer.

        Raises Problem 422 `document_too_complex` and `document_unreadable`, 503 `ending`.
        """
        process = self._idle.get()
        try:
            return process.ask(asked)
        except (TooComplex, Broken, Closed) as error:
            raise Problem(*_REFUSALS[type(error)]) from error
        finally:
            self._idle.put(process)

    def close(self) -> None:
        """End the processes for good; who still waits is refused."""
        for each in self.processes:
            each.close()

    def release(self) -> None:
        """Let go of what ended; nobody may be asking."""
        for each in self.processes:
            each.end()
