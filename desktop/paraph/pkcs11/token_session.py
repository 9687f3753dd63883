"""One PKCS#11 module inside its own process: slots, certificates, login, C_Sign.

Runs single-threaded: python-pkcs11 initialises modules without locking (C_Initialize with NULL)
and releases the GIL, so a second thread crashes them.
"""

from collections.abc import Container
from contextlib import suppress
from dataclasses import replace
from threading import Event
from typing import NamedTuple, NoReturn

import pkcs11
from pkcs11 import Attribute, MechanismFlag, ObjectClass, TokenFlag
from pkcs11.exceptions import PKCS11Error, TokenNotPresent, TokenNotRecognised

from paraph.domain.errors import (
    KeyMissing,
    LoginLost,
    ParaphError,
    PinIncorrect,
    PinMissing,
    TokenBusy,
    TokenMissing,
    TokenRemoved,
    TokenUnavailable,
)
from paraph.pkcs11 import mechanisms
from paraph.pkcs11.ckr_errors import from_ckr
from paraph.pkcs11.cryptoki import Cryptoki, PinLengths, refuse_unloadable
from paraph.pkcs11.held_readers import is_held
from paraph.pkcs11.left_readers import LeftReaders
from paraph.pkcs11.token_listing import in_trouble, snapshot, text
from paraph.pkcs11.token_login import Login, log_in, now_s, wipe
from paraph.ports.signing_token import PinState, TokenSnapshot

_MAY_BE_GONE = (TokenUnavailable, LoginLost)
_TROUBLE = (TokenUnavailable, LoginLost, TokenRemoved)
_LEAVING_S = 0.8
_LOOK_S = 1.0  # how often a kept login is looked after: a card that leaves takes it along


class _Key(NamedTuple):
    handle: int
    use: mechanisms.KeyUse
    asks_each_time: bool  # CKA_ALWAYS_AUTHENTICATE (PKCS#11 v3.0, 4.9)


class ModuleSession:
    """A loaded module; at most one token is logged in to, and one of its keys open, at a time."""

    def __init__(self, module: str) -> None:
        self._module = module
        refuse_unloadable(module)
        self._library = pkcs11.lib(module)
        self._cryptoki = Cryptoki(self._library)
        self._login: Login | None = None
        self._key: _Key | None = None
        self._keep_s = 0.0
        self._lost: ParaphError | None = None
        self._failing: dict[int, TokenSnapshot] = {}
        self._broken: set[int] = set()
        self._readers = LeftReaders()
        self._seen_in: set[str] = set()  # descriptions of the slots of the last look
        self._refused: set[tuple[int, str]] = set()

    def tokens(self) -> list[TokenSnapshot]:
        """List what is present; a slot that fails is named and does not hide the others."""
        # SoftHSM 2.6 sees a token that was made later only after C_Initialize, which ends logins.
        if self._login is None and self._library.manufacturer_id.startswith("SoftHSM"):
            self._library.reinitialize()
        found = self._present()
        self._end_if_gone(found)
        return [*(self._snapshot(token) for token in found), *self._failing.values()]

    def open_key(
        self,
        slot_id: int,
        serial: str,
        certificate_der: bytes,
        keep_s: float,
        prefer_pss: bool,  # noqa: FBT001 - what crosses the pipe has no names
        pin: bytearray | None = None,
    ) -> tuple[str, tuple[str, ...]]:
        """Log in to the token of that slot and serial, and take the certificate's key.

        Gives the key's scheme and digests. Without a PIN a login that was kept will do.
        """
        self._key, self._lost = None, None
        try:
            token = self._token(slot_id, serial)
            login = self._kept(token) if pin is None else None
            if login is None:
                self.lock()
                login = self._login = log_in(self._cryptoki, token, pin)
                self._refused.discard((slot_id, serial))
            self._key = self._open(token, login, certificate_der, prefer_pss=prefer_pss)
        except PKCS11Error as error:
            self._give_up(error, slot_id, serial)
        except ParaphError:
            self.lock()
            raise
        finally:
            if pin is not None and (self._key is None or not self._key.asks_each_time):
                wipe(pin)
        if not self._key.asks_each_time:
            login.forget_pin()
        self._keep_s, login.until_s = keep_s, None
        return str(self._key.use.scheme), self._key.use.digests

    def sign(self, data: bytes, digest_algorithm: str) -> bytes:
        """Sign with the open key. After any failure of the token it has to be opened anew.

        No PIN is tried twice: a card counts its tries.
        """
        key, login = self._key, self._login
        if key is None or login is None:
            raise self._lost or KeyMissing()
        asked = mechanisms.operation(key.use, data, digest_algorithm)
        try:
            value = self._cryptoki.sign(
                login.handle, key.handle, asked, again=key.asks_each_time, pin=login.pin
            )
        except PKCS11Error as error:
            self._give_up(error, login.slot_id, login.serial)
        return mechanisms.as_cms_value(key.use, value)

    def close_key(self) -> None:
        """Let the key go; its login stays as long as `open_key` was told, or ends."""
        self._key, self._lost = None, None
        if self._login is not None and self._keep_s > 0:
            self._login.until_s = now_s() + self._keep_s
        else:
            self.lock()

    def lock(self) -> None:
        """End the login, and overwrite its PIN, now."""
        login, self._login, self._key = self._login, None, None
        if login is not None:
            login.end()

    def next_look_s(self) -> float | None:
        """Give in how many seconds to call `look_after`; None when no login is kept."""
        if self._login is None or self._login.until_s is None:
            return None
        return max(0.0, min(_LOOK_S, self._login.until_s - now_s()))

    def look_after(self) -> None:
        """End a kept login whose time is over or whose token has left."""
        login = self._login
        if login is None or login.until_s is None:
            return
        if now_s() >= login.until_s:
            self.lock()
        else:
            self._end_if_gone(self._present())

    def _end_if_gone(self, found: list[pkcs11.Token]) -> None:
        login = self._login
        if login is None or login.until_s is None:
            return  # a key in use learns by its own next signature, and says so
        if not (any(login.is_on(token) for token in found) and login.stands()):
            self.lock()

    def _kept(self, token: pkcs11.Token) -> Login | None:
        login = self._login
        if login is None or login.until_s is None or now_s() >= login.until_s:
            return None
        return login if login.is_on(token) and login.stands() else None

    def _give_up(self, error: PKCS11Error, slot_id: int, serial: str) -> NoReturn:
        """Drop all that is open and say what happened.

        OpenSC 0.23 drops the whole login after a failure, and tells a card that is pulled during
        C_Sign as CKR_GENERAL_ERROR.
        """
        meaning = from_ckr(error)
        was_there = isinstance(meaning, TokenMissing) and self._login is not None
        if was_there or (isinstance(meaning, _MAY_BE_GONE) and self._leaves(slot_id, serial)):
            meaning = TokenRemoved(**meaning.details)
        self.lock()
        if isinstance(meaning, PinIncorrect):
            self._refused.add((slot_id, serial))
        elif isinstance(meaning, _TROUBLE):
            # OpenSC keeps the reader for itself after a card that left between login and C_Sign.
            with suppress(PKCS11Error):
                self._initialise_anew()
        self._lost = meaning
        raise meaning from error

    def _leaves(self, slot_id: int, serial: str) -> bool:
        """Tell whether the token goes: a reader that is polled says so only some time later."""
        end_s, pause = now_s() + _LEAVING_S, Event()
        while True:
            try:
                there = [(each.slot.slot_id, text(each.serial)) for each in self._present()]
            except PKCS11Error:
                return False  # the module itself is in trouble: nothing is known of the card
            if (slot_id, serial) not in there and slot_id not in self._failing:
                return True
            if now_s() >= end_s:
                return False
            pause.wait(_LEAVING_S / 10)

    def _present(self) -> list[pkcs11.Token]:
        """Give the tokens that are there. A module whose slots fail anew is initialised anew."""
        self._follow_readers()
        try:
            found, failing = self._look()
        except PKCS11Error:
            self._initialise_anew()
            found, failing = self._look()
        if failing.keys() - self._broken and not self._holds_login_beside(failing):
            # As after a restart of the reader service; once, for a broken slot stays broken.
            self._initialise_anew()
            found, failing = self._look()
            self._broken = set(failing)
        self._broken &= failing.keys()
        self._failing = failing
        return found

    def _follow_readers(self) -> None:
        """End what a reader that has left took along: a kept login, the module's view of it."""
        self._readers.look()
        login = self._login
        if login is not None and login.until_s is not None and self._readers.has_left(login.reader):
            self.lock()
        if self._login is None and any(map(self._readers.has_left, self._seen_in)):
            self._initialise_anew()

    def _holds_login_beside(self, failing: Container[int]) -> bool:
        login = self._login
        return login is not None and (login.until_s is None or login.slot_id not in failing)

    def _look(self) -> tuple[list[pkcs11.Token], dict[int, TokenSnapshot]]:
        found, failing = [], {}
        self._seen_in = set()
        for slot in self._library.get_slots(token_present=True):
            description = text(slot.slot_description)
            if self._readers.has_left(description):
                continue
            self._seen_in.add(description)
            try:
                token = slot.get_token()
            except (TokenNotPresent, TokenNotRecognised):
                continue
            except PKCS11Error as error:
                failing[slot.slot_id] = in_trouble(self._module, slot, error)
                continue
            if TokenFlag.TOKEN_INITIALIZED in token.flags:
                found.append(token)
        return found, failing

    def _initialise_anew(self) -> None:
        self.lock()
        with suppress(PKCS11Error):
            self._library.finalize()
        self._library.initialize()

    def _token(self, slot_id: int, serial: str) -> pkcs11.Token:
        for token in self._present():
            if token.slot.slot_id == slot_id and text(token.serial) == serial:
                return token
        raise TokenBusy if is_held(self._slot_descriptions()) else TokenMissing

    def _slot_descriptions(self) -> list[str] | None:
        try:
            told = [text(slot.slot_description) for slot in self._library.get_slots()]
        except PKCS11Error:
            return None
        return told if all(told) else None  # OpenSC 0.23 names no slot while its card is held

    def _snapshot(self, token: pkcs11.Token) -> TokenSnapshot:
        login = self._login if self._login is not None and self._login.is_on(token) else None
        try:
            lengths = self._cryptoki.pin_lengths(token.slot.slot_id)
        except PKCS11Error:
            lengths = PinLengths(0, 0)
        kept = login is not None and login.until_s is not None
        own = login.session if login is not None else None
        try:
            offered = self._offered(token)
        except PKCS11Error:
            offered = None
        told = snapshot(self._module, token, lengths, own, unlocked=kept, offered=offered)
        # OpenSC sets no COUNT_LOW for a card whose most tries it does not know, as a PIV card's.
        was_refused = (told.slot_id, told.serial) in self._refused
        if was_refused and told.pin_state is PinState.NORMAL:
            return replace(told, pin_state=PinState.COUNT_LOW)
        return told

    def _open(
        self, token: pkcs11.Token, login: Login, certificate_der: bytes, *, prefer_pss: bool
    ) -> _Key:
        key = _private_key(login.session, certificate_der)
        use = mechanisms.key_use(certificate_der, self._offered(token), prefer_pss=prefer_pss)
        asks_each_time = _always_authenticates(key)
        if asks_each_time and not login.can_repeat:
            raise PinMissing  # a login was kept, and its PIN was not: its first key did not ask
        return _Key(int(key.handle or 0), use, asks_each_time)

    def _offered(self, token: pkcs11.Token) -> frozenset[int]:
        """Give the mechanisms that sign: some list CKM_RSA_PKCS for wrapping alone."""
        slot = token.slot
        return frozenset(
            int(each)
            for each in slot.get_mechanisms()
            if each in mechanisms.USED and _signs(slot, each)
        )


def _signs(slot: pkcs11.Slot, mechanism: pkcs11.Mechanism) -> bool:
    try:
        return MechanismFlag.SIGN in slot.get_mechanism_info(mechanism).flags
    except PKCS11Error:
        return True  # it is listed, and that is all that is known


def _private_key(session: pkcs11.Session, certificate_der: bytes) -> pkcs11.Key:
    # A search is read to its end: an open one blocks every other call of the session.
    for item in list(session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})):
        if bytes(item[Attribute.VALUE]) != certificate_der:
            continue
        wanted = {Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.ID: item[Attribute.ID]}
        for key in list(session.get_objects(wanted)):
            return key  # type: ignore[return-value]
    raise KeyMissing


def _always_authenticates(key: pkcs11.Key) -> bool:
    try:
        return bool(key[Attribute.ALWAYS_AUTHENTICATE])
    except PKCS11Error:
        return False  # CKR_ATTRIBUTE_TYPE_INVALID: modules before v2.20 lack the attribute
