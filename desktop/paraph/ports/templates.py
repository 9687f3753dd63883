"""Where the templates of services are kept, so that they can be used without a network."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from paraph.domain.service.template import KeptTemplate, TemplatesStanding


class Templates(Protocol):
    """Templates by their account; one whose account is removed goes with it."""

    def of_account(self, account: str) -> Sequence[KeptTemplate]:
        """List an account's, by name."""
        ...

    def get(self, account: str, template_id: str) -> KeptTemplate | None:
        """Give one by the service's id; None when the service does not have it any more."""
        ...

    def put_all(self, account: str, templates: Sequence[KeptTemplate], at: datetime) -> None:
        """Take over an account's whole list, as the service told it at `at`: others are gone.

        Raises StoreBusy, DiskFull.
        """
        ...

    def standing(self, account: str) -> TemplatesStanding:
        """Give how they stand."""
        ...

    def note_trouble(self, account: str, code: str, at: datetime) -> None:
        """Note that they could not be read, and why; those that are here stay."""
        ...

    def want(self, account: str) -> None:
        """Note that a person waits for them: the next round reads them."""
        ...

    def files(self) -> Collection[str]:
        """Give the hashes of the spool's files that some template names."""
        ...
