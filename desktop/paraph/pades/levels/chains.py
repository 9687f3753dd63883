"""Certificate chains from what is known, and what the certificates themselves name (AIA).

RFC 5280, 6.1: a chain ends at a configured anchor. The path rules are certvalidator's, without its
network; issuers come through the `CertificateFetcher` port, within bounds.
"""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache

from asn1crypto import cms, pem, x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.x509 import load_der_x509_certificate
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from paraph.domain.errors import ParaphError
from paraph.domain.errors.levels import IssuerUntrusted, RevocationUnavailable
from paraph.ports.time_stamping import CertificateFetcher

_LONGEST_CHAIN = 10
_MOST_FETCHES = 20
_MOST_CHECKS = 2000  # of signatures, about a tenth of a second
_MOST_URLS_EACH = 4
_HTTP = ("http://", "https://")
Chain = tuple[x509.Certificate, ...]


class Certificates:
    """The certificates at hand for one file, and the chains that they make.

    `fetcher` None asks nobody; a chain may then also end at a certificate that issued itself: what
    a file holds can be told without trusting it.
    """

    def __init__(self, anchors_der: Sequence[bytes], fetcher: CertificateFetcher | None) -> None:
        self._anchors = frozenset(anchors_der)
        self._fetcher = fetcher
        self._by_subject: dict[bytes, dict[bytes, x509.Certificate]] = {}
        self._issued: dict[tuple[bytes, bytes], bool] = {}
        self._asked: set[str] = set()
        self._trouble: ParaphError | None = None
        self.add(filter(None, map(parsed_certificate, anchors_der)))

    def add(self, certificates: Iterable[x509.Certificate]) -> None:
        """Take more certificates; they are trusted no more than before."""
        for each in certificates:
            self._by_subject.setdefault(each.subject.dump(), {}).setdefault(each.dump(), each)

    def named(self, subject: x509.Name) -> list[x509.Certificate]:
        """Give the known certificates of a subject."""
        return list(self._by_subject.get(subject.dump(), {}).values())

    def is_anchor(self, certificate: x509.Certificate) -> bool:
        """Tell whether a certificate is trusted by itself."""
        return certificate.dump() in self._anchors

    def is_end(self, certificate: x509.Certificate) -> bool:
        """Tell whether a chain ends here."""
        if self.is_anchor(certificate):
            return True
        return self._fetcher is None and self.has_issued(certificate, certificate)

    def chain(self, certificate: x509.Certificate) -> Chain:
        """Give the chain, the certificate first and its anchor last.

        Raises IssuerUntrusted, or RevocationUnavailable where an issuer could not be fetched.
        """
        self.add([certificate])
        while True:
            found, ends = self._walk(certificate)
            if found is not None:
                return found
            if not self._fetch_above(ends):
                break
        if self._trouble is not None:
            raise self._trouble
        raise IssuerUntrusted(subject=ends[0].issuer.human_friendly)

    def has_issued(self, certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
        """Tell whether `issuer`'s key signed a certificate."""
        pair = certificate.dump(), issuer.dump()
        if pair not in self._issued and len(self._issued) < _MOST_CHECKS:
            self._issued[pair] = _has_issued(*pair)
        return self._issued.get(pair, False)

    def _walk(self, start: x509.Certificate) -> tuple[Chain | None, list[x509.Certificate]]:
        """Give the shortest chain from what is known, or the certificates that lack an issuer.

        Each certificate is come by once, so that no bag of them makes the search long.
        """
        paths: list[Chain] = [(start,)]
        ends: list[x509.Certificate] = []
        seen = {start.dump()}
        while paths:
            path = paths.pop(0)
            if self.is_end(path[-1]):
                return path, []
            above = [
                each
                for each in self.named(path[-1].issuer)
                if each.dump() not in seen and self.has_issued(path[-1], each)
            ]
            if not above:
                ends.append(path[-1])
            seen.update(each.dump() for each in above)
            if len(path) < _LONGEST_CHAIN:
                paths += [(*path, each) for each in above]
        return None, ends or [start]

    def _fetch_above(self, ends: Sequence[x509.Certificate]) -> bool:
        """Fetch issuers of certificates that lack one; tells whether anything was learned."""
        learned = False
        for url in (url for end in ends for url in issuer_urls(end)):
            if self._fetcher is None or url in self._asked or len(self._asked) >= _MOST_FETCHES:
                continue
            self._asked.add(url)
            try:
                found = parsed_certificates(self._fetcher.issuers(url).content)
            except RevocationUnavailable as error:
                self._trouble = error
                continue
            self.add(found)
            learned = learned or bool(found)
        return learned


def check_path(chain: Chain, moment: datetime) -> None:
    """Hold a chain to RFC 5280, 6.1 as of a moment. Raises IssuerUntrusted."""
    context = ValidationContext(
        trust_roots=[chain[-1]],
        other_certs=list(chain[1:-1]),
        moment=moment,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )
    validator = CertificateValidator(chain[0], list(chain[1:-1]), context)
    try:
        asyncio.run(validator.async_validate_path())
    except (PathError, ValidationError, ValueError) as error:
        subject = chain[0].subject.human_friendly
        raise IssuerUntrusted(subject=subject, why=type(error).__name__) from error


def issuer_urls(certificate: x509.Certificate) -> list[str]:
    """Give where the issuer's certificate can be had (RFC 5280, 4.2.2.1)."""
    return _access_urls(certificate, "ca_issuers")


def ocsp_urls(certificate: x509.Certificate) -> list[str]:
    """Give the certificate's OCSP responders."""
    return _access_urls(certificate, "ocsp")


def parsed_certificates(content: bytes) -> list[x509.Certificate]:
    """Read a certificate or a certs-only CMS, DER or PEM; empty for anything else."""
    try:
        if pem.detect(content):
            content = pem.unarmor(content)[2]
        info = cms.ContentInfo.load(content)
        if info["content_type"].native == "signed_data":
            every = [each.chosen.dump() for each in info["content"]["certificates"]]
            return [each for each in map(parsed_certificate, every) if each is not None]
    except (ValueError, TypeError, KeyError):
        pass  # no CMS: then a certificate
    single = parsed_certificate(content)
    return [single] if single is not None else []


# The system's trust anchors are many, and the same for every file.
@lru_cache(maxsize=1024)
def parsed_certificate(der: bytes) -> x509.Certificate | None:
    """Read a certificate, None for bytes that are none."""
    try:
        certificate = x509.Certificate.load(der, strict=True)
        certificate.native  # noqa: B018 - asn1crypto parses when it is looked at
    except (ValueError, TypeError, KeyError):
        return None
    return certificate


def _access_urls(certificate: x509.Certificate, method: str) -> list[str]:
    value = certificate.authority_information_access_value
    found = [
        str(each["access_location"].chosen.native)
        for each in value or ()
        if each["access_method"].native == method
        and each["access_location"].name == "uniform_resource_identifier"
    ]
    return [url for url in found if url.startswith(_HTTP)][:_MOST_URLS_EACH]


def _has_issued(der: bytes, issuer_der: bytes) -> bool:
    try:
        issued = load_der_x509_certificate(der)
        issued.verify_directly_issued_by(load_der_x509_certificate(issuer_der))
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError):
        return False
    return True
