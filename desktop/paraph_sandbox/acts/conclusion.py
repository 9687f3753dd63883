"""The end of a request that all have signed: the signed document and its audit trail, both kept in
the transaction that completes it, and made before it (see `Writing.need`)."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime

from paraph.wire.common import rfc3339
from paraph.wire.names import Signing
from paraph_sandbox.acts import requests, signatories, trails
from paraph_sandbox.acts.ids import enter, new_id
from paraph_sandbox.acts.pdf_work import PdfWork
from paraph_sandbox.lifecycle.problems import Problem
from paraph_sandbox.pki.opening import Pki
from paraph_sandbox.store.blobs import Blobs, Gone
from paraph_sandbox.store.database import Database, Reading, Row, Writing


@dataclass(frozen=True)
class Conclusion:
    """Makes results."""

    blobs: Blobs
    pki: Pki
    work: PdfWork

    def conclude(self, tx: Writing, row: Row, now: datetime) -> str:
        """Keep both results of a request that is completed, and give the trail's id."""
        signed_sha256 = self._signed(tx, row)
        trail = tx.settle(("audit trail", row["id"]), lambda: new_id("aud"))
        enter(tx, "audit_trail", row["account"], now, made=trail)
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
        paper = tx.need(
            ("trail", told.model_dump_json()), lambda stack: self.work.draw_trail(stack, told)
        )
        tx.change("audit_trails", ("id", trail), trail_sha256=self.blobs.keep(paper))
        return trail

    def prove(self, database: Database, account: str, request: str) -> str:
        """Give the digest of the signed document with all that proves it (PAdES-B-LTA).

        It is made once, when somebody first asks, and kept.
        """
        with database.read() as tx:
            trail = result_of(tx, requests.row_of(tx, account, request))
        if trail["proven_sha256"] is not None:
            return str(trail["proven_sha256"])
        with ExitStack() as stack, _told_when_gone():
            ocsps = self._ocsps(database, trail)
            proven = self.work.prove(stack, str(trail["signed_sha256"]), ocsps)
            with database.write() as tx:
                now = result_of(tx, requests.row_of(tx, account, request))
                if now["proven_sha256"] is not None:
                    return str(now["proven_sha256"])
                kept = self.blobs.keep(proven)
                tx.change("audit_trails", ("id", trail["id"]), proven_sha256=kept)
        return kept

    def _ocsps(self, database: Database, trail: Row) -> list[bytes]:
        from asn1crypto import x509

        from paraph_sandbox.pki.evidence import ocsp_answers

        signers = self.work.signers(str(trail["signed_sha256"]))
        with database.read() as tx:
            leaves = [x509.Certificate.load(each) for each in signers]
            return ocsp_answers(self.pki.authorities(), tx, leaves)

    def _signed(self, tx: Writing, row: Row) -> str:
        """Give the digest of the last revision, stamped when a card's signature has no time."""
        sha256 = str(row["sha256"])
        rows = signatories.rows_of(tx, row["id"])
        if all(each["signing"] == Signing.REMOTE for each in rows):
            return sha256
        # EN 319 142-1, 6.3: B-T by a timestamp of the document, since the card's own value may
        # stand under other signatures.
        stamped = tx.need(("stamped", sha256), lambda stack: self.work.stamp(stack, sha256))
        return sha256 if stamped is None else self.blobs.keep(stamped)


@contextmanager
def _told_when_gone() -> Iterator[None]:
    try:
        yield
    except Gone as error:
        raise _erased() from error


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
        raise _erased()


def _erased() -> Problem:
    detail = "The documents went with the personal data."
    return Problem(410, "personal_data_deleted", detail)
