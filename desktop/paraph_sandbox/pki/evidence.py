"""Validation data of the PKI's own certificates, in this process: what a B-LT signature holds."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from asn1crypto import ocsp as asn1_ocsp
from asn1crypto import x509
from cryptography.hazmat.primitives.serialization import Encoding

from paraph_sandbox.pki import ocsp
from paraph_sandbox.pki.authorities import Authorities
from paraph_sandbox.pki.roles import CAS, Role
from paraph_sandbox.store.database import Reading

if TYPE_CHECKING:
    from pyhanko_certvalidator import ValidationContext


def ocsp_answers(authorities: Authorities, tx: Reading, leaves: Iterable[Any]) -> list[bytes]:
    """Give what OCSP says now of the issuers, of the TSA and of `leaves` (asn1crypto's), in DER.

    A leaf of a foreign CA brings nothing with it.
    """
    issuers = {authorities.of[role].asn1_certificate().subject.hashable for role in CAS}
    ours = [each for each in leaves if each.issuer.hashable in issuers]
    return [ocsp.about(authorities, tx, each) for each in (*_own(authorities), *ours)]


def validation_context(
    authorities: Authorities,
    tx: Reading,
    leaves: Iterable[Any],
    *,
    revocation_mode: str = "hard-fail",
) -> "ValidationContext":
    """Give pyHanko's context that trusts the sandbox's root and the admitted ones.

    It knows the issuers and the OCSP answers; it fetches nothing.
    """
    from pyhanko_certvalidator import ValidationContext

    told = ocsp_answers(authorities, tx, leaves)
    return ValidationContext(
        trust_roots=trust_roots(authorities),
        other_certs=_own(authorities),
        ocsps=[asn1_ocsp.OCSPResponse.load(der) for der in told],
        allow_fetching=False,
        revocation_mode=revocation_mode,
    )


def _own(authorities: Authorities) -> list[Any]:
    roles = [role for role in CAS if role is not Role.ROOT]
    return [authorities.of[role].asn1_certificate() for role in (*roles, Role.TSA)]


def trust_roots(authorities: Authorities) -> list[Any]:
    """Give the roots that signatures here may come from, as asn1crypto's, for one thread."""
    root = authorities.of[Role.ROOT].certificate
    return [
        x509.Certificate.load(each.public_bytes(Encoding.DER))
        for each in (root, *authorities.admitted)
    ]
