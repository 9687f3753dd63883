"""A PKCS#10 request (RFC 2986): whose key it is, who asks, and that he has the key."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from asn1crypto import csr as asn1_csr
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.x509.oid import NameOID

from paraph.wire.names import SignatureLevel
from paraph_sandbox.lifecycle.problems import Problem
from paraph_sandbox.pki.profiles import COUNTRY
from paraph_sandbox.pki.strong_keys import weakness
from paraph_sandbox.pki.unreadable import UNREADABLE

# The upper bounds of RFC 5280, appendix A.1; names of persons are kept as short as the others.
_MOST = {
    NameOID.COUNTRY_NAME: 2,
    NameOID.ORGANIZATION_NAME: 64,
    NameOID.COMMON_NAME: 64,
    NameOID.GIVEN_NAME: 64,
    NameOID.SURNAME: 64,
    NameOID.SERIAL_NUMBER: 64,
}
_TITLES = {
    NameOID.COUNTRY_NAME: "C",
    NameOID.ORGANIZATION_NAME: "O",
    NameOID.COMMON_NAME: "CN",
    NameOID.GIVEN_NAME: "givenName",
    NameOID.SURNAME: "surname",
    NameOID.SERIAL_NUMBER: "serialNumber",
}
_COUNTRY = re.compile(r"^[A-Z]{2}\Z")
# RFC 5280, appendix A.1: a serialNumber is a PrintableString, of these characters (X.680, 41.4).
_PRINTABLE = re.compile(r"^[A-Za-z0-9 '()+,./:=?-]+\Z")
_MOST_ATTRIBUTES = 32
_ONE_BLOCK = re.compile(
    r"\s*-----BEGIN (NEW )?CERTIFICATE REQUEST-----[^-]+-----END (NEW )?CERTIFICATE REQUEST-----\s*"
)


@dataclass(frozen=True)
class Wanted:
    """The key and the name that a certificate is asked for."""

    key: CertificatePublicKeyTypes
    subject: x509.Name


def read_signing_request(pem: str, level: SignatureLevel) -> Wanted:
    """Read a request. Raises Problem 422 `csr_rejected` with the reason.

    Of the subject, CN, givenName, surname, serialNumber, C and O are taken; the rest is the
    issuer's to say.
    """
    try:
        return _read(pem, level)
    except UNREADABLE as error:
        # What the reader says may hold the caller's bytes, so it is not repeated.
        raise rejected("It is no PKCS#10 request in PEM that can be read.") from error


def rejected(reason: str) -> Problem:
    """Refuse a request for a certificate."""
    return Problem(422, "csr_rejected", reason, errors=(("csr", reason),))


def _read(pem: str, level: SignatureLevel) -> Wanted:
    if not _ONE_BLOCK.fullmatch(pem):
        raise rejected("It is not one PKCS#10 request in PEM.")
    csr = x509.load_pem_x509_csr(pem.encode())
    key = csr.public_key()
    weak = weakness(key)
    if weak is not None:
        raise rejected(weak)
    if not csr.is_signature_valid:
        raise rejected("Its signature is not of its key.")
    info = asn1_csr.CertificationRequestInfo.load(csr.tbs_certrequest_bytes, strict=True)
    return Wanted(key, _subject(info["subject"], level))


def _subject(told: Any, level: SignatureLevel) -> x509.Name:
    names = dict(_checked(told))
    person = [names[oid] for oid in (NameOID.GIVEN_NAME, NameOID.SURNAME) if oid in names]
    if level is SignatureLevel.QUALIFIED and len(person) < 2:
        # ETSI EN 319 412-2, 4.2.4; the sandbox knows no pseudonyms.
        raise rejected("A qualified certificate names a person: givenName and surname.")
    if NameOID.COMMON_NAME not in names:
        if not person:
            raise rejected("The subject names nobody: neither CN nor givenName and surname.")
        names[NameOID.COMMON_NAME] = " ".join(person)[: _MOST[NameOID.COMMON_NAME]]
    names.setdefault(NameOID.COUNTRY_NAME, COUNTRY)
    return x509.Name([x509.NameAttribute(oid, names[oid]) for oid in _MOST if oid in names])


def _checked(told: Any) -> Iterator[tuple[x509.ObjectIdentifier, str]]:
    # Read by asn1crypto, which says nothing of lengths: cryptography warns of them.
    attributes = [each for relative in told.chosen for each in relative]
    if len(attributes) > _MOST_ATTRIBUTES:
        raise rejected(f"The subject has more than {_MOST_ATTRIBUTES} attributes.")
    seen = set()
    for attribute in attributes:
        oid = x509.ObjectIdentifier(attribute["type"].dotted)
        if oid not in _MOST:
            continue
        if oid in seen:
            raise rejected(f"The subject has {_TITLES[oid]} more than once.")
        seen.add(oid)
        yield oid, _text(oid, attribute["value"].native)


def _text(oid: x509.ObjectIdentifier, value: object) -> str:
    title = _TITLES[oid]
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise rejected(f"{title} is no text that can be shown.")
    if len(value) > _MOST[oid]:
        raise rejected(f"{title} is longer than {_MOST[oid]} characters.")
    if oid == NameOID.SERIAL_NUMBER and not _PRINTABLE.match(value):
        raise rejected(f"{title} has characters that are not of a PrintableString.")
    if oid == NameOID.COUNTRY_NAME and not _COUNTRY.match(value):
        raise rejected("C is two capital letters (ISO 3166-1).")
    return value
