"""Notifications over the session bus, to the desktop's own service, and the clicks on them.

Desktop Notifications Specification 1.2. `jeepney` comes with `keyring`, on Linux alone.
"""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

_NAME = "org.freedesktop.Notifications"
_METHOD = "Notify"
_SIGNATURE = "susssasa{sv}i"
_PATH = "/org/freedesktop/Notifications"
_OPEN = "default"  # the action of a click on the notification itself
_SHOWN_MS = 10_000
_ANSWER_S, _LOOK_S = 3.0, 0.5
_TROUBLES = (OSError, KeyError, ValueError, RuntimeError)  # no bus, or nobody answers on it


class Note(NamedTuple):
    """One notification; `key` says what a click opens."""

    title: str
    words: str
    key: str


class BusNotes:
    """Has a thread from the first note on: a bus that hangs holds up nothing else.

    `clicked` and `failed` are called from that thread, with a note's key and with a note.
    """

    def __init__(self, clicked: Callable[[str], None], failed: Callable[[Note], None]) -> None:
        self._clicked, self._failed = clicked, failed
        self._waiting: queue.SimpleQueue[Note] = queue.SimpleQueue()
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def show(self, note: Note) -> None:
        """Show one as soon as may be."""
        self._waiting.put(note)
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._run, name="notes", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """End the thread; what was not shown is not."""
        self._ended.set()

    def _run(self) -> None:
        try:
            self._serve()
        except (ImportError, *_TROUBLES):
            while not self._waiting.empty():
                self._failed(self._waiting.get())

    def _serve(self) -> None:
        from jeepney import MatchRule, message_bus
        from jeepney.io.blocking import Proxy, open_dbus_connection

        shown: dict[int, str] = {}
        invoked = MatchRule(type="signal", interface=_NAME, member="ActionInvoked", path=_PATH)
        with open_dbus_connection("SESSION") as bus:
            Proxy(message_bus, bus, timeout=_ANSWER_S).AddMatch(invoked)
            with bus.filter(invoked) as clicks:
                while not self._ended.is_set():
                    while not self._waiting.empty():
                        self._send(bus, self._waiting.get(), shown)
                    try:
                        found = bus.recv_until_filtered(clicks, timeout=_LOOK_S)
                    except TimeoutError:
                        continue
                    key = shown.pop(found.body[0], None)
                    if key is not None:
                        self._clicked(key)

    def _send(self, bus: Any, note: Note, shown: dict[int, str]) -> None:
        from jeepney import DBusAddress, MessageType, new_method_call

        address = DBusAddress(_PATH, bus_name=_NAME, interface=_NAME)
        hints = {"category": ("s", "transfer.complete"), "desktop-entry": ("s", "paraph")}
        words, acts = _as_markup(note.words), [_OPEN, "Paraph"]
        told = ("Paraph", 0, "paraph", note.title, words, acts, hints, _SHOWN_MS)
        call = new_method_call(address, _METHOD, _SIGNATURE, told)
        try:
            reply = bus.send_and_get_reply(call, timeout=_ANSWER_S)
        except _TROUBLES:
            self._failed(note)
            raise
        if reply.header.message_type is MessageType.method_return:
            shown[reply.body[0]] = note.key
        else:
            self._failed(note)


def _as_markup(words: str) -> str:
    """Give words that a service which reads markup shows as they are."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
