"""A receiver of webhooks, in a process of its own: answers as the path of its address says.

`/200`, `/500,500,200/name`: one word a delivery, the last one for all that follow. Words: a
status, `slow` (no answer), `drip` (200, and a body without an end), `garbage` (not HTTP),
`close` (no answer at all), `redirect` (302 to `/elsewhere`). `GET /` tells what came.
"""

import base64
import json
import ssl
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar


@dataclass(frozen=True)
class Got:
    """A delivery as it came in."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def event(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.body)
        return told


@dataclass(frozen=True)
class Receiver:
    address: str

    def url(self, plan: str) -> str:
        return f"{self.address}/{plan}"

    def got(self, plan: str = "") -> list[Got]:
        port = self.address.rpartition(":")[2]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
            told = json.load(answer)
        found = [
            Got(path, {name.lower(): value for name, value in headers.items()}, _bytes(body))
            for path, headers, body in told
        ]
        return [each for each in found if each.path == f"/{plan}" or not plan]


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)


@contextmanager
def receiving(*options: str) -> Iterator[Receiver]:
    """Run a receiver at a free port of 127.0.0.1."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.sandbox.receiver", *options],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield Receiver(f"http://127.0.0.1:{process.stdout.readline().strip()}")
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    got: ClassVar[list[tuple[str, dict[str, str], str]]] = []
    lock = threading.Lock()
    over = threading.Event()

    def do_GET(self) -> None:
        with self.lock:
            self._answer(200, json.dumps(self.got).encode())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        with self.lock:
            before = sum(path == self.path for path, _, _ in self.got)
            self.got.append((self.path, dict(self.headers), base64.b64encode(body).decode()))
        words = self.path.split("/")[1].split(",")
        word = words[min(before, len(words) - 1)]
        if word.isdigit():
            self._answer(int(word), b"taken")
        else:
            getattr(self, f"_{word}")()

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status in (204, 304):
            body = b""
        else:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _slow(self) -> None:
        self.over.wait(30)
        self.close_connection = True

    def _drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000000")
        self.end_headers()
        self.wfile.flush()
        self._slow()

    def _garbage(self) -> None:
        self.wfile.write(b"\x00\xff this is not HTTP\r\n\r\n")
        self.close_connection = True

    def _close(self) -> None:
        self.close_connection = True

    def _redirect(self) -> None:
        self._answer(302, b"", Location="/200/elsewhere")

    def log_message(self, *values: object) -> None:
        pass


def main() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    if len(sys.argv) > 1:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(Path(sys.argv[1]))
        asked = Path(sys.argv[2])
        context.sni_callback = lambda _, name, __: asked.write_text(str(name)) and None
        server.socket = context.wrap_socket(server.socket, server_side=True)
    sys.stdout.write(f"{server.server_address[1]}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
