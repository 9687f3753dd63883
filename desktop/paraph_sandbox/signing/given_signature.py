"""The signature that somebody else made: the bytes it covers, its CMS (ETSI EN 319 142-1, 6.3;
RFC 5652), the certificate that it names (RFC 5035). Whether he is trusted is told elsewhere."""

import hashlib
from typing import Any, NamedTuple

from asn1crypto import cms
from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.pdf_utils import generic
from pyhanko.sign.general import find_unique_cms_attribute
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature, extract_contents

from paraph_sandbox.signing.fields import SignatureField
from paraph_sandbox.signing.opening import entry
from paraph_sandbox.signing.rejection import Reason, Rejected

_DIGESTS = frozenset({"sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512"})
_ED25519_DIGESTS = frozenset({"sha512", "shake256", *_DIGESTS})
_LEAST_RSA_BITS, _LEAST_EC_BITS = 2048, 256
_FORMAT_ERRORS = (SignatureValidationError, ValueError, LookupError, TypeError, AttributeError)


class Signer(NamedTuple):
    """Who signed, with the certificates that came along; asn1crypto's."""

    certificate: Any
    others: list[Any]


def check_signature(new: Any, signed: SignatureField, upload: bytes, since: int) -> Signer:
    """Give who signed. Raises Rejected."""
    covered = _covered(signed.own["/V"], upload, since)
    if entry(signed.own["/V"], "/SubFilter") != "/ETSI.CAdES.detached":
        raise Rejected(Reason.WRONG_FORMAT)
    try:
        found: Any = EmbeddedPdfSignature(new, signed.own, signed.name)
        certificate, others = found.signer_cert, found.other_embedded_certs
        _check_format(found.signed_data, found.signer_info)
    except (*_FORMAT_ERRORS, AssertionError) as error:
        raise Rejected(Reason.WRONG_FORMAT) from error
    _check_strength(found.signer_info, certificate)
    _check_integrity(found.signer_info, certificate, covered)
    return Signer(certificate, list(others))


def _covered(value: Any, upload: bytes, since: int) -> bytes:
    """Give the bytes that are signed: all but the value of /Contents, which is in the update."""
    given = value.raw_get("/ByteRange")
    numbers = [int(each) for each in given]
    if len(numbers) != 4 or not all(isinstance(each, generic.NumberObject) for each in given):
        raise Rejected(Reason.BYTE_RANGE)
    first, ends, begins, rest = numbers
    is_all = first == 0 and since < ends < begins and begins + rest == len(upload)
    if not is_all or upload[ends : ends + 1] != b"<" or upload[begins - 1 : begins] != b">":
        raise Rejected(Reason.BYTE_RANGE)
    digits = upload[ends + 1 : begins - 1]
    try:
        is_it = bytes.fromhex(digits.decode("ascii")) == extract_contents(value)
    except ValueError as error:
        raise Rejected(Reason.BYTE_RANGE) from error
    # An object's own bytes: another one may hold the same digits somewhere else.
    if not is_it or any(digit not in b"0123456789abcdefABCDEF" for digit in set(digits)):
        raise Rejected(Reason.BYTE_RANGE)
    return upload[:ends] + upload[begins:]


def _check_format(signed_data: Any, signer_info: Any) -> None:
    content = signed_data["encap_content_info"]
    attributes = signer_info["signed_attrs"]
    names = [each["type"].native for each in attributes]
    is_pades = (
        len(signed_data["signer_infos"]) == 1
        and content["content_type"].native == "data"
        and content["content"].native is None
        and find_unique_cms_attribute(attributes, "content_type").native == "data"
        and find_unique_cms_attribute(attributes, "message_digest") is not None
        and find_unique_cms_attribute(attributes, "signing_certificate_v2") is not None
        # EN 319 142-1, table 1: the time stands in /M.
        and "signing_time" not in names
        and len(names) == len(set(names))
    )
    if not is_pades:
        raise Rejected(Reason.WRONG_FORMAT)


def _check_strength(signer_info: Any, certificate: Any) -> None:
    digest = signer_info["digest_algorithm"]["algorithm"].native
    mechanism: cms.SignedDigestAlgorithm = signer_info["signature_algorithm"]
    kind = certificate.public_key.algorithm
    allowed = _ED25519_DIGESTS if kind in ("ed25519", "ed448") else _DIGESTS
    least = {"rsa": _LEAST_RSA_BITS, "rsassa_pss": _LEAST_RSA_BITS, "ec": _LEAST_EC_BITS}
    bits = certificate.public_key.bit_size if kind in least else None
    named = mechanism["algorithm"].native
    is_weak = digest not in allowed or any(each in named for each in ("md5", "sha1"))
    if is_weak or (bits is not None and bits < least[kind]):
        raise Rejected(Reason.WEAK_ALGORITHM)


def _check_integrity(signer_info: Any, certificate: Any, covered: bytes) -> None:
    name = signer_info["digest_algorithm"]["algorithm"].native
    digest = hashlib.new(name.replace("shake256", "shake_256"), covered)
    value = digest.digest(64) if name == "shake256" else digest.digest()  # type: ignore[call-arg]
    try:
        intact, valid = validate_sig_integrity(signer_info, certificate, "data", value)
    except (*_FORMAT_ERRORS, NotImplementedError, UnsupportedAlgorithm) as error:
        raise Rejected(Reason.SIGNATURE_INVALID) from error
    if not intact:
        raise Rejected(Reason.DIGEST_MISMATCH)
    if not valid:
        raise Rejected(Reason.SIGNATURE_INVALID)
