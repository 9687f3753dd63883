"""What a certificate revocation list says of a certificate (RFC 5280, 5 and 6.3)."""

from collections.abc import Iterator
from datetime import datetime

from asn1crypto import x509
from cryptography import x509 as crypto_x509
from cryptography.hazmat.primitives.serialization import load_der_public_key

from paraph.pades.levels.chains import Certificates
from paraph.pades.levels.ocsp import UNREADABLE, Word

_HTTP = ("http://", "https://")
_MOST_URLS = 4
_WEAK = ("md5", "sha1")
# Extensions of a list whose meaning is honoured below; another critical one bars the list.
_KNOWN = (crypto_x509.IssuingDistributionPoint, crypto_x509.CRLNumber)
_EXPIRED_ON_CRL = crypto_x509.ObjectIdentifier("2.5.29.60")


def crl_urls(certificate: x509.Certificate) -> list[str]:
    """Give where the issuer's lists can be had (RFC 5280, 4.2.1.13)."""
    return [name for name in _point_names(certificate) if name.startswith(_HTTP)][:_MOST_URLS]


def crl_words(
    der: bytes, certificate: x509.Certificate, issuer: x509.Certificate, known: Certificates
) -> list[Word]:
    """Give what a complete list says, where it is the issuer's or of one whom it named for that.

    Empty for lists that do not speak of this certificate, or do not hold.
    """
    try:
        revocations = crypto_x509.load_der_x509_crl(der)
        return list(_words(der, revocations, certificate, issuer, known))
    except (*UNREADABLE, crypto_x509.DuplicateExtension):
        return []


def _words(
    der: bytes,
    revocations: crypto_x509.CertificateRevocationList,
    certificate: x509.Certificate,
    issuer: x509.Certificate,
    known: Certificates,
) -> Iterator[Word]:
    scope = _scope(revocations)
    name = revocations.issuer.public_bytes()
    if not _speaks_of(scope, certificate) or not _is_complete(revocations):
        return
    is_indirect = name != certificate.issuer.dump()
    if is_indirect and not (scope and scope.indirect_crl and _names(certificate, name)):
        return
    signer = _signer(revocations, name, issuer, known)
    if signer is None:
        return
    entry = _entry(revocations, certificate, indirect=bool(scope and scope.indirect_crl))
    yield Word(
        der,
        is_crl=True,
        made_at=revocations.last_update_utc,
        this_update=revocations.last_update_utc,
        next_update=revocations.next_update_utc,
        status="good" if entry is None else "revoked",
        revoked_at=entry.revocation_date_utc if entry is not None else None,
        reason=_reason(entry) if entry is not None else None,
        cutoff=_expired_kept_since(revocations),
        vouchers=() if signer.dump() == issuer.dump() else (signer,),
    )


def _scope(
    revocations: crypto_x509.CertificateRevocationList,
) -> crypto_x509.IssuingDistributionPoint | None:
    for extension in revocations.extensions:
        if isinstance(extension.value, crypto_x509.IssuingDistributionPoint):
            return extension.value
    return None


def _is_complete(revocations: crypto_x509.CertificateRevocationList) -> bool:
    """Bar delta lists, and lists with a critical extension that is not understood (5.2)."""
    return all(
        isinstance(each.value, _KNOWN)
        or not (each.critical or isinstance(each.value, crypto_x509.DeltaCRLIndicator))
        for each in revocations.extensions
    )


def _speaks_of(
    scope: crypto_x509.IssuingDistributionPoint | None, certificate: x509.Certificate
) -> bool:
    if scope is None:
        return True
    if scope.only_contains_attribute_certs or scope.only_some_reasons:
        return False
    constraints = certificate.basic_constraints_value
    is_ca = bool(constraints and constraints["ca"].native)
    if scope.only_contains_user_certs if is_ca else scope.only_contains_ca_certs:
        return False
    if scope.full_name is None:
        return scope.relative_name is None
    # 6.3.3 b 2: one of its names is one of the certificate's points.
    named = {str(each.value) for each in scope.full_name}
    return bool(named.intersection(_point_names(certificate)))


def _point_names(certificate: x509.Certificate) -> list[str]:
    """Give the addresses of a certificate's points; one may name only who issues its lists."""
    found = []
    for point in certificate.crl_distribution_points_value or ():
        where = point["distribution_point"]
        if where.native is not None and where.name == "full_name":
            found += [
                str(each.native)
                for each in where.chosen
                if each.name == "uniform_resource_identifier"
            ]
    return found


def _names(certificate: x509.Certificate, crl_issuer: bytes) -> bool:
    """Tell whether a certificate leaves its revocation to an issuer of that name (cRLIssuer)."""
    return any(
        each.name == "directory_name" and each.chosen.untag().dump() == crl_issuer
        for point in certificate.crl_distribution_points_value or ()
        if point["crl_issuer"].native
        for each in point["crl_issuer"]
    )


def _signer(
    revocations: crypto_x509.CertificateRevocationList,
    name: bytes,
    issuer: x509.Certificate,
    known: Certificates,
) -> x509.Certificate | None:
    """Find whose key signed: the issuer's, or another certificate's of the list's issuer name."""
    algorithm = revocations.signature_hash_algorithm
    if algorithm is not None and algorithm.name in _WEAK:
        return None
    for each in [issuer, *known.named(x509.Name.load(name))]:
        usage = each.key_usage_value
        if usage is not None and "crl_sign" not in usage.native:
            continue
        key = load_der_public_key(each.public_key.dump())
        if each.subject.dump() == name and revocations.is_signature_valid(key):  # type: ignore[arg-type]
            return each
    return None


def _entry(
    revocations: crypto_x509.CertificateRevocationList,
    certificate: x509.Certificate,
    *,
    indirect: bool,
) -> crypto_x509.RevokedCertificate | None:
    if not indirect:
        return revocations.get_revoked_certificate_by_serial_number(certificate.serial_number)
    # 5.3.3: an entry's issuer holds for those after it until another is named.
    current = revocations.issuer.public_bytes()
    for entry in revocations:
        for extension in entry.extensions:
            if isinstance(extension.value, crypto_x509.CertificateIssuer):
                names = extension.value.get_values_for_type(crypto_x509.DirectoryName)
                current = names[0].public_bytes() if names else b""
        is_ours = current == certificate.issuer.dump()
        if is_ours and entry.serial_number == certificate.serial_number:
            return entry
    return None


def _reason(entry: crypto_x509.RevokedCertificate) -> str | None:
    for extension in entry.extensions:
        if isinstance(extension.value, crypto_x509.CRLReason):
            return str(extension.value.reason.name)
    return None


def _expired_kept_since(revocations: crypto_x509.CertificateRevocationList) -> datetime | None:
    """ITU-T X.509, 9.5.2.8: certificates that ended after this time stay on the list."""
    for extension in revocations.extensions:
        if extension.oid == _EXPIRED_ON_CRL:
            raw = extension.value.public_bytes()
            moment: datetime = x509.Time.load(raw).native
            return moment
    return None
