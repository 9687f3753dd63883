"""Which certificate signs: what was named, or the only one that can. Never a guess."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from paraph.cli.program import Program
from paraph.domain import errors
from paraph.domain.certificate import CertificateFacts, SigningBar, signing_bar
from paraph.ports.signing_token import TokenCertificate, TokenModule, TokenSnapshot

_BAR_ERRORS: dict[SigningBar, type[errors.ParaphError]] = {
    SigningBar.EXPIRED: errors.CertificateExpired,
    SigningBar.NOT_YET_VALID: errors.CertificateNotYetValid,
    SigningBar.NO_KEY: errors.KeyMissing,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A certificate on a token, and why it cannot sign, if so."""

    module: TokenModule
    token: TokenSnapshot
    certificate: TokenCertificate
    facts: CertificateFacts
    bar: SigningBar | None


def candidates(program: Program, modules: Sequence[TokenModule]) -> Iterator[Candidate]:
    """List every certificate of every token of the modules."""
    for module in modules:
        for token in module.tokens():
            for item in token.certificates:
                facts = program.read_certificate(item.certificate_der)
                bar = signing_bar(facts, program.clock.now(), has_key=item.has_key is not False)
                yield Candidate(module, token, item, facts, bar)


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
    chosen = fitting[0]
    if chosen.bar is not None:
        kind = _BAR_ERRORS.get(chosen.bar, errors.CertificateCannotSign)
        raise kind(why=str(chosen.bar), valid_to=chosen.facts.not_after.isoformat())
    return chosen


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
