"""Templates: made, read, changed, and filled with the people who play their roles."""

import json
from collections.abc import Sequence

from paraph.wire.common import rfc3339
from paraph.wire.names import FieldType, Role, SignatureLevel, Signing
from paraph.wire.signature_requests import NewRequest, NewSignatory, PlaceWanted
from paraph.wire.templates import (
    FilledTemplate,
    NewTemplate,
    Player,
    RoleTold,
    Template,
    TemplateChange,
    TemplateRole,
)
from paraph_sandbox.acts import documents
from paraph_sandbox.acts.actor import Actor
from paraph_sandbox.acts.ids import enter
from paraph_sandbox.lifecycle.places import NO_ANCHORS, Anchors, Sheets, place
from paraph_sandbox.lifecycle.problems import (
    Problem,
    duplicate_reference,
    invalid,
    not_found,
)
from paraph_sandbox.store.database import Reading, Row, Writing


def row_of(tx: Reading, account: str, template: str) -> Row:
    """Give a template's row. Raises Problem 404 when the account has none of this id."""
    row = tx.first(
        "SELECT * FROM templates WHERE id = ? AND account = ? AND deleted_at IS NULL",
        template,
        account,
    )
    if row is None:
        raise not_found("template")
    return row


def document_of(tx: Reading, account: str, template: str) -> Row:
    """Give the row of a template's document. Raises Problem 404."""
    return documents.row_of(tx, account, row_of(tx, account, template)["document"])


def told(row: Row) -> Template:
    """Give a template as it is told."""
    return Template(
        id=row["id"],
        version=row["version"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        document_id=row["document"],
        client_reference=row["client_reference"],
        name=row["name"],
        roles=roles_of(row),
    )


def roles_of(row: Row) -> list[RoleTold]:
    """Give a template's roles."""
    return [RoleTold.model_validate(role) for role in json.loads(row["roles"])]


def make(tx: Writing, wanted: NewTemplate, actor: Actor, anchors: Anchors = NO_ANCHORS) -> str:
    """Make a template and give its id; `anchors` is what was found in the document before.

    Raises Problem 409 `duplicate_reference`, 422.
    """
    known = wanted.client_reference and tx.value(
        "SELECT id FROM templates WHERE account = ? AND client_reference = ?",
        actor.account,
        wanted.client_reference,
    )
    if known:
        raise duplicate_reference(known)
    document = _document(tx, wanted.document_id, actor.account)
    roles = _placed(wanted.roles, documents.sheets_of(document, anchors))
    made = enter(
        tx, "template", actor.account, actor.now,
        reference=wanted.client_reference, key=actor.key,
    )  # fmt: skip
    moment = rfc3339(actor.now)
    tx.insert(
        "templates",
        id=made,
        account=actor.account,
        client_reference=wanted.client_reference,
        name=wanted.name,
        document=document["id"],
        roles=roles,
        version=1,
        created_at=moment,
        updated_at=moment,
    )
    return made


def replace(
    tx: Writing, row: Row, wanted: NewTemplate, actor: Actor, anchors: Anchors = NO_ANCHORS
) -> None:
    """Give a template another body. Its client reference cannot change."""
    if wanted.client_reference not in (None, row["client_reference"]):
        raise invalid("client_reference", "it cannot be changed")
    document = _document(tx, wanted.document_id, actor.account)
    roles = _placed(wanted.roles, documents.sheets_of(document, anchors))
    _set(tx, row, actor, name=wanted.name, document=document["id"], roles=roles)


def change(
    tx: Writing, row: Row, wanted: TemplateChange, actor: Actor, anchors: Anchors = NO_ANCHORS
) -> None:
    """Change what the body names."""
    columns: dict[str, object] = {}
    if wanted.name is not None:
        columns["name"] = wanted.name
    if wanted.roles is not None:
        document = _document(tx, row["document"], actor.account)
        columns["roles"] = _placed(wanted.roles, documents.sheets_of(document, anchors))
    _set(tx, row, actor, **columns)


def delete(tx: Writing, row: Row, actor: Actor) -> None:
    """Delete a template; requests that were made of it stay."""
    tx.change("templates", ("id", row["id"]), deleted_at=rfc3339(actor.now))
    tx.change("ledger", ("id", row["id"]), deleted=1)


def filled(row: Row, wanted: FilledTemplate) -> NewRequest:
    """Give the request that a template makes of its players.

    Raises Problem 422 unless every role has one player and every player a role.
    """
    roles = {role.key: role for role in roles_of(row)}
    players = {player.key: player for player in wanted.players}
    for n, player in enumerate(wanted.players):
        if player.key not in roles:
            raise invalid(f"players.{n}.key", "the template has no such role")
        if players[player.key] is not player:
            raise invalid(f"players.{n}.key", "this role is played twice")
    for key in roles:
        if key not in players:
            raise invalid("players", f"nobody plays {key}")
    return NewRequest(
        document_id=row["document"],
        name=wanted.name,
        client_reference=wanted.client_reference,
        signatories=[_signatory(roles[key], players[key]) for key in roles],
        expiry_date=wanted.expiry_date,
        reminder_settings=wanted.reminder_settings,
        template_id=row["id"],
        matter=wanted.matter,
        retention=wanted.retention,
    )


def _signatory(role: RoleTold, player: Player) -> NewSignatory:
    # Checked when the template was made; one at an anchor has its place by now, which nobody who
    # sends a field may give together.
    fields = [
        PlaceWanted.model_construct(
            type=FieldType(each.type), page=each.page, x=each.x, y=each.y,
            width=each.width, height=each.height, anchor=each.anchor,
        )
        for each in role.fields
    ]  # fmt: skip
    return NewSignatory.model_construct(
        email=player.email,
        first_name=player.first_name,
        last_name=player.last_name,
        signature_level=SignatureLevel(role.signature_level),
        order=role.order,
        role=Role(role.role),
        signing=Signing(role.signing),
        fields=fields,
    )


def _set(tx: Writing, row: Row, actor: Actor, **columns: object) -> None:
    version = row["version"] + 1
    moment = rfc3339(actor.now)
    tx.change("templates", ("id", row["id"]), version=version, updated_at=moment, **columns)


def _document(tx: Reading, document: str, account: str) -> Row:
    try:
        return documents.row_of(tx, account, document)
    except Problem as problem:
        raise invalid("document_id", problem.detail) from problem


def _placed(roles: Sequence[TemplateRole], sheets: Sheets) -> str:
    """Put the roles' fields on the pages and give the roles as they are kept: as they are told."""
    keys = [role.key for role in roles]
    kept = []
    for n, role in enumerate(roles):
        if keys.index(role.key) != n:
            raise invalid(f"roles.{n}.key", "this role is there twice")
        if role.role is Role.CC and role.fields:
            raise invalid(f"roles.{n}.fields", "who gets a copy has no fields")
        fields = place(role.key, role.fields, sheets, f"roles.{n}.fields")
        told = {**role.model_dump(mode="json"), "fields": [field._asdict() for field in fields]}
        kept.append(told)
    return json.dumps(kept)
