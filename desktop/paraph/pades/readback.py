"""Read a freshly signed file back and check it against the certificate that was confirmed.

Deliberately apart from the library that wrote the file: the byte range, the digest and the
signature value are checked from the bytes on disk (EN 319 142-1, 4; RFC 5652, 5.6).
"""

import hashlib
from collections.abc import Callable
from io import FileIO
from pathlib import Path
from typing import NamedTuple

from asn1crypto import cms, core, tsp
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, padding, rsa
from cryptography.x509 import load_der_x509_certificate

from paraph.domain.errors import SignatureCheckFailed

_Hash = hashes.SHA256 | hashes.SHA384 | hashes.SHA512
_EDWARDS = (ed25519.Ed25519PublicKey, ed448.Ed448PublicKey)
_HASHES: dict[str, type[_Hash]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
_PIECE = 1 << 20
_MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
_SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47"  # RFC 5035


class CheckedFile(NamedTuple):
    """SHA-256 of a signed file, and of the bytes of its source, with which it begins."""

    sha256: str
    source_sha256: str


def check_signed_file(
    path: Path, byte_range: tuple[int, ...], certificate_der: bytes, source_bytes: int = 0
) -> CheckedFile:
    """Check the whole-file signature at `byte_range`, behind a source of so many bytes.

    Raises SignatureCheckFailed, with `why`, when anything does not hold.
    """
    start, before, after, rest = byte_range
    if start != 0 or after + rest != path.stat().st_size or not source_bytes <= before < after:
        raise SignatureCheckFailed(why="byte_range")
    with path.open("rb") as file:
        file.seek(before)
        contents = file.read(after - before)
    signed = _signed_data(contents)
    signer = signed["signer_infos"][0]
    digest_name = signer["digest_algorithm"]["algorithm"].native
    with path.open("rb", buffering=0) as file:
        checked, covered = _digests(file, (source_bytes, before, after), digest_name)
    _check_signer(signed, signer, covered, certificate_der)
    return checked


def _signed_data(contents: bytes) -> cms.SignedData:
    if contents[:1] != b"<" or contents[-1:] != b">":
        raise SignatureCheckFailed(why="contents")
    info = cms.ContentInfo.load(bytes.fromhex(contents[1:-1].decode("ascii")))
    return info["content"]


def _digests(file: FileIO, places: tuple[int, int, int], name: str) -> tuple[CheckedFile, bytes]:
    """Hash in one go: up to the source's end, to the signature's two ends, to the file's.

    The digest that is signed leaves out what lies between the signature's ends.
    """
    source_end, before, after = places
    whole, covered = hashlib.sha256(), hashlib.new(name)
    both = (whole,) if name == whole.name else (whole, covered)
    _feed(file, source_end, *both)
    source_sha256 = whole.hexdigest()
    _feed(file, before - source_end, *both)
    if name == whole.name:
        covered = whole.copy()  # up to the signature both are the same
    _feed(file, after - before, whole)
    _feed(file, None, whole, covered)
    return CheckedFile(whole.hexdigest(), source_sha256), covered.digest()


def _feed(file: FileIO, count: int | None, *hashes_to_feed: "hashlib._Hash") -> None:
    """Hash so many bytes that follow, or all of them."""
    buffer = memoryview(bytearray(_PIECE if count is None else min(_PIECE, count)))
    while read := file.readinto(buffer if count is None else buffer[:count]):
        for one in hashes_to_feed:
            one.update(buffer[:read])
        if count is not None:
            count -= read


def _check_signer(
    signed: cms.SignedData, signer: cms.SignerInfo, covered: bytes, certificate_der: bytes
) -> None:
    attributes = {item["type"].dotted: item["values"][0].dump() for item in signer["signed_attrs"]}
    if core.OctetString.load(attributes[_MESSAGE_DIGEST]).native != covered:
        raise SignatureCheckFailed(why="digest")
    named = tsp.SigningCertificateV2.load(attributes[_SIGNING_CERTIFICATE_V2])
    reference = named["certs"][0]["cert_hash"].native
    if reference != hashlib.sha256(certificate_der).digest():
        raise SignatureCheckFailed(why="signing_certificate")
    if not any(item.chosen.dump() == certificate_der for item in signed["certificates"]):
        raise SignatureCheckFailed(why="certificate_missing")
    # RFC 5652, 5.4: the attributes are signed as a SET OF, not with their implicit tag.
    payload = signer["signed_attrs"].untag().dump()
    _check_value(certificate_der, signer["signature"].native, payload, signer)


def _check_value(
    certificate_der: bytes, value: bytes, payload: bytes, signer: cms.SignerInfo
) -> None:
    """Verify by what the CMS itself names, so that what others will verify by is what held."""
    key = load_der_x509_certificate(certificate_der).public_key()
    scheme = signer["signature_algorithm"].signature_algo
    try:
        if isinstance(key, rsa.RSAPublicKey) and scheme in _RSA:
            algorithm = _hash_of(signer)
            key.verify(value, payload, _RSA[scheme](signer, algorithm), algorithm)
        elif isinstance(key, ec.EllipticCurvePublicKey) and scheme == "ecdsa":
            key.verify(value, payload, ec.ECDSA(_hash_of(signer)))
        elif isinstance(key, _EDWARDS) and scheme == type(key).__name__[:-9].lower():
            key.verify(value, payload)
        else:
            raise SignatureCheckFailed(why="key_type")
    except InvalidSignature as error:
        raise SignatureCheckFailed(why="signature_value") from error


def _hash_of(signer: cms.SignerInfo) -> _Hash:
    """Give the digest that both `digestAlgorithm` and `signatureAlgorithm` name."""
    name = signer["digest_algorithm"]["algorithm"].native
    if signer["signature_algorithm"].hash_algo != name:
        raise SignatureCheckFailed(why="digest_algorithm")
    return _HASHES[name]()


def _pss_padding(signer: cms.SignerInfo, algorithm: _Hash) -> padding.PSS:
    parameters = signer["signature_algorithm"]["parameters"]
    mask_digest = parameters["mask_gen_algorithm"]["parameters"]["algorithm"].native
    salt_bytes = parameters["salt_length"].native
    if mask_digest != algorithm.name or salt_bytes != algorithm.digest_size:
        raise SignatureCheckFailed(why="pss_parameters")
    return padding.PSS(padding.MGF1(algorithm), salt_bytes)


def _pkcs1_padding(_signer: cms.SignerInfo, _algorithm: _Hash) -> padding.PKCS1v15:
    return padding.PKCS1v15()


_RSA: dict[str, Callable[[cms.SignerInfo, _Hash], padding.PSS | padding.PKCS1v15]] = {
    "rsassa_pss": _pss_padding,
    "rsassa_pkcs1v15": _pkcs1_padding,
}
