"""A person's session in the browser: a cookie of which only the hash is kept, and its CSRF word."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from paraph.wire.common import rfc3339
from paraph_sandbox.oauth.credentials import new_secret, secret_hash
from paraph_sandbox.oauth.people import Person, find_person
from paraph_sandbox.store.database import Reading, Writing

SIGNED_IN = timedelta(hours=8)
_NOT_YET = timedelta(minutes=30)


@dataclass(frozen=True)
class Session:
    """A browser that is known again; `cookie` is its secret, `person` is who signed in."""

    cookie: str
    csrf: str
    person: Person | None


def find_session(tx: Reading, cookie: str, now: datetime) -> Session | None:
    """Give the session of a cookie, or None."""
    sql = "SELECT * FROM browser_sessions WHERE sha256 = ? AND expires_at > ?"
    row = tx.first(sql, secret_hash(cookie), rfc3339(now))
    if row is None:
        return None
    return Session(cookie, row["csrf"], find_person(tx, row["user"]) if row["user"] else None)


def begin_session(tx: Writing, now: datetime, person: Person | None = None) -> Session:
    """Begin a session, always with a new cookie: one from before signing in proves nothing."""
    tx.run("DELETE FROM browser_sessions WHERE expires_at <= ?", rfc3339(now))
    session = Session(new_secret(), new_secret(), person)
    tx.insert(
        "browser_sessions",
        sha256=secret_hash(session.cookie),
        user=person.id if person else None,
        csrf=session.csrf,
        expires_at=rfc3339(now + (SIGNED_IN if person else _NOT_YET)),
    )
    return session


def end_session(tx: Writing, session: Session) -> None:
    """Forget a session."""
    tx.run("DELETE FROM browser_sessions WHERE sha256 = ?", secret_hash(session.cookie))


def is_from_our_page(session: Session, csrf: str) -> bool:
    """Tell whether a form came from a page that this session was shown."""
    return hmac.compare_digest(session.csrf.encode(), csrf.encode())
