"""Whether the signatures and timestamps of a file hold: digests, imprints and signature values.

From the bytes on disk, by hashlib and cryptography (RFC 5652, 5.4 and 5.6; RFC 3161, 2.4.2), apart
from the library that wrote the file.
"""

import hashlib
from typing import BinaryIO

from asn1crypto import cms

from paraph.pades import cms_signature
from paraph.pades.levels.values import ByteRange, Value, certificates_in, signer_of

_PIECE = 1 << 20
_DIGESTS = ("sha1", "sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512")
_ENCAPSULATED_SHA1 = "/adbe.pkcs7.sha1"


def holds(file: BinaryIO, value: Value) -> bool:
    """Tell whether a signature or document timestamp fits the bytes that it covers."""
    if value.is_timestamp:
        return _timestamp_holds(file, value)
    if value.subfilter == _ENCAPSULATED_SHA1:
        return _encapsulated_holds(file, value)
    name = str(value.signer["digest_algorithm"]["algorithm"].native)
    if name not in _DIGESTS or not len(value.signer["signed_attrs"]):
        return False
    if _stated_digest(value.signer) != covered_digest(file, value.covers, name):
        return False
    return _value_holds(value, value.signer["signed_attrs"].untag().dump())


def token_holds(signed: cms.SignedData) -> bool:
    """Tell whether a timestamp token is signed by the certificate that it carries."""
    if not list(certificates_in(signed)):
        return False
    content = signed["encap_content_info"]["content"].contents
    key_der = signer_of(signed).public_key.dump()
    return cms_signature.holds(signed["signer_infos"][0], content, "tst_info", key_der)


def stamps_signature(signed: cms.SignedData, value: Value) -> bool:
    """Tell whether a token is over a signature's value and holds (EN 319 122-1, 5.3)."""
    name, imprint = _imprint(signed)
    if name not in _DIGESTS:
        return False
    digest = hashlib.new(name, value.signer["signature"].native).digest()
    return digest == imprint and token_holds(signed)


def covered_digest(file: BinaryIO, covers: ByteRange, name: str) -> bytes:
    """Hash what a byte range covers, piece by piece."""
    digest = hashlib.new(name)
    for start, length in ((0, covers.before), (covers.after, covers.length)):
        file.seek(start)
        left = length
        while left and (piece := file.read(min(_PIECE, left))):
            digest.update(piece)
            left -= len(piece)
    return digest.digest()


def _imprint(signed: cms.SignedData) -> tuple[str, bytes]:
    imprint = signed["encap_content_info"]["content"].parsed["message_imprint"]
    return str(imprint["hash_algorithm"]["algorithm"].native), imprint["hashed_message"].native


def _stated_digest(signer: cms.SignerInfo) -> bytes | None:
    """Give the one message digest; others' attributes may come twice, that one may not."""
    found = [each for each in signer["signed_attrs"] if each["type"].native == "message_digest"]
    if len(found) != 1 or len(found[0]["values"]) != 1:
        return None
    digest: bytes = found[0]["values"][0].native
    return digest


def _timestamp_holds(file: BinaryIO, value: Value) -> bool:
    name, imprint = _imprint(value.signed)
    if name not in _DIGESTS or covered_digest(file, value.covers, name) != imprint:
        return False
    return token_holds(value.signed)


def _encapsulated_holds(file: BinaryIO, value: Value) -> bool:
    """ISO 32000-1, 12.8.3.3.1: the CMS holds the document's SHA-1, and signs that."""
    content = value.signed["encap_content_info"]["content"].native
    if content != covered_digest(file, value.covers, "sha1"):
        return False
    if not len(value.signer["signed_attrs"]):
        return _value_holds(value, content)
    key_der = value.certificate.public_key.dump()
    return cms_signature.holds(value.signer, content, "data", key_der)


def _value_holds(value: Value, signed: bytes) -> bool:
    return cms_signature.verifies(value.signer, signed, value.certificate.public_key.dump())
