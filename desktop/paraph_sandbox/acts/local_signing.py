"""Documents that a signatory signed with a card of his own: judged, then taken as the next
revision.

The judgement reads a whole PDF, so it is made before the transaction that takes it, on the revision
that the upload names; the transaction sees whether that is still the current one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paraph.wire.names import SignatureLevel, Signing
from paraph_sandbox.acts import requests, signatories
from paraph_sandbox.acts.actor import Actor
from paraph_sandbox.acts.course import Course
from paraph_sandbox.acts.signing import LEVEL_WORDS, certificate_columns
from paraph_sandbox.acts.trail import by_signatory
from paraph_sandbox.clock import machine_time
from paraph_sandbox.lifecycle.places import Placed
from paraph_sandbox.lifecycle.problems import Problem
from paraph_sandbox.pki.opening import Pki
from paraph_sandbox.store.blobs import Blobs
from paraph_sandbox.store.database import Reading, Row, Writing

if TYPE_CHECKING:
    from paraph_sandbox.signing.given_signature import Signer


@dataclass(frozen=True)
class Judgement:
    """What is thought of an upload on the revision with this digest, in these fields: who signed,
    or why it is refused.
    """

    revision_sha256: str
    fields: Sequence[Placed]
    signer: "Signer | None"
    refusal: Problem | None


@dataclass(frozen=True)
class CardSigners:
    """Takes what cards have signed."""

    blobs: Blobs
    pki: Pki
    course: Course

    def judge(self, tx: Reading, account: str, signatory: str, upload: bytes) -> Judgement:
        """Judge an upload on the request's current revision. Raises Problem 404."""
        from paraph_sandbox.signing.rejection import Rejected
        from paraph_sandbox.signing.upload import judge

        found = signatories.row_of(tx, account, signatory)
        row = requests.row_of(tx, account, found["request"])
        fields = signatories.fields_of(found)
        try:
            signer = judge(self.blobs.get(row["sha256"]), upload, fields)
        except Rejected as rejected:
            refusal = refused(rejected.reason, rejected.detail)
            return Judgement(row["sha256"], fields, None, refusal)
        except FileNotFoundError:
            refusal = refused("unreadable", "The document was deleted.")
            return Judgement(row["sha256"], fields, None, refusal)
        return Judgement(row["sha256"], fields, signer, None)

    def take(
        self, tx: Writing, signatory: Row, upload: bytes, judgement: Judgement, actor: Actor
    ) -> None:
        """Take a signed document as the next revision.

        Raises Problem 409 when it is not his turn or `signs_remotely`, 412 `document_moved`, 422
        `signature_rejected`.
        """
        row = requests.row_of(tx, actor.account, signatory["request"])
        self.course.check_turn(tx, row, signatory)
        if signatory["signing"] != Signing.LOCAL:
            raise Problem(409, "signs_remotely", "This signatory signs at the provider.")
        fields = signatories.fields_of(signatory)
        if judgement.revision_sha256 != row["sha256"] or judgement.fields != fields:
            raise moved(row)
        if judgement.refusal is not None:
            raise judgement.refusal
        signer = judgement.signer
        if signer is None:
            raise RuntimeError("an upload was neither accepted nor refused")
        level = SignatureLevel(signatory["level"])
        self._check_certificate(tx, signer, level)
        sha256 = self.blobs.put(upload)
        holder = signer.certificate.subject.native.get("common_name", "")
        detail = f"{LEVEL_WORDS[level]}, with the card of {holder}"
        happening = by_signatory(signatory, "signed", actor, detail, sha256)
        told = certificate_columns(signer.certificate)
        self.course.signed(tx, row, signatory, happening, actor, **told)

    def _check_certificate(self, tx: Writing, signer: "Signer", level: SignatureLevel) -> None:
        from paraph_sandbox.pki.anchors import accepted_chain

        unfit = accepted_chain(self.pki.authorities(), tx, signer, level, machine_time())
        if unfit is not None:
            raise refused("certificate_unfit", str(unfit))


def moved(row: Row) -> Problem:
    """Say that another revision is the current one."""
    detail = "Another signatory came first. Sign the current revision."
    more = {"revision": row["revision"], "document_sha256": row["sha256"]}
    return Problem(412, "document_moved", detail, more=more)


def refused(reason: str, detail: str) -> Problem:
    """Say why a signed document is not taken; `reasons` holds stable codes."""
    more = {"reasons": [str(reason)]}
    errors = (("signed-document", detail),)
    return Problem(422, "signature_rejected", detail, errors=errors, more=more)
