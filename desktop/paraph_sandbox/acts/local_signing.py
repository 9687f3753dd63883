"""Documents that a signatory signed with a card of his own: judged, then taken as the next
revision.

The judgement reads a whole PDF, so it is made between two beginnings of the transaction that takes
it, on the revision that is the current one; the second sees whether it still is.
"""

from contextlib import ExitStack
from dataclasses import dataclass

from paraph.wire.names import SignatureLevel, Signing
from paraph_sandbox.acts import requests, signatories
from paraph_sandbox.acts.actor import Actor
from paraph_sandbox.acts.course import Course
from paraph_sandbox.acts.pdf_work import PdfWork, SignerFound
from paraph_sandbox.acts.signing import LEVEL_WORDS
from paraph_sandbox.acts.trail import by_signatory
from paraph_sandbox.clock import machine_time
from paraph_sandbox.lifecycle.problems import Problem
from paraph_sandbox.pki import issued
from paraph_sandbox.pki.opening import Pki
from paraph_sandbox.pki.unfit import Unfit
from paraph_sandbox.signing.rejection import Reason, Rejected
from paraph_sandbox.store.blobs import Blobs, Staged
from paraph_sandbox.store.database import Row, Writing


@dataclass(frozen=True)
class CardSigners:
    """Takes what cards have signed."""

    blobs: Blobs
    pki: Pki
    work: PdfWork
    course: Course

    def take(self, tx: Writing, signatory: Row, upload: Staged, actor: Actor) -> None:
        """Take a signed document as the next revision.

        Raises Problem 409 when it is not his turn or `signs_remotely`, 422 `signature_rejected`.
        """
        row = requests.row_of(tx, actor.account, signatory["request"])
        self.course.check_turn(tx, row, signatory, actor.now)
        if signatory["signing"] != Signing.LOCAL:
            raise Problem(409, "signs_remotely", "This signatory signs at the provider.")
        level = SignatureLevel(signatory["level"])
        signer = self._judged(tx, row, signatory, upload)
        self._check_not_revoked(tx, signer)
        kept = self.blobs.keep(upload)
        detail = f"{LEVEL_WORDS[level]}, with the card of {signer.holder}"
        happening = by_signatory(signatory, "signed", actor, detail, kept)
        self.course.signed(tx, row, signatory, happening, actor, **signer.columns)

    def _judged(self, tx: Writing, row: Row, signatory: Row, upload: Staged) -> SignerFound:
        fields, level = signatories.fields_of(signatory), SignatureLevel(signatory["level"])
        before = str(row["sha256"])

        def judge(_: ExitStack) -> SignerFound | Rejected:
            try:
                return self.work.judge(before, upload, fields, level)
            except Rejected as rejected:
                return rejected

        # A refusal, too, is of this revision: the transaction tells whether it still is the one.
        told = tx.need(("judged", before, upload.sha256, tuple(fields), level), judge)
        if isinstance(told, Rejected):
            raise refused(told.reason, told.detail)
        return told

    def _check_not_revoked(self, tx: Writing, signer: SignerFound) -> None:
        from asn1crypto import x509

        certificate = x509.Certificate.load(signer.certificate)
        if issued.is_revoked(self.pki.authorities(), tx, certificate, machine_time()):
            raise refused(Reason.CERTIFICATE_UNFIT, str(Unfit.REVOKED))


def moved(row: Row) -> Problem:
    """Say that another revision is the current one."""
    detail = "Another signatory came first. Sign the current revision."
    more = {"revision": row["revision"], "document_sha256": row["sha256"]}
    return Problem(412, "document_moved", detail, more=more)


def refused(reason: Reason, detail: str) -> Problem:
    """Say why a signed document is not taken; `reasons` holds stable codes."""
    more = {"reasons": [str(reason)]}
    errors = (("signed-document", detail),)
    return Problem(422, "signature_rejected", detail, errors=errors, more=more)
