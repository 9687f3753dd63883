"""`ports.health.CallNotes` in memory."""

from collections.abc import Callable, Sequence
from datetime import datetime

from paraph.domain.service.health import DAY, NotedCall
from paraph.ports.health import MOST_CALLS


class MemoryCallNotes:
    def __init__(self, now: Callable[[], datetime], most_calls: int = MOST_CALLS) -> None:
        self._now, self._most = now, most_calls
        self.calls: list[NotedCall] = []

    def note(self, call: NotedCall) -> None:
        now = self._now()
        self.calls = [e for e in (*self.calls, call) if now - DAY <= e.at <= now + DAY]
        of_it = [each for each in self.calls if each.account == call.account]
        gone = {id(each) for each in of_it[: -self._most]}
        self.calls = [each for each in self.calls if id(each) not in gone]

    def flush(self) -> None:
        pass

    def since(self, account: str, moment: datetime) -> Sequence[NotedCall]:
        found = [each for each in self.calls if each.account == account and each.at >= moment]
        return sorted(found, key=lambda each: each.at)
