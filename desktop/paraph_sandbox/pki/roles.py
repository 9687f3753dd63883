"""Who is who in the PKI.

    root ── advanced ── leaves for advanced (and simple) signatures
         ├─ qualified ── leaves for qualified signatures
         └─ tsa

Each CA has an OCSP responder of its own (RFC 6960, 4.2.2.2).
"""

from enum import StrEnum

from paraph.wire.names import SignatureLevel


class Role(StrEnum):
    """The holder of one key; its files are named by it (`root.key.pem`, `root.crt.pem`)."""

    ROOT = "root"
    ADVANCED = "advanced"
    QUALIFIED = "qualified"
    TSA = "tsa"
    OCSP_ROOT = "ocsp-root"
    OCSP_ADVANCED = "ocsp-advanced"
    OCSP_QUALIFIED = "ocsp-qualified"

    @property
    def issuer(self) -> "Role":
        """Who issued its certificate."""
        return _ISSUERS.get(self, Role.ROOT)


_ISSUERS = {Role.OCSP_ADVANCED: Role.ADVANCED, Role.OCSP_QUALIFIED: Role.QUALIFIED}
RESPONDERS = {
    Role.ROOT: Role.OCSP_ROOT,
    Role.ADVANCED: Role.OCSP_ADVANCED,
    Role.QUALIFIED: Role.OCSP_QUALIFIED,
}
CAS = tuple(RESPONDERS)


def issuing(level: SignatureLevel) -> Role:
    """Give the CA whose leaves sign at this level; simple signatures take the advanced one's."""
    return Role.QUALIFIED if level is SignatureLevel.QUALIFIED else Role.ADVANCED
