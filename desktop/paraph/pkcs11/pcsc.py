"""PC/SC (`winscard`, `libpcsclite`): a system's readers and what changes in them.

By ctypes, because pyscard has no wheel for Linux and would ask every machine for a compiler. The
types are those of each system's own header; `SCARD_READERSTATE` differs on all three.
"""

import ctypes
import sys
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from paraph.domain.errors import ReadersUnavailable

_SCOPE_USER, _SCOPE_SYSTEM = 0, 2
_STATE_CHANGED, _STATE_PRESENT = 0x2, 0x20
_OK, _CANCELLED, _TIMEOUT, _UNKNOWN_READER = 0, 0x80100002, 0x8010000A, 0x80100009
_NO_READERS = 0x8010002E
# No service, service stopped, and what a context says whose service has gone: invalid handle,
# communication error, internal error (pcsc-lite 1.9 after a restart of pcscd).
_NO_SERVICE = {0x8010001D, 0x8010001E, 0x80100003, 0x80100013, 0x80100001, 0x8010002B}
# A reader by this name tells that readers came or went (PC/SC part 5; pcsc-lite has it too).
_COME_AND_GO = b"\\\\?PnP?\\Notification"
_LIBRARIES = {
    "win32": "winscard.dll",
    "darwin": "/System/Library/Frameworks/PCSC.framework/PCSC",
}
_LINUX = "libpcsclite.so.1"
_ON_LINUX = sys.platform not in _LIBRARIES
# pcsc-lite takes `unsigned long` for a DWORD, the two others 32 bits.
_Dword = ctypes.c_ulong if _ON_LINUX else ctypes.c_uint32
_Handle = ctypes.c_size_t if sys.platform == "win32" else _Dword if _ON_LINUX else ctypes.c_int32
_ATR_ROOM = 36 if sys.platform == "win32" else 33


class ServiceGone(Exception):
    """The PC/SC service does not run, or this context is of one that has ended."""


class UnknownReader(Exception):
    """A reader has gone, or the notice of readers is not to be had here."""


class _ReaderState(ctypes.Structure):
    if sys.platform == "darwin":
        _pack_ = 1
    _fields_ = (
        ("name", ctypes.c_char_p),
        ("user_data", ctypes.c_void_p),
        ("current", _Dword),
        ("event", _Dword),
        ("atr_length", _Dword),
        ("atr", ctypes.c_ubyte * _ATR_ROOM),
    )


class State(NamedTuple):
    """What PC/SC said last of a reader; `event` goes back to it with the next question."""

    name: bytes
    event: int
    atr: bytes | None

    @property
    def moves(self) -> int:
        """Give the count of cards that came and went, in the upper half of the state."""
        return self.event >> 16


class Context:
    """A connection to the PC/SC service. Every call raises ServiceGone or ReadersUnavailable."""

    def __init__(self, library: Any) -> None:
        self._library = library
        self._handle = _Handle()
        scope = _Dword(_SCOPE_SYSTEM if _ON_LINUX else _SCOPE_USER)
        _check(library.SCardEstablishContext(scope, None, None, ctypes.byref(self._handle)))

    def names(self) -> list[bytes]:
        """List the readers."""
        list_them = getattr(self._library, _named("SCardListReaders"))
        size = _Dword()
        answer = list_them(self._handle, None, None, ctypes.byref(size))
        if answer == _NO_READERS:
            return []
        _check(answer)
        names = ctypes.create_string_buffer(size.value)
        answer = list_them(self._handle, None, names, ctypes.byref(size))
        if answer == _NO_READERS:
            return []  # the last one went meanwhile
        _check(answer)
        return [name for name in names.raw[: size.value].split(b"\0") if name]

    def states(
        self, known: Sequence[State], *, wait_ms: int = 0, with_notice: bool = False
    ) -> list[State]:
        """Give the states once one differs from `known`, after `wait_ms`, or when cancelled.

        With `with_notice` it also returns when readers came or went. Raises UnknownReader when
        one of `known` has gone, or this system cannot give that notice.
        """
        array = (_ReaderState * (len(known) + 1))()
        for entry, each in zip(array, known, strict=False):
            entry.name, entry.current = each.name, each.event & ~_STATE_CHANGED
        # Windows compares the upper half with the number of readers; pcsc-lite counts itself.
        array[-1].name, array[-1].current = _COME_AND_GO, len(known) << 16
        change = getattr(self._library, _named("SCardGetStatusChange"))
        count = len(known) + int(with_notice)
        answer = change(self._handle, _Dword(wait_ms), array, _Dword(count))
        if answer == _CANCELLED:
            return list(known)
        if answer == _UNKNOWN_READER:
            raise UnknownReader
        if answer != _TIMEOUT:
            _check(answer)
        return [_state(entry) for entry in array[: len(known)]]

    def cancel(self) -> None:
        """End the waiting of another thread; what has not begun yet is not ended."""
        self._library.SCardCancel(self._handle)

    def close(self) -> None:
        """Let it go; a service that has ended needs no word."""
        self._library.SCardReleaseContext(self._handle)


@cache
def pcsc_library() -> Any:
    """Load this system's PC/SC library; None without one."""
    try:
        library = ctypes.CDLL(_LIBRARIES.get(sys.platform, _LINUX))
    except OSError:
        return None
    for name in (
        "SCardEstablishContext",
        "SCardReleaseContext",
        "SCardCancel",
        _named("SCardListReaders"),
        _named("SCardGetStatusChange"),
    ):
        getattr(library, name).restype = ctypes.c_uint32
    return library


def _state(entry: _ReaderState) -> State:
    has_card = bool(entry.event & _STATE_PRESENT)
    atr = bytes(entry.atr[: entry.atr_length]) if has_card else None
    return State(bytes(entry.name), int(entry.event), atr)


def _named(function: str) -> str:
    return f"{function}A" if sys.platform == "win32" else function


def _check(answer: int) -> None:
    if answer in _NO_SERVICE:
        raise ServiceGone
    if answer != _OK:
        raise ReadersUnavailable(answer=f"{answer:#010x}")
