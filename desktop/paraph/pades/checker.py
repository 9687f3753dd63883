"""Check the signatures of a PDF: integrity, coverage, signer, trust at a moment.

Later changes are judged by pyHanko's rules, and whether what is displayed is what was signed is
not compared here: a signature with revisions after it is never called valid.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.crypt import AuthStatus
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import ValidationContext

from paraph.domain.errors import NotAPdf, PasswordIncorrect, PasswordRequired
from paraph.domain.keys.secret import Secret
from paraph.domain.verification import FileReport, SignatureReport, Signer
from paraph.pades.document_file import opened

_TRACE = b"/ByteRange"
_SUBFILTERS = frozenset(item.value[1:] for item in SigSeedSubFilter)


class PadesChecker:
    """Checks one file at a time; `anchors_der` are the only trust anchors."""

    def check(
        self, path: Path, anchors_der: Sequence[bytes], at: datetime, password: Secret | None
    ) -> FileReport:
        """Give what can be said; a file that cannot be parsed is `unreadable`, not an error.

        Raises NotAPdf, DocumentMissing, PasswordRequired, PasswordIncorrect.
        """
        with opened(path) as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            if b"%PDF-" not in file.read(1024):
                raise NotAPdf
            empty = FileReport(str(path), sha256, 0, at.isoformat().replace("+00:00", "Z"))
            try:
                reader = PdfFileReader(file, strict=False)
                _unlock(reader, password)
                found = list(enumerate_sig_fields(reader, filled_status=True))
                pages = int(reader.root["/Pages"]["/Count"])
            except (PasswordRequired, PasswordIncorrect):
                raise
            except Exception as error:  # noqa: BLE001 - a hostile file may raise anything
                return replace(
                    empty, unreadable=True, own_reasons=(f"damaged:{type(error).__name__}",)
                )
            every = [_guarded(reader, item, anchors_der, at) for item in found]
            reports = tuple(sorted(every, key=lambda report: report.revision))
        lost = () if found or not _has_trace(path) else ("signature_traces_without_form",)
        return replace(empty, pages=pages, signatures=reports, own_reasons=lost)


def _unlock(reader: PdfFileReader, password: Secret | None) -> None:
    if reader.security_handler is None:
        return
    given = password.reveal() if password is not None else ""
    try:
        failed = reader.decrypt(given).status is AuthStatus.FAILED
    except UnicodeEncodeError:
        failed = True  # no letter of an old document's password (ISO 32000-2, 7.6.4.3.2)
    if failed:
        raise PasswordRequired if password is None else PasswordIncorrect


def _has_trace(path: Path) -> bool:
    with path.open("rb") as file:
        tail = b""
        while piece := file.read(1 << 20):
            if _TRACE in tail + piece:
                return True
            tail = piece[-32:]
    return False


def _guarded(
    reader: PdfFileReader, found: tuple[str, Any, Any], anchors_der: Sequence[bytes], at: datetime
) -> SignatureReport:
    name, value, field = found
    try:
        subfilter = str(value.get_object().get("/SubFilter", "/"))[1:]
        if subfilter not in _SUBFILTERS:
            return _unchecked(name, "unsupported", "unsupported", ("subfilter_unsupported",))
        make: Any = EmbeddedPdfSignature
        return _report(make(reader, field, name), anchors_der, at)
    except Exception as error:  # noqa: BLE001 - one unreadable signature hides no other
        reasons = ("signature_unreadable", type(error).__name__)
        return _unchecked(name, "unreadable", "invalid", reasons)


def _unchecked(
    name: str, integrity: str, verdict: str, reasons: tuple[str, ...]
) -> SignatureReport:
    return SignatureReport(
        field=str(name),
        kind="signature",
        subfilter=None,
        revision=0,
        revisions=0,
        integrity=integrity,
        coverage="unknown",
        changes="unknown",
        trust="unknown",
        verdict=verdict,
        reasons=reasons,
    )


def _report(
    signature: EmbeddedPdfSignature, anchors_der: Sequence[bytes], at: datetime
) -> SignatureReport:
    anchors = [x509.Certificate.load(der) for der in anchors_der]
    context = ValidationContext(
        trust_roots=anchors, moment=at, allow_fetching=False, revocation_mode="soft-fail"
    )
    is_timestamp = _kind(signature) == "document-timestamp"
    validate = validate_pdf_timestamp if is_timestamp else validate_pdf_signature
    status = validate(signature, context)
    certificate = signature.signer_cert
    integrity = "intact" if status.intact and status.valid else "broken"
    revision, revisions = _revisions(signature)
    coverage = _coverage(signature)
    reasons = tuple(_reasons(status, certificate, at) + _gaps(coverage, revision < revisions))
    return SignatureReport(
        field=str(signature.field_name),
        kind=_kind(signature),
        subfilter=str(signature.sig_object.get("/SubFilter", "/"))[1:] or None,
        revision=revision,
        revisions=revisions,
        integrity=integrity,
        coverage=coverage,
        changes=_changes(status),
        trust=_trust(status, certificate, at),
        verdict=_verdict(integrity, reasons),
        reasons=reasons,
        signer=_signer(certificate),
        claimed_at=_claimed(signature),
    )


def _reasons(status: Any, certificate: x509.Certificate, at: datetime) -> list[str]:
    reasons = []
    if not status.intact:
        reasons.append("digest_mismatch")
    elif not status.valid:
        reasons.append("signature_mismatch")
    if _changes(status) == "forbidden":
        reasons.append("forbidden_change")
    word = _trust(status, certificate, at)
    if word != "trusted":
        reasons.append("certificate_expired" if word == "expired" else "signer_" + word)
    return reasons


def _gaps(coverage: str, has_later_revisions: bool) -> list[str]:  # noqa: FBT001
    """Say what keeps a sound signature from green: bytes or pages nobody accounted for."""
    if coverage not in ("whole-file", "whole-revision"):
        return ["bytes_not_covered"]
    return ["pages_not_compared"] if has_later_revisions else []


def _verdict(integrity: str, reasons: Sequence[str]) -> str:
    if integrity == "broken" or "forbidden_change" in reasons:
        return "invalid"
    return "indeterminate" if reasons else "valid"


def _trust(status: Any, certificate: x509.Certificate, at: datetime) -> str:
    validity = certificate["tbs_certificate"]["validity"]
    if at > validity["not_after"].native:
        return "expired"
    if at < validity["not_before"].native:
        return "not-yet-valid"
    if status.revoked:
        return "revoked"
    return "trusted" if status.trusted else "untrusted"


def _revisions(signature: EmbeddedPdfSignature) -> tuple[int, int]:
    total = int(signature.reader.total_revisions)
    return int(signature.signed_revision) + 1, total


def _coverage(signature: EmbeddedPdfSignature) -> str:
    return {
        "ENTIRE_FILE": "whole-file",
        "ENTIRE_REVISION": "whole-revision",
        "CONTIGUOUS_BLOCK_FROM_START": "partial",
    }.get(_name(signature.coverage), "unknown")


def _name(value: Any) -> str:
    return str(value.name)


def _changes(status: Any) -> str:
    level = status.modification_level
    names = {
        "NONE": "none",
        "LTA_UPDATES": "ltv-update",
        "FORM_FILLING": "form-filling",
        "ANNOTATIONS": "annotations",
        "OTHER": "forbidden",
    }
    return names.get(level.name, "unknown") if level is not None else "unknown"


def _kind(signature: EmbeddedPdfSignature) -> str:
    is_timestamp = str(signature.sig_object.get("/SubFilter", "")) == "/ETSI.RFC3161"
    return "document-timestamp" if is_timestamp else "signature"


def _signer(certificate: x509.Certificate) -> Signer:
    return Signer(
        certificate.subject.human_friendly,
        certificate.issuer.human_friendly,
        str(certificate.serial_number),
        hashlib.sha256(certificate.dump()).hexdigest(),
    )


def _claimed(signature: EmbeddedPdfSignature) -> str | None:
    moment = signature.self_reported_timestamp
    return moment.isoformat() if moment is not None else None
