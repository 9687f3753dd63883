"""Card readers through PC/SC (`winscard`, `libpcsclite`): which there are and what lies in them.

By ctypes, because pyscard has no wheel for Linux and would ask every machine for a compiler. The
types are those of each system's own header; `SCARD_READERSTATE` differs on all three.
"""

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from paraph.domain.errors import ReadersUnavailable

_SCOPE_USER, _SCOPE_SYSTEM = 0, 2
_STATE_PRESENT = 0x20
_OK, _TIMEOUT = 0, 0x8010000A
_NO_READERS = {0x8010002E, 0x8010001D, 0x8010001E}  # none, no service, service stopped
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


@dataclass(frozen=True, slots=True)
class Reader:
    """One reader; `atr` is None while no card lies in it."""

    name: str
    atr: bytes | None


def list_readers() -> list[Reader]:
    """Give the readers and their cards; none without PC/SC or its service.

    Raises ReadersUnavailable.
    """
    library = _library()
    if library is None:
        return []
    with _context(library) as context:
        if context is None:
            return []
        return [_look(library, context, name) for name in _names(library, context)]


def has_pcsc() -> bool:
    """Tell whether this system's PC/SC library is there."""
    return _library() is not None


def _library() -> Any:
    try:
        library = ctypes.CDLL(_LIBRARIES.get(sys.platform, _LINUX))
    except OSError:
        return None
    for name in ("SCardEstablishContext", "SCardReleaseContext", _named("SCardListReaders")):
        getattr(library, name).restype = ctypes.c_uint32
    getattr(library, _named("SCardGetStatusChange")).restype = ctypes.c_uint32
    return library


def _named(function: str) -> str:
    return f"{function}A" if sys.platform == "win32" else function


@contextmanager
def _context(library: Any) -> Iterator[Any]:
    context = _Handle()
    scope = _Dword(_SCOPE_SYSTEM if _ON_LINUX else _SCOPE_USER)
    answer = library.SCardEstablishContext(scope, None, None, ctypes.byref(context))
    if answer in _NO_READERS:
        yield None
        return
    _check(answer)
    try:
        yield context
    finally:
        library.SCardReleaseContext(context)


def _names(library: Any, context: Any) -> list[bytes]:
    list_them = getattr(library, _named("SCardListReaders"))
    size = _Dword()
    answer = list_them(context, None, None, ctypes.byref(size))
    if answer in _NO_READERS:
        return []
    _check(answer)
    names = ctypes.create_string_buffer(size.value)
    _check(list_them(context, None, names, ctypes.byref(size)))
    return [name for name in names.raw[: size.value].split(b"\0") if name]


def _look(library: Any, context: Any, name: bytes) -> Reader:
    state = _ReaderState(name=name)
    change = getattr(library, _named("SCardGetStatusChange"))
    answer = change(context, _Dword(0), ctypes.byref(state), _Dword(1))
    if answer != _TIMEOUT:
        _check(answer)
    has_card = bool(state.event & _STATE_PRESENT)
    atr = bytes(state.atr[: state.atr_length]) if has_card else None
    return Reader(name.decode("utf-8", "replace"), atr)


def _check(answer: int) -> None:
    if answer != _OK:
        raise ReadersUnavailable(answer=f"{answer:#010x}")
