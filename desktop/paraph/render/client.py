"""The viewer's end of the render process: requests go out, replies come in, nothing waits.

A `QSocketNotifier` on `fileno()` tells when to `poll()`. This module never loads MuPDF and starts
no thread. The other end is `render.worker`.
"""

import selectors
import time

from paraph.domain.errors import from_code
from paraph.ports.pages import (
    Answer,
    CloseDocument,
    Failure,
    OpenDocument,
    Reply,
    Request,
    Value,
    WorkerGone,
)
from paraph.render.child import Child
from paraph.render.frames import Frame, pack
from paraph.render.wire import request_to_json, value_from_json


class RendererStopped(ConnectionError):
    """The render process ended while `ask` was waiting for it."""


class RenderClient:
    """One render process, new or started ahead, and its one open document."""

    def __init__(self, child: Child | None = None) -> None:
        self._child = child or Child()
        self._gone = False
        self._next_id = 1
        self._waiting: dict[int, Request] = {}
        self._unsolicited: set[int] = set()
        self._ready: list[Reply] = []
        self._opened: OpenDocument | None = None

    @property
    def alive(self) -> bool:
        """Tell whether the process runs."""
        return self._child.alive

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._child.pid

    def fileno(self) -> int:
        """Give the descriptor that turns readable with a reply; another one after a restart."""
        return self._child.pipe.fileno()

    def send(self, request: Request) -> int:
        """Send without waiting and give the request's id; a process that is gone is restarted."""
        if self._gone:
            self.restart()
        if isinstance(request, OpenDocument):
            self._opened = request
        elif isinstance(request, CloseDocument):
            self._opened = None
        return self._post(request)

    def poll(self) -> list[Reply]:
        """Give the replies that have arrived, and send on what the pipe had no room for."""
        if not self._gone:
            for frame, samples in self._child.receive():
                self._take(frame, samples)
            self._note_end()
        replies, self._ready = self._ready, []
        return replies

    def ask(self, request: Request, timeout_s: float = 30.0) -> Value:
        """Send and wait; other replies stay for `poll`.

        Raises the request's ParaphError, RendererStopped or TimeoutError.
        """
        request_id = self.send(request)
        deadline = time.monotonic() + timeout_s
        others: list[Reply] = []
        try:
            while True:
                for reply in self.poll():
                    if isinstance(reply, WorkerGone):
                        others.append(reply)
                        raise RendererStopped(reply.exit_status)
                    if reply.request_id != request_id:
                        others.append(reply)
                    elif isinstance(reply, Failure):
                        raise reply.error
                    else:
                        return reply.value
                self._wait_until(deadline)
        finally:
            self._ready[:0] = others

    def kill(self) -> None:
        """End the process at once; `poll` then tells that it is gone."""
        self._child.kill()

    def close(self) -> None:
        """End the process and let go of the pipe."""
        self._child.close()
        self._gone = True

    def restart(self) -> None:
        """Start a new process and open the same document there; lost requests stay lost.

        Opening it again is told by `poll` only when it fails.
        """
        self._child.close()
        self._child = Child()
        self._gone = False
        self._waiting.clear()
        if self._opened is not None:
            self._unsolicited.add(self._post(self._opened))

    def _post(self, request: Request) -> int:
        request_id = self._next_id
        self._next_id += 1
        self._waiting[request_id] = request
        self._child.send(pack({"id": request_id, "request": request_to_json(request)}))
        return request_id

    def _take(self, frame: Frame, samples: bytes | memoryview) -> None:
        request_id = frame.head["id"]
        request = self._waiting.pop(request_id)
        reopened = request_id in self._unsolicited
        self._unsolicited.discard(request_id)
        if "code" in frame.head:
            error = from_code(frame.head["code"], frame.head["details"])
            self._ready.append(Failure(request_id, error))
        elif not reopened:
            value = value_from_json(request, frame.head["value"], samples)
            self._ready.append(Answer(request_id, value))

    def _note_end(self) -> None:
        if not self._child.ended:
            return
        self._gone = True
        lost = tuple(i for i in self._waiting if i not in self._unsolicited)
        self._waiting.clear()
        self._unsolicited.clear()
        self._ready.append(WorkerGone(lost, self._child.reap()))

    def _wait_until(self, deadline: float) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._child.pipe, selectors.EVENT_READ)
            if not selector.select(max(0.0, deadline - time.monotonic())):
                raise TimeoutError
