"""A PAdES B-B signature's CMS (RFC 5652, EN 319 142-1, 6.3), all of it prepared but two values.

The certificates, signing-certificate-v2 and the algorithms are the same for every document that a
key signs; only the message digest and the signature value are put in. The bytes are those that
pyHanko writes for the same signature.
"""

import hashlib
from functools import lru_cache
from typing import NamedTuple

from asn1crypto import x509
from asn1crypto.algos import DigestAlgorithm

from paraph.domain.keys.signature_scheme import SignatureScheme
from paraph.pades.certificates import issuers_of
from paraph.pades.signature_algorithm import signature_algorithm

_MOST_ELSE = 2500  # an RSA value of 16,384 bits, and the frame of it all
_CURVES = 32002  # ISO/TS 32002: EdDSA, and these curves
_ISO_32002 = frozenset(
    f"{family}{bits}r1"
    for family, sizes in (("secp", (256, 384, 521)), ("brainpoolp", (256, 384, 512)))
    for bits in sizes
)
_SEQUENCE, _SET, _OCTETS = 0x30, 0x31, 0x04
_FIRST = 0xA0  # [0], constructed
_ONE = b"\x02\x01\x01"
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_DATA = bytes.fromhex("06092a864886f70d010701")
_CONTENT_TYPE = bytes.fromhex("06092a864886f70d010903")
_MESSAGE_DIGEST = bytes.fromhex("06092a864886f70d010904")
_SIGNING_CERTIFICATE_V2 = bytes.fromhex("060b2a864886f70d010910022f")  # RFC 5035


class PreparedCms(NamedTuple):
    """The parts of a CMS between which the two values go."""

    digest: str
    digest_algorithm: bytes
    signature_algorithm: bytes
    signer: bytes
    certificates: bytes
    constant_attributes: tuple[bytes, ...]
    iso_levels: tuple[int, ...]  # the extensions to PDF 2.0 that the algorithms are of

    def fits(self, size_bytes: int) -> bool:
        """Tell whether the CMS will have room in so many bytes, with any signature value."""
        parts = (self.signer, self.certificates, *self.constant_attributes)
        return sum(map(len, parts)) + _MOST_ELSE <= size_bytes

    def attributes(self, message_digest: bytes) -> bytes:
        """Give the signed attributes as the SET OF that is signed (RFC 5652, 5.4)."""
        own = _attribute(_MESSAGE_DIGEST, der(_OCTETS, message_digest))
        # X.690, 11.6: a SET OF in DER is in the order of its encodings.
        return der(_SET, b"".join(sorted((own, *self.constant_attributes))))

    def with_values(self, attributes: bytes, signature: bytes) -> bytes:
        """Give the whole ContentInfo."""
        signer_info = der(
            _SEQUENCE,
            _ONE,
            self.signer,
            self.digest_algorithm,
            bytes([_FIRST]) + attributes[1:],
            self.signature_algorithm,
            der(_OCTETS, signature),
        )
        signed_data = der(
            _SEQUENCE,
            _ONE,
            der(_SET, self.digest_algorithm),
            der(_SEQUENCE, _DATA),
            self.certificates,
            der(_SET, signer_info),
        )
        return der(_SEQUENCE, _SIGNED_DATA, der(_FIRST, signed_data))


@lru_cache(maxsize=8)
def prepared_cms(
    certificate_der: bytes, chain_der: tuple[bytes, ...], scheme: SignatureScheme, digest: str
) -> PreparedCms:
    """Prepare what a key's signatures have in common."""
    certificate = x509.Certificate.load(certificate_der)
    issuer, serial = certificate.issuer.dump(), certificate["tbs_certificate"]["serial_number"]
    algorithm = DigestAlgorithm({"algorithm": digest}).dump()
    signing = signature_algorithm(scheme, digest)
    chain = issuers_of(certificate, chain_der)
    every = sorted({certificate_der, *(one.dump() for one in chain)})
    return PreparedCms(
        digest,
        algorithm,
        signing.dump(),
        der(_SEQUENCE, issuer, serial.dump()),
        der(_FIRST, *every),
        (
            _attribute(_CONTENT_TYPE, _DATA),
            _attribute(_SIGNING_CERTIFICATE_V2, _reference(certificate_der, issuer, serial.dump())),
        ),
        _iso_levels(certificate, scheme),
    )


def _iso_levels(certificate: x509.Certificate, scheme: SignatureScheme) -> tuple[int, ...]:
    if scheme is SignatureScheme.ED25519:
        return (_CURVES,)
    if scheme is SignatureScheme.ECDSA:
        kind, curve = certificate.public_key.curve
        return (_CURVES,) if kind == "named" and curve in _ISO_32002 else ()
    return ()


def der(tag: int, *parts: bytes) -> bytes:
    """Encode a value of definite length (X.690, 8.1.3)."""
    body = b"".join(parts)
    if len(body) < 0x80:
        return bytes([tag, len(body)]) + body
    length = len(body).to_bytes((len(body).bit_length() + 7) // 8)
    return bytes([tag, 0x80 | len(length)]) + length + body


def _attribute(kind: bytes, value: bytes) -> bytes:
    return der(_SEQUENCE, kind, der(_SET, value))


def _reference(certificate_der: bytes, issuer: bytes, serial: bytes) -> bytes:
    """Give SigningCertificateV2; SHA-256 is its default and is left out (RFC 5035, 4)."""
    names = der(_SEQUENCE, der(0xA4, issuer))  # GeneralName, directoryName
    reference = der(
        _SEQUENCE,
        der(_OCTETS, hashlib.sha256(certificate_der).digest()),
        der(_SEQUENCE, names, serial),
    )
    return der(_SEQUENCE, der(_SEQUENCE, reference))
