"""Which certificates are on the tokens, and which one signs: what was named, never a guess.

A certificate is known by its SHA-256 and the token it is on: the same one on two tokens is two.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from paraph.domain import errors
from paraph.domain.keys.algorithm_policy import AlgorithmPolicy
from paraph.domain.keys.certificate import (
    Caution,
    CertificateFacts,
    Purpose,
    SigningBar,
    cautions,
    purpose_of,
    refuse_bar,
    signing_bar,
    unreadable_facts,
)
from paraph.ports.documents import CertificateReader
from paraph.ports.signing_token import TokenCertificate, TokenSnapshot


@dataclass(frozen=True, slots=True)
class Candidate:
    """A certificate on a token: why it cannot sign, or what to know before it does."""

    token: TokenSnapshot
    certificate: TokenCertificate
    facts: CertificateFacts
    bar: SigningBar | None
    cautions: tuple[Caution, ...] = ()

    @property
    def purpose(self) -> Purpose:
        """What it was made for; it tells the two certificates of one holder apart."""
        return purpose_of(self.facts)

    @property
    def place(self) -> tuple[str, ...]:
        """Where it is, whatever the slot and the PIN's state are now."""
        token = self.token
        return (self.facts.sha256, token.serial, token.label, token.manufacturer)


def candidates(
    tokens: Iterable[TokenSnapshot],
    read_certificate: CertificateReader,
    policy: AlgorithmPolicy,
    now: datetime,
) -> Iterator[Candidate]:
    """List every certificate of the tokens, as things stand at `now`."""
    for token in tokens:
        for item in token.certificates:
            try:
                facts = read_certificate(item.certificate_der)
            except errors.CertificateCannotSign:
                facts = unreadable_facts(item.certificate_der, item.label)
                yield Candidate(token, item, facts, SigningBar.UNREADABLE)
                continue
            bar = signing_bar(facts, now, policy, has_key=item.has_key is not False)
            told = cautions(facts, now, policy) if bar is None else ()
            yield Candidate(token, item, facts, bar, told)


def without_echoes(found: Iterable[Candidate]) -> list[Candidate]:
    """Leave out what a second module shows of the same token, as p11-kit's proxy does.

    Two tokens of one module stay two, however much alike; so do tokens without a serial number.
    """
    kept: list[Candidate] = []
    shown_by: dict[tuple[str, ...], str] = {}
    for one in found:
        first = shown_by.setdefault(one.place, one.token.module)
        if first == one.token.module or not one.token.serial.strip():
            kept.append(one)
    return kept


def found_again(
    wanted: TokenSnapshot, certificate_der: bytes, tokens: Iterable[TokenSnapshot]
) -> TokenSnapshot | None:
    """Find a token among those that are there now: in its slot, else where its certificate is.

    A card put back may sit in another slot; one card may be several slots of one name and number.
    """
    alike = [t for t in tokens if (t.label, t.serial) == (wanted.label, wanted.serial)]
    found = [t for t in alike if _holds(t, certificate_der)] or alike
    return next((t for t in found if t.slot_id == wanted.slot_id), found[0] if found else None)


def _holds(token: TokenSnapshot, certificate_der: bytes) -> bool:
    return any(each.certificate_der == certificate_der for each in token.certificates)


def remembered(found: Iterable[Candidate], sha256: str) -> Candidate | None:
    """Give the one that can sign and was chosen before; None when it is not there just once."""
    able = [one for one in found if one.bar is None and one.facts.sha256 == sha256]
    return able[0] if len(able) == 1 else None


def only_able(found: Iterable[Candidate]) -> Candidate | None:
    """Give the only one that can sign; None when there is none or more than one."""
    able = [one for one in found if one.bar is None]
    return able[0] if len(able) == 1 else None


def choose(found: Sequence[Candidate], token: str | None, named: str | None) -> Candidate:
    """Pick what was named. Raises TokenMissing, CertificateMissing, CertificateAmbiguous, bars."""
    on_token = [c for c in found if token in (None, c.token.label, c.token.serial)]
    if not on_token:
        raise errors.TokenMissing(token=token)
    fitting = without_echoes(c for c in on_token if named is None or _matches(c, named))
    if named is None:
        fitting = _able_or_why_not(fitting)
    if not fitting:
        raise errors.CertificateMissing(certificate=named)
    if len(fitting) > 1:
        raise errors.CertificateAmbiguous(
            choices=[one.facts.sha256 for one in fitting],
            certificates=[_described(one) for one in fitting],
        )
    refuse_barred(fitting[0])
    return fitting[0]


def _able_or_why_not(fitting: list[Candidate]) -> list[Candidate]:
    """Give those that can sign; without one, what a person would have meant, for its reason."""
    able = [one for one in fitting if one.bar is None]
    if able:
        return able
    meant = [one for one in fitting if one.bar is not SigningBar.CA_CERTIFICATE]
    # Beside a signature certificate that has ended, the one for logging in explains nothing.
    meant = [one for one in meant if one.bar is not SigningBar.KEY_USAGE] or meant
    if len({one.bar for one in meant}) > 1:
        raise errors.CertificateMissing(
            certificate=None, reasons=[f"{one.facts.sha256}: {one.bar}" for one in meant]
        )
    return meant[:1]


def _described(one: Candidate) -> dict[str, str]:
    return {
        "sha256": one.facts.sha256,
        "holder": one.facts.holder,
        "purpose": str(one.purpose),
        "issuer": one.facts.issuer_name,
        "token": one.token.label,
        "serial": one.token.serial,
        "reader": one.token.reader,
    }


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
