"""Tokens as the use cases see them: look what is there, open one key, sign bytes."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from paraph.domain.keys.key_kind import KeyKind, key_kind
from paraph.domain.keys.secret import Secret
from paraph.domain.keys.signature_scheme import SignatureScheme


class PinState(StrEnum):
    """What the token says of the PIN before it is asked (PKCS#11, CK_TOKEN_INFO flags)."""

    NORMAL = "normal"
    COUNT_LOW = "count_low"
    FINAL_TRY = "final_try"
    LOCKED = "locked"
    READER = "reader"  # CKF_PROTECTED_AUTHENTICATION_PATH: typed on the reader's own keys


class SigningWay(NamedTuple):
    """How a key signs, as far as its token tells before a login; none without digests."""

    scheme: SignatureScheme | None
    digests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TokenCertificate:
    """A certificate object; `key_id` is CKA_ID, `has_key` None when it shows after login only."""

    certificate_der: bytes
    label: str
    key_id: bytes
    has_key: bool | None
    way: SigningWay | None = None  # None where the token does not tell


@dataclass(frozen=True, slots=True)
class TokenSnapshot:
    """A token in a slot, at one moment."""

    module: str
    slot_id: int
    label: str
    serial: str
    manufacturer: str
    pin_state: PinState
    certificates: tuple[TokenCertificate, ...]
    model: str = ""
    reader: str = ""  # CK_SLOT_INFO slotDescription
    pin_min: int = 0  # CK_TOKEN_INFO ulMinPinLen and ulMaxPinLen, in bytes; 0 is unknown
    pin_max: int = 0
    unlocked: bool = False  # a login of ours stands, under the PIN policy
    in_software: bool = False  # the key is a file's (PKCS#12), no device guards it
    module_kind: str | None = None  # as `ports.finding.FoundModule.kind`, put in by who looks
    middleware: str = ""  # as `ports.finding.FoundModule.middleware`, likewise
    by_reader: bool = False  # CKF_PROTECTED_AUTHENTICATION_PATH, whatever `pin_state` tells
    trouble: str = ""  # the error's code where the slot told of no more than its reader

    @property
    def key_kind(self) -> KeyKind:
        """What a person has before them, for the words that are used of it."""
        return KeyKind.KEY_FILE if self.in_software else key_kind(self.module_kind)


class SigningToken(Protocol):
    """An opened key: signed attributes go in, a signature value comes out."""

    @property
    def scheme(self) -> SignatureScheme:
        """How every signature of this key is made, known before the CMS is built."""
        ...

    @property
    def digests(self) -> tuple[str, ...]:
        """The message digests the key can sign: some of sha256, sha384 and sha512."""
        ...

    def sign(self, signed_attributes: bytes, digest_algorithm: str) -> bytes:
        """Sign; ECDSA values come as DER. Raises the token errors of `domain.errors`."""
        ...


class TokenModule(Protocol):
    """One PKCS#11 module or anything that behaves like it."""

    def tokens(self) -> Sequence[TokenSnapshot]:
        """List the tokens that are present now."""
        ...

    def ask(self) -> None:
        """Begin to list them, and do not wait; raises what starting the module does."""
        ...

    def answer(self, wait_s: float | None) -> Sequence[TokenSnapshot] | None:
        """Give what was asked for, or None when it has not come after `wait_s` seconds.

        None waits as long as `tokens` does, and raises what it does.
        """
        ...

    def open_key(
        self,
        token: TokenSnapshot,
        certificate_der: bytes,
        pin: Secret | None,
        *,
        keep_s: float = 0,
        prefer_pss: bool = False,
    ) -> AbstractContextManager[SigningToken]:
        """Log in and find the private key of `certificate_der` by CKA_ID.

        The login stays for `keep_s` seconds after the context ends; while it stays, a `pin` of
        None is enough. An RSA key signs RSASSA-PSS if preferred and the token can.
        """
        ...

    def lock(self) -> None:
        """End a login that was kept, and wipe its PIN, at once."""
        ...

    def close(self) -> None:
        """Let the module go."""
        ...
