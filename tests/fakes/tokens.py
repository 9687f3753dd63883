"""Tokens without a card: `ports.signing_token.TokenModule` with real keys in memory."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ed448, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA

from paraph.domain import errors
from paraph.domain.keys.secret import Secret
from paraph.domain.keys.signature_scheme import SignatureScheme
from paraph.ports.signing_token import PinState, SigningToken, TokenCertificate, TokenSnapshot
from tests.fakes.pki import Identity, Key

_HASHES = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}
TRIES = 3
PIN_BYTES = (4, 12)


@dataclass
class FakeToken:
    """A card: a PIN with three tries, certificates, and keys for some of them."""

    label: str = "Fake card"
    pin: str = "1234"
    serial: str = "0001"
    identities: Sequence[Identity] = ()
    without_key: Sequence[bytes] = ()
    present: bool = True
    tries_left: int = TRIES
    removed_at_signature: int | None = None
    signatures: int = 0
    kept_until_s: float = 0
    _keys: dict[bytes, Key] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._keys = {one.certificate_der: one.key for one in self.identities}

    @property
    def pin_state(self) -> PinState:
        states = {TRIES: PinState.NORMAL, 1: PinState.FINAL_TRY, 0: PinState.LOCKED}
        return states.get(self.tries_left, PinState.COUNT_LOW)

    def certificates(self) -> tuple[TokenCertificate, ...]:
        own = [one.certificate_der for one in self.identities]
        listed = dict.fromkeys([*own, *self.without_key])
        return tuple(
            TokenCertificate(der, f"certificate {n}", bytes([n]), der in self._keys or None)
            for n, der in enumerate(listed, 1)
        )

    def log_in(self, pin: Secret | None) -> None:
        if pin is None:
            raise errors.PinMissing
        if self.tries_left == 0:
            raise errors.PinLocked(ckr="PinLocked")
        if not PIN_BYTES[0] <= len(pin.reveal()) <= PIN_BYTES[1]:
            raise errors.PinLength(least=PIN_BYTES[0], most=PIN_BYTES[1])
        if pin.reveal() != self.pin:
            self.tries_left -= 1
            raise errors.PinIncorrect(ckr="PinIncorrect")
        self.tries_left = TRIES

    def key(self, certificate_der: bytes) -> Key:
        if certificate_der not in self._keys:
            raise errors.KeyMissing
        return self._keys[certificate_der]


class FakeModule:
    """A module with any number of fake tokens, one in each slot."""

    def __init__(self, *tokens: FakeToken, module: str = "fake") -> None:
        self.module = module
        self.slots = list(tokens)
        self.open_keys = 0
        self._lock = threading.Lock()

    def tokens(self) -> Sequence[TokenSnapshot]:
        return [
            TokenSnapshot(
                self.module,
                slot,
                token.label,
                token.serial,
                "Paraph tests",
                token.pin_state,
                token.certificates(),
                model="Memory",
                reader=f"Fake reader {slot}",
                pin_min=PIN_BYTES[0],
                pin_max=PIN_BYTES[1],
                unlocked=token.kept_until_s > time.monotonic(),
            )
            for slot, token in enumerate(self.slots)
            if token.present
        ]

    def ask(self) -> None:
        """Nothing has to begin: it answers at once."""

    def answer(self, wait_s: float | None) -> Sequence[TokenSnapshot] | None:
        return self.tokens()

    @contextmanager
    def open_key(
        self,
        token: TokenSnapshot,
        certificate_der: bytes,
        pin: Secret | None,
        *,
        keep_s: float = 0,
        prefer_pss: bool = False,
    ) -> Iterator[SigningToken]:
        card = self.slots[token.slot_id]
        if not card.present or card.serial != token.serial:
            raise errors.TokenMissing
        kept = card.present and card.kept_until_s > time.monotonic()
        self.lock()
        if pin is not None or not kept:
            card.log_in(pin)
        pss = prefer_pss or is_for_pss_only(certificate_der)
        key = FakeKey(card, card.key(certificate_der), pss=pss)
        self.open_keys += 1
        try:
            yield key
        finally:
            self.open_keys -= 1
            card.kept_until_s = time.monotonic() + keep_s if keep_s else 0

    def lock(self) -> None:
        for card in self.slots:
            card.kept_until_s = 0

    def close(self) -> None:
        self.slots = []


@dataclass
class FakeKey:
    """An opened key; `ports.signing_token.SigningToken`."""

    card: FakeToken
    key: Key
    pss: bool = False

    @property
    def scheme(self) -> SignatureScheme:
        if isinstance(self.key, rsa.RSAPrivateKey):
            return SignatureScheme.RSASSA_PSS if self.pss else SignatureScheme.RSASSA_PKCS1V15
        if isinstance(self.key, ed25519.Ed25519PrivateKey):
            return SignatureScheme.ED25519
        return SignatureScheme.ECDSA

    @property
    def digests(self) -> tuple[str, ...]:
        return ("sha512",) if self.scheme is SignatureScheme.ED25519 else tuple(_HASHES)

    def sign(self, signed_attributes: bytes, digest_algorithm: str) -> bytes:
        if digest_algorithm not in self.digests:
            raise errors.MechanismMissing(key_type=str(self.scheme), digest=digest_algorithm)
        self.card.signatures += 1
        if self.card.signatures == self.card.removed_at_signature:
            self.card.present = False
        if not self.card.present:
            raise errors.TokenRemoved(ckr="DeviceRemoved")
        algorithm = _HASHES[digest_algorithm]
        if isinstance(self.key, rsa.RSAPrivateKey):
            how = padding.PSS(padding.MGF1(algorithm), algorithm.digest_size)
            return self.key.sign(
                signed_attributes, how if self.pss else padding.PKCS1v15(), algorithm
            )
        if isinstance(self.key, ed25519.Ed25519PrivateKey | ed448.Ed448PrivateKey):
            return self.key.sign(signed_attributes)
        return self.key.sign(signed_attributes, ECDSA(algorithm))


def is_for_pss_only(certificate_der: bytes) -> bool:
    key = Certificate.load(certificate_der).public_key
    return bool(key.algorithm == "rsassa_pss")
