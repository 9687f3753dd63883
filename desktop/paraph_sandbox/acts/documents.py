"""Documents: kept by their hash, told by their id."""

import json
from dataclasses import dataclass
from datetime import datetime

from paraph.wire.common import rfc3339
from paraph.wire.documents import Document
from paraph_sandbox.acts.forgetting import forget_answers
from paraph_sandbox.acts.ids import enter
from paraph_sandbox.lifecycle.places import NO_ANCHORS, Anchors, Box, Sheets
from paraph_sandbox.lifecycle.problems import Problem, duplicate_reference, not_found
from paraph_sandbox.store.database import Reading, Row, Writing


@dataclass(frozen=True)
class Upload:
    """A PDF that was read and whose bytes are kept. `size` is in bytes, `boxes` in points:
    what is shown of each page, lower-left and upper-right corner.
    """

    name: str
    sha256: str
    boxes: tuple[Box, ...]
    size: int
    client_reference: str | None


def row_of(tx: Reading, account: str, document_id: str) -> Row:
    """Give a document's row. Raises Problem 404 when the account has none of this id."""
    row = tx.first(
        "SELECT * FROM documents WHERE id = ? AND account = ? AND deleted_at IS NULL",
        document_id,
        account,
    )
    if row is None:
        raise not_found("document")
    return row


def sheets_of(row: Row, anchors: Anchors = NO_ANCHORS) -> Sheets:
    """Give a document's pages, with the places that were found in it before."""
    return Sheets(row["sha256"], [Box(*box) for box in json.loads(row["boxes"])], anchors)


def told(row: Row) -> Document:
    """Give a document as it is told."""
    return Document(
        id=row["id"],
        document_id=row["id"],
        version=row["version"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        client_reference=row["client_reference"],
        name=row["name"],
        checksum_sha256=row["sha256"],
        pages=row["pages"],
        size=row["size"],
    )


def keep(tx: Writing, account: str, upload: Upload, now: datetime, key: str | None) -> Document:
    """Make a document of an upload. Raises Problem 409 `duplicate_reference`."""
    if upload.client_reference is not None:
        known = tx.value(
            "SELECT id FROM documents WHERE account = ? AND client_reference = ?",
            account,
            upload.client_reference,
        )
        if known is not None:
            raise duplicate_reference(known)
    made = enter(tx, "document", account, now, reference=upload.client_reference, key=key)
    moment = rfc3339(now)
    tx.insert(
        "documents",
        id=made,
        account=account,
        client_reference=upload.client_reference,
        name=upload.name,
        sha256=upload.sha256,
        pages=len(upload.boxes),
        boxes=json.dumps(upload.boxes),
        size=upload.size,
        version=1,
        created_at=moment,
        updated_at=moment,
    )
    return told(row_of(tx, account, made))


def rename(tx: Writing, row: Row, name: str, now: datetime) -> Document:
    """Give a document another name."""
    tx.change(
        "documents",
        ("id", row["id"]),
        name=name,
        version=row["version"] + 1,
        updated_at=rfc3339(now),
    )
    return told(row_of(tx, row["account"], row["id"]))


def delete(tx: Writing, row: Row, now: datetime) -> None:
    """Delete a document. Raises Problem 409 `document_in_use` while a request or template uses it.

    Its client reference stays taken: one intent has one effect for ever.
    """
    users = tx.value(
        "SELECT (SELECT count(*) FROM requests WHERE document = ?1 AND deleted_at IS NULL"
        " AND personal_data_deleted_at IS NULL)"
        " + (SELECT count(*) FROM templates WHERE document = ?1 AND deleted_at IS NULL)",
        row["id"],
    )
    if users:
        raise Problem(409, "document_in_use", "A signature request or a template uses it.")
    tx.change("documents", ("id", row["id"]), deleted_at=rfc3339(now), name="")
    forget_answers(tx, row["id"])
    tx.change("ledger", ("id", row["id"]), deleted=1)
