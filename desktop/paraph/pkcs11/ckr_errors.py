"""CKR_ return values as errors a person understands (PKCS#11 v3.0, 5.1)."""

import re

import pkcs11.exceptions as ckr

from paraph.domain import errors

_NUMBER = re.compile(r"0x[0-9a-f]+")
_MEANING: tuple[tuple[type[Exception], type[errors.ParaphError]], ...] = (
    (ckr.PinIncorrect, errors.PinIncorrect),
    (ckr.PinInvalid, errors.PinIncorrect),
    (ckr.PinLocked, errors.PinLocked),
    (ckr.PinExpired, errors.PinExpired),
    (ckr.PinLenRange, errors.PinLength),
    (ckr.UserPinNotInitialized, errors.PinNotSet),
    (ckr.UserNotLoggedIn, errors.LoginLost),
    (ckr.FunctionCancelled, errors.ReaderCancelled),
    (ckr.TokenNotPresent, errors.TokenMissing),
    (ckr.NoSuchToken, errors.TokenMissing),
    (ckr.DeviceRemoved, errors.TokenRemoved),
    (ckr.SessionHandleInvalid, errors.TokenRemoved),
    (ckr.SessionClosed, errors.TokenRemoved),
    (ckr.SessionCount, errors.TokenBusy),
    (ckr.SessionExists, errors.TokenBusy),
    (ckr.SessionReadWriteSOExists, errors.TokenBusy),
    (ckr.AnotherUserAlreadyLoggedIn, errors.TokenBusy),
    (ckr.UserTooManyTypes, errors.TokenBusy),
    (ckr.NoSuchKey, errors.KeyMissing),
    (ckr.MechanismInvalid, errors.MechanismMissing),
    (ckr.MechanismParamInvalid, errors.MechanismMissing),
    (ckr.KeyTypeInconsistent, errors.MechanismMissing),
)

# What the calls of `pkcs11.cryptoki` may return, by number.
_NUMBERS: dict[int, type[ckr.PKCS11Error]] = {
    0x02: ckr.HostMemory,
    0x03: ckr.SlotIDInvalid,
    0x05: ckr.GeneralError,
    0x06: ckr.FunctionFailed,
    0x07: ckr.ArgumentsBad,
    0x20: ckr.DataInvalid,
    0x21: ckr.DataLenRange,
    0x30: ckr.DeviceError,
    0x31: ckr.DeviceMemory,
    0x32: ckr.DeviceRemoved,
    0x01: ckr.FunctionCancelled,  # CKR_CANCEL
    0x50: ckr.FunctionCancelled,
    0x54: ckr.FunctionNotSupported,
    0x60: ckr.KeyHandleInvalid,
    0x62: ckr.KeySizeRange,
    0x63: ckr.KeyTypeInconsistent,
    0x68: ckr.KeyTypeInconsistent,  # CKR_KEY_FUNCTION_NOT_PERMITTED
    0x70: ckr.MechanismInvalid,
    0x71: ckr.MechanismParamInvalid,
    0x82: ckr.ObjectHandleInvalid,
    0x90: ckr.OperationActive,
    0x91: ckr.OperationNotInitialized,
    0xA0: ckr.PinIncorrect,
    0xA1: ckr.PinInvalid,
    0xA2: ckr.PinLenRange,
    0xA3: ckr.PinExpired,
    0xA4: ckr.PinLocked,
    0xB0: ckr.SessionClosed,
    0xB1: ckr.SessionCount,
    0xB2: ckr.SessionCount,  # CKR_SESSION_EXCLUSIVE_EXISTS of v1, which old modules still return
    0xB3: ckr.SessionHandleInvalid,
    0xB6: ckr.SessionExists,
    0xB8: ckr.SessionReadWriteSOExists,
    0xE0: ckr.TokenNotPresent,
    0xE1: ckr.TokenNotRecognised,
    0x100: ckr.UserAlreadyLoggedIn,
    0x101: ckr.UserNotLoggedIn,
    0x102: ckr.UserPinNotInitialized,
    0x104: ckr.AnotherUserAlreadyLoggedIn,
    0x105: ckr.UserTooManyTypes,
    0x200: ckr.FunctionRejected,
}


def ckr_error(value: int) -> ckr.PKCS11Error:
    """Give python-pkcs11's error of a CKR_ value."""
    kind = _NUMBERS.get(value)
    return kind() if kind is not None else ckr.PKCS11Error(f"CKR {value:#x}")


def from_ckr(error: Exception) -> errors.ParaphError:
    """Translate what python-pkcs11 raised; the CKR name stays in the details."""
    if type(error) is ckr.PKCS11Error:
        # python-pkcs11 0.9.5 has no class for some values, and tells them in its words alone.
        number = _NUMBER.search(str(error))
        error = ckr_error(int(number[0], 16)) if number else error
    name = type(error).__name__
    for kind, meaning in _MEANING:
        if isinstance(error, kind):
            return meaning(ckr=name)
    return errors.TokenUnavailable(ckr=str(error) if type(error) is ckr.PKCS11Error else name)
