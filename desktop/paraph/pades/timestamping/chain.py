"""Who signed a timestamp: its certificate, the purpose of that, its chain to a trust anchor.

No network: whether a certificate was revoked is asked when revocation data is gathered.
"""

import asyncio
import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from asn1crypto import cms, x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    ExpiredError,
    NotYetValidError,
    PathError,
    ValidationError,
)

from paraph.domain.errors.levels import TimestampNotAccepted


def signer_certificate(
    signer: cms.SignerInfo, certificates: Sequence[x509.Certificate]
) -> x509.Certificate:
    """Find the certificate that a signer names. Raises TimestampNotAccepted."""
    named = signer["sid"].chosen
    for certificate in certificates:
        if isinstance(named, cms.IssuerAndSerialNumber):
            is_same = named["serial_number"].native == certificate.serial_number
            if is_same and named["issuer"] == certificate.issuer:
                return certificate
        elif named.native == certificate.key_identifier:
            return certificate
    raise TimestampNotAccepted(why="no_certificate")


def check_purpose(certificate: x509.Certificate) -> None:
    """RFC 3161, 2.3: one extended key usage, id-kp-timeStamping, and critical."""
    purposes = certificate.extended_key_usage_value
    extensions = certificate["tbs_certificate"]["extensions"]
    is_critical = any(
        each["extn_id"].native == "extended_key_usage" and each["critical"].native
        for each in extensions
    )
    if purposes is None or not is_critical or purposes.native != ["time_stamping"]:
        raise TimestampNotAccepted(why="purpose")
    usage = certificate.key_usage_value
    if usage is not None and not usage.native & {"digital_signature", "non_repudiation"}:
        raise TimestampNotAccepted(why="purpose")


def check_ess(attributes: dict[str, Any], certificate: x509.Certificate) -> None:
    """RFC 5035, 5.4; RFC 5816, 2.2.1: the signed attributes name the signer's certificate.

    ESSCertID, which is over SHA-1, is still one of the two that may stand there.
    """
    named = [attributes[name] for name in _ESS if name in attributes]
    if not named:
        raise TimestampNotAccepted(why="ess_cert_id")
    for attribute in named:
        if not len(attribute["certs"]) or not _names(attribute["certs"][0], certificate):
            raise TimestampNotAccepted(why="ess_cert_id")


_ESS = ("signing_certificate", "signing_certificate_v2")


def _names(cert_id: Any, certificate: x509.Certificate) -> bool:
    digest = "sha1"
    if "hash_algorithm" in cert_id.native:
        digest = cert_id["hash_algorithm"]["algorithm"].native
    if cert_id["cert_hash"].native != hashlib.new(digest, certificate.dump()).digest():
        return False
    issuer_serial = cert_id["issuer_serial"]
    if not issuer_serial.native:
        return True
    names = [each.chosen for each in issuer_serial["issuer"] if each.name == "directory_name"]
    is_same = issuer_serial["serial_number"].native == certificate.serial_number
    return is_same and certificate.issuer in names


def chain_of(
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    anchors_der: Sequence[bytes],
    at: datetime,
) -> tuple[bytes, ...]:
    """Give the chain, signer first and anchor last (DER), as it holds at a time (RFC 5280, 6.1).

    Raises TimestampNotAccepted.
    """
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(der) for der in anchors_der],
        other_certs=list(others),
        moment=at,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )
    try:
        path = asyncio.run(CertificateValidator(certificate, (), context).async_validate_path())
    except (ExpiredError, NotYetValidError) as error:
        raise TimestampNotAccepted(why="expired") from error
    except (PathError, ValidationError, ValueError) as error:
        subject = certificate.issuer.human_friendly
        raise TimestampNotAccepted(why="untrusted", subject=subject) from error
    ders = [each.dump() for each in path.iter_certs(include_root=True)]
    return tuple(reversed(ders))
