"""The mail that signatories would get: invitations and reminders, read off the trail."""

from paraph.wire.sandbox import Mail
from paraph_sandbox.store.database import Row

# An invitation to somebody whose place another has taken since is his no more.
_MAIL = """SELECT t.rowid AS n, t.at, t.kind, t.request, r.name, s.id AS signatory, s.link, s.role,
  p.email, p.first_name, p.last_name
  FROM trail_entries t JOIN requests r ON r.id = t.request
  JOIN signatories s ON s.id = t.signatory JOIN people p ON p.signatory = s.id
  WHERE r.account = ? AND t.kind IN ('notified', 'reminded', 'reassigned')
  AND t.n >= coalesce((SELECT max(x.n) FROM trail_entries x WHERE x.request = t.request
    AND x.signatory = t.signatory AND x.kind = 'reassigned'), 0)"""
_SUBJECTS = {
    "notified": "Please sign: {}",
    "reminded": "Reminder, please sign: {}",
    "reassigned": "You were named to sign: {}",
}


def select(account: str, request: str | None) -> tuple[str, tuple[object, ...]]:
    """Give the statement for an account's mail, and its values."""
    if request is None:
        return _MAIL, (account,)
    return f"{_MAIL} AND t.request = ?", (account, request)


def told(row: Row, address: str) -> Mail:
    """Give a mail as it is told. `address` is the sandbox's own."""
    return Mail(
        at=row["at"],
        kind=row["kind"],
        to=row["email"],
        name=f"{row['first_name']} {row['last_name']}",
        subject=_SUBJECTS[row["kind"]].format(row["name"]),
        link=f"{address}/sign/{row['link']}",
        signature_request_id=row["request"],
        signatory_id=row["signatory"],
    )
