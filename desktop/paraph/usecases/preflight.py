"""Before the card is asked: can this document be signed like this, and what should be known."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from paraph.domain.errors import ParaphError
from paraph.domain.secret import Secret
from paraph.domain.signature_field import Place
from paraph.ports.documents import DocumentSigner, OutputFiles
from paraph.ports.record import Clock
from paraph.ports.signing_token import PinState, TokenSnapshot
from paraph.usecases.choose_certificate import Candidate, chain_of, refuse_barred
from paraph.usecases.sign_document import SignRequest

_ENDS_SOON = timedelta(days=30)
REPAIRABLE = "repairable"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person wants signed, and how; `shown_sha256` is the file they looked at."""

    source: Path
    shown_sha256: str | None = None
    field: str | None = None
    place: Place | None = None
    reason: str | None = None
    location: str | None = None
    password: Secret | None = None

    def request(self, output: Path, chosen: Candidate) -> SignRequest:
        """Give the request that is confirmed with the PIN."""
        return SignRequest(
            source=self.source,
            output=output,
            certificate_der=chosen.certificate.certificate_der,
            chain_der=chain_of(chosen),
            field=self.field,
            place=self.place,
            reason=self.reason,
            location=self.location,
            password=self.password,
            shown_sha256=self.shown_sha256,
            without_device=chosen.token.in_software,
        )


class Weight(StrEnum):
    """How much a finding weighs."""

    SETTLE = "settle"  # must be settled first
    KNOW = "know"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the pre-flight: an error's code, or a word of this module."""

    weight: Weight
    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Preflight:
    """What was found, where the copy would go, and what the card says of its PIN."""

    findings: tuple[Finding, ...]
    output: Path | None
    pin_state: PinState
    unlocked: bool = False  # a login stands, and no PIN is asked

    @property
    def clear(self) -> bool:
        """Tell whether nothing is to be settled or known."""
        return all(finding.weight is Weight.FINE for finding in self.findings)

    @property
    def can_go_on(self) -> bool:
        """Tell whether the card may be asked."""
        return all(finding.weight is not Weight.SETTLE for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Checks:
    """The ports of the pre-flight."""

    signer: DocumentSigner
    files: OutputFiles
    clock: Clock


def preflight(
    wish: Wish, chosen: Candidate, token: TokenSnapshot | None, output: Path | None, checks: Checks
) -> Preflight:
    """Check all that can be checked without the key. `token` None: the card is not there."""
    findings = [*_of_document(wish, checks), *_of_certificate(chosen, checks), *_of_card(token)]
    if output is not None:
        findings.append(Finding(Weight.FINE, "output_ready", output.name))
    weights = list(Weight)
    findings.sort(key=lambda finding: weights.index(finding.weight))
    state = token.pin_state if token else PinState.NORMAL
    unlocked = token is not None and token.unlocked
    return Preflight(tuple(findings), output, state, unlocked)


def _of_document(wish: Wish, checks: Checks) -> Iterator[Finding]:
    try:
        if wish.shown_sha256 not in (None, checks.files.sha256(wish.source)):
            yield Finding(Weight.SETTLE, "document_changed")
        earlier = checks.signer.inspect(wish.source, wish.field, wish.password)
    except ParaphError as error:
        can_repair = error.details.get("repairable") == 1
        yield Finding(Weight.SETTLE, error.code, REPAIRABLE if can_repair else "")
        return
    yield Finding(Weight.FINE, "document_open", str(earlier))


def _of_certificate(chosen: Candidate, checks: Checks) -> Iterator[Finding]:
    try:
        refuse_barred(chosen)
    except ParaphError as error:
        yield Finding(Weight.SETTLE, error.code)
        return
    ends = chosen.facts.not_after
    if ends - checks.clock.now() < _ENDS_SOON:
        yield Finding(Weight.KNOW, "certificate_ends_soon", ends.date().isoformat())
    else:
        yield Finding(Weight.FINE, "certificate_can_sign", ends.date().isoformat())
    for each in chosen.cautions:
        day = each.until.isoformat() if each.until is not None else ""
        yield Finding(Weight.KNOW, str(each.warning), day)
    if chosen.token.in_software:
        yield Finding(Weight.KNOW, "key_without_device")


def _of_card(token: TokenSnapshot | None) -> Iterator[Finding]:
    if token is None:
        yield Finding(Weight.SETTLE, "no_token")
    elif token.pin_state is PinState.LOCKED:
        yield Finding(Weight.SETTLE, "pin_locked")
    else:
        word = "key_file_there" if token.in_software else "card_there"
        yield Finding(Weight.FINE, word, "unlocked" if token.unlocked else "")
