"""A WebDAV server (WsgiDAV on cheroot) at loopback, in a thread; what it answers can be bent."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cheroot.ssl.builtin import BuiltinSSLAdapter
from cheroot.wsgi import Server
from wsgidav.wsgidav_app import WsgiDAVApp

USER, PASSWORD = "desk", "spool of thread"
_EMPTY = ("Content-Length", "0")
# Gives an answer in place of the server's own, or None: (method, path) -> status.
Bend = Callable[[str, str], int | None]


@dataclass
class DavServer:
    """Where it answers, the folder behind it, and what it was asked: methods with paths."""

    url: str
    root: Path
    shown: list[str] = field(default_factory=list)  # how calls said who they are
    asked: list[tuple[str, str]] = field(default_factory=list)
    bend: Bend = lambda method, path: None
    ignores: tuple[str, ...] = ()  # headers that it does not heed
    challenge: str = ""  # answers each call with 401 and this, a header each line
    drops: tuple[str, ...] = ()  # methods whose answer is lost, once each


@contextmanager
def serving(
    root: Path, *, digest: bool = False, tls: tuple[Path, Path] | None = None
) -> Iterator[DavServer]:
    """Serve a folder until the block ends; with `digest` no password is taken in the open.

    `tls` is a certificate and its key (PEM).
    """
    root.mkdir(parents=True, exist_ok=True)
    config = {
        "provider_mapping": {"/": str(root)},
        "simple_dc": {"user_mapping": {"*": {USER: {"password": PASSWORD}}}},
        "http_authenticator": {
            "accept_basic": not digest,
            "accept_digest": digest,
            "default_to_digest": digest,
        },
        "lock_storage": True,
        "verbose": 0,
        "logging": {"enable": False},
    }
    app = WsgiDAVApp(config)
    told = DavServer("", root)

    def bent(environ: dict[str, Any], start: Any) -> Any:
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        told.asked.append((method, path))
        told.shown.append(environ.get("HTTP_AUTHORIZATION", "").partition(" ")[0])
        for name in told.ignores:
            environ.pop(f"HTTP_{name.upper().replace('-', '_')}", None)
        status = told.bend(method, path)
        if told.challenge:
            asked = [("WWW-Authenticate", each) for each in told.challenge.splitlines()]
            start("401 Unauthorized", [*asked, _EMPTY])
            return [b""]
        if status is not None:
            while environ["wsgi.input"].read(1 << 16):
                continue
            start(f"{status} Bent", [("Content-Length", "0")])
            return [b""]
        answer = app(environ, start)
        if method in told.drops:
            told.drops = tuple(each for each in told.drops if each != method)
            list(answer)
            raise ConnectionAbortedError("the answer is lost")
        return answer

    server = Server(("127.0.0.1", 0), bent, numthreads=2, server_name="127.0.0.1")
    if tls is not None:
        server.ssl_adapter = BuiltinSSLAdapter(*map(str, tls))
    server.error_log = lambda *_, **__: None
    server.expiration_interval = 0.05  # how often it looks whether it is to end
    server.prepare()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    told.url = f"http{'s' * (tls is not None)}://127.0.0.1:{server.bind_addr[1]}/"
    try:
        yield told
    finally:
        server.stop()
        thread.join(10)
