"""Read a freshly signed file back and check it against the certificate that was confirmed.

Deliberately apart from the library that wrote the file: the byte range, the digest and the
signature value are checked from the bytes on disk (EN 319 142-1, 4; RFC 5652, 5.6).
"""

import hashlib
from pathlib import Path

from asn1crypto import cms
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509 import load_der_x509_certificate

from paraph.domain.errors import SignatureCheckFailed

_HASHES: dict[str, type[hashes.SHA256 | hashes.SHA384 | hashes.SHA512]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
_PIECE = 1 << 20


def check_signed_file(path: Path, byte_range: tuple[int, ...], certificate_der: bytes) -> str:
    """Check the whole-file signature at `byte_range` and give the file's SHA-256.

    Raises SignatureCheckFailed, with `why`, when anything does not hold.
    """
    start, before, after, rest = byte_range
    if start != 0 or after + rest != path.stat().st_size or after <= before:
        raise SignatureCheckFailed(why="byte_range")
    with path.open("rb") as file:
        file.seek(before)
        contents = file.read(after - before)
    signed = _signed_data(contents)
    signer = signed["signer_infos"][0]
    digest_name = signer["digest_algorithm"]["algorithm"].native
    whole, covered = _digests(path, before, after, digest_name)
    _check_signer(signed, signer, covered, certificate_der)
    return whole


def _signed_data(contents: bytes) -> cms.SignedData:
    if contents[:1] != b"<" or contents[-1:] != b">":
        raise SignatureCheckFailed(why="contents")
    info = cms.ContentInfo.load(bytes.fromhex(contents[1:-1].decode("ascii")))
    return info["content"]


def _digests(path: Path, before: int, after: int, name: str) -> tuple[str, bytes]:
    whole, covered = hashlib.sha256(), hashlib.new(name)
    position = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            whole.update(piece)
            view, end = memoryview(piece), position + len(piece)
            if position < before:
                covered.update(view[: before - position])
            if end > after:
                covered.update(view[max(0, after - position) :])
            position = end
    return whole.hexdigest(), covered.digest()


def _check_signer(
    signed: cms.SignedData, signer: cms.SignerInfo, covered: bytes, certificate_der: bytes
) -> None:
    attributes = {item["type"].native: item["values"] for item in signer["signed_attrs"]}
    if attributes["message_digest"][0].native != covered:
        raise SignatureCheckFailed(why="digest")
    reference = attributes["signing_certificate_v2"][0]["certs"][0]["cert_hash"].native
    if reference != hashlib.sha256(certificate_der).digest():
        raise SignatureCheckFailed(why="signing_certificate")
    if not any(item.chosen.dump() == certificate_der for item in signed["certificates"]):
        raise SignatureCheckFailed(why="certificate_missing")
    name = signer["digest_algorithm"]["algorithm"].native
    # RFC 5652, 5.4: the attributes are signed as a SET OF, not with their implicit tag.
    payload = signer["signed_attrs"].untag().dump()
    _check_value(certificate_der, signer["signature"].native, payload, name)


def _check_value(certificate_der: bytes, value: bytes, payload: bytes, name: str) -> None:
    key = load_der_x509_certificate(certificate_der).public_key()
    algorithm = _HASHES[name]()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(value, payload, padding.PKCS1v15(), algorithm)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(value, payload, ec.ECDSA(algorithm))
        else:
            raise SignatureCheckFailed(why="key_type")
    except InvalidSignature as error:
        raise SignatureCheckFailed(why="signature_value") from error
