"""A PKCS#12 file (RFC 7292) behind the calls of `token_session`: a key without a device.

The file stays where it is and the key is never copied out of it: it is read for one opening, in
the child process, and let go with the login.
"""

from pathlib import Path
from typing import Any, NamedTuple

from asn1crypto import pkcs12 as asn1_pkcs12
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from paraph.domain.errors import (
    KeyFileUnreadable,
    KeyMissing,
    MechanismMissing,
    PinIncorrect,
    PinMissing,
    TokenMissing,
    TokenRemoved,
)
from paraph.domain.keys.signature_scheme import SignatureScheme
from paraph.pkcs11.token_login import now_s, wipe
from paraph.ports.signing_token import PinState, TokenCertificate, TokenSnapshot

_DIGESTS = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}
_LOOK_S = 1.0


class _Opened(NamedTuple):
    key: Any
    certificates: tuple[bytes, ...]  # the key's own first


class Pkcs12Session:
    """One file as a token in the one slot of a module.

    Most files show their certificates only with the password: `shown` are those that were seen
    before, the key's own first.
    """

    def __init__(self, path: str, shown: tuple[bytes, ...] = ()) -> None:
        self._path = Path(path)
        self._shown = shown
        self._opened: _Opened | None = None
        self._scheme: SignatureScheme | None = None
        self._keep_s = 0.0
        self._until_s: float | None = None

    def tokens(self) -> list[TokenSnapshot]:
        """List the file while it is there."""
        if not self._path.is_file():
            self.lock()
            return []
        certificates = tuple(
            TokenCertificate(der, self._path.stem, bytes([number]), number == 0)
            for number, der in enumerate(self._shown)
        )
        return [
            TokenSnapshot(
                str(self._path),
                0,
                self._path.stem,
                str(self._path),
                "PKCS#12",
                PinState.NORMAL,
                certificates,
                unlocked=self._until_s is not None,
                in_software=True,
            )
        ]

    def reveal(self, pin: bytearray | None = None) -> tuple[bytes, ...]:
        """Give the file's certificates, the key's own first, and list them from now on.

        Raises PinIncorrect, KeyFileUnreadable, TokenMissing.
        """
        try:
            self._shown = self._read(pin).certificates
        finally:
            _wipe(pin)
        return self._shown

    def open_key(
        self,
        slot_id: int,
        serial: str,
        certificate_der: bytes,
        keep_s: float,
        prefer_pss: bool,  # noqa: FBT001 - what crosses the pipe has no names
        pin: bytearray | None = None,
    ) -> tuple[str, tuple[str, ...]]:
        """Read the key; gives its scheme and digests. Without a password a kept key will do."""
        try:
            if pin is not None or not self._is_kept():
                self.lock()
                self._opened = self._read(pin)
        finally:
            _wipe(pin)
        if self._opened is None or self._opened.certificates[0] != certificate_der:
            self.lock()
            raise KeyMissing
        self._keep_s, self._until_s = keep_s, None
        self._scheme = _scheme_of(self._opened.key, prefer_pss=prefer_pss)
        digests = ("sha512",) if self._scheme is SignatureScheme.ED25519 else tuple(_DIGESTS)
        return str(self._scheme), digests

    def sign(self, data: bytes, digest_algorithm: str) -> bytes:
        """Sign with the open key."""
        if self._opened is None or self._scheme is None:
            raise KeyMissing
        if not self._path.is_file():
            self.lock()
            raise TokenRemoved
        return _sign(self._opened.key, self._scheme, data, digest_algorithm)

    def close_key(self) -> None:
        """Let the key go; it stays as long as `open_key` was told."""
        if self._opened is not None and self._keep_s > 0:
            self._until_s = now_s() + self._keep_s
        else:
            self.lock()

    def lock(self) -> None:
        """Let the key go now."""
        self._opened, self._scheme, self._until_s = None, None, None

    def next_look_s(self) -> float | None:
        """Give in how many seconds to call `look_after`; None when no key is kept."""
        if self._until_s is None:
            return None
        return max(0.0, min(_LOOK_S, self._until_s - now_s()))

    def look_after(self) -> None:
        """Let a kept key go whose time is over or whose file has left."""
        if self._until_s is not None and not (self._is_kept() and self._path.is_file()):
            self.lock()

    def _is_kept(self) -> bool:
        return self._until_s is not None and now_s() < self._until_s

    def _read(self, pin: bytearray | None) -> _Opened:
        if pin is None:
            raise PinMissing
        try:
            content = self._path.read_bytes()
        except FileNotFoundError as error:
            raise TokenMissing(token=self._path.name) from error
        except OSError as error:
            raise KeyFileUnreadable(file=str(self._path), why="no_access") from error
        _refuse_others(content, self._path)
        try:
            held = pkcs12.load_pkcs12(content, bytes(pin))
        except ValueError as error:
            # The one error for a wrong password and for a wrong integrity value (RFC 7292, 4).
            raise PinIncorrect from error
        if held.key is None or held.cert is None:
            raise KeyFileUnreadable(file=str(self._path), why="no_key")
        chain = [held.cert, *held.additional_certs]
        ders = tuple(each.certificate.public_bytes(Encoding.DER) for each in chain)
        return _Opened(held.key, ders)


def _refuse_others(content: bytes, path: Path) -> None:
    try:
        version = asn1_pkcs12.Pfx.load(content, strict=True)["version"].native
    except (ValueError, TypeError) as error:
        raise KeyFileUnreadable(file=str(path), why="not_pkcs12") from error
    if version != "v3":
        raise KeyFileUnreadable(file=str(path), why="not_pkcs12")


def _scheme_of(key: Any, *, prefer_pss: bool) -> SignatureScheme:
    match key:
        case rsa.RSAPrivateKey():
            pss = SignatureScheme.RSASSA_PSS
            return pss if prefer_pss else SignatureScheme.RSASSA_PKCS1V15
        case ec.EllipticCurvePrivateKey():
            return SignatureScheme.ECDSA
        case ed25519.Ed25519PrivateKey():
            return SignatureScheme.ED25519
        case ed448.Ed448PrivateKey():
            raise MechanismMissing(key_type="ed448")
        case _:
            raise MechanismMissing(key_type=type(key).__name__)


def _sign(key: Any, scheme: SignatureScheme, data: bytes, digest_algorithm: str) -> bytes:
    if scheme is SignatureScheme.ED25519:
        return bytes(key.sign(data))
    if digest_algorithm not in _DIGESTS:
        raise MechanismMissing(key_type=str(scheme), digest=digest_algorithm)
    digest = _DIGESTS[digest_algorithm]
    if scheme is SignatureScheme.ECDSA:
        return bytes(key.sign(data, ec.ECDSA(digest)))
    if scheme is SignatureScheme.RSASSA_PSS:
        pad: Any = padding.PSS(padding.MGF1(digest), digest.digest_size)
        return bytes(key.sign(data, pad, digest))
    return bytes(key.sign(data, padding.PKCS1v15(), digest))


def _wipe(pin: bytearray | None) -> None:
    if pin is not None:
        wipe(pin)
