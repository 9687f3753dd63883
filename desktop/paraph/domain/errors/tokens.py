"""What can go wrong with a card, its PIN and its driver."""

from paraph.domain.errors.kinds import NeedsPerson, Refused, Unavailable


class PinIncorrect(NeedsPerson):
    """CKR_PIN_INCORRECT: the token refused the PIN."""

    code = "pin_incorrect"


class PinLocked(NeedsPerson):
    """CKR_PIN_LOCKED: the token takes no PIN until it is unblocked."""

    code = "pin_locked"


class PinLength(NeedsPerson):
    """CKR_PIN_LEN_RANGE: too short or too long; no try was spent."""

    code = "pin_length"


class PinExpired(NeedsPerson):
    """CKR_PIN_EXPIRED: the PIN has to be changed before it opens anything."""

    code = "pin_expired"


class PinNotSet(NeedsPerson):
    """CKR_USER_PIN_NOT_INITIALIZED: the token has no PIN yet."""

    code = "pin_not_set"


class ReaderCancelled(NeedsPerson):
    """CKR_FUNCTION_CANCELED: the person ended the entry on the reader's own keys."""

    code = "reader_cancelled"


class LoginLost(NeedsPerson):
    """CKR_USER_NOT_LOGGED_IN: the token forgot the login; no PIN is tried again by itself."""

    code = "login_lost"


class PinMissing(NeedsPerson):
    """A PIN is needed and none was given."""

    code = "pin_required"


class TokenMissing(NeedsPerson):
    """No token is there, or none that fits what was asked for."""

    code = "no_token"


class TokenRemoved(NeedsPerson):
    """The token left while it was in use."""

    code = "token_removed"


class TokenUnavailable(Unavailable):
    """The module failed in a way that tells nothing more, though the token is there."""

    code = "token_unavailable"


class ModuleCrashed(TokenUnavailable):
    """The module ended its process; `exit` is the status, negative for a signal."""

    code = "module_crashed"


class ModuleHung(TokenUnavailable):
    """The module gave no answer in time; its process was ended."""

    code = "module_hung"


class TokenBusy(Unavailable):
    """CKR_SESSION_COUNT and its kin: other programs hold what the token has of sessions."""

    code = "token_busy"


class ModuleUnusable(NeedsPerson):
    """The file is not a PKCS#11 module that can be loaded; `why` is the loader's word."""

    code = "module_unusable"


class ModuleMissing(ModuleUnusable):
    """There is no file where the module should be."""

    code = "module_missing"


class ModuleForeign(ModuleUnusable):
    """The module is built for another processor or system: `made_for`, not `needed`."""

    code = "module_foreign"


class ModuleNotPkcs11(ModuleUnusable):
    """The file is no library, or a library without C_GetFunctionList (PKCS#11 v3.0, 5.4)."""

    code = "module_not_pkcs11"


class MechanismMissing(Refused):
    """The token offers no mechanism that may be used with this key."""

    code = "mechanism_missing"


class ReadersUnavailable(Unavailable):
    """PC/SC answered with an error; `answer` is its number."""

    code = "readers_unavailable"
