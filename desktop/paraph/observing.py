"""Start: what notes the calls of accounts' services, and exports them where that is set."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from paraph.administrator import Rules
from paraph.domain.service.account import Account
from paraph.ports.record import Clock
from paraph.settings import load_settings
from paraph.usecases.service_health import HealthDesk

# The command line's start loads this module and needs none of it.
if TYPE_CHECKING:
    from paraph.remote.http_client import HttpClient, Sending
    from paraph.remote.span_export import SpanExport


class Observing:
    """One in a process; what it exports goes out from one thread."""

    def __init__(
        self,
        home: Path,
        rules: Callable[[], Rules],
        clock: Clock,
        open_http: "Callable[[], HttpClient]",
    ) -> None:
        self._home, self._rules, self._clock, self._open_http = home, rules, clock, open_http
        self._export: SpanExport | None = None
        self._address = ""
        self._lock = threading.Lock()

    @contextmanager
    def noting(self, http: "HttpClient") -> "Iterator[Callable[[Account], Sending]]":
        """Give what makes each account's calls; at the end its notes are kept.

        The profile's record has been opened before.
        """
        from paraph.remote.account_http import AccountHttp, Watching
        from paraph.store.call_notes import SqliteCallNotes

        notes = SqliteCallNotes(self._home, self._clock.now)
        watching = Watching(notes, self._clock.now, self._exporting())
        try:
            yield lambda account: AccountHttp(http, account.id, watching)
        finally:
            notes.flush()

    @contextmanager
    def health(self) -> Iterator[HealthDesk]:
        """Give what tells of the last day. Raises as opening the record does."""
        from paraph.store.accounts import SqliteAccounts
        from paraph.store.call_notes import SqliteCallNotes
        from paraph.store.database import open_database

        with closing(open_database(self._home)) as database:
            notes = SqliteCallNotes(self._home, self._clock.now)
            yield HealthDesk(SqliteAccounts(database), notes, self._clock.now)

    def _exporting(self) -> "SpanExport | None":
        address = collector_of(self._home, self._rules())
        with self._lock:
            if address != self._address:
                if self._export is not None:
                    self._export.close()
                self._export, self._address = self._opened(address), address
            return self._export

    def _opened(self, address: str) -> "SpanExport | None":
        if not address:
            return None
        from paraph.remote.span_export import SpanExport

        return SpanExport(address, self._open_http())


def collector_of(home: Path, rules: Rules) -> str:
    """Give where spans go by the rules, else by the settings; "" for nowhere."""
    return rules.otlp if rules.otlp is not None else load_settings(home).otlp
