"""Whether a level could be had now, told within a few seconds: a server that is slow counts as one
that does not answer. Nothing waits for it but the pre-flight, and nothing is refused.
"""

from datetime import datetime, timedelta
from queue import Empty, SimpleQueue
from threading import Thread

from paraph.domain.errors import ParaphError
from paraph.domain.errors.levels import TimestampUnavailable
from paraph.domain.pades_level import PadesLevel
from paraph.ports.record import Clock
from paraph.usecases.choose_certificate import Candidate, chain_of
from paraph.usecases.require_level import OpenChecking

_PATIENCE_S = 4.0
# A timestamp that is only a trial may cost money: one is enough for some time.
_HOLDS = timedelta(minutes=10)


class LevelNow:
    """Tries levels, and remembers for some minutes which could be had. One call at a time."""

    def __init__(
        self, open_checking: OpenChecking, clock: Clock, patience_s: float = _PATIENCE_S
    ) -> None:
        self._open, self._clock, self._patience_s = open_checking, clock, patience_s
        self._good: dict[tuple[PadesLevel, str], datetime] = {}

    def __call__(self, level: PadesLevel, chosen: Candidate) -> ParaphError | None:
        """Give what stands in the way, None when it could be had."""
        key, now = (level, chosen.facts.sha256), self._clock.now()
        good_at = self._good.get(key)
        if good_at is not None and now - good_at < _HOLDS:
            return None
        told: SimpleQueue[Exception | None] = SimpleQueue()
        Thread(target=self._try, args=(level, chosen, told), name="level", daemon=True).start()
        try:
            trouble = told.get(timeout=self._patience_s)
        except Empty:
            return TimestampUnavailable(why="slow")
        if trouble is None:
            self._good[key] = now
            return None
        if isinstance(trouble, ParaphError):
            return trouble
        raise trouble  # a bug is no slow server

    def _try(
        self, level: PadesLevel, chosen: Candidate, told: SimpleQueue[Exception | None]
    ) -> None:
        der = chosen.certificate.certificate_der
        try:
            with self._open() as (checker, services):
                checker.check(level, der, chain_of(chosen), services)
        except Exception as error:  # noqa: BLE001 - whoever waits for it raises it
            told.put(error)
        else:
            told.put(None)
