"""CKR_ return values as errors a person understands (PKCS#11 v3.0, 5.1)."""

import pkcs11.exceptions as ckr

from paraph.domain import errors

_MEANING: tuple[tuple[type[Exception], type[errors.ParaphError]], ...] = (
    (ckr.PinIncorrect, errors.PinIncorrect),
    (ckr.PinInvalid, errors.PinIncorrect),
    (ckr.PinLocked, errors.PinLocked),
    (ckr.PinExpired, errors.PinLocked),
    (ckr.PinLenRange, errors.PinLength),
    (ckr.TokenNotPresent, errors.TokenMissing),
    (ckr.NoSuchToken, errors.TokenMissing),
    (ckr.DeviceRemoved, errors.TokenRemoved),
    (ckr.SessionHandleInvalid, errors.TokenRemoved),
    (ckr.SessionClosed, errors.TokenRemoved),
    (ckr.NoSuchKey, errors.KeyMissing),
    (ckr.MechanismInvalid, errors.MechanismMissing),
    (ckr.MechanismParamInvalid, errors.MechanismMissing),
)


def from_ckr(error: Exception) -> errors.ParaphError:
    """Translate what python-pkcs11 raised; the CKR name stays in the details."""
    name = type(error).__name__
    for kind, meaning in _MEANING:
        if isinstance(error, kind):
            return meaning(ckr=name)
    return errors.TokenUnavailable(ckr=name)
