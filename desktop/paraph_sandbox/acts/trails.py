"""Audit trails as they are told: what happened to a request, and who took part."""

from paraph.wire.results import AuditTrail, TrailEntry, TrailSignatory
from paraph_sandbox.acts import signatories
from paraph_sandbox.lifecycle.problems import not_found
from paraph_sandbox.store.database import Reading, Row

_TRAIL = """SELECT a.n, a.id, a.version, a.created_at, a.updated_at, a.request, a.signed_sha256,
  a.trail_sha256, a.proven_sha256, r.name, r.state, r.personal_data_deleted_at, v.sha256 AS original
  FROM audit_trails a JOIN requests r ON r.id = a.request
  JOIN documents v ON v.id = r.document WHERE a.account = ?"""


def select(account: str) -> tuple[str, tuple[object, ...]]:
    """Give the statement for an account's trails, and its values."""
    return _TRAIL, (account,)


def row_of(tx: Reading, account: str, trail: str) -> Row:
    """Give a trail's row. Raises Problem 404 when the account has none of this id."""
    row = tx.first(f"{_TRAIL} AND a.id = ?", account, trail)
    if row is None:
        raise not_found("audit trail")
    return row


def row_of_request(tx: Reading, account: str, request: str) -> Row | None:
    """Give the row of a request's trail, or None when it has none yet."""
    return tx.first(f"{_TRAIL} AND a.request = ?", account, request)


def told(tx: Reading, row: Row, trail_sha256: str | None) -> AuditTrail:
    """Give a trail as it is told. `trail_sha256` is of its PDF, None in that PDF itself."""
    return AuditTrail(
        id=row["id"],
        version=row["version"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        signature_request_id=row["request"],
        name=row["name"],
        status=row["state"],
        original_sha256=row["original"],
        signed_sha256=row["signed_sha256"],
        trail_sha256=trail_sha256,
        signatories=[_signatory(each) for each in signatories.rows_of(tx, row["request"])],
        entries=[_entry(each) for each in _entries(tx, row["request"])],
        personal_data_deleted_at=row["personal_data_deleted_at"],
    )


def _signatory(row: Row) -> TrailSignatory:
    return TrailSignatory(
        signatory_id=row["id"],
        email=row["email"],
        first_name=row["first_name"],
        last_name=row["last_name"],
        role=row["role"],
        signature_level=row["level"],
        signing=row["signing"],
        status=row["state"],
        certificate_serial=row["certificate_serial"],
        certificate_issuer=row["certificate_issuer"],
        certificate_sha256=row["certificate_sha256"],
    )


def _entries(tx: Reading, request: str) -> list[Row]:
    return tx.all(
        "SELECT t.*, p.actor, p.ip_address, p.detail FROM trail_entries t"
        " LEFT JOIN trail_personal p ON p.request = t.request AND p.n = t.n"
        " WHERE t.request = ? ORDER BY t.n",
        request,
    )


def _entry(row: Row) -> TrailEntry:
    return TrailEntry(
        n=row["n"],
        at=row["at"],
        kind=row["kind"],
        signatory_id=row["signatory"],
        actor=row["actor"],
        ip_address=row["ip_address"],
        detail=row["detail"],
        sha256=row["sha256"],
    )
