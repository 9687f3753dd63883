"""Which mechanism signs for a key: by the token's own list, hashed where it can, else raw."""

import hashlib
from collections.abc import Set
from typing import NamedTuple

from asn1crypto import x509
from pkcs11 import MGF, Mechanism
from pkcs11.util.ec import encode_ecdsa_signature

from paraph.domain.errors import CertificateCannotSign, MechanismMissing
from paraph.domain.keys.signature_scheme import SignatureScheme

_DIGESTS = ("sha256", "sha384", "sha512")
_HASHED = {
    SignatureScheme.RSASSA_PKCS1V15: {
        "sha256": Mechanism.SHA256_RSA_PKCS,
        "sha384": Mechanism.SHA384_RSA_PKCS,
        "sha512": Mechanism.SHA512_RSA_PKCS,
    },
    SignatureScheme.RSASSA_PSS: {
        "sha256": Mechanism.SHA256_RSA_PKCS_PSS,
        "sha384": Mechanism.SHA384_RSA_PKCS_PSS,
        "sha512": Mechanism.SHA512_RSA_PKCS_PSS,
    },
    SignatureScheme.ECDSA: {
        "sha256": Mechanism.ECDSA_SHA256,
        "sha384": Mechanism.ECDSA_SHA384,
        "sha512": Mechanism.ECDSA_SHA512,
    },
    # RFC 8419, 3.1: the message digest that goes with it; the key itself signs the whole message.
    # Ed448 goes with SHAKE256, which OpenSSL 3.0 and poppler 22.12 do not check in a CMS.
    SignatureScheme.ED25519: {"sha512": Mechanism.EDDSA},
    SignatureScheme.ED448: {},
}
_RAW = {
    SignatureScheme.RSASSA_PKCS1V15: Mechanism.RSA_PKCS,
    SignatureScheme.RSASSA_PSS: Mechanism.RSA_PKCS_PSS,
    SignatureScheme.ECDSA: Mechanism.ECDSA,
}
# RFC 8017, 9.2 note 1: DER of DigestInfo up to the digest.
_DIGEST_INFO = {
    "sha256": bytes.fromhex("3031300d060960864801650304020105000420"),
    "sha384": bytes.fromhex("3041300d060960864801650304020205000430"),
    "sha512": bytes.fromhex("3051300d060960864801650304020305000440"),
}
# CK_RSA_PKCS_PSS_PARAMS; the salt is as long as the digest: TPMs refuse the longest one.
_PSS = {
    "sha256": (int(Mechanism.SHA256), int(MGF.SHA256), 32),
    "sha384": (int(Mechanism.SHA384), int(MGF.SHA384), 48),
    "sha512": (int(Mechanism.SHA512), int(MGF.SHA512), 64),
}
_SCHEMES = {
    "rsa": (SignatureScheme.RSASSA_PKCS1V15, SignatureScheme.RSASSA_PSS),
    "rsassa_pss": (SignatureScheme.RSASSA_PSS,),
    "ec": (SignatureScheme.ECDSA,),
    "ed25519": (SignatureScheme.ED25519,),
    "ed448": (SignatureScheme.ED448,),
}

USED = frozenset(_RAW.values()).union(*(each.values() for each in _HASHED.values()))


class KeyUse(NamedTuple):
    """How a key signs, of what the token offers; `width` is the curve's order in bytes."""

    scheme: SignatureScheme
    digests: tuple[str, ...]
    offered: frozenset[int]
    width: int


class Operation(NamedTuple):
    """What C_SignInit and C_Sign are given."""

    mechanism: int
    parameter: tuple[int, int, int] | None
    payload: bytes


def key_use(certificate_der: bytes, offered: Set[int], *, prefer_pss: bool = False) -> KeyUse:
    """Choose the scheme. Raises MechanismMissing when the token offers none for the key."""
    try:
        key = x509.Certificate.load(certificate_der).public_key
        kind, width = key.algorithm, -(-key.bit_size // 8) if key.algorithm == "ec" else 0
        only = _required_digest(key)
    except (ValueError, TypeError, KeyError) as error:
        raise CertificateCannotSign(why="unreadable") from error
    possible = _SCHEMES.get(kind, ())
    if prefer_pss:
        possible = possible[::-1]
    for scheme in possible:
        digests = tuple(
            each
            for each in _DIGESTS
            if only in (None, each) and _mechanism(scheme, each, offered) is not None
        )
        if digests:
            return KeyUse(scheme, digests, frozenset(offered), width)
    raise MechanismMissing(key_type=kind)


def operation(use: KeyUse, data: bytes, digest: str) -> Operation:
    """Give what the token is asked. Raises MechanismMissing for a digest that `use` lacks."""
    mechanism = _mechanism(use.scheme, digest, use.offered) if digest in use.digests else None
    if mechanism is None:
        raise MechanismMissing(key_type=str(use.scheme), digest=digest)
    parameter = _PSS[digest] if use.scheme is SignatureScheme.RSASSA_PSS else None
    if mechanism is not _RAW.get(use.scheme):
        return Operation(int(mechanism), parameter, data)
    value = hashlib.new(digest, data).digest()
    if use.scheme is SignatureScheme.RSASSA_PKCS1V15:
        value = _DIGEST_INFO[digest] + value
    elif use.scheme is SignatureScheme.ECDSA:
        value = value[: use.width]  # FIPS 186-5, 6.4.1: the leftmost bits, as many as the order has
    return Operation(int(mechanism), parameter, value)


def as_cms_value(use: KeyUse, value: bytes) -> bytes:
    """Give C_Sign's value as CMS wants it: r and s of ECDSA as DER (RFC 5753, 7.2)."""
    return bytes(encode_ecdsa_signature(value)) if use.scheme is SignatureScheme.ECDSA else value


def _mechanism(scheme: SignatureScheme, digest: str, offered: Set[int]) -> Mechanism | None:
    hashed = _HASHED[scheme].get(digest)
    if hashed is not None and hashed in offered:
        return hashed
    raw = _RAW.get(scheme)
    return raw if digest in _DIGEST_INFO and raw is not None and raw in offered else None


def _required_digest(key: x509.PublicKeyInfo) -> str | None:
    """RFC 4055, 3.1: parameters in an id-RSASSA-PSS key bind its signatures."""
    parameters = key["algorithm"]["parameters"]
    if key.algorithm != "rsassa_pss" or not parameters.native:
        return None
    return str(parameters["hash_algorithm"]["algorithm"].native)
