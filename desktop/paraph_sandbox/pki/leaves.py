"""Certificates of persons: for a card that asks with a PKCS#10 request, or for a signatory whom
the sandbox plays, with a key that is in memory alone."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from asn1crypto import core, keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from paraph.wire.names import SignatureLevel
from paraph_sandbox.clock import machine_time
from paraph_sandbox.pki import issued, lifetimes, profiles
from paraph_sandbox.pki.authorities import Authorities, signed
from paraph_sandbox.pki.issued import Owner
from paraph_sandbox.pki.key_files import new_key, pkcs8
from paraph_sandbox.pki.roles import issuing
from paraph_sandbox.pki.signing_request import read_signing_request, rejected
from paraph_sandbox.store.database import Writing

# RFC 8398, 3: an address whose local part is not ASCII.
_SMTP_UTF8_MAILBOX = x509.ObjectIdentifier("1.3.6.1.5.5.7.8.9")
_COMMON_NAME_MOST = 64


@dataclass(frozen=True)
class Signatory:
    """A signatory of a request, as his certificate names him."""

    id: str
    given_name: str
    surname: str
    email: str


@dataclass(frozen=True)
class SigningIdentity:
    """A key with its certificate and the issuers, root last; asn1crypto's, as pyHanko takes them.

    It belongs to one thread.
    """

    key: Any
    certificate: Any
    chain: list[Any]


def issue_for_card(
    authorities: Authorities, tx: Writing, account: str, csr_pem: str, level: SignatureLevel
) -> x509.Certificate:
    """Issue to whoever asks with a PKCS#10 request. Raises Problem 422 `csr_rejected`."""
    if level is SignatureLevel.SIMPLE:
        raise rejected("A simple signature needs no certificate.")
    wanted = read_signing_request(csr_pem, level)
    made = profiles.builder(wanted.subject, wanted.key, machine_time(), lifetimes.CARD)
    certificate = _issue(authorities, made, level)
    issued.enter(tx, certificate.public_bytes(Encoding.DER), issuing(level), Owner(account))
    return certificate


def issue_for_signatory(
    authorities: Authorities, signatory: Signatory, level: SignatureLevel
) -> SigningIdentity:
    """Make a certificate for one signatory, for a day, with a new key that is nowhere else.

    It is issued once it is entered (`pki.issued.enter`).
    """
    key = new_key()
    made = _of_signatory(signatory, key.public_key(), lifetimes.SIGNATORY)
    certificate = _issue(authorities, made, level)
    return SigningIdentity(
        keys.PrivateKeyInfo.load(pkcs8(key, Encoding.DER)),
        asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
        [each.asn1_certificate() for each in authorities.chain(issuing(level))],
    )


def _issue(
    authorities: Authorities, made: x509.CertificateBuilder, level: SignatureLevel
) -> x509.Certificate:
    issuer = issuing(level)
    extensions = profiles.of_leaf(level, issuer, authorities.address)
    return signed(made, issuer, authorities.of[issuer].key, extensions)


def _of_signatory(
    signatory: Signatory, key: CertificatePublicKeyTypes, lasts: timedelta
) -> x509.CertificateBuilder:
    common_name = f"{signatory.given_name} {signatory.surname}"[:_COMMON_NAME_MOST].strip()
    names = (
        (NameOID.COUNTRY_NAME, profiles.COUNTRY),
        (NameOID.COMMON_NAME, common_name),
        (NameOID.GIVEN_NAME, signatory.given_name),
        (NameOID.SURNAME, signatory.surname),
        # A PrintableString has no underscore.
        (NameOID.SERIAL_NUMBER, signatory.id.replace("_", "-")),
    )
    subject = x509.Name([x509.NameAttribute(oid, value) for oid, value in names])
    mailbox = x509.SubjectAlternativeName([_mailbox(signatory.email)])
    made = profiles.builder(subject, key, machine_time(), lasts)
    return made.add_extension(mailbox, critical=False)


def _mailbox(email: str) -> x509.GeneralName:
    try:
        return x509.RFC822Name(email)
    except ValueError:
        # Not ASCII, or a local part that has to be quoted.
        return x509.OtherName(_SMTP_UTF8_MAILBOX, core.UTF8String(email).dump())
