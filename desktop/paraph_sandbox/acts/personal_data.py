"""Personal data leaves: names, e-mails, addresses, and the documents that hold them.

Hashes, states and times stay, so that the trail still tells what happened and when.
"""

from datetime import datetime

from paraph.wire.common import rfc3339
from paraph.wire.names import EventType, RequestState
from paraph_sandbox.acts import requests
from paraph_sandbox.acts.events import emit
from paraph_sandbox.acts.forgetting import forget_answers
from paraph_sandbox.lifecycle.problems import invalid_transition
from paraph_sandbox.lifecycle.states import TERMINAL
from paraph_sandbox.store.database import Row, Writing

DELETED = "(deleted)"


def erase(tx: Writing, row: Row, now: datetime) -> list[str]:
    """Delete an ended request's personal data; give the hashes whose bytes may be of no use now.

    Nothing happens when it was deleted before. Raises Problem 409 `invalid_transition` for a
    request that still runs: cancel it first.
    """
    if RequestState(row["state"]) not in TERMINAL:
        raise invalid_transition("rid of its personal data", row["state"])
    if row["personal_data_deleted_at"] is not None:
        return []
    hashes = _hashes(tx, row)
    _forget_people(tx, row["id"])
    tx.change(
        "requests",
        ("id", row["id"]),
        name=DELETED,
        cancel_reason=row["cancel_reason"] and DELETED,
        personal_data_deleted_at=rfc3339(now),
        purge_at=None,
    )
    tx.run(
        "UPDATE audit_trails SET version = version + 1, updated_at = ? WHERE request = ?",
        rfc3339(now),
        row["id"],
    )
    _delete_unused_document(tx, row["document"], now)
    version = requests.touch(tx, row["id"], now)
    data: dict[str, str | int | None] = {"signature_request_id": row["id"], "version": version}
    emit(tx, row["account"], EventType.PERSONAL_DATA_DELETED, data, now)
    return hashes


def _hashes(tx: Writing, row: Row) -> list[str]:
    found = tx.all("SELECT sha256 FROM revisions WHERE request = ?", row["id"])
    trails = tx.all(
        "SELECT signed_sha256, trail_sha256, coalesce(proven_sha256, signed_sha256)"
        " FROM audit_trails WHERE request = ?",
        row["id"],
    )
    original = tx.value("SELECT sha256 FROM documents WHERE id = ?", row["document"])
    every = [each["sha256"] for each in found] + [sha256 for each in trails for sha256 in each]
    return sorted({*every, row["sha256"], original})


def _forget_people(tx: Writing, request: str) -> None:
    mine = "(SELECT id FROM signatories WHERE request = ?)"
    tx.run(f"DELETE FROM people WHERE signatory IN {mine}", request)  # noqa: S608 - ours
    tx.run(f"UPDATE certificates SET der = NULL WHERE signatory IN {mine}", request)  # noqa: S608
    tx.run("DELETE FROM trail_personal WHERE request = ?", request)
    forget_answers(tx, request)


def _delete_unused_document(tx: Writing, document: str, now: datetime) -> None:
    users = tx.value(
        "SELECT (SELECT count(*) FROM requests WHERE document = ?1 AND deleted_at IS NULL"
        " AND personal_data_deleted_at IS NULL)"
        " + (SELECT count(*) FROM templates WHERE document = ?1 AND deleted_at IS NULL)",
        document,
    )
    if not users:
        tx.change("documents", ("id", document), deleted_at=rfc3339(now), name=DELETED)
        forget_answers(tx, document)
        tx.change("ledger", ("id", document), deleted=1)
