"""Sign one document with one opened key: asked, signed, checked, named, recorded.

The order of the records is what tells the truth after a crash: `signature_requested` before the
key is used, `signature_prepared` before the file gets its name, `signature_made` after.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from paraph.domain.algorithm_policy import AlgorithmPolicy
from paraph.domain.certificate import CertificateFacts, cautions, refuse_bar, signing_bar
from paraph.domain.errors import (
    DocumentChanged,
    DocumentDamaged,
    KeyNotAccepted,
    NoPages,
    OutputUnreachable,
    ParaphError,
)
from paraph.domain.secret import Secret
from paraph.domain.signature_act import SignatureAct, act_of, statement_of
from paraph.domain.signature_field import Place, check_place
from paraph.domain.stamp_words import CAPTION, SEAL_CAPTION, StampLine, stamp_lines
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
from paraph.ports.record import AuditLog, Body, Clock
from paraph.ports.signing_token import SigningToken


@dataclass(frozen=True, slots=True)
class SignRequest:
    """What the person confirmed: this file, as this certificate, here, for this reason."""

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
    without_device: bool = False  # the key is a file's, no device guards it


@dataclass(frozen=True, slots=True)
class SignedDocument:
    """A signed file under its final name."""

    output: Path
    input_sha256: str
    output_sha256: str
    field: str
    place: Place | None
    certificate_sha256: str
    signed_at_utc: str
    audit_seq: int
    is_seal: bool = False


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


def sign_document(request: SignRequest, token: SigningToken, ports: Signing) -> SignedDocument:
    """Sign. Whatever fails leaves the input untouched, no half file, and a record of it."""
    intent = _new_intent()
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
            prepared, place = _sign(request, temporary, token, ports)
            # What was signed is what was confirmed, and it is still what lies there.
            if not prepared.source_sha256 == before == ports.files.sha256(request.source):
                raise DocumentChanged(file=str(request.source))
            prepared_body: Body = {"sha256": prepared.sha256, "output": str(request.output)}
            ports.audit.append("signature_prepared", intent, prepared_body)
        except BaseException:
            ports.files.discard(temporary)
            raise
    # From here on the signature exists: whatever happens, it is kept and said to be made.
    output, trouble = publish_or_keep(ports.files, temporary, request.output, force=request.force)
    made: Body = {"sha256": prepared.sha256, "field": prepared.field, "output": str(output)}
    seq = ports.audit.append("signature_made", intent, made)
    if trouble is not None:
        raise OutputUnreachable(kept=str(output), why=trouble.code) from trouble
    return _result(request, body, prepared, place, seq, ports)


def publish_or_keep(
    files: OutputFiles, temporary: Path, output: Path, *, force: bool
) -> tuple[Path, ParaphError | None]:
    """Give a signed file its name, or keep it; gives where it is, and what stood in the way."""
    try:
        files.publish(temporary, output, force=force)
    except ParaphError as error:
        return files.keep(temporary, output), error
    return output, None


def record_refusal(audit: AuditLog, sources: Sequence[Path], error: ParaphError) -> None:
    """Write that these documents were not signed, for a reason that came before any of them.

    A wrong PIN or an expired certificate ends a batch before its first document is touched.
    """
    for source in sources:
        body: Body = {"code": error.code, "input": str(source)}
        audit.append("signature_failed", _new_intent(), body)


def _new_intent() -> str:
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
    refuse_bar(signing_bar(facts, now, ports.policy, has_key=True), facts)
    if not ports.policy.scheme(str(token.scheme), now).standing.may_sign:
        raise KeyNotAccepted(why=str(token.scheme))
    if not ports.policy.usable_digests(token.digests, now):
        raise KeyNotAccepted(why="digest")
    return facts


def _facts(request: SignRequest, ports: Signing) -> DocumentFacts:
    try:
        facts = ports.reader.read(request.source, request.password)
    except (ParaphError, OSError):
        raise
    except Exception as error:
        # Readers stand over libraries in C, which raise what they like over a hostile file.
        raise DocumentDamaged(why=type(error).__name__) from error
    if not facts.pages:
        raise NoPages
    return facts


def _sign(
    request: SignRequest, temporary: Path, token: SigningToken, ports: Signing
) -> tuple[PreparedSignature, Place | None]:
    place, stamp = request.place, None
    facts = _facts(request, ports)
    if request.field is not None:
        named = [f for f in facts.fields if f.name == request.field]
        place = Place(named[0].page_index, named[0].box) if named else None
    elif place is not None:
        taken = [f.box for f in facts.fields if f.page_index == place.page_index]
        page = facts.pages[place.page_index] if place.page_index < len(facts.pages) else None
        check_place(place.box, page, taken)
    if place is not None and place.box.width > 0 and place.box.height > 0:
        page = facts.pages[place.page_index]
        stamp = ports.stamps.draw(_stamp_lines(request, ports), place.box, page)
    order = SignatureOrder(
        request.source,
        temporary,
        request.certificate_der,
        request.chain_der,
        field=request.field,
        place=request.place,
        stamp_pdf=stamp,
        reason=request.reason,
        location=request.location,
        password=request.password,
        digests=ports.policy.usable_digests(token.digests, ports.clock.now()),
    )
    return ports.signer.sign(order, token), place


def _stamp_lines(request: SignRequest, ports: Signing) -> list[StampLine]:
    facts = ports.read_certificate(request.certificate_der)
    caption = SEAL_CAPTION if act_of(facts).is_seal else CAPTION
    # The hour a person signs at is the hour on the wall; its distance from UTC stands beside it.
    when = ports.clock.now().astimezone()
    return stamp_lines(facts.holder, when, request.reason, request.location, caption)


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
        "without_device": int(request.without_device),
        "warnings": " ".join(each.warning for each in told) or None,
        "algorithm_policy": f"{ports.policy.standard} {ports.policy.version}",
        "reason": request.reason,
        "level": "B-B",
        "force": int(request.force),
        "lease": ports.lease,
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
    )
