"""The algorithms of one CMS signature, for the way a key signs (RFC 4056, 5753, 8419)."""

from collections.abc import Sequence

from asn1crypto import x509
from asn1crypto.algos import SignedDigestAlgorithm

from paraph.domain.errors import MechanismMissing
from paraph.domain.keys.signature_scheme import SignatureScheme
from paraph.ports.signing_token import SigningToken

# FIPS 186-5, 6.1.1: a digest as strong as the curve, for the NIST curves and those of RFC 5639.
_CURVE_DIGEST = {
    "secp384r1": "sha384",
    "secp521r1": "sha512",
    "brainpoolp384r1": "sha384",
    "brainpoolp512r1": "sha512",
}
_PREFERRED = ("sha256", "sha512", "sha384")
_DIGEST_BYTES = {"sha256": 32, "sha384": 48, "sha512": 64}


def message_digest(
    certificate: x509.Certificate, token: SigningToken, accepted: Sequence[str] = _PREFERRED
) -> str:
    """Choose the digest, of those accepted that the token can sign. Raises MechanismMissing."""
    key = certificate.public_key
    curve = str(key.curve[1]) if key.algorithm == "ec" else ""
    for digest in (_CURVE_DIGEST.get(curve, "sha256"), *_PREFERRED):
        if digest in token.digests and digest in accepted:
            return digest
    raise MechanismMissing(key_type=str(token.scheme))


def signature_algorithm(scheme: SignatureScheme, digest: str) -> SignedDigestAlgorithm:
    """Give `signatureAlgorithm`, with its parameters."""
    match scheme:
        case SignatureScheme.RSASSA_PKCS1V15:
            return SignedDigestAlgorithm({"algorithm": f"{digest}_rsa"})
        case SignatureScheme.RSASSA_PSS:
            return SignedDigestAlgorithm(
                {"algorithm": "rsassa_pss", "parameters": _pss_parameters(digest)}
            )
        case SignatureScheme.ECDSA:
            return SignedDigestAlgorithm({"algorithm": f"{digest}_ecdsa"})
        case SignatureScheme.ED25519 | SignatureScheme.ED448:
            return SignedDigestAlgorithm({"algorithm": str(scheme)})


def _pss_parameters(digest: str) -> dict[str, object]:
    """RFC 4056, 3: one digest for the message and MGF1, and a salt of its length."""
    algorithm = {"algorithm": digest}
    return {
        "hash_algorithm": algorithm,
        "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": algorithm},
        "salt_length": _DIGEST_BYTES[digest],
    }
