"""Signature requests: made, read, changed and removed as drafts."""

from datetime import datetime, timedelta

from paraph.wire.common import rfc3339
from paraph.wire.names import RequestState
from paraph.wire.signature_requests import (
    MAX_SIGNATORIES,
    Keeping,
    NewRequest,
    NewSignatory,
    Reminders,
    ReminderSettings,
    RequestChange,
    Retention,
    SignatureRequest,
)
from paraph_sandbox.acts import documents, signatories
from paraph_sandbox.acts.actor import Actor
from paraph_sandbox.acts.forgetting import forget_answers
from paraph_sandbox.acts.ids import enter
from paraph_sandbox.acts.trail import Happening, note
from paraph_sandbox.lifecycle.places import NO_ANCHORS, Anchors, Sheets
from paraph_sandbox.lifecycle.problems import (
    Problem,
    duplicate_reference,
    invalid,
    invalid_transition,
    not_found,
)
from paraph_sandbox.lifecycle.states import TERMINAL
from paraph_sandbox.store.database import Reading, Row, Writing


def row_of(tx: Reading, account: str, request: str) -> Row:
    """Give a request's row. Raises Problem 404 when the account has none of this id."""
    row = tx.first(
        "SELECT * FROM requests WHERE id = ? AND account = ? AND deleted_at IS NULL",
        request,
        account,
    )
    if row is None:
        raise not_found("signature request")
    return row


def told(tx: Reading, row: Row) -> SignatureRequest:
    """Give a request with its signatories as it is told."""
    return SignatureRequest(
        id=row["id"],
        version=row["version"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        document_id=row["document"],
        client_reference=row["client_reference"],
        name=row["name"],
        status=row["state"],
        signatories=[signatories.told(each) for each in signatories.rows_of(tx, row["id"])],
        expiry_date=row["expiry_date"],
        reminder_settings=row["reminders"] and Reminders.model_validate_json(row["reminders"]),
        template_id=row["template"],
        matter=row["matter"],
        retention=row["retention"] and Keeping.model_validate_json(row["retention"]),
        revision=row["revision"],
        document_sha256=row["sha256"],
        cancel_reason=row["cancel_reason"],
        audit_trail_id=tx.value("SELECT id FROM audit_trails WHERE request = ?", row["id"]),
        activated_at=row["activated_at"],
        ended_at=row["ended_at"],
        personal_data_deleted_at=row["personal_data_deleted_at"],
    )


def fresh(tx: Reading, request: str) -> SignatureRequest:
    """Give a request as it is now told."""
    row = tx.first("SELECT * FROM requests WHERE id = ?", request)
    if row is None:
        raise not_found("signature request")
    return told(tx, row)


def make(tx: Writing, wanted: NewRequest, actor: Actor, anchors: Anchors = NO_ANCHORS) -> str:
    """Make a draft and give its id; `anchors` is what was found in the document before.

    Raises Problem 404 for an unknown document or template, 409 `duplicate_reference`, 422.
    """
    _check_reference(tx, actor.account, wanted.client_reference)
    document = _document(tx, actor.account, wanted.document_id)
    _check_template(tx, actor.account, wanted.template_id)
    check_expiry(wanted.expiry_date, actor.now)
    made = enter(
        tx, "signature_request", actor.account, actor.now,
        reference=wanted.client_reference, key=actor.key,
    )  # fmt: skip
    moment = rfc3339(actor.now)
    tx.insert(
        "requests",
        id=made,
        account=actor.account,
        client_reference=wanted.client_reference,
        document=document["id"],
        state=RequestState.DRAFT,
        revision=0,
        sha256=document["sha256"],
        version=1,
        created_at=moment,
        updated_at=moment,
        **_columns(wanted),
    )
    _add_signatories(tx, made, wanted, documents.sheets_of(document, anchors), actor)
    note(tx, made, Happening("created", actor=actor.client, ip_address=actor.ip_address,
                             sha256=document["sha256"]), actor.now)  # fmt: skip
    return made


def replace(
    tx: Writing, row: Row, wanted: NewRequest, actor: Actor, anchors: Anchors = NO_ANCHORS
) -> None:
    """Make a draft anew with another body. Its client reference cannot change."""
    check_draft(row, "replaced")
    if wanted.client_reference not in (None, row["client_reference"]):
        raise invalid("client_reference", "it cannot be changed")
    document = _document(tx, actor.account, wanted.document_id)
    _check_template(tx, actor.account, wanted.template_id)
    check_expiry(wanted.expiry_date, actor.now)
    for each in signatories.rows_of(tx, row["id"]):
        signatories.remove(tx, each["id"])
    tx.change(
        "requests",
        ("id", row["id"]),
        document=document["id"],
        sha256=document["sha256"],
        **_columns(wanted),
    )
    _add_signatories(tx, row["id"], wanted, documents.sheets_of(document, anchors), actor)
    touch(tx, row["id"], actor.now)


def change(tx: Writing, row: Row, wanted: RequestChange, actor: Actor) -> None:
    """Change what the body names; in a draft all, else dates, reminders and retention."""
    names = wanted.model_fields_set
    if names & {"name", "matter"}:
        check_draft(row, "renamed")
    if names & {"expiry_date", "reminder_settings"} and RequestState(row["state"]) in TERMINAL:
        raise invalid_transition("changed", row["state"])
    if wanted.name is None and "name" in names:
        raise invalid("name", "a request has a name")
    check_expiry(wanted.expiry_date, actor.now)
    every: dict[str, dict[str, object]] = {
        "name": {"name": wanted.name},
        "matter": {"matter": wanted.matter},
        "expiry_date": {"expiry_date": wanted.expiry_date and rfc3339(wanted.expiry_date)},
        "reminder_settings": {
            "reminders": _kept(wanted.reminder_settings),
            "remind_at": row["activated_at"] and remind_at(wanted.reminder_settings, actor.now),
        },
        "retention": {
            "retention": _kept(wanted.retention),
            "purge_at": purge_at(wanted.retention, row["ended_at"]),
        },
    }
    columns = {key: value for name in names for key, value in every[name].items()}
    if columns:
        tx.change("requests", ("id", row["id"]), **columns)
    touch(tx, row["id"], actor.now)


def delete(tx: Writing, row: Row, now: datetime) -> None:
    """Delete a draft; its client reference stays taken."""
    check_draft(row, "deleted")
    for each in signatories.rows_of(tx, row["id"]):
        signatories.remove(tx, each["id"])
    tx.run("DELETE FROM trail_personal WHERE request = ?", row["id"])
    forget_answers(tx, row["id"])
    tx.change("requests", ("id", row["id"]), deleted_at=rfc3339(now), name="")
    tx.change("ledger", ("id", row["id"]), deleted=1)


def add_signatory(
    tx: Writing, row: Row, wanted: NewSignatory, actor: Actor, anchors: Anchors = NO_ANCHORS
) -> str:
    """Add a signatory to a draft and give its id. Raises Problem 409 `too_many_signatories`."""
    if len(signatories.rows_of(tx, row["id"])) >= MAX_SIGNATORIES:
        detail = f"A request has at most {MAX_SIGNATORIES} signatories."
        raise Problem(409, "too_many_signatories", detail)
    made = signatories.add(tx, row["id"], wanted, sheets_of(tx, row, anchors), actor, "")
    touch(tx, row["id"], actor.now)
    return made


def touch(tx: Writing, request: str, now: datetime) -> int:
    """Count a change and give the new version."""
    tx.run(
        "UPDATE requests SET version = version + 1, updated_at = ? WHERE id = ?",
        rfc3339(now),
        request,
    )
    return int(tx.value("SELECT version FROM requests WHERE id = ?", request))


def check_draft(row: Row, done: str) -> None:
    """Raise Problem 409 `invalid_transition` when the request is no draft any more."""
    if row["state"] != RequestState.DRAFT:
        raise invalid_transition(done, row["state"])


def check_expiry(moment: datetime | None, now: datetime) -> None:
    """Raise Problem 422 for an expiry that has passed."""
    if moment is not None and moment <= now:
        raise invalid("expiry_date", "this moment has passed")


def sheets_of(tx: Reading, row: Row, anchors: Anchors = NO_ANCHORS) -> Sheets:
    """Give the pages of a request's document, with the places that were found in it before."""
    return documents.sheets_of(document_of(tx, row["account"], row["id"]), anchors)


def document_of(tx: Reading, account: str, request: str) -> Row:
    """Give the row of a request's document. Raises Problem 404."""
    return documents.row_of(tx, account, row_of(tx, account, request)["document"])


def remind_at(settings: ReminderSettings | None, now: datetime) -> str | None:
    """Tell when signatories are reminded next."""
    if settings is None or not settings.enabled:
        return None
    return rfc3339(now + timedelta(days=settings.frequency_days))


def purge_at(retention: Retention | None, ended_at: str | None) -> str | None:
    """Tell when personal data goes: at a moment, or so many years after the end."""
    if retention is None:
        return None
    if retention.purge_at is not None:
        return rfc3339(retention.purge_at)
    if retention.years is None or ended_at is None:
        return None
    ended = datetime.fromisoformat(ended_at)
    try:
        return rfc3339(ended.replace(year=ended.year + retention.years))
    except ValueError:  # 29 February
        return rfc3339(ended.replace(year=ended.year + retention.years, day=28))


def _columns(wanted: NewRequest) -> dict[str, object]:
    return {
        "name": wanted.name,
        "template": wanted.template_id,
        "matter": wanted.matter,
        "expiry_date": wanted.expiry_date and rfc3339(wanted.expiry_date),
        "reminders": _kept(wanted.reminder_settings),
        "retention": _kept(wanted.retention),
        "purge_at": purge_at(wanted.retention, None),
    }


def _kept(part: ReminderSettings | Retention | None) -> str | None:
    return None if part is None else part.model_dump_json()


def _document(tx: Reading, account: str, document: str) -> Row:
    try:
        return documents.row_of(tx, account, document)
    except Problem as problem:
        raise invalid("document_id", problem.detail) from problem


def _check_template(tx: Reading, account: str, template: str | None) -> None:
    known = template is None or tx.value(
        "SELECT 1 FROM templates WHERE id = ? AND account = ? AND deleted_at IS NULL",
        template,
        account,
    )
    if not known:
        raise invalid("template_id", "there is no such template")


def _check_reference(tx: Reading, account: str, reference: str | None) -> None:
    known = reference and tx.value(
        "SELECT id FROM requests WHERE account = ? AND client_reference = ?", account, reference
    )
    if known:
        raise duplicate_reference(known)


def _add_signatories(
    tx: Writing, request: str, wanted: NewRequest, sheets: Sheets, actor: Actor
) -> None:
    for n, each in enumerate(wanted.signatories):
        signatories.add(tx, request, each, sheets, actor, f"signatories.{n}.")
