"""Where calls of accounts' services are noted, for a day."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from paraph.domain.service.health import NotedCall

# Of each account; a service's usual limit lets no more through in half a day without a pause.
MOST_CALLS = 50_000


class CallNotes(Protocol):
    """Calls as they were made. What is older than a day goes, and of many the oldest."""

    def note(self, call: NotedCall) -> None:
        """Keep a call, now or a little later. Raises nothing, and waits for nobody."""
        ...

    def flush(self) -> None:
        """Keep now what is kept in memory, as far as that comes through. Raises nothing."""
        ...

    def since(self, account: str, moment: datetime) -> Sequence[NotedCall]:
        """Give an account's calls from a moment on, the oldest first. Raises StoreBusy."""
        ...
