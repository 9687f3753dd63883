"""The certificates and revocation data that long-term proof needs (EN 319 142-1, 5.4).

For each certificate its chain, and for each of the chain but the anchor what its issuer says of
it: from what the file holds already, then by OCSP, then by CRL. Those who speak in an issuer's
place are held to the same.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from asn1crypto import x509

from paraph.domain.errors import ParaphError
from paraph.domain.errors.levels import (
    CertificateRevoked,
    RevocationNotOffered,
    RevocationTooOld,
    RevocationUnavailable,
)
from paraph.pades.levels.chains import Certificates, check_path, ocsp_urls
from paraph.pades.levels.crl import crl_urls, crl_words
from paraph.pades.levels.ocsp import Word, is_without_check, ocsp_request, ocsp_words
from paraph.ports.time_stamping import CertificateFetcher

# RFC 9608 and ETSI EN 319 412-1, 5.2: such a certificate is never revoked.
_NEVER_REVOKED = ("2.5.29.56", "0.4.0.194121.2.1")
# RFC 3161, 4: what such an authority stamped before its end still holds.
_HARMLESS = ("affiliation_changed", "superseded", "cessation_of_operation")
_DEEPEST = 3
_SOON, _LATER, _LIVE = timedelta(minutes=1), timedelta(hours=1), timedelta(minutes=10)


class Store(NamedTuple):
    """The content of a document security store (ISO 32000-2, 12.8.4.3), as DER."""

    certificates: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()

    def with_store(self, other: "Store") -> "Store":
        """Give both, each item once."""
        pairs = zip(self, other, strict=True)
        return Store(*(tuple(dict.fromkeys((*mine, *its))) for mine, its in pairs))


class Need(NamedTuple):
    """A certificate that has to hold at a moment.

    `fresh_after`: what is said of it was so at that time or later. `is_tsa`: it stamps times.
    """

    certificate: x509.Certificate
    moment: datetime
    fresh_after: datetime | None = None
    is_tsa: bool = False


class Gatherer:
    """Gathers for one file; `fetcher` None takes only what is held."""

    def __init__(
        self, known: Certificates, held: Store, fetcher: CertificateFetcher | None, now: datetime
    ) -> None:
        self._known, self._held, self._fetcher, self._now = known, held, fetcher, now

    def gather(self, needs: Sequence[Need]) -> Store:
        """Give all that these need.

        Raises IssuerUntrusted, CertificateRevoked, RevocationUnavailable, RevocationTooOld.
        """
        found = Store()
        for need in needs:
            found = found.with_store(self._for_chain(need, 0))
        return found

    def _for_chain(self, need: Need, depth: int) -> Store:
        if depth > _DEEPEST:
            raise RevocationUnavailable(why="too_deep", subject=_name(need.certificate))
        chain = self._known.chain(need.certificate)
        check_path(chain, need.moment)
        found = Store(tuple(each.dump() for each in chain))
        for position, issuer in enumerate(chain[1:]):
            certificate = chain[position]
            if is_never_revoked(certificate):
                continue
            own = need if position == 0 else Need(certificate, need.moment)
            found = found.with_store(self._for_word(self._word(own, issuer), depth))
        return found

    def _for_word(self, word: Word, depth: int) -> Store:
        found = Store(crls=(word.der,)) if word.is_crl else Store(ocsps=(word.der,))
        for voucher in word.vouchers:
            if not word.is_crl and is_without_check(voucher):
                chain = self._known.chain(voucher)
                found = found.with_store(Store(tuple(each.dump() for each in chain)))
            else:
                own = self._for_chain(Need(voucher, word.made_at), depth + 1)
                found = found.with_store(own)
        return found

    def _word(self, need: Need, issuer: x509.Certificate) -> Word:
        """Give the first word that is enough, and remember why others were not."""
        old: list[Word] = []
        trouble: ParaphError | None = None
        for words in self._every_word(need, issuer):
            if isinstance(words, ParaphError):
                trouble = words
                continue
            for word in words:
                self._refuse_revoked(need, word)
            for word in words:
                if word.status != "unknown" and _holds_for(need, word):
                    if _is_fresh(need, word):
                        return word
                    old.append(word)
        if old:
            raise RevocationTooOld(
                subject=_name(need.certificate), not_before=self._retry(old).isoformat()
            )
        raise trouble or _nothing_said(need.certificate)

    def _every_word(
        self, need: Need, issuer: x509.Certificate
    ) -> Iterator[list[Word] | ParaphError]:
        certificate = need.certificate
        held = [ocsp_words(each, certificate, issuer, self._known) for each in self._held.ocsps]
        held += [crl_words(each, certificate, issuer, self._known) for each in self._held.crls]
        yield [word for words in held for word in words]
        if self._fetcher is None:
            return
        ask, request = self._fetcher, ocsp_request(certificate, issuer)
        since = need.fresh_after
        calls = [partial(ask.ocsp, url, request, since) for url in ocsp_urls(certificate)]
        calls += [partial(ask.crl, url, since) for url in crl_urls(certificate)]
        for call in calls:
            try:
                answer = call().content
            except RevocationUnavailable as error:
                error.details.setdefault("subject", _name(certificate))
                yield error
                continue
            read = ocsp_words if call.func == ask.ocsp else crl_words
            # RFC 6960, 4.2.2.1: a word of a later time than ours is not relied on; one that revokes
            # is heeded, since the clock that is wrong may be ours.
            latest = self._now + _LIVE
            words = read(answer, certificate, issuer, self._known)
            yield [each for each in words if each.this_update <= latest or each.status == "revoked"]

    def _refuse_revoked(self, need: Need, word: Word) -> None:
        if word.status != "revoked" or word.revoked_at is None:
            return
        is_late = word.revoked_at > need.moment
        if is_late and (not need.is_tsa or word.reason in _HARMLESS):
            return
        raise CertificateRevoked(
            subject=_name(need.certificate), revoked_at=word.revoked_at.isoformat()
        )

    def _retry(self, old: Sequence[Word]) -> datetime:
        """Say when a newer word can be had: at the next update, soon where answers are live."""
        times = []
        for word in old:
            if self._now - word.this_update < _LIVE and not word.is_crl:
                times.append(self._now + _SOON)
            elif word.next_update is not None and word.next_update > self._now:
                times.append(word.next_update)
            else:
                times.append(self._now + _LATER)
        return min(times)


def is_never_revoked(certificate: x509.Certificate) -> bool:
    """Tell a certificate that has no revocation data, by what it says of itself."""
    return any(
        each["extn_id"].dotted in _NEVER_REVOKED
        for each in certificate["tbs_certificate"]["extensions"]
    )


def _holds_for(need: Need, word: Word) -> bool:
    """Tell whether a word reaches to the moment, and still knew the certificate."""
    if word.next_update is not None and word.next_update < need.moment:
        return False
    ends = need.certificate["tbs_certificate"]["validity"]["not_after"].native
    return word.this_update <= ends or (word.cutoff is not None and word.cutoff <= ends)


def _is_fresh(need: Need, word: Word) -> bool:
    # Answers tell whole seconds; a timestamp of the same second is not later.
    return need.fresh_after is None or word.this_update >= need.fresh_after.replace(microsecond=0)


def _nothing_said(certificate: x509.Certificate) -> RevocationUnavailable:
    if ocsp_urls(certificate) or crl_urls(certificate):
        return RevocationUnavailable(why="no_answer", subject=_name(certificate))
    return RevocationNotOffered(why="no_address", subject=_name(certificate))


def _name(certificate: x509.Certificate) -> str:
    return str(certificate.subject.human_friendly)
