"""What the window does with proof that is owed: list it, pay it, while the person works on."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from paraph.domain.keys.secret import Secret
from paraph.domain.owed import OwedLevel
from paraph.usecases.pay_owed import Paying, Payments, pay_owed
from paraph.usecases.renew_archive import owe_renewals


@dataclass(frozen=True, slots=True)
class ProofDesk:
    """One profile's debts. One call at a time."""

    open_paying: Callable[[], AbstractContextManager[Paying]]

    def owed(self) -> tuple[OwedLevel, ...]:
        """List what is owed, renewals that are due among it. Raises StoreBusy."""
        with self.open_paying() as ports:
            owe_renewals(ports.owed, ports.audit, ports.clock)
            return tuple(ports.owed.all())

    def pay(
        self,
        only: Sequence[str] | None = None,
        *,
        insist: bool = False,
        passwords: Mapping[str, Secret] | None = None,
    ) -> Payments:
        """Pay as `pay_owed` does. Raises StoreBusy while another process pays."""
        with self.open_paying() as ports:
            owe_renewals(ports.owed, ports.audit, ports.clock)
            return pay_owed(ports, only, insist=insist, passwords=passwords)
