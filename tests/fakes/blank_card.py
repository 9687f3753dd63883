"""A card that answers with any ATR and knows no command, for a reader of vpcd."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_GIVE_ATR = b"\x04"
_NO_SUCH_COMMAND = b"\x6d\x00"  # ISO 7816-4, 5.6: instruction not supported


@contextmanager
def blank_card(port: int, atr: bytes) -> Iterator[None]:
    """Let the card lie in the reader as long as this lasts."""
    with socket.create_connection(("127.0.0.1", port)) as link:
        thread = threading.Thread(target=_serve, args=(link, atr))
        thread.start()
        try:
            yield
        finally:
            link.shutdown(socket.SHUT_RDWR)
            thread.join(5)


def _serve(link: socket.socket, atr: bytes) -> None:
    # Leaving in the middle of a command is what a card does that is pulled.
    with suppress(OSError):
        _answer(link, atr)


def _answer(link: socket.socket, atr: bytes) -> None:
    while len(head := _receive(link, 2)) == 2:
        message = _receive(link, int.from_bytes(head, "big"))
        if message == _GIVE_ATR:
            link.sendall(struct.pack("!H", len(atr)) + atr)
        elif len(message) > 1:
            link.sendall(struct.pack("!H", 2) + _NO_SUCH_COMMAND)


def _receive(link: socket.socket, count: int) -> bytes:
    found = b""
    while len(found) < count:
        # Nagle against delayed acknowledgements would cost 40 ms a command.
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        more = link.recv(count - len(found))
        if not more:
            break
        found += more
    return found
