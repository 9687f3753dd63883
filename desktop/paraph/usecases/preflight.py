"""Before the key is asked for: can this document be signed like this, and what should be known."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TypeAlias

from paraph.domain.errors import MechanismMissing, ParaphError, PlaceRefused
from paraph.domain.findings import (
    PAGES_UNSEEN,
    REPAIRABLE,
    Finding,
    Weight,
    content_finding,
    finding_of_archive,
)
from paraph.domain.keys.certificate import CertificateFacts
from paraph.domain.keys.key_kind import KeyKind
from paraph.domain.keys.secret import Secret
from paraph.domain.pades_level import PadesLevel
from paraph.domain.page_content import ContentFinding
from paraph.domain.placing.nudging import nudged
from paraph.domain.placing.signature_extras import Extras
from paraph.domain.placing.signature_field import Place, check_place
from paraph.domain.stamp.appearance import USUAL, Appearance
from paraph.domain.stamp.archive_format import ArchiveClaim
from paraph.ports.documents import (
    ArchiveReader,
    CertificateReader,
    ContentReader,
    DocumentFacts,
    DocumentSigner,
    OutputFiles,
)
from paraph.ports.record import Clock
from paraph.ports.signing_token import PinState, TokenSnapshot
from paraph.usecases.choose_certificate import Candidate, chain_of, refuse_barred
from paraph.usecases.extras_findings import extras_findings
from paraph.usecases.plan_extras import OwnSignature
from paraph.usecases.read_facts import read_facts
from paraph.usecases.rehearse import Rehearsed, rehearse
from paraph.usecases.sign_document import Signing, SignRequest

_ENDS_SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person wants signed, and how; `shown_sha256` is the file they looked at.

    `unseen_pages` are those that were never on the screen, where there is one.
    """

    source: Path
    shown_sha256: str | None = None
    field: str | None = None
    place: Place | None = None
    reason: str | None = None
    location: str | None = None
    password: Secret | None = None
    look: Appearance = USUAL
    extras: Extras | None = None
    level: PadesLevel = PadesLevel.B_B
    unseen_pages: tuple[int, ...] = ()

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
            level=self.level,
            shown_sha256=self.shown_sha256,
            key=chosen.token.key_kind,
            look=self.look,
            extras=self.extras,
        )


@dataclass(frozen=True, slots=True)
class Preflight:
    """What was found, where the copy would go, and what the card says of its PIN."""

    findings: tuple[Finding, ...]
    output: Path | None
    pin_state: PinState
    unlocked: bool = False  # a login stands, and no PIN is asked
    key: KeyKind = KeyKind.CARD

    @property
    def clear(self) -> bool:
        """Tell whether nothing is to be settled or known."""
        return all(finding.weight is Weight.FINE for finding in self.findings)

    @property
    def settle(self) -> tuple[Finding, ...]:
        """Give what must be settled first."""
        return tuple(each for each in self.findings if each.weight is Weight.SETTLE)

    @property
    def can_go_on(self) -> bool:
        """Tell whether the card may be asked."""
        return not self.settle


def _no_claim(path: Path, password: Secret | None) -> None:
    return None


def _no_content(path: Path, password: Secret | None) -> Sequence[ContentFinding]:
    return ()


TryLevel: TypeAlias = Callable[[PadesLevel, Candidate], ParaphError | None]


@dataclass(frozen=True, slots=True)
class Checks:
    """The ports of the pre-flight; with `signing` the signature is rehearsed.

    `try_level` gives what stands between a signature and its level now, None for nothing;
    `anchors_der` are the roots that are trusted here.
    """

    signer: DocumentSigner
    files: OutputFiles
    clock: Clock
    archive: ArchiveReader = _no_claim
    content: ContentReader = _no_content
    signing: Signing | None = None
    try_level: TryLevel | None = None
    anchors_der: Sequence[bytes] = ()


def preflight(
    wish: Wish, chosen: Candidate, token: TokenSnapshot | None, output: Path | None, checks: Checks
) -> Preflight:
    """Check all that can be checked without the key. `token` None: the card is not there."""
    key = chosen.token.key_kind
    findings = [
        *_of_document(wish, checks),
        *_of_certificate(chosen, checks),
        *_of_key(token, key),
        *_of_level(wish, chosen, checks),
        *_of_extras(wish, chosen, checks),
    ]
    if output is not None:
        request = wish.request(output, chosen)
        findings += of_output(request, checks)
        if all(each.weight is not Weight.SETTLE for each in findings):
            findings += rehearsed(request, chosen, checks)
    weights = list(Weight)
    findings.sort(key=lambda finding: weights.index(finding.weight))
    state = token.pin_state if token else PinState.NORMAL
    unlocked = token is not None and token.unlocked
    return Preflight(tuple(findings), output, state, unlocked, key)


def _of_document(wish: Wish, checks: Checks) -> Iterator[Finding]:
    try:
        if wish.shown_sha256 not in (None, checks.files.sha256(wish.source)):
            yield Finding(Weight.SETTLE, "document_changed")
        if checks.signing is not None:
            facts = read_facts(wish.source, wish.password, checks.signing.reader)
            yield from _of_place(wish.place, facts)
        earlier = checks.signer.inspect(
            wish.source, wish.field, wish.password, is_visible=wish.place is not None
        )
        claim = checks.archive(wish.source, wish.password)
        content = checks.content(wish.source, wish.password)
    except ParaphError as error:
        yield refusal(error)
        return
    yield Finding(Weight.FINE, "document_open", str(earlier))
    if wish.unseen_pages:
        yield Finding(Weight.KNOW, PAGES_UNSEEN, pages=wish.unseen_pages)
    yield from map(content_finding, content)
    yield from _of_archive(wish, claim)


def refusal(error: ParaphError) -> Finding:
    """Give an error as what must be settled."""
    can_repair = error.details.get("repairable") == 1
    why = str(error.details.get("why", "")) if isinstance(error, PlaceRefused) else ""
    return Finding(Weight.SETTLE, error.code, REPAIRABLE if can_repair else why)


def _of_place(place: Place | None, facts: DocumentFacts) -> Iterator[Finding]:
    if place is None:
        return
    page = facts.pages[place.page_index] if place.page_index < len(facts.pages) else None
    taken = [each.box for each in facts.fields if each.page_index == place.page_index]
    try:
        check_place(place.box, page, taken)
    except PlaceRefused as error:
        box = nudged(place.box, page, taken) if page is not None else None
        better = Place(place.page_index, box) if box is not None else None
        why = str(error.details["why"])
        pages = (place.page_index,) if page is not None else ()
        yield Finding(Weight.SETTLE, error.code, why, pages, place=better)


def _of_archive(wish: Wish, claim: ArchiveClaim | None) -> Iterator[Finding]:
    is_visible = wish.place is not None or wish.field is not None
    found = finding_of_archive(claim, wish.look, is_visible=is_visible)
    if found is not None:
        yield found


def _of_certificate(chosen: Candidate, checks: Checks) -> Iterator[Finding]:
    try:
        refuse_barred(chosen)
        way = chosen.certificate.way
        if way is not None and not way.digests:
            raise MechanismMissing
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
    ports = checks.signing
    if ports is not None and not _leads_up(chosen, checks.anchors_der, ports.read_certificate):
        yield Finding(Weight.KNOW, "chain_incomplete", chosen.facts.issuer_name)


def _leads_up(
    chosen: Candidate, anchors_der: Sequence[bytes], read_certificate: CertificateReader
) -> bool:
    """Tell whether the token holds the issuers up to a root, or to one that is trusted here."""
    above: dict[str, CertificateFacts] = {}
    for each in (*chain_of(chosen), *anchors_der):
        with suppress(ParaphError):  # one that cannot be read is nobody's issuer
            facts = read_certificate(each)
            above[facts.subject] = facts
    facts, seen = chosen.facts, set[str]()
    while facts.subject != facts.issuer:
        if facts.issuer not in above or facts.issuer in seen:
            return False
        seen.add(facts.issuer)
        facts = above[facts.issuer]
    return True


def _of_key(token: TokenSnapshot | None, key: KeyKind) -> Iterator[Finding]:
    if token is None:
        yield Finding(Weight.SETTLE, "no_token")
    elif token.pin_state is PinState.LOCKED:
        yield Finding(Weight.SETTLE, "pin_locked")
    else:
        is_typed_there = token.by_reader or token.pin_state is PinState.READER
        by_reader = "reader" if is_typed_there else ""
        yield Finding(Weight.FINE, f"{key}_there", "unlocked" if token.unlocked else by_reader)


def _of_level(wish: Wish, chosen: Candidate, checks: Checks) -> Iterator[Finding]:
    if wish.level is PadesLevel.B_B or checks.try_level is None:
        return
    if wish.level.reaches(PadesLevel.B_LT) and not chosen.facts.tells_status:
        # No later attempt helps: nobody is named who could be asked.
        yield Finding(Weight.KNOW, "status_untold", chosen.facts.issuer_name)
        return
    trouble = checks.try_level(wish.level, chosen)
    if trouble is None:
        yield Finding(Weight.FINE, "level_there", str(wish.level))
    elif trouble.code == "certificate_revoked" and _is_about(trouble, chosen):
        yield Finding(Weight.SETTLE, trouble.code)
    else:
        server = trouble.details.get("service", "")
        yield Finding(Weight.KNOW, trouble.code, str(server))


def _is_about(trouble: ParaphError, chosen: Candidate) -> bool:
    """Tell whether it is the signer's own certificate: signed with one revoked, nothing holds."""
    return trouble.details.get("subject") == chosen.facts.subject


def _of_extras(wish: Wish, chosen: Candidate, checks: Checks) -> Iterator[Finding]:
    if checks.signing is not None:
        own = OwnSignature(chosen.facts.holder, wish.field, wish.place)
        file = (wish.source, wish.password)
        yield from extras_findings(wish.extras, own, file, checks.signing)


def of_output(request: SignRequest, checks: Checks) -> Iterator[Finding]:
    """Tell whether the signed copy can have its name, its folder and the room it takes."""
    try:
        checks.files.refuse_output(request.output, request.source, force=request.force)
    except ParaphError as error:
        yield refusal(error)
    else:
        yield Finding(Weight.FINE, "output_ready", request.output.name)


def rehearsed(request: SignRequest, chosen: Candidate, checks: Checks) -> Iterator[Finding]:
    """Tell what signing itself says before it asks the key: the last word of the pre-flight."""
    if checks.signing is None:
        return
    try:
        told = rehearse(request, chosen.facts, chosen.certificate.way, checks.signing)
    except ParaphError as error:
        yield refusal(error)
    else:
        yield from _of_stamps(told)


def _of_stamps(told: Rehearsed) -> Iterator[Finding]:
    left_out = dict.fromkeys(part for stamp in told.stamps for part in stamp.left_out)
    if left_out:
        yield Finding(Weight.KNOW, "stamp_left_out", " ".join(left_out))
    if any(stamp.lacks_letters for stamp in told.stamps):
        yield Finding(Weight.KNOW, "stamp_lacks_letters")
