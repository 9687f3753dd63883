"""Where the browser brings the answer of a sign-in: a port of 127.0.0.1 (RFC 8252, 7.3).

It is open for one sign-in only. What is not the answer that is waited for gets a page and changes
nothing: any page in the browser can send it requests.
"""

import hmac
import queue
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urlsplit

from paraph.domain.errors.service import SignInCancelled, SignInTimeout

PATH = "/callback"
_LOOK_S = 0.2
_MOST_LETTERS, _MOST_FIELDS = 16_384, 50
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Paraph</title>
<style>body{{font:18px/1.5 sans-serif;margin:4em auto;max-width:32em;padding:0 1em}}</style>
<h1>{title}</h1><p>{words}</p></html>
"""
_HEARD = ("Paraph has the answer", "You can close this page and go back to Paraph.")
_REFUSED = ("Not signed in", "You can close this page; Paraph says what can be done.")
_STRANGE = ("Nothing to do here", "This page does not belong to a sign-in that is under way.")


class LoopbackRedirect:
    """Listens while it is entered; `redirect_uri` is to be told to the service."""

    def __init__(self, state: str) -> None:
        self._server = _Server(state)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True
        )

    @property
    def redirect_uri(self) -> str:
        """Give the address; the number of the port is free (RFC 8252, 7.3)."""
        return f"http://127.0.0.1:{self._server.server_port}{PATH}"

    def answer(self, timeout_s: float, stop: threading.Event) -> dict[str, str]:
        """Wait for the answer. Raises SignInTimeout, and SignInCancelled once `stop` is set."""
        end = time.monotonic() + timeout_s
        while not stop.is_set():
            left_s = end - time.monotonic()
            if left_s <= 0:
                raise SignInTimeout(seconds=round(timeout_s))
            try:
                return self._server.answers.get(timeout=min(_LOOK_S, left_s))
            except queue.Empty:
                continue
        raise SignInCancelled

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    # A browser opens connections ahead and says nothing on them; nobody waits for those.
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = False

    def __init__(self, state: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.state = state.encode()
        self.answers: queue.SimpleQueue[dict[str, str]] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._is_answered = False

    def takes(self, told: dict[str, str]) -> bool:
        """Tell whether this is the one answer that has the state of this sign-in."""
        if not hmac.compare_digest(told.get("state", "").encode(), self.state):
            return False
        with self._lock:
            is_first, self._is_answered = not self._is_answered, True
        return is_first

    def handle_error(self, _request: object, _client: object) -> None:
        """Say nothing: who connects and leaves is no trouble of ours."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 10
    protocol_version = "HTTP/1.0"

    def do_GET(self) -> None:
        """Take an answer, or say that this is none."""
        parts = urlsplit(self.path)
        # A name that leads here by DNS is not the address that was told.
        is_here = self.headers.get("Host") == f"127.0.0.1:{self.server.server_port}"
        if not is_here or parts.path != PATH:
            self._show(404, _STRANGE)
            return
        told = _fields(parts.query)
        if told is None or not self.server.takes(told):
            self._show(400, _STRANGE)
            return
        try:
            self._show(200, _REFUSED if "error" in told else _HEARD)
        finally:
            # Once the page is out: nobody waits for it here afterwards.
            self.server.answers.put(told)

    def _show(self, status: int, page: tuple[str, str]) -> None:
        body = _PAGE.format(title=page[0], words=page[1]).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()
        self.wfile.write(body)

    def version_string(self) -> str:
        """Give no version of anything."""
        return "Paraph"

    def log_message(self, *_words: object) -> None:
        """Say nothing: the line would hold the code."""


def _fields(query: str) -> dict[str, str] | None:
    """Read a query; None for one that is too long, or says a thing twice (RFC 6749, 3.1)."""
    if len(query) > _MOST_LETTERS:
        return None
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return None
    told = dict(pairs)
    return told if len(told) == len(pairs) else None
