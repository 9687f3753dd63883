"""The calls of Cryptoki that python-pkcs11 has no way to make, through the same loaded library.

It leaves a session open when C_Login or C_Logout fails, keeps a PIN as text, has no login on the
reader's keys for CKA_ALWAYS_AUTHENTICATE, does not tell the PIN's lengths, and lists no slot at all
when one fails. The structures are those of PKCS#11 v2.40, 4 and 5; on Windows they are packed (2.1
there).
"""

import ctypes
import sys
from ctypes import POINTER, byref, c_char, c_ubyte, c_ulong, c_void_p
from typing import Any, NamedTuple

import pkcs11

from paraph.domain.errors import ModuleNotPkcs11, ModuleUnusable
from paraph.pkcs11.ckr_errors import ckr_error
from paraph.pkcs11.mechanisms import Operation

_PACK = 1 if sys.platform == "win32" else ctypes.sizeof(c_void_p)
_CKU_USER, _CKU_CONTEXT_SPECIFIC = 1, 2
_USER_STATES = frozenset({1, 3})  # CKS_RO_USER_FUNCTIONS, CKS_RW_USER_FUNCTIONS
_MOST_SIGNATURE_BYTES = 4096
_UNAVAILABLE = (0, (1 << (8 * ctypes.sizeof(c_ulong))) - 1)

# CK_FUNCTION_LIST (v2.40, 5.4): its length, and the place of each function that is called here.
_FUNCTIONS = 68
_PLACES = {
    "C_GetSlotInfo": 5,
    "C_GetTokenInfo": 6,
    "C_CloseSession": 13,
    "C_CloseAllSessions": 14,
    "C_GetSessionInfo": 15,
    "C_Login": 18,
    "C_Logout": 19,
    "C_SignInit": 42,
    "C_Sign": 43,
}


class PinLengths(NamedTuple):
    """ulMinPinLen and ulMaxPinLen of CK_TOKEN_INFO, in bytes; 0 is unknown."""

    least: int
    most: int


class _FunctionList(ctypes.Structure):
    _pack_ = _PACK
    _fields_ = (("version", c_ubyte * 2), ("functions", c_void_p * _FUNCTIONS))


class _SlotInfo(ctypes.Structure):
    _pack_ = _PACK
    _fields_ = (("words", c_char * 96), ("flags", c_ulong), ("versions", c_ubyte * 4))


class _TokenInfo(ctypes.Structure):
    _pack_ = _PACK
    _fields_ = (
        ("words", c_char * 96),
        ("flags", c_ulong),
        ("sessions", c_ulong * 4),
        ("most_pin", c_ulong),
        ("least_pin", c_ulong),
        ("memory", c_ulong * 4),
        ("versions_and_time", c_char * 20),
    )


class _SessionInfo(ctypes.Structure):
    _fields_ = (("slot", c_ulong), ("state", c_ulong), ("flags", c_ulong), ("error", c_ulong))


class _Mechanism(ctypes.Structure):
    _pack_ = _PACK
    _fields_ = (("mechanism", c_ulong), ("parameter", c_void_p), ("length", c_ulong))


class _HasFunctions(ctypes.Structure):
    """python-pkcs11's `HasFuncList` (0.9.5): an object's head, and the list that it was given."""

    _fields_ = (("head", c_char * object.__basicsize__), ("list", POINTER(_FunctionList)))


_TellSlot = ctypes.CFUNCTYPE(c_ulong, c_ulong, c_void_p)
# What a library was given in place of its own list has to be there as long as the library is.
_given: list[object] = []


def refuse_unloadable(module: str) -> None:
    """Load it. Raises ModuleUnusable, or ModuleNotPkcs11 for a library of another kind."""
    try:
        # LoadLibrary's own rules on Windows, by which python-pkcs11 loads it too.
        library = ctypes.CDLL(module, winmode=0)
    except OSError as error:
        raise ModuleUnusable(module=module, why=str(error)) from error
    if not hasattr(library, "C_GetFunctionList"):
        raise ModuleNotPkcs11(module=module, why="no_function_list")


class Cryptoki:
    """A library's functions. Every method raises python-pkcs11's error for a CKR_ value."""

    def __init__(self, library: pkcs11.lib) -> None:  # type: ignore[valid-type]
        # p11-kit's proxy gives every caller of C_GetFunctionList a list of its own, with sessions
        # of its own: only python-pkcs11's own list knows its sessions, and it does not show it.
        self._library = library
        held = _HasFunctions.from_address(id(library))
        functions = _FunctionList.from_buffer_copy(held.list.contents)
        self._functions = functions.functions
        # The library goes on with a copy of its list: a maker's own may lie where nobody can write.
        tell_slot = _always_told(self._functions[_PLACES["C_GetSlotInfo"]])
        place = ctypes.cast(tell_slot, c_void_p).value
        self._functions[_PLACES["C_GetSlotInfo"]] = place
        _given.extend((functions, tell_slot))
        held.list = ctypes.pointer(functions)

    def pin_lengths(self, slot_id: int) -> PinLengths:
        """Give the lengths of PIN that the token takes."""
        info = _TokenInfo()
        self._call("C_GetTokenInfo", c_ulong(slot_id), byref(info))
        least, most = (
            0 if each in _UNAVAILABLE else each for each in (info.least_pin, info.most_pin)
        )
        return PinLengths(least, most) if not most or least <= most else PinLengths(0, 0)

    def log_in(self, session: int, pin: bytearray | None) -> None:
        """Log in as the user; None has the PIN typed on the reader's keys."""
        self._login(session, _CKU_USER, pin)

    def log_out(self, session: int) -> None:
        """End the login."""
        self._call("C_Logout", c_ulong(session))

    def is_logged_in(self, session: int) -> bool:
        """Tell whether the user's login still stands on an open session."""
        info = _SessionInfo()
        self._call("C_GetSessionInfo", c_ulong(session), byref(info))
        return info.state in _USER_STATES

    def close_session(self, session: int) -> None:
        """Close one session."""
        self._call("C_CloseSession", c_ulong(session))

    def close_all_sessions(self, slot_id: int) -> None:
        """Close what this process has open on a slot, which ends its login too (v2.40, 5.6)."""
        self._call("C_CloseAllSessions", c_ulong(slot_id))

    def sign(
        self, session: int, key: int, asked: Operation, *, again: bool, pin: bytearray | None
    ) -> bytes:
        """Sign; `again` logs in for this one signature (CKA_ALWAYS_AUTHENTICATE; v2.40, 5.6)."""
        mechanism = _Mechanism(asked.mechanism, None, 0)
        if asked.parameter is not None:
            parameter = (c_ulong * 3)(*asked.parameter)
            mechanism.parameter = ctypes.cast(parameter, c_void_p)
            mechanism.length = ctypes.sizeof(parameter)
        self._call("C_SignInit", c_ulong(session), byref(mechanism), c_ulong(key))
        if again:
            self._login(session, _CKU_CONTEXT_SPECIFIC, pin)
        value, length = (c_char * _MOST_SIGNATURE_BYTES)(), c_ulong(_MOST_SIGNATURE_BYTES)
        size = c_ulong(len(asked.payload))
        self._call("C_Sign", c_ulong(session), asked.payload, size, value, byref(length))
        return value.raw[: length.value]

    def _login(self, session: int, user: int, pin: bytearray | None) -> None:
        # The PIN's own buffer is lent: no copy is left behind.
        typed = None if pin is None else (c_char * len(pin)).from_buffer(pin)
        size = c_ulong(0 if pin is None else len(pin))
        self._call("C_Login", c_ulong(session), c_ulong(user), typed, size)

    def _call(self, name: str, *arguments: Any) -> None:
        function = ctypes.CFUNCTYPE(c_ulong)(self._functions[_PLACES[name]])
        _check(function(*arguments))


def _always_told(address: int | None) -> Any:
    """Give a C_GetSlotInfo that leaves a failing slot without words, and never fails.

    python-pkcs11 0.9.5 gives up all slots when it fails for one; whether such a slot's token can
    be used, C_GetTokenInfo tells.
    """
    ask = _TellSlot(address or 0)

    def tell_slot(slot_id: int, info: int) -> int:
        if ask(slot_id, info) != 0:
            ctypes.memset(info, 0, ctypes.sizeof(_SlotInfo))
        return 0

    return _TellSlot(tell_slot)


def _check(value: int) -> None:
    if value != 0:
        raise ckr_error(value)
