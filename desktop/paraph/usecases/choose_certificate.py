"""Which certificates are on the tokens, and which one signs: what was named, never a guess."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from paraph.domain import errors
from paraph.domain.certificate import (
    CertificateFacts,
    SigningBar,
    refuse_bar,
    signing_bar,
    unreadable_facts,
)
from paraph.ports.documents import CertificateReader
from paraph.ports.signing_token import TokenCertificate, TokenSnapshot


@dataclass(frozen=True, slots=True)
class Candidate:
    """A certificate on a token, and why it cannot sign, if so."""

    token: TokenSnapshot
    certificate: TokenCertificate
    facts: CertificateFacts
    bar: SigningBar | None


def candidates(
    tokens: Iterable[TokenSnapshot], read_certificate: CertificateReader, now: datetime
) -> Iterator[Candidate]:
    """List every certificate of the tokens, as things stand at `now`."""
    for token in tokens:
        for item in token.certificates:
            try:
                facts = read_certificate(item.certificate_der)
                bar = signing_bar(facts, now, has_key=item.has_key is not False)
            except errors.CertificateCannotSign:
                facts, bar = (
                    unreadable_facts(item.certificate_der, item.label),
                    SigningBar.UNREADABLE,
                )
            yield Candidate(token, item, facts, bar)


def choose(found: Sequence[Candidate], token: str | None, named: str | None) -> Candidate:
    """Pick what was named. Raises TokenMissing, CertificateMissing, CertificateAmbiguous, bars."""
    on_token = [c for c in found if token in (None, c.token.label, c.token.serial)]
    if not on_token:
        raise errors.TokenMissing(token=token)
    fitting = [c for c in on_token if named is None or _matches(c, named)]
    if named is None:
        able = [c for c in fitting if c.bar is None]
        fitting = able or [c for c in fitting if c.bar is not SigningBar.CA_CERTIFICATE]
    if not fitting:
        raise errors.CertificateMissing(certificate=named)
    if len(fitting) > 1:
        raise errors.CertificateAmbiguous(choices=[c.facts.sha256 for c in fitting])
    refuse_barred(fitting[0])
    return fitting[0]


def refuse_barred(chosen: Candidate) -> None:
    """Raise the error of what bars a certificate from signing, if anything does."""
    refuse_bar(chosen.bar, chosen.facts)


def chain_of(chosen: Candidate) -> tuple[bytes, ...]:
    """Give the other certificates of the same token, for the chain in the signature."""
    own = chosen.certificate.certificate_der
    return tuple(c.certificate_der for c in chosen.token.certificates if c.certificate_der != own)


def _matches(candidate: Candidate, named: str) -> bool:
    bare = named.replace(":", "").lower()
    facts = candidate.facts
    return facts.sha256 == bare or named in (
        candidate.certificate.label,
        facts.holder,
        facts.subject,
    )
