"""What the window does with proof that is owed: list it, pay it, while the person works on."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from paraph.domain.keys.secret import Secret
from paraph.domain.owed import OwedLevel, is_of_archive
from paraph.ports.documents import OutputFiles
from paraph.usecases.kept_passwords import keep_until_paid
from paraph.usecases.pay_owed import Paying, Payments, pay_owed
from paraph.usecases.renew_archive import owe_renewals
from paraph.usecases.scan_archive import archive_troubles, scan_archive
from paraph.usecases.upgrade_signature import (
    UpgradeWish,
    find_listed,
    give_up,
    listed,
    upgrade_signature,
)

_SCAN_EVERY = timedelta(hours=1)


@dataclass(slots=True)
class ProofDesk:
    """One profile's debts, and the archived files that are not as they were. One call at a time."""

    open_paying: Callable[[], AbstractContextManager[Paying]]
    files: OutputFiles
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

    def find(self, intent: str, path: Path) -> Payments:
        """Note where a listed file lies now, and pay what it owes.

        Raises ProofFileOther, DocumentMissing; StoreBusy while another process pays.
        """
        with self.open_paying() as ports:
            find_listed(intent, path, ports)
            return self._settled(ports, [intent])

    def keep_up(self, intent: str) -> Payments:
        """Keep up the proof of an archived file as it is now, with what others added to it.

        Raises what `upgrade_signature` does.
        """
        with self.open_paying() as ports:
            file = listed(intent, ports)
            if file is not None:
                upgrade_signature(UpgradeWish(file.path), ports, self.files)
            return self._settled(ports, [])

    def give_up(self, intent: str) -> Payments:
        """Take a file off the lists; it stays as it is."""
        with self.open_paying() as ports:
            file = listed(intent, ports)
            if file is not None:
                give_up(file.path, ports)
            return self._settled(ports, [])

    def _settled(self, ports: Paying, intents: Sequence[str]) -> Payments:
        paid = pay_owed(ports, intents, insist=True)
        return replace(paid, left=(*paid.left, *archive_troubles(ports.owed)))

    def _scan(self, ports: Paying, *, insist: bool) -> None:
        """Look after the archive once an hour, and whenever a person asks."""
        now = ports.clock.now()
        if insist or self._scanned is None or now - self._scanned >= _SCAN_EVERY:
            scan_archive(ports, insist=insist)
            self._scanned = now
