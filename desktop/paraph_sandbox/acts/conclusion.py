"""The end of a request that all have signed: the signed document and its audit trail, both kept in
the transaction that completes it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from paraph.wire.common import rfc3339
from paraph.wire.names import Signing
from paraph_sandbox.acts import signatories, trails
from paraph_sandbox.acts.ids import enter
from paraph_sandbox.lifecycle.problems import Problem
from paraph_sandbox.pki.opening import Pki
from paraph_sandbox.store.blobs import Blobs
from paraph_sandbox.store.database import Reading, Row, Writing


@dataclass(frozen=True)
class Conclusion:
    """Makes results. `address` is where the certificates of the PKI are found."""

    blobs: Blobs
    pki: Pki
    address: str

    def conclude(self, tx: Writing, row: Row, now: datetime) -> str:
        """Keep both results of a request that is completed, and give the trail's id."""
        from paraph_sandbox.papers.trail_paper import draw_trail
        from paraph_sandbox.signing.proof import with_timestamp

        signed_sha256 = self._signed(tx, row)
        trail = enter(tx, "audit_trail", row["account"], now)
        tx.insert(
            "audit_trails",
            id=trail,
            account=row["account"],
            request=row["id"],
            signed_sha256=signed_sha256,
            trail_sha256="",
            version=1,
            created_at=rfc3339(now),
            updated_at=rfc3339(now),
        )
        told = trails.told(tx, trails.row_of(tx, row["account"], trail), None)
        paper = with_timestamp(draw_trail(told, self.address), self._stamper())
        tx.change("audit_trails", ("id", trail), trail_sha256=self.blobs.put(paper))
        return trail

    def prove(self, tx: Writing, trail: Row) -> str:
        """Give the digest of the signed document with all that proves it (PAdES-B-LTA).

        It is made once, when somebody first asks, and kept.
        """
        from paraph_sandbox.pki.evidence import validation_context
        from paraph_sandbox.signing.proof import signers, with_proof

        if trail["proven_sha256"] is not None:
            return str(trail["proven_sha256"])
        authorities = self.pki.authorities()
        pdf = self.blobs.get(trail["signed_sha256"])
        context = validation_context(authorities, tx, signers(pdf))
        issuers = [each.asn1_certificate() for each in authorities.of.values()]
        proven = with_proof(pdf, issuers, context.ocsps, self._stamper())
        sha256 = self.blobs.put(proven)
        tx.change("audit_trails", ("id", trail["id"]), proven_sha256=sha256)
        return sha256

    def _signed(self, tx: Reading, row: Row) -> str:
        """Give the digest of the last revision, stamped when a card's signature has no time."""
        from paraph_sandbox.signing.proof import lacks_timestamp, with_timestamp

        sha256 = str(row["sha256"])
        rows = signatories.rows_of(tx, row["id"])
        if all(each["signing"] == Signing.REMOTE for each in rows):
            return sha256
        pdf = self.blobs.get(sha256)
        if not lacks_timestamp(pdf):
            return sha256
        # EN 319 142-1, 6.3: B-T by a timestamp of the document, since the card's own value may
        # stand under other signatures.
        return self.blobs.put(with_timestamp(pdf, self._stamper()))

    def _stamper(self) -> Any:
        from paraph_sandbox.pki.timestamper import OwnTimeStamper

        return OwnTimeStamper(self.pki.authorities())


def result_of(tx: Reading, row: Row) -> Row:
    """Give the row of a completed request's trail.

    Raises Problem 409 `not_completed`, 410 `personal_data_deleted`.
    """
    check_not_erased(row)
    trail = trails.row_of_request(tx, row["account"], row["id"])
    if trail is None:
        detail = f"A request that is {row['state']} has no results."
        raise Problem(409, "not_completed", detail, more={"state": row["state"]})
    return trail


def check_not_erased(row: Row) -> None:
    """Raise Problem 410 `personal_data_deleted` when a request's documents are gone."""
    if row["personal_data_deleted_at"] is not None:
        detail = "The documents went with the personal data."
        raise Problem(410, "personal_data_deleted", detail)
