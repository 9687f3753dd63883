"""One account's round: what is owed to signed files, what is to be sent, what happened, what waits
for a signature, what is to be filed, and templates. What fails in one step keeps none of the
others from it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from paraph.domain.errors import ParaphError
from paraph.domain.errors.service import NetworkSignIn, ServiceUnreachable, SignInAgain
from paraph.usecases.fetch_documents import Fetched, Fetching, fetch_documents
from paraph.usecases.file_results import Filed, FilingKit, file_results
from paraph.usecases.pull_events import Pulled, pull_events
from paraph.usecases.push_outbox import Pushed

_DOWN = (ServiceUnreachable, NetworkSignIn, SignInAgain)
_DOWN_CODES = frozenset(kind.code for kind in _DOWN)
Came = TypeVar("Came")


@dataclass(frozen=True, slots=True)
class Steps:
    """What a round is made of; `filing` is None where the account's client files have no place.

    `pay` adds timestamps to what was signed and has not left, before it is sent. `templates` reads
    the service's templates, where it is time to.
    """

    fetching: Fetching
    push: Callable[[], Pushed]
    filing: Callable[[], FilingKit] | None = None
    pay: Callable[[], object] = lambda: None
    templates: Callable[[], object] = lambda: None


class Synced(NamedTuple):
    """What a round came to; `troubles` are of steps as a whole, others stand in their parts."""

    pushed: Pushed = Pushed()
    pulled: Pulled = Pulled()
    fetched: Fetched = Fetched()
    filed: Filed = Filed()
    troubles: tuple[ParaphError, ...] = ()

    @property
    def every_trouble(self) -> tuple[ParaphError, ...]:
        """Give all that went wrong, also with single requests; what is met twice is told once."""
        single = [error for _, error in (*self.fetched.troubles, *self.filed.troubles)]
        found = {error.code: error for error in (*self.troubles, *single)}
        return tuple(found.values())


def sync_account(steps: Steps, *, wait_s: float = 0.0, insist: bool = False) -> Synced:
    """Do a round; `wait_s` is how long the first event is waited for.

    With `insist` a person wants now what was to be tried later. Raises nothing of its own.
    """
    run = _Round()
    run.does(steps.pay, None)
    pushed = run.does(steps.push, Pushed())
    run.hear(pushed.stopped)
    pulled = run.asks(lambda: pull_events(steps.fetching.receiving, wait_s), Pulled())
    fetched = run.asks(lambda: fetch_documents(steps.fetching), Fetched())
    filed = Filed()
    if steps.filing is not None:
        # Also without the service: what was fetched may wait for its folder only.
        made = steps.filing
        filed = run.does(lambda: file_results(made(), insist=insist), Filed())
    # Last: what is only convenient takes no time from what a client waits for.
    run.asks(steps.templates, None)
    return Synced(pushed, pulled, fetched, filed, tuple(run.troubles))


class _Round:
    """Goes on after what fails; does not ask again a service that does not answer."""

    def __init__(self) -> None:
        self.troubles: list[ParaphError] = []
        self._is_down = False

    def does(self, step: Callable[[], Came], otherwise: Came) -> Came:
        """Do a step; gives what it came to, or `otherwise`."""
        try:
            return step()
        except ParaphError as error:
            self._is_down = self._is_down or isinstance(error, _DOWN)
            self.troubles.append(error)
            return otherwise

    def asks(self, step: Callable[[], Came], otherwise: Came) -> Came:
        """Do a step that is nothing without the service."""
        return otherwise if self._is_down else self.does(step, otherwise)

    def hear(self, stopped: str | None) -> None:
        """Take over what ended the sending."""
        self._is_down = self._is_down or stopped in _DOWN_CODES
