"""Whether a signer's certificate is good for the level that was asked (Regulation (EU) 910/2014).

Path building and checking (RFC 5280, 6) is pyhanko-certvalidator's.
"""

import asyncio
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    ExpiredError,
    NotYetValidError,
    PathBuildingError,
    PathValidationError,
)

from paraph.wire.names import SignatureLevel
from paraph_sandbox.pki.authorities import Authorities
from paraph_sandbox.pki.evidence import trust_roots
from paraph_sandbox.pki.qc_statements import is_for_qualified_signatures
from paraph_sandbox.pki.roles import Role
from paraph_sandbox.pki.unfit import Unfit
from paraph_sandbox.pki.unreadable import UNREADABLE

_OTHER_PURPOSES = frozenset({"server_auth", "code_signing", "time_stamping", "ocsp_signing"})


def unfit_signer(
    authorities: Authorities, signer: tuple[Any, Iterable[Any]], level: SignatureLevel, at: datetime
) -> Unfit | None:
    """Tell why a signer is refused at `at` (the machine's time), or None when he is accepted.

    `signer` is his certificate and the others that came with the signature, asn1crypto's.
    Qualified needs an admitted chain and the QC statements, advanced an admitted chain; simple
    takes any certificate for signing that is valid. Whether it is revoked, `pki.issued` knows.
    """
    certificate, others = signer
    try:
        unfit = _own_words(certificate, level, at)
        if unfit is None and level is not SignatureLevel.SIMPLE:
            unfit = _path(authorities, certificate, others, at)
    except UNREADABLE:
        return Unfit.UNREADABLE
    return unfit


def _own_words(certificate: Any, level: SignatureLevel, at: datetime) -> Unfit | None:
    names = [each["extn_id"].dotted for each in certificate["tbs_certificate"]["extensions"]]
    # RFC 5280, 4.1.2.2 and 4.2: a serial number is positive, and no extension stands twice.
    if certificate.serial_number <= 0 or len(set(names)) != len(names):
        return Unfit.UNREADABLE
    if not _is_for_signing(certificate, level):
        return Unfit.NOT_FOR_SIGNING
    if at < certificate.not_valid_before:
        return Unfit.NOT_YET_VALID
    if at > certificate.not_valid_after:
        return Unfit.EXPIRED
    if level is SignatureLevel.QUALIFIED and not is_for_qualified_signatures(certificate):
        return Unfit.NOT_QUALIFIED
    return None


def _is_for_signing(certificate: Any, level: SignatureLevel) -> bool:
    usage, purposes = certificate.key_usage_value, certificate.extended_key_usage_value
    if usage is None or certificate.ca:
        return False
    if purposes is not None and _OTHER_PURPOSES.issuperset(purposes.native):
        return False
    # ETSI EN 319 412-2, 4.3.2: what commits to a content is stated to.
    commits = "non_repudiation" in usage.native
    return commits or (
        level is not SignatureLevel.QUALIFIED and "digital_signature" in usage.native
    )


def _path(
    authorities: Authorities, certificate: Any, others: Iterable[Any], at: datetime
) -> Unfit | None:
    issuers = [authorities.of[role].asn1_certificate() for role in (Role.ADVANCED, Role.QUALIFIED)]
    context = ValidationContext(
        trust_roots=trust_roots(authorities),
        other_certs=[*issuers, *others],
        moment=at,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )
    validator = CertificateValidator(certificate, validation_context=context)
    try:
        asyncio.run(validator.async_validate_path())
    except PathBuildingError:
        return Unfit.NOT_TRUSTED
    except NotYetValidError:
        return Unfit.NOT_YET_VALID
    except ExpiredError:
        return Unfit.EXPIRED
    except PathValidationError:
        return Unfit.BROKEN_CHAIN
    return None
