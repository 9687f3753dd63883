"""A login on one token, and the PIN where the key asks for it each time.

The PIN lives in a buffer that is overwritten; nothing here makes text of it.
"""

import time
from contextlib import suppress
from dataclasses import dataclass, field

import pkcs11
from pkcs11 import TokenFlag
from pkcs11.exceptions import PKCS11Error, UserAlreadyLoggedIn

from paraph.domain.errors import PinLength, PinMissing
from paraph.pkcs11.cryptoki import Cryptoki
from paraph.pkcs11.token_listing import text


@dataclass
class Login:
    """A session that is logged in; `until_s` is when a kept one ends, on `now_s`'s clock."""

    cryptoki: Cryptoki
    slot_id: int
    serial: str
    reader: str
    session: pkcs11.Session
    pin: bytearray | None = field(default=None, repr=False)
    by_reader: bool = False
    needed: bool = True
    until_s: float | None = None

    @property
    def handle(self) -> int:
        """The session's handle."""
        return int(self.session.handle)  # type: ignore[attr-defined]

    def is_on(self, token: pkcs11.Token) -> bool:
        """Tell whether a token is the one that was logged in to."""
        return (self.slot_id, self.serial) == (token.slot.slot_id, text(token.serial))

    def stands(self) -> bool:
        """Tell whether the token still knows of the login."""
        try:
            return self.cryptoki.is_logged_in(self.handle) or not self.needed
        except PKCS11Error:
            return False

    @property
    def can_repeat(self) -> bool:
        """Tell whether the user can be logged in for one signature more, without being asked."""
        return self.pin is not None or self.by_reader

    def forget_pin(self) -> None:
        """Overwrite the PIN."""
        pin, self.pin = self.pin, None
        if pin is not None:
            wipe(pin)

    def end(self) -> None:
        """Log out, leave no session behind and overwrite the PIN, whatever the token says."""
        self.forget_pin()
        leave(self.cryptoki, self.slot_id, self.handle)


def log_in(cryptoki: Cryptoki, token: pkcs11.Token, pin: bytearray | None) -> Login:
    """Log in; a PIN of a length that the token does not take is refused before it is asked.

    Raises PinMissing, PinLength and python-pkcs11's errors; then nothing is left open.
    """
    by_reader = TokenFlag.PROTECTED_AUTHENTICATION_PATH in token.flags
    needed = TokenFlag.LOGIN_REQUIRED in token.flags
    slot_id = token.slot.slot_id
    if by_reader:
        pin = None
    elif pin is None and needed:
        raise PinMissing
    elif pin is not None:
        _refuse_length(cryptoki, slot_id, pin)
    session = token.open()
    reader = text(token.slot.slot_description)
    login = Login(cryptoki, slot_id, text(token.serial), reader, session, pin, by_reader)
    if pin is None and not needed:
        login.needed = False
        return login
    try:
        _log_in(cryptoki, login)
    except BaseException:
        leave(cryptoki, slot_id, login.handle)
        raise
    return login


def leave(cryptoki: Cryptoki, slot_id: int, handle: int) -> None:
    """Log out and close. A token that is gone, or has dropped the login, has nothing to close."""
    with suppress(PKCS11Error):
        cryptoki.log_out(handle)
    try:
        cryptoki.close_session(handle)
    except PKCS11Error:
        with suppress(PKCS11Error):
            cryptoki.close_all_sessions(slot_id)


def wipe(buffer: bytearray) -> None:
    """Overwrite a buffer in place."""
    buffer[:] = bytes(len(buffer))


def now_s() -> float:
    """Give seconds that go on while the machine sleeps, where the system counts them."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


def _log_in(cryptoki: Cryptoki, login: Login) -> None:
    try:
        cryptoki.log_in(login.handle, login.pin)
    except UserAlreadyLoggedIn:
        # A login that was left over: the PIN was not looked at, so no try is spent by asking.
        cryptoki.log_out(login.handle)
        cryptoki.log_in(login.handle, login.pin)


def _refuse_length(cryptoki: Cryptoki, slot_id: int, pin: bytearray) -> None:
    least, most = cryptoki.pin_lengths(slot_id)
    if len(pin) < least or (most and len(pin) > most):
        raise PinLength(least=least, most=most)
