"""Whether a CMS signer's signature holds (RFC 5652, 5.4 and 5.6), by cryptography alone."""

import hashlib
from typing import Any

from asn1crypto import cms
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, padding, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key

_HASHES: dict[str, type[hashes.HashAlgorithm]] = {
    "sha1": hashes.SHA1,
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
    "sha3_256": hashes.SHA3_256,
    "sha3_384": hashes.SHA3_384,
    "sha3_512": hashes.SHA3_512,
}


def signed_attributes(signer: cms.SignerInfo) -> dict[str, Any]:
    """Give the signed attributes by name, each with its one value.

    Raises ValueError for one that comes twice or without exactly one value (RFC 5652, 11).
    """
    found: dict[str, Any] = {}
    for attribute in signer["signed_attrs"]:
        name, values = attribute["type"].native, attribute["values"]
        if name in found or len(values) != 1:
            raise ValueError(name)
        found[name] = values[0]
    return found


def holds(signer: cms.SignerInfo, content: bytes, content_type: str, key_der: bytes) -> bool:
    """Tell whether a signer's attributes fit the content and the signature fits them.

    `key_der` is a SubjectPublicKeyInfo.
    """
    attributes = signed_attributes(signer)
    digest = signer["digest_algorithm"]["algorithm"].native
    if digest not in _HASHES or not {"content_type", "message_digest"} <= set(attributes):
        return False
    if attributes["content_type"].native != content_type:
        return False
    if attributes["message_digest"].native != hashlib.new(digest, content).digest():
        return False
    # RFC 5652, 5.4: what is signed is the SET OF, not its implicit [0].
    return verifies(signer, signer["signed_attrs"].untag().dump(), key_der)


def scheme_and_digest(signer: cms.SignerInfo) -> tuple[str, str]:
    """Name a signature's scheme and digest, as the algorithm policy does. Raises ValueError."""
    algorithm = signer["signature_algorithm"]
    scheme = str(algorithm.signature_algo)
    if scheme in ("ed25519", "ed448"):
        return scheme, str(signer["digest_algorithm"]["algorithm"].native)
    if algorithm["algorithm"].native in ("rsassa_pkcs1v15", "ecdsa"):
        # rsaEncryption alone: the digest is the signer's (RFC 3370, 3.2).
        return scheme, str(signer["digest_algorithm"]["algorithm"].native)
    return scheme, str(algorithm.hash_algo)


def verifies(signer: cms.SignerInfo, signed: bytes, key_der: bytes) -> bool:
    """Tell whether a signature value is over these bytes."""
    value = signer["signature"].native
    try:
        scheme, digest = scheme_and_digest(signer)
        key = load_der_public_key(key_der)
        if isinstance(key, rsa.RSAPublicKey):
            chosen = _HASHES[digest]()
            key.verify(value, signed, _padding(signer, scheme), chosen)
        elif isinstance(key, ec.EllipticCurvePublicKey) and scheme == "ecdsa":
            key.verify(value, signed, ec.ECDSA(_HASHES[digest]()))
        elif isinstance(key, ed25519.Ed25519PublicKey | ed448.Ed448PublicKey):
            key.verify(value, signed)
        else:
            return False
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, KeyError):
        return False
    return True


def _padding(signer: cms.SignerInfo, scheme: str) -> padding.AsymmetricPadding:
    if scheme == "rsassa_pkcs1v15":
        return padding.PKCS1v15()
    if scheme != "rsassa_pss":
        raise ValueError(scheme)
    parameters = signer["signature_algorithm"]["parameters"]
    mask = parameters["mask_gen_algorithm"]["parameters"]["algorithm"].native
    return padding.PSS(padding.MGF1(_HASHES[mask]()), parameters["salt_length"].native)
