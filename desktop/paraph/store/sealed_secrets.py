"""`ports.service.AccountSecrets` in SQLite: sealed, or in this process's memory alone."""

import sqlite3
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import AbstractContextManager, contextmanager

from sqlite_utils import Database

from paraph.domain.errors.service import AccountUnknown
from paraph.domain.keys.secret import Secret
from paraph.ports.sealing import Sealing
from paraph.store.database import transaction

Remembered = MutableMapping[tuple[str, str], Secret]


class SealedSecrets:
    """`remembered` is what this process knows without a keychain; `turns` waits for a turn."""

    def __init__(
        self,
        database: Database,
        sealing: Sealing,
        remembered: Remembered,
        turns: Callable[[str], AbstractContextManager[None]],
    ) -> None:
        self._database, self._sealing = database, sealing
        self._remembered, self._turns = remembered, turns

    @property
    def are_kept(self) -> bool:
        """Tell whether they outlive this process."""
        return self._sealing.is_there()

    def put(self, account: str, name: str, secret: Secret) -> None:
        """Keep one, in place of the one of this name.

        Raises StoreBusy, DiskFull; AccountUnknown where the account was removed meanwhile.
        """
        sealed = self._sealing.seal(account, name, secret, self._any_sealed())
        try:
            with transaction(self._database):
                # What it takes the place of may be spent: it is not to come back after a restart.
                self._database.execute(
                    "DELETE FROM account_secret WHERE account_id = ? AND name = ?", [account, name]
                )
                if sealed is not None:
                    self._database.execute(
                        "INSERT INTO account_secret (account_id, name, sealed) VALUES (?, ?, ?)",
                        [account, name, sealed],
                    )
        except sqlite3.IntegrityError as error:
            raise AccountUnknown(name=account) from error
        if sealed is None:
            self._remembered[account, name] = secret
        else:
            self._remembered.pop((account, name), None)

    def lend(self, account: str, name: str, secret: Secret) -> None:
        """Know one for as long as this process lives; what is kept stays as it is."""
        self._remembered[account, name] = secret

    def find(self, account: str, name: str) -> Secret | None:
        """Give one; None where it was never given, or the keychain stays locked."""
        remembered = self._remembered.get((account, name))
        if remembered is not None:
            return remembered
        row = self._database.execute(
            "SELECT sealed FROM account_secret WHERE account_id = ? AND name = ?", [account, name]
        ).fetchone()
        return self._sealing.open(account, name, row[0]) if row is not None else None

    def outlives(self, account: str, name: str) -> bool:
        """Tell whether what `find` gives is there for the next process, too."""
        is_lent = (account, name) in self._remembered
        return not is_lent and self.find(account, name) is not None

    def forget(self, account: str) -> None:
        """Remove all of an account's. Raises StoreBusy, DiskFull."""
        with transaction(self._database):
            self._database.execute("DELETE FROM account_secret WHERE account_id = ?", [account])
        for known in [each for each in self._remembered if each[0] == account]:
            self._remembered.pop(known, None)

    @contextmanager
    def renewing(self, account: str) -> Iterator[None]:
        """Wait until no other process renews this account's tokens, and keep them from it."""
        with self._turns(account):
            yield

    def _any_sealed(self) -> bytes | None:
        row = self._database.execute("SELECT sealed FROM account_secret LIMIT 1").fetchone()
        return row[0] if row is not None else None
