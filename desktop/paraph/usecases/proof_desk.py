"""What the window does with proof that is owed: list it, pay it, while the person works on."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from paraph.domain.keys.secret import Secret
from paraph.domain.owed import OwedLevel, is_of_archive
from paraph.usecases.kept_passwords import keep_until_paid
from paraph.usecases.pay_owed import Paying, Payments, pay_owed
from paraph.usecases.renew_archive import owe_renewals
from paraph.usecases.scan_archive import archive_troubles, scan_archive

_SCAN_EVERY = timedelta(hours=1)


@dataclass(slots=True)
class ProofDesk:
    """One profile's debts, and the archived files that are not as they were. One call at a time."""

    open_paying: Callable[[], AbstractContextManager[Paying]]
    _scanned: datetime | None = field(default=None, init=False)

    def owed(self) -> tuple[OwedLevel, ...]:
        """List what is owed, renewals that are due among it, and what needs a look.

        Raises StoreBusy.
        """
        with self.open_paying() as ports:
            self._scan(ports, insist=False)
            owe_renewals(ports.owed, ports.audit, ports.clock)
            return (*ports.owed.all(), *archive_troubles(ports.owed))

    def pay(
        self,
        only: Sequence[str] | None = None,
        *,
        insist: bool = False,
        passwords: Mapping[str, Secret] | None = None,
        keep: Collection[str] = (),
    ) -> Payments:
        """Pay as `pay_owed` does. Raises StoreBusy while another process pays.

        `keep` are the intents whose passwords the person lets be kept until all is there.
        """
        with self.open_paying() as ports:
            if only is None or any(map(is_of_archive, only)):
                self._scan(ports, insist=insist)
            owe_renewals(ports.owed, ports.audit, ports.clock)
            paid = pay_owed(ports, only, insist=insist, passwords=passwords)
            lost = keep_until_paid(passwords or {}, keep, paid.left, ports.passwords)
            left = (*paid.left, *archive_troubles(ports.owed))
            return replace(paid, left=left, passwords_lost=lost)

    def _scan(self, ports: Paying, *, insist: bool) -> None:
        """Look after the archive once an hour, and whenever a person asks."""
        now = ports.clock.now()
        if insist or self._scanned is None or now - self._scanned >= _SCAN_EVERY:
            scan_archive(ports, insist=insist)
            self._scanned = now
