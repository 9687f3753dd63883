"""A small HTTP server on loopback whose every answer is a function's, for what goes wrong too."""

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Answer:
    """An answer. `wait_s` passes first; `drip_s` passes after each byte of the body."""

    body: bytes = b""
    kind: str = "text/html"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    wait_s: float = 0
    drip_s: float = 0
    without_length: bool = False


@dataclass
class SmallServer:
    """Where it answers and what it was asked."""

    url: str
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def serving(
    answer: Callable[[Asked], Answer], context: ssl.SSLContext | None = None
) -> Iterator[SmallServer]:
    """Serve until the block ends, over TLS when a context is given; nobody waits for a slow one."""
    ended = threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.block_on_close = False
    if context is not None:
        # The handshake is the handler's thread's: one that hangs keeps nobody else waiting.
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    scheme = "http" if context is None else "https"
    told = SmallServer(f"{scheme}://127.0.0.1:{server.server_port}")
    server.answer, server.told, server.ended = answer, told, ended  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield told
    finally:
        ended.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def handle(self) -> None:
        try:
            super().handle()
        except (OSError, ValueError):
            self.close_connection = True  # the client left; that is what some tests are about

    def _any(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        asked = Asked(self.command, self.path, dict(self.headers.items()), body)
        self.server.told.asked.append(asked)
        answer = self.server.answer(asked)
        if answer.wait_s and self.server.ended.wait(answer.wait_s):
            self.close_connection = True
            return
        self._send(answer)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_CONNECT = _any  # noqa: N815 - http.server's names

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.without_length:
            self.close_connection = True
            self.send_header("Connection", "close")
        else:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if not answer.drip_s:
            self.wfile.write(answer.body)
            return
        for each in answer.body:
            self.wfile.write(bytes([each]))
            if self.server.ended.wait(answer.drip_s):
                return

    def log_message(self, *_words: object) -> None:
        """Say nothing: what was asked is kept."""
