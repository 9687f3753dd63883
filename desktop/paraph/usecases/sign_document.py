"""Sign one document with one opened key: asked, signed, checked, named, recorded.

The order of the records is what tells the truth after a crash: `signature_requested` before the
key is used, `signature_prepared` before the file gets its name, `signature_made` after.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from paraph.domain.errors import (
    DocumentChanged,
    KeyNotAccepted,
    LevelUnavailable,
    OutputUnreachable,
    ParaphError,
)
from paraph.domain.keys.algorithm_policy import AlgorithmPolicy
from paraph.domain.keys.certificate import CertificateFacts, cautions, refuse_bar, signing_bar
from paraph.domain.keys.key_kind import KeyKind
from paraph.domain.keys.secret import Secret
from paraph.domain.many.signature_book import Prepared, told_of
from paraph.domain.owed import OwedLevel
from paraph.domain.pades_level import PadesLevel
from paraph.domain.placing.signature_extras import Additions, Extras
from paraph.domain.placing.signature_field import Place, check_place
from paraph.domain.signature_act import SignatureAct, act_of, statement_of
from paraph.domain.stamp.appearance import USUAL, Appearance
from paraph.domain.stamp.stamp_content import StampContent
from paraph.domain.stamp.stamp_words import StampFacts, stamp_content
from paraph.ports.documents import (
    CertificateReader,
    DocumentFacts,
    DocumentReader,
    DocumentSigner,
    OutputFiles,
    PreparedSignature,
    SignatureOrder,
    StampDrawer,
)
from paraph.ports.owed import OwedLevels
from paraph.ports.placing import PlacingDocuments
from paraph.ports.record import AuditLog, Body, Clock
from paraph.ports.signing_token import SigningToken
from paraph.usecases.plan_extras import OwnSignature, additions_of, plan_file
from paraph.usecases.read_facts import read_facts

if TYPE_CHECKING:
    import hashlib


@dataclass(frozen=True, slots=True)
class SignRequest:
    """What the person confirmed: this file, as this certificate, here, for this reason.

    With `require_level` the file gets its name only once it has the level (`prove_signed`).
    """

    source: Path
    output: Path
    certificate_der: bytes
    chain_der: tuple[bytes, ...] = ()
    field: str | None = None
    place: Place | None = None
    reason: str | None = None
    location: str | None = None
    password: Secret | None = None
    shown_sha256: str | None = None
    force: bool = False
    key: KeyKind = KeyKind.CARD  # what holds it
    level: PadesLevel = PadesLevel.B_B
    require_level: bool = False
    look: Appearance = USUAL
    extras: Extras | None = None
    intent: str = ""  # the name of the act in the record, where it is given before it begins
    prepared: Prepared | None = None  # by whom, where it was somebody else


@dataclass(frozen=True, slots=True)
class SignedDocument:
    """A signed file under its final name, or without one until it has the level it requires.

    `level` is what it has, `asked` what it is to have.
    """

    output: Path
    input_sha256: str
    output_sha256: str
    field: str
    place: Place | None
    certificate_sha256: str
    signed_at_utc: str
    audit_seq: int
    is_seal: bool = False
    key: KeyKind = KeyKind.CARD
    intent: str = ""
    level: PadesLevel = PadesLevel.B_B
    asked: PadesLevel = PadesLevel.B_B
    left_out: tuple[str, ...] = ()  # parts of the look that found no room in the box
    owed_why: str | None = None  # the code of why something of it is owed still
    password_lost: bool = False  # it was to be kept until nothing is owed, and is not

    @property
    def owed(self) -> tuple[PadesLevel, ...]:
        """Give what is still to be had of what was asked."""
        return self.level.steps_to(self.asked)


class Records(NamedTuple):
    """Where it is written that a signature was made, and what it owes."""

    audit: AuditLog
    owed: OwedLevels | None


@dataclass(frozen=True, slots=True)
class Signing:
    """The ports that signing needs."""

    reader: DocumentReader
    signer: DocumentSigner
    stamps: StampDrawer
    files: OutputFiles
    read_certificate: CertificateReader
    audit: AuditLog
    clock: Clock
    policy: AlgorithmPolicy
    lease: str = ""
    owed: OwedLevels | None = None  # without it there is no level above B-B
    documents: PlacingDocuments | None = None  # without it there are no extras
    begun: "Callable[[Path], hashlib._Hash | None]" = lambda _: None  # what `files` hashed last


def sign_document(request: SignRequest, token: SigningToken, ports: Signing) -> SignedDocument:
    """Sign. Whatever fails leaves the input untouched, no half file, and a record of it."""
    intent = request.intent or new_intent()
    temporary = ports.files.temporary_name(request.output, intent)
    with _recorded_failure(request, intent, ports):
        before = ports.files.sha256(request.source)
        if request.shown_sha256 not in (None, before):
            raise DocumentChanged(file=str(request.source))
        facts = _signable(request, token, ports)
        body = _requested(request, facts, before, temporary, ports)
        ports.audit.append("signature_requested", intent, body)
        try:
            ports.files.reserve(temporary, request.output, request.source, force=request.force)
            prepared, place, left_out = _sign(request, before, temporary, token, ports)
            # What was signed is what was confirmed, and it is still what lies there.
            if not prepared.source_sha256 == before == ports.files.sha256(request.source):
                raise DocumentChanged(file=str(request.source))
            seq = _note_prepared(request, intent, body, prepared, ports)
        except BaseException:
            ports.files.discard(temporary)
            raise
    # From here on the signature exists: whatever happens, it is kept and said to be made.
    if request.require_level:
        held = _result(request, body, prepared, place, seq, ports)
        return replace(held, output=temporary, intent=intent)
    output, trouble = publish_or_keep(ports.files, temporary, request.output, force=request.force)
    made: Body = {"sha256": prepared.sha256, "field": prepared.field, "output": str(output)}
    seq = record_made(intent, body, made, ports.clock.now(), Records(ports.audit, ports.owed))
    if trouble is not None:
        raise OutputUnreachable(kept=str(output), why=trouble.code) from trouble
    signed = _result(request, body, prepared, place, seq, ports)
    return replace(signed, output=output, intent=intent, left_out=left_out)


def publish_or_keep(
    files: OutputFiles, temporary: Path, output: Path, *, force: bool
) -> tuple[Path, ParaphError | None]:
    """Give a signed file its name, or keep it; gives where it is, and what stood in the way."""
    try:
        files.publish(temporary, output, force=force)
    except ParaphError as error:
        return files.keep(temporary, output), error
    return output, None


def record_made(intent: str, asked: Body, made: Body, since: datetime, records: Records) -> int:
    """Write that a signature was made, and what it owes, in one transaction.

    `asked` is the body of its `signature_requested`; gives the entry's sequence number.
    """
    audit, owed = records
    debt = _debt(intent, asked, Path(str(made["output"])), str(made["sha256"]), since)
    if owed is None:
        if debt.steps:
            raise LevelUnavailable(level=str(debt.asked))
        return audit.append("signature_made", intent, made)
    with owed.transaction():
        seq = audit.append("signature_made", intent, made)
        _keep_up_no_more(intent, debt.path, audit, owed)
        if debt.steps:
            _owe(debt, audit, owed)
    return seq


def _keep_up_no_more(intent: str, path: Path, audit: AuditLog, owed: OwedLevels) -> None:
    """Take an archived file off its list whose place a signed one took, as a person let it."""
    for file in owed.archived():
        if file.path == path:
            body: Body = {"path": str(path), "sha256": file.sha256}
            audit.append("archive_file_overwritten", intent, body)
            owed.remove_archived(path)


def record_named(intent: str, temporary: Path, made: Body, records: Records) -> int:
    """Write where a file is that had no name while it waited for its level."""
    audit, owed = records
    if owed is None:
        raise LevelUnavailable
    with owed.transaction():
        seq = audit.append("signature_made", intent, made)
        owed.move(temporary, Path(str(made["output"])))
    return seq


def _note_prepared(
    request: SignRequest, intent: str, asked: Body, prepared: PreparedSignature, ports: Signing
) -> int:
    """Write that a signature is made; one that waits for its level owes it from then on."""
    body: Body = {"sha256": prepared.sha256, "output": str(request.output)}
    if not request.require_level or ports.owed is None:
        return ports.audit.append("signature_prepared", intent, body)
    temporary = Path(str(asked["temporary"]))
    debt = _debt(intent, asked, temporary, prepared.sha256, ports.clock.now())
    with ports.owed.transaction():
        seq = ports.audit.append("signature_prepared", intent, body)
        _owe(debt, ports.audit, ports.owed)
    return seq


def _debt(intent: str, asked: Body, path: Path, sha256: str, since: datetime) -> OwedLevel:
    ends = asked.get("certificate_ends")
    return OwedLevel(
        intent,
        path,
        sha256,
        PadesLevel.B_B,
        PadesLevel(str(asked.get("level", PadesLevel.B_B))),
        since,
        deadline=datetime.fromisoformat(str(ends)) if ends is not None else None,
    )


def _owe(debt: OwedLevel, audit: AuditLog, owed: OwedLevels) -> None:
    told: Body = {"steps": " ".join(debt.steps), "path": str(debt.path), "sha256": debt.sha256}
    audit.append("level_owed", debt.intent, told)
    owed.put(debt)


def record_refusal(audit: AuditLog, sources: Sequence[Path], error: ParaphError) -> None:
    """Write that these documents were not signed, for a reason that came before any of them.

    A wrong PIN or an expired certificate ends a batch before its first document is touched.
    """
    for source in sources:
        body: Body = {"code": error.code, "input": str(source)}
        audit.append("signature_failed", new_intent(), body)


def new_intent() -> str:
    """Give the name that joins the entries of one act."""
    import secrets  # brings 4 MB that the window, which signs nothing itself, has no use for

    return secrets.token_hex(16)


@contextmanager
def _recorded_failure(request: SignRequest, intent: str, ports: Signing) -> Iterator[None]:
    # An interrupt may fall between the rename and its return: no end is written then, and
    # `reconcile_after_crash` finds out what became of the intent. So with a record that cannot be
    # written now.
    try:
        yield
    except Exception as error:
        code = error.code if isinstance(error, ParaphError) else "unforeseen"
        body: Body = {"code": code, "input": str(request.source), "output": str(request.output)}
        with suppress(ParaphError):
            ports.audit.append("signature_failed", intent, body)
        raise


def _signable(request: SignRequest, token: SigningToken, ports: Signing) -> CertificateFacts:
    facts, now = ports.read_certificate(request.certificate_der), ports.clock.now()
    if request.level is not PadesLevel.B_B and ports.owed is None:
        raise LevelUnavailable(level=str(request.level))
    refuse_bar(signing_bar(facts, now, ports.policy, has_key=True), facts)
    if not ports.policy.scheme(str(token.scheme), now).standing.may_sign:
        raise KeyNotAccepted(why=str(token.scheme))
    if not ports.policy.usable_digests(token.digests, now):
        raise KeyNotAccepted(why="digest")
    return facts


def _sign(
    request: SignRequest, before: str, temporary: Path, token: SigningToken, ports: Signing
) -> tuple[PreparedSignature, Place | None, tuple[str, ...]]:
    place, stamp = request.place, None
    facts = read_facts(request.source, request.password, ports.reader)
    if request.field is not None:
        named = [f for f in facts.fields if f.name == request.field]
        place = Place(named[0].page_index, named[0].box) if named else None
    elif place is not None:
        taken = [f.box for f in facts.fields if f.page_index == place.page_index]
        page = facts.pages[place.page_index] if place.page_index < len(facts.pages) else None
        check_place(place.box, page, taken)
    if place is not None and place.box.width > 0 and place.box.height > 0:
        page = facts.pages[place.page_index]
        content = _stamp_content(request, before, ports)
        stamp = ports.stamps.draw(content, place.box, page, facts.archive)
    order = SignatureOrder(
        request.source,
        temporary,
        request.certificate_der,
        request.chain_der,
        field=request.field,
        place=request.place,
        stamp_pdf=stamp.pdf_bytes if stamp else None,
        reason=request.reason,
        location=request.location,
        password=request.password,
        digests=ports.policy.usable_digests(token.digests, ports.clock.now()),
        additions=_additions(request, facts, ports),
        begun=ports.begun(request.source),
    )
    return ports.signer.sign(order, token), place, stamp.left_out if stamp else ()


def _additions(request: SignRequest, facts: DocumentFacts, ports: Signing) -> Additions | None:
    if request.extras is None:
        return None
    holder = ports.read_certificate(request.certificate_der).holder
    own = OwnSignature(holder, request.field, request.place)
    file = (request.source, request.password)
    plan = plan_file(request.extras, own, file, ports.signer, ports.documents)
    return additions_of(plan, facts.pages, ports.stamps, facts.archive)


def _stamp_content(request: SignRequest, before: str, ports: Signing) -> StampContent:
    certificate = ports.read_certificate(request.certificate_der)
    # The hour a person signs at is the hour on the wall; its distance from UTC stands beside it.
    when = ports.clock.now().astimezone()
    facts = StampFacts(certificate, when, request.reason or "", request.location or "", before)
    return stamp_content(facts, request.look)


def _requested(
    request: SignRequest, facts: CertificateFacts, before: str, temporary: Path, ports: Signing
) -> Body:
    told = cautions(facts, ports.clock.now(), ports.policy)
    return {
        "input": str(request.source),
        "input_sha256": before,
        "output": str(request.output),
        "temporary": str(temporary),
        "certificate_sha256": facts.sha256,
        "signs_as": facts.holder,
        "kind_of_signature": str(act_of(facts)),
        "certificate_states": statement_of(facts),
        "without_device": int(request.key is KeyKind.KEY_FILE),
        "warnings": " ".join(each.warning for each in told) or None,
        "algorithm_policy": f"{ports.policy.standard} {ports.policy.version}",
        "reason": request.reason,
        "level": str(request.level),
        "require_level": int(request.require_level),
        "certificate_ends": facts.not_after.isoformat(),
        "force": int(request.force),
        "lease": ports.lease,
        **told_of(request.prepared),
    }


def _result(
    request: SignRequest,
    asked: Body,
    prepared: PreparedSignature,
    place: Place | None,
    seq: int,
    ports: Signing,
) -> SignedDocument:
    return SignedDocument(
        request.output,
        str(asked["input_sha256"]),
        prepared.sha256,
        prepared.field,
        place,
        str(asked["certificate_sha256"]),
        ports.clock.now().isoformat(timespec="seconds").replace("+00:00", "Z"),
        seq,
        asked["kind_of_signature"] == SignatureAct.ADVANCED_SEAL,
        request.key,
        asked=request.level,
    )
