"""The sandbox on an address: uvicorn, with a way to break a connection off as a network does."""

import asyncio
import os
import secrets
import socket
import sys
import threading
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from paraph.wire.names import PROBLEM_TYPE
from paraph_sandbox.acts.first_run import Welcome, welcome
from paraph_sandbox.app import DATABASE, make_app, open_services
from paraph_sandbox.delivery.bells import Bells
from paraph_sandbox.gate import problem_documents
from paraph_sandbox.gate.misbehaving import TRANSPORT
from paraph_sandbox.gate.services import Options
from paraph_sandbox.lifecycle.problems import Problem
from paraph_sandbox.store.unfit_file import usable

_BACKLOG = 512
_HEAD_S = 30.0
_UNDER_WAY_S = 5  # for calls that are under way at the end
_LAST_CALLS_S = 15.0
_MOST_FILES = 10_240  # macOS takes no more, whatever its hard limit says


class BreakableProtocol(H11Protocol):
    """Gives each call its connection, so that a fault can end it without an answer.

    What cannot be read as HTTP gets a problem document, too, and a head that does not arrive.
    """

    _scope: Any = None
    _late: asyncio.TimerHandle | None = None

    @property
    def scope(self) -> Any:
        """The call that is under way."""
        return self._scope

    @scope.setter
    def scope(self, scope: Any) -> None:
        if scope is not None:
            self._expect_nothing()
            scope[TRANSPORT] = self.transport
        self._scope = scope

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin, and wait only so long for the first head."""
        super().connection_made(transport)  # type: ignore[arg-type]
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        self._expect_nothing()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """Go on with the next call of this connection."""
        self._expect_head()
        super().on_response_complete()

    def send_400_response(self, msg: str) -> None:
        """Answer what is not HTTP."""
        self._refuse(Problem(400, "malformed", msg))

    def _expect_head(self) -> None:
        self._expect_nothing()
        self._late = self.loop.call_later(_HEAD_S, self._head_is_late)

    def _expect_nothing(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _head_is_late(self) -> None:
        self._refuse(Problem(408, "head_timeout", "The call did not arrive."))

    def _refuse(self, problem: Problem) -> None:
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            trace_id = secrets.token_hex(16)
            body = problem_documents.document(problem, None, trace_id).model_dump_json().encode()
            headers = {
                "Content-Type": PROBLEM_TYPE, "Content-Length": str(len(body)),
                "X-Trace-Id": trace_id, "Connection": "close",
            }  # fmt: skip
            told = h11.Response(status_code=problem.status, headers=list(headers.items()))
            for event in (told, h11.Data(data=body), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event) or b"")
        # In the middle of an answer there is nothing that a client would read as a refusal.
        self.transport.close()


class _Server(uvicorn.Server):
    """Sends those home who wait for events, before it waits for their calls to end."""

    def __init__(self, config: uvicorn.Config, bells: Bells) -> None:
        super().__init__(config)
        self._bells = bells

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End every call, then the sandbox."""
        self._bells.end()
        await super().shutdown(sockets)


def listen(host: str, port: int) -> socket.socket:
    """Take an address. Raises OSError when it is taken or not one of this machine's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends at once (TCP_NODELAY) only where the protocol is named.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if sys.platform != "win32":
        # There it would let two listen at one port.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError:
        listening.close()
        raise
    listening.listen(_BACKLOG)
    return listening


def allow_many_connections() -> None:
    """Let this process hold as many files and connections as its system lets it.

    Each upload under way has both: by default, some hundreds that stop half-way would be all.
    """
    if sys.platform != "win32":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        most = _MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, _MOST_FILES)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))


def first_words(options: Options, told: Welcome | None, certificates_name: str) -> str:
    """Give what is printed at the start; keys and passwords only the first time.

    `certificates_name` is the address that the certificates were made with.
    """
    lines = [
        f"Paraph sandbox: {options.address}/v2",
        "Nothing that is signed here has legal value.",
    ]
    if certificates_name != options.address:
        lines.append(_elsewhere(options, certificates_name))
    if told is None:
        lines.append(f"Keys and logins were told when {options.data} was new.")
        return "\n".join(lines)
    lines += [f"API key: {told.api_key}", f"Client id (PKCE): {told.client_id}"]
    lines.append("Client id: {}  secret: {} (client credentials)".format(*told.program))
    lines += [f"Login: {login}  password: {password}" for login, password in told.logins]
    lines.append("They are not told again.")
    return "\n".join(lines)


def end_with_standard_input(server: uvicorn.Server) -> None:
    """Let a server end when its standard input does: whoever held the other end is gone."""

    def watch() -> None:
        # Not by sys.stdin, whose lock this thread would hold when Python ends.
        with suppress(OSError):
            while os.read(0, 1024):
                pass
        server.should_exit = True
        # Calls that hang do not hold it up.
        threading.Event().wait(_LAST_CALLS_S)
        os._exit(0)

    threading.Thread(target=watch, name="standard input", daemon=True).start()


def _elsewhere(options: Options, certificates_name: str) -> str:
    made = urlsplit(certificates_name)
    return (
        f"The certificates of {options.data} name {certificates_name}: who looks up there what is"
        f" revoked finds nothing. Start with --host {made.hostname} --port {made.port}, or in a new"
        " folder."
    )


def serve(options: Options, listening: socket.socket, *, until_stdin_ends: bool = False) -> None:
    """Answer until the process is asked to end. Raises UnfitFile."""
    allow_many_connections()
    services = open_services(options)
    with usable(options.data, options.data / DATABASE), services.database.write() as tx:
        told = welcome(tx, services.clock.now())
    words = first_words(options, told, services.pki.certificates_name)
    print(words, flush=True)  # noqa: T201 - the command's answer
    config = uvicorn.Config(
        make_app(services),
        http=BreakableProtocol,
        ws="none",
        access_log=False,
        log_level="warning",
        server_header=False,
        # X-Forwarded-For would let a caller choose the address that keys allow and trails tell.
        proxy_headers=False,
        timeout_graceful_shutdown=_UNDER_WAY_S,
    )
    server = _Server(config, services.bells)
    if until_stdin_ends:
        end_with_standard_input(server)
    server.run(sockets=[listening])
