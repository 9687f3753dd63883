"""People who sign in, as tokens name them: by an id, never by their login."""

from dataclasses import dataclass
from functools import cache

from paraph_sandbox.oauth.credentials import password_fits, password_hash
from paraph_sandbox.store.database import Reading, Row


@dataclass(frozen=True)
class Person:
    """Who signed in; `name` is shown to nobody but the person."""

    id: str
    account: str
    name: str

    def get_user_id(self) -> str:
        """Give what a token calls the person (`sub`)."""
        return self.id


@cache
def _nobody() -> str:
    return password_hash("")


def _person(row: Row | None) -> Person | None:
    return None if row is None else Person(row["id"], row["account"], row["name"])


def find_person(tx: Reading, user: str) -> Person | None:
    """Give the person with an id, or None."""
    return _person(tx.first("SELECT * FROM users WHERE id = ?", user))


def who_signs_in(row: Row | None, password: str) -> Person | None:
    """Give the person of a row of `users` when the password is theirs.

    A login that nobody has takes as long as a wrong password, so that neither is told.
    """
    fits = password_fits(password, _nobody() if row is None else row["password"])
    return _person(row) if fits else None
