"""Whether a certificate may sign documents, why not, and what to know of one that may.

The rule: nonRepudiation signs; digitalSignature alone signs only without extended key usage or
with documentSigning (RFC 9336), emailProtection or anyExtendedKeyUsage, with a warning; those
for logging in only, CA and key-agreement certificates never do. How long a key holds is
`algorithm_policy`.
"""

from collections.abc import Set
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum

from paraph.domain.errors import (
    CertificateCannotSign,
    CertificateExpired,
    CertificateNotYetValid,
    KeyMissing,
    KeyNotAccepted,
    ParaphError,
)
from paraph.domain.keys.algorithm_policy import AlgorithmPolicy, Standing

# RFC 5280, 4.2.1.12; PKINIT, RFC 4556; smart card logon, [MS-WCCE]; PIV, FIPS 201-3.
_LOGIN_PURPOSES = frozenset(
    {
        "client_auth",
        "microsoft_smart_card_logon",
        "pkinit_kpclientauth",
        "piv_card_authentication",
        "secure_shell_client",
        "eap_over_ppp",
        "eap_over_lan",
    }
)
_MACHINE_PURPOSES = frozenset(
    {"server_auth", "code_signing", "time_stamping", "ocsp_signing", "ipsec_ike"}
)
_NEVER_DOCUMENTS = _LOGIN_PURPOSES | _MACHINE_PURPOSES
_ENCRYPTING = frozenset({"key_encipherment", "data_encipherment", "key_agreement"})


class SigningBar(StrEnum):
    """Why a certificate cannot sign."""

    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    CA_CERTIFICATE = "ca_certificate"
    KEY_USAGE = "key_usage"
    NO_KEY = "no_key"
    WEAK_KEY = "weak_key"
    UNKNOWN_KEY = "unknown_key"
    UNREADABLE = "unreadable"


class Purpose(StrEnum):
    """What a certificate was made for, by its key usage and extended key usage."""

    SIGNATURE = "signature"  # nonRepudiation
    DOCUMENTS = "documents"  # documentSigning, RFC 9336
    EMAIL = "email"
    ANYTHING = "anything"  # anyExtendedKeyUsage
    UNSTATED = "unstated"  # digitalSignature without extended key usage
    LOGIN = "login"
    ENCRYPTION = "encryption"
    OTHER = "other"
    ISSUING = "issuing"


class SigningWarning(StrEnum):
    """What a person should know of a certificate that can sign."""

    NO_COMMITMENT = "no_commitment"
    MADE_FOR_EMAIL = "made_for_email"
    MADE_FOR_ANYTHING = "made_for_anything"
    PURPOSE_UNSTATED = "purpose_unstated"
    KEY_LEGACY = "key_legacy"


@dataclass(frozen=True, slots=True)
class Caution:
    """A warning, and the day (UTC) it speaks of."""

    warning: SigningWarning
    until: date | None = None


@dataclass(frozen=True, slots=True)
class QualifiedStatements:
    """What the issuer states by QCStatements (ETSI EN 319 412-5): a claim, not yet a proof.

    `kinds` holds esign, eseal and web; `countries` are those of a legislation outside the
    Union (4.2.4).
    """

    compliance: bool = False
    device: bool = False
    kinds: frozenset[str] = frozenset()
    countries: tuple[str, ...] = ()

    @property
    def claims_qualified(self) -> bool:
        """Tell whether it says to be qualified for signatures or seals by EU law."""
        only_web = self.kinds == {"web"}
        return self.compliance and not self.countries and not only_web


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What the decision needs from an X.509 certificate (RFC 5280).

    `key_kind` is rsa, rsassa_pss, ec, ed25519 or ed448; `curve` the standards' own name.
    """

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
    curve: str = ""
    issuer_name: str = ""
    organisation: str = ""
    is_legal_person: bool = False
    qualified: QualifiedStatements = field(default_factory=QualifiedStatements)
    title: str = ""
    tells_status: bool = True  # whom to ask whether it was revoked, or that nobody has to


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


def purpose_of(facts: CertificateFacts) -> Purpose:
    """Say what a certificate was made for; both extensions hold (RFC 5280, 4.2.1.12)."""
    if facts.is_ca:
        return Purpose.ISSUING
    if facts.purposes is not None and facts.purposes <= _NEVER_DOCUMENTS:
        return Purpose.LOGIN if facts.purposes <= _LOGIN_PURPOSES else Purpose.OTHER
    if "non_repudiation" in facts.key_usage:
        return Purpose.SIGNATURE
    if "digital_signature" not in facts.key_usage and facts.key_usage:
        return Purpose.ENCRYPTION if facts.key_usage & _ENCRYPTING else Purpose.OTHER
    return _authenticating_purpose(facts)


def may_sign(purpose: Purpose) -> bool:
    """Tell whether certificates of a purpose sign documents."""
    return purpose is Purpose.SIGNATURE or purpose in _WARNINGS


def signing_bar(
    facts: CertificateFacts, now: datetime, policy: AlgorithmPolicy, *, has_key: bool
) -> SigningBar | None:
    """Give the first reason why `facts` cannot sign at `now` (UTC), or None when it can."""
    if facts.is_ca:
        return SigningBar.CA_CERTIFICATE
    if not may_sign(purpose_of(facts)):
        return SigningBar.KEY_USAGE
    if not has_key:
        return SigningBar.NO_KEY
    return _key_bar(facts, now, policy) or _validity_bar(facts, now)


def cautions(
    facts: CertificateFacts, now: datetime, policy: AlgorithmPolicy
) -> tuple[Caution, ...]:
    """Give what a person should know before signing with a certificate that can."""
    warning = _WARNINGS.get(purpose_of(facts))
    found = [Caution(warning)] if warning is not None else []
    verdict = policy.key(facts.key_kind, facts.key_bits, facts.curve, now)
    if verdict.standing is Standing.LEGACY:
        found.append(Caution(SigningWarning.KEY_LEGACY, verdict.until))
    return tuple(found)


def refuse_bar(bar: SigningBar | None, facts: CertificateFacts) -> None:
    """Raise the error of what bars a certificate from signing, if anything does."""
    if bar is not None:
        kind = _BAR_ERRORS.get(bar, CertificateCannotSign)
        raise kind(why=str(bar), valid_to=facts.not_after.isoformat())


_WARNINGS = {
    Purpose.DOCUMENTS: SigningWarning.NO_COMMITMENT,
    Purpose.EMAIL: SigningWarning.MADE_FOR_EMAIL,
    Purpose.ANYTHING: SigningWarning.MADE_FOR_ANYTHING,
    Purpose.UNSTATED: SigningWarning.PURPOSE_UNSTATED,
}
_EXTENDED = {
    "document_signing": Purpose.DOCUMENTS,
    "email_protection": Purpose.EMAIL,
    "any_extended_key_usage": Purpose.ANYTHING,
}
_BAR_ERRORS: dict[SigningBar, type[ParaphError]] = {
    SigningBar.EXPIRED: CertificateExpired,
    SigningBar.NOT_YET_VALID: CertificateNotYetValid,
    SigningBar.NO_KEY: KeyMissing,
    SigningBar.WEAK_KEY: KeyNotAccepted,
    SigningBar.UNKNOWN_KEY: KeyNotAccepted,
}


def _authenticating_purpose(facts: CertificateFacts) -> Purpose:
    # digitalSignature alone (RFC 5280, 4.2.1.3) proves who is there before it binds anybody.
    logs_in = facts.purposes is not None and bool(facts.purposes & _LOGIN_PURPOSES)
    if "key_agreement" in facts.key_usage:
        # An ID card's certificate for logging in, though it names e-mail beside that.
        return Purpose.LOGIN if logs_in else Purpose.ENCRYPTION
    if facts.purposes is None:
        return Purpose.UNSTATED
    for name, purpose in _EXTENDED.items():
        if name in facts.purposes:
            return purpose
    return Purpose.LOGIN if logs_in else Purpose.OTHER


def _key_bar(facts: CertificateFacts, now: datetime, policy: AlgorithmPolicy) -> SigningBar | None:
    standing = policy.key(facts.key_kind, facts.key_bits, facts.curve, now).standing
    if standing.may_sign:
        return None
    return SigningBar.UNKNOWN_KEY if standing is Standing.UNKNOWN else SigningBar.WEAK_KEY


def _validity_bar(facts: CertificateFacts, now: datetime) -> SigningBar | None:
    if now < facts.not_before:
        return SigningBar.NOT_YET_VALID
    return SigningBar.EXPIRED if now > facts.not_after else None
