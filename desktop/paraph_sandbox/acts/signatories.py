"""Signatories: added, changed and removed while the request is a draft."""

import json
import secrets
from collections.abc import Sequence

from paraph.wire.common import rfc3339
from paraph.wire.names import FieldType, Role, SignatoryState
from paraph.wire.signature_requests import (
    NewSignatory,
    PlacedField,
    PlaceWanted,
    Signatory,
    SignatoryChange,
)
from paraph_sandbox.acts.actor import Actor
from paraph_sandbox.acts.ids import enter
from paraph_sandbox.lifecycle.places import Placed, Sheets, place
from paraph_sandbox.lifecycle.problems import invalid, not_found
from paraph_sandbox.lifecycle.turns import Turn
from paraph_sandbox.store.database import Reading, Row, Writing

WITH_PEOPLE = (
    "SELECT s.*, p.email, p.first_name, p.last_name, p.decline_reason"
    " FROM signatories s LEFT JOIN people p ON p.signatory = s.id"
)


def fields_of(row: Row) -> list[Placed]:
    """Give a signatory's fields."""
    return fields_read(row["fields"])


def fields_read(kept: str) -> list[Placed]:
    """Give fields from how they are kept."""
    return [Placed(**{**each, "type": FieldType(each["type"])}) for each in json.loads(kept)]


def fields_kept(fields: Sequence[Placed]) -> str:
    """Give fields as they are kept."""
    return json.dumps([field._asdict() for field in fields])


def rows_of(tx: Reading, request: str) -> list[Row]:
    """Give the signatories of a request, in the order in which they were added."""
    return tx.all(f"{WITH_PEOPLE} WHERE s.request = ? ORDER BY s.n", request)


def row_of(tx: Reading, account: str, signatory: str) -> Row:
    """Give one signatory. Raises Problem 404 when the account has none of this id."""
    row = tx.first(
        f"{WITH_PEOPLE} JOIN requests r ON r.id = s.request"
        " WHERE s.id = ? AND r.account = ? AND r.deleted_at IS NULL",
        signatory,
        account,
    )
    if row is None:
        raise not_found("signatory")
    return row


def turns(rows: Sequence[Row]) -> list[Turn]:
    """Give the signatories as far as turns go."""
    return [
        Turn(row["id"], row["turn"], Role(row["role"]), SignatoryState(row["state"]))
        for row in rows
    ]


def told(row: Row) -> Signatory:
    """Give a signatory as it is told."""
    return Signatory(
        id=row["id"],
        version=row["version"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        signature_request_id=row["request"],
        email=row["email"],
        first_name=row["first_name"],
        last_name=row["last_name"],
        signature_level=row["level"],
        order=row["turn"],
        role=row["role"],
        signing=row["signing"],
        status=row["state"],
        fields=[PlacedField(**field._asdict()) for field in fields_of(row)],
        viewed_at=row["viewed_at"],
        signed_at=row["signed_at"],
        declined_at=row["declined_at"],
        decline_reason=row["decline_reason"],
        reminded_at=row["reminded_at"],
    )


def add(
    tx: Writing, request: str, wanted: NewSignatory, sheets: Sheets, actor: Actor, path: str
) -> str:
    """Add a signatory and give its id. `path` is where it stands in the body.

    Raises Problem 422 for fields that are not on the pages, or of one who only gets a copy.
    """
    made = enter(tx, "signatory", actor.account, actor.now, key=actor.key)
    fields = _checked(made, wanted.role, wanted.fields, sheets, f"{path}fields")
    moment = rfc3339(actor.now)
    tx.insert(
        "signatories",
        id=made,
        request=request,
        turn=wanted.order,
        role=wanted.role,
        signing=wanted.signing,
        level=wanted.signature_level,
        fields=fields_kept(fields),
        state=SignatoryState.WAITING,
        link=new_link(),
        version=1,
        created_at=moment,
        updated_at=moment,
    )
    tx.insert(
        "people",
        signatory=made,
        email=wanted.email,
        first_name=wanted.first_name,
        last_name=wanted.last_name,
    )
    return made


def change(tx: Writing, row: Row, wanted: SignatoryChange, sheets: Sheets, actor: Actor) -> None:
    """Change what the body names of a draft's signatory."""
    role = wanted.role or Role(row["role"])
    fields = fields_of(row)
    if wanted.fields is not None:
        fields = _checked(row["id"], role, wanted.fields, sheets, "fields")
    elif role is Role.CC and fields:
        raise invalid("role", "who gets a copy has no fields")
    tx.change(
        "signatories",
        ("id", row["id"]),
        turn=wanted.order or row["turn"],
        role=role,
        signing=wanted.signing or row["signing"],
        level=wanted.signature_level or row["level"],
        fields=fields_kept(fields),
        version=row["version"] + 1,
        updated_at=rfc3339(actor.now),
    )
    tx.change(
        "people",
        ("signatory", row["id"]),
        email=wanted.email or row["email"],
        first_name=wanted.first_name or row["first_name"],
        last_name=wanted.last_name or row["last_name"],
    )


def remove(tx: Writing, signatory: str) -> None:
    """Remove a draft's signatory."""
    tx.run("DELETE FROM people WHERE signatory = ?", signatory)
    tx.run("DELETE FROM signatories WHERE id = ?", signatory)
    tx.change("ledger", ("id", signatory), deleted=1)


def new_link() -> str:
    """Give the secret part of the address at which a signatory signs in a browser."""
    return secrets.token_urlsafe(24)


def _checked(
    owner: str, role: Role, wanted: Sequence[PlaceWanted], sheets: Sheets, path: str
) -> list[Placed]:
    if role is Role.CC and wanted:
        raise invalid(path, "who gets a copy has no fields")
    return place(owner, wanted, sheets, path)
