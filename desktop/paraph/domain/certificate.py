"""Whether a certificate may sign documents, and why not.

The rule: nonRepudiation signs; digitalSignature alone signs only without extended key usage or
with documentSigning (RFC 9336), emailProtection or anyExtendedKeyUsage, with a warning;
CA and key-agreement certificates never do.
"""

from collections.abc import Set
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from paraph.domain.errors import (
    CertificateCannotSign,
    CertificateExpired,
    CertificateNotYetValid,
    KeyMissing,
    ParaphError,
)

_SIGNING_PURPOSES = frozenset({"document_signing", "email_protection", "any_extended_key_usage"})


class SigningBar(StrEnum):
    """Why a certificate cannot sign."""

    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    CA_CERTIFICATE = "ca_certificate"
    KEY_USAGE = "key_usage"
    NO_KEY = "no_key"
    WEAK_KEY = "weak_key"
    UNREADABLE = "unreadable"


_BAR_ERRORS: dict[SigningBar, type[ParaphError]] = {
    SigningBar.EXPIRED: CertificateExpired,
    SigningBar.NOT_YET_VALID: CertificateNotYetValid,
    SigningBar.NO_KEY: KeyMissing,
}


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What the decision needs from an X.509 certificate (RFC 5280)."""

    sha256: str
    subject: str
    holder: str
    issuer: str
    serial: str
    not_before: datetime
    not_after: datetime
    key_usage: Set[str]
    purposes: Set[str] | None
    is_ca: bool
    key_kind: str
    key_bits: int


def unreadable_facts(certificate_der: bytes, label: str) -> CertificateFacts:
    """Give what can be said of a certificate that cannot be parsed: it hides no other."""
    import hashlib  # 4 MB that the window has no other use for

    never = datetime(1, 1, 1, tzinfo=UTC)
    return CertificateFacts(
        sha256=hashlib.sha256(certificate_der).hexdigest(),
        subject=label,
        holder=label,
        issuer="",
        serial="",
        not_before=never,
        not_after=never,
        key_usage=frozenset(),
        purposes=None,
        is_ca=False,
        key_kind="",
        key_bits=0,
    )


def signing_bar(facts: CertificateFacts, now: datetime, *, has_key: bool) -> SigningBar | None:
    """Give the first reason why `facts` cannot sign at `now` (UTC), or None when it can."""
    if facts.is_ca:
        return SigningBar.CA_CERTIFICATE
    if not _usage_allows(facts):
        return SigningBar.KEY_USAGE
    if not has_key:
        return SigningBar.NO_KEY
    # ETSI TS 119 312: RSA below 2048 bits is not accepted any more.
    if facts.key_kind == "rsa" and facts.key_bits < 2048:
        return SigningBar.WEAK_KEY
    return _validity_bar(facts, now)


def refuse_bar(bar: SigningBar | None, facts: CertificateFacts) -> None:
    """Raise the error of what bars a certificate from signing, if anything does."""
    if bar is not None:
        kind = _BAR_ERRORS.get(bar, CertificateCannotSign)
        raise kind(why=str(bar), valid_to=facts.not_after.isoformat())


def _validity_bar(facts: CertificateFacts, now: datetime) -> SigningBar | None:
    if now < facts.not_before:
        return SigningBar.NOT_YET_VALID
    return SigningBar.EXPIRED if now > facts.not_after else None


def _usage_allows(facts: CertificateFacts) -> bool:
    if "non_repudiation" in facts.key_usage:
        return True
    if facts.key_usage and "digital_signature" not in facts.key_usage:
        return False
    return facts.purposes is None or bool(facts.purposes & _SIGNING_PURPOSES)
