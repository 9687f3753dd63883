"""Validation data of the PKI's own certificates, in this process: what a B-LT signature holds."""

from collections.abc import Iterable
from typing import Any

from asn1crypto import ocsp as asn1_ocsp
from asn1crypto import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko_certvalidator import ValidationContext

from paraph_sandbox.pki import ocsp
from paraph_sandbox.pki.authorities import Authorities
from paraph_sandbox.pki.roles import CAS, Role
from paraph_sandbox.store.database import Reading


def validation_context(
    authorities: Authorities,
    tx: Reading,
    leaves: Iterable[Any],
    *,
    revocation_mode: str = "hard-fail",
) -> ValidationContext:
    """Give pyHanko's context that trusts the sandbox's root and the admitted ones.

    It knows the issuers and what OCSP says now of them, of the TSA and of `leaves` (asn1crypto's);
    a leaf of a foreign CA brings nothing with it. It fetches nothing.
    """
    own = [authorities.of[role].asn1_certificate() for role in CAS if role is not Role.ROOT]
    stamps = authorities.of[Role.TSA].asn1_certificate()
    issuers = {authorities.of[role].asn1_certificate().subject.hashable for role in CAS}
    asked = [*own, stamps, *(each for each in leaves if each.issuer.hashable in issuers)]
    told = (ocsp.about(authorities, tx, each) for each in asked)
    return ValidationContext(
        trust_roots=trust_roots(authorities),
        other_certs=[*own, stamps],
        ocsps=[asn1_ocsp.OCSPResponse.load(der) for der in told],
        allow_fetching=False,
        revocation_mode=revocation_mode,
    )


def trust_roots(authorities: Authorities) -> list[Any]:
    """Give the roots that signatures here may come from, as asn1crypto's, for one thread."""
    root = authorities.of[Role.ROOT].certificate
    return [
        x509.Certificate.load(each.public_bytes(Encoding.DER))
        for each in (root, *authorities.admitted)
    ]
