"""How well the accounts' services answered in the last day, from what was noted of calls."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from paraph.domain.service.account import Account
from paraph.domain.service.health import DAY, ServiceHealth, summary_of
from paraph.ports.health import CallNotes
from paraph.ports.requests import Accounts


class AccountHealth(NamedTuple):
    """An account and its service's last day."""

    account: Account
    health: ServiceHealth


@dataclass(frozen=True, slots=True)
class HealthDesk:
    """Reads the record; no service is asked."""

    accounts: Accounts
    notes: CallNotes
    now: Callable[[], datetime]

    def of(self, account: Account) -> ServiceHealth:
        """Sum up one account's day. Raises StoreBusy."""
        until = self.now()
        calls = self.notes.since(account.id, until - DAY)
        # A clock that was set back has left calls that are still to come.
        return summary_of(each for each in calls if each.at <= until)

    def all(self) -> tuple[AccountHealth, ...]:
        """Sum up each account's day. Raises StoreBusy."""
        return tuple(AccountHealth(each, self.of(each)) for each in self.accounts.all())
