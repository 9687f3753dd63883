"""Keeps the outbox and the inbox going while the window stands: one round after another.

Between rounds it listens for what happens at the services. Both are done in a lane and a process
of their own; what is read and written here has another lane, and never waits for a network.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from paraph.usecases.sync_desk import Heard
from paraph.workers.lane import Lane, Result

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.domain.errors import ParaphError
    from paraph.gui.common.reachability import Reachability
    from paraph.gui.proof.network_watch import NetworkWatch
    from paraph.gui.request_acts import RequestActs, SyncActs
    from paraph.usecases.request_board import OutboxStanding
    from paraph.usecases.sync_desk import AccountRound, RoundDone

    Refused = Callable[[ParaphError], None]

# Nothing of it is in the way of the first page and the first card.
_FIRST_AFTER_MS = 3_000
_LISTEN_S = 25.0
_AGAIN_S = 60.0  # a service that does not answer
_LEAST_S, _MOST_S = 5.0, 300.0
_LOOK_MS = 1_500  # at the record, for what other programs of this profile wrote
_PORTAL, _FAILED = "network_sign_in", "service_failed"
_AWAY = frozenset({"service_unreachable", "service_unverified", "service_proxy_refused"})


class Reached(Enum):
    """How far the last round got, for the account that got least far."""

    NOT_TRIED = "not_tried"
    ONLINE = "online"
    AWAY = "away"
    PORTAL = "portal"
    SILENT = "silent"


class SyncWatch(QObject):
    """Knows how the outbox stands, as of the last look. Never are there two rounds at a time."""

    changed = Signal()  # standing, rounds, network
    news = Signal(object)  # tuple of ToldRequest, after a round that brought any

    def __init__(
        self,
        requests: RequestActs,
        sync: SyncActs,
        parent: QObject,
        open_network: Callable[[QObject], Reachability | None] | None = None,
        record_mark: Callable[[], object] | None = None,
    ) -> None:
        """`record_mark` gives what differs once the record was written to."""
        super().__init__(parent)
        self._requests, self._sync = requests, sync
        self._open_network, self._mark_of = open_network, record_mark
        self._mark: object = None
        self._record, self._lane = Lane("requests", self), Lane("sync", self)
        self.standing: OutboxStanding | None = None
        self.rounds: tuple[AccountRound, ...] = ()
        self.reached = Reached.NOT_TRIED
        self.away_since: datetime | None = None
        self.next_try: datetime | None = None
        self.is_running = False  # a round is in work
        self.network: NetworkWatch | None = None
        self._is_listening = self._is_wanted = self._insists = self._is_closed = False
        self._last_round: datetime | None = None
        self._is_patient = False  # what does not let itself be listened to is left be for a while
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.round)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._look_for_others)

    def begin(self) -> None:
        """Look how things stand once the window does, and go on from there."""
        QTimer.singleShot(_FIRST_AFTER_MS, self, self.start)

    def start(self) -> None:
        """Look how things stand, and do a round where there is an account."""
        self._read_standing(self._take_first)
        if self._mark_of is not None:
            self._look.start()

    def round(self, *, insist: bool = False) -> None:
        """Do a round as soon as may be; `insist`: what was to be tried later is tried now."""
        self._is_wanted, self._insists = True, self._insists or insist
        self._go_on()

    def send_now(self) -> None:
        """Try all of it now, because the person says so."""
        self.round(insist=True)

    def refresh(self) -> None:
        """Look again how things stand."""
        self._read_standing(self._take_standing)

    def read(
        self, work: Callable[[], Result], done: Callable[[Result], None], failed: Refused
    ) -> None:
        """Ask something of the record."""
        self._record.run(work, done, failed)

    def act(
        self, work: Callable[[], Result], done: Callable[[Result], None], failed: Refused
    ) -> None:
        """Write an act into the record, and let it leave at once."""

        def then(result: Result) -> None:
            done(result)
            self.refresh()
            self.round()

        self._record.run(work, then, failed)

    def ask(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Refused,
        *,
        is_change: bool = True,
    ) -> None:
        """Ask something of a service; what listens gives way, a round that runs is waited for.

        After a change of an account there is a round.
        """

        def then(result: Result) -> None:
            done(result)
            if is_change:
                self.start()
            else:
                self._go_on()

        def fail(error: ParaphError) -> None:
            failed(error)
            self._go_on()

        self._interrupt()
        self._lane.run(work, then, fail)

    def stop_asking(self) -> None:
        """End a signing in that waits for the browser."""
        self._sync.interrupt()

    def close(self) -> None:
        """Let everything go, at once."""
        if self._is_closed:
            return
        self._is_closed = True
        self._timer.stop()
        self._look.stop()
        self._interrupt()
        self._lane.close()
        self._record.close()

    @property
    def is_away(self) -> bool:
        """Tell whether the services were not reached, as of the last try."""
        return self._has_accounts and self.reached not in (Reached.ONLINE, Reached.NOT_TRIED)

    @property
    def _has_accounts(self) -> bool:
        return self.standing is not None and bool(self.standing.accounts)

    def _interrupt(self) -> None:
        if self._is_listening:
            self._sync.interrupt()

    def _go_on(self) -> None:
        """Begin what is next, unless something is in work: it comes here when it has ended."""
        if self._is_closed or not self._has_accounts:
            return
        if self._lane.busy:
            if self._is_wanted:
                self._interrupt()
        elif self._is_wanted:
            self._begin_round()
        elif self._listened:
            self._listen()
        else:
            self._wait()

    def _begin_round(self) -> None:
        insist, self._insists, self._is_wanted = self._insists, False, False
        self._timer.stop()
        self.next_try, self.is_running = None, True
        self._last_round = _now()
        self.changed.emit()
        self._lane.run(lambda: self._sync.round(insist=insist), self._take_round, self._fail)

    @property
    def _listened(self) -> tuple[str, ...]:
        return tuple(each.account for each in self.rounds if not each.is_down)

    def _listen(self) -> None:
        accounts, wait_s = self._listened, min(_LISTEN_S, self._until_next_s())
        self._is_listening = True

        def heard(what: Heard) -> None:
            self._is_listening = False
            is_due = what is not Heard.NOTHING or self._until_next_s() <= _LEAST_S
            self._is_wanted = self._is_wanted or is_due
            # A round tells what became of it; when that finds nothing, it is no use to ask again.
            self._is_patient = what is Heard.LOST
            self._go_on()

        def failed(_: ParaphError) -> None:
            self._is_listening = False
            self._rest()

        patient = self._is_patient
        self._lane.run(
            lambda: self._sync.listen(accounts, wait_s, is_patient=patient), heard, failed
        )

    def _rest(self) -> None:
        """Wait, unless a round was wanted while what has failed now was in work."""
        if self._is_wanted and self._has_accounts and not self._is_closed:
            self._go_on()
        else:
            self._wait()

    def _wait(self) -> None:
        wait_s = self._until_next_s()
        self.next_try = _now() + timedelta(seconds=wait_s)
        self._timer.start(round(wait_s * 1000))
        self.changed.emit()

    def _until_next_s(self) -> float:
        """Give how long it is until a round is due, whatever happens meanwhile."""
        now = _now()
        is_down = len(self._listened) < len(self.rounds) or not self.rounds
        most = _AGAIN_S if is_down else _MOST_S
        since = (now - self._last_round).total_seconds() if self._last_round is not None else 0.0
        due = most - since if since >= 0 else most  # a clock that was set back holds up nothing
        attempt = self.standing.next_attempt if self.standing is not None else None
        if attempt is not None:
            due = min(due, (attempt - now).total_seconds())
        return max(_LEAST_S, min(due, most))

    def _read_standing(
        self, take: Callable[[OutboxStanding], None], failed: Refused | None = None
    ) -> None:
        """Read what the record looks like, then how things stand."""
        mark_of, requests = self._mark_of, self._requests

        def look() -> tuple[object, OutboxStanding]:
            mark = mark_of() if mark_of is not None else None
            return mark, requests.standing()

        def then(found: tuple[object, OutboxStanding]) -> None:
            self._mark, standing = found
            take(standing)

        self.read(look, then, failed or self._take_no_record)

    def _look_for_others(self) -> None:
        """Look again how things stand when another program wrote: an act it queued leaves now."""
        mark_of = self._mark_of
        if mark_of is None or self._record.busy:
            return

        def compare(mark: object) -> None:
            if mark != self._mark:
                self._read_standing(self._take_from_others)

        self.read(mark_of, compare, self._take_no_record)

    def _take_from_others(self, standing: OutboxStanding) -> None:
        before = self.standing
        if before is None or len(standing.accounts) > len(before.accounts):
            self._take_first(standing)
            return
        if standing == before:
            # A written record tells requests that changed, too: they are read anew.
            self.changed.emit()
            return
        self._take_standing(standing)
        if standing.waiting > before.waiting:
            self.round()

    def _take_first(self, standing: OutboxStanding) -> None:
        self._take_standing(standing)
        if standing.accounts:
            self._watch_network()
            self.round()

    def _take_standing(self, standing: OutboxStanding) -> None:
        self.standing = standing
        self.changed.emit()

    def _take_no_record(self, _: ParaphError) -> None:
        # The signing side tells of a record that does not open; here it is looked at again.
        self.changed.emit()

    def _take_round(self, done: RoundDone) -> None:
        self.is_running, self.rounds = False, done.accounts
        self._note_reached(_reached(done.accounts))
        if done.news:
            self.news.emit(done.news)
        self._read_standing(self._take_after_round, self._take_no_record_after)

    def _take_after_round(self, standing: OutboxStanding) -> None:
        self._take_standing(standing)
        self._go_on()

    def _take_no_record_after(self, _: ParaphError) -> None:
        self._rest()

    def _fail(self, _: ParaphError) -> None:
        # Another program sends now, or its process ended: what waits stays written down.
        self.is_running, self.rounds = False, ()
        self._rest()

    def _note_reached(self, reached: Reached) -> None:
        self.reached = reached
        if reached is Reached.ONLINE:
            self.away_since = None
        else:
            self.away_since = self.away_since or _now()

    def _watch_network(self) -> None:
        open_network, self._open_network = self._open_network, None
        system = open_network(self) if open_network is not None else None
        if system is not None:
            from paraph.gui.proof.network_watch import NetworkWatch

            self.network = NetworkWatch(system, self)
            self.network.back.connect(self.send_now)
            self.network.changed.connect(self._take_network)

    def _take_network(self) -> None:
        if self.network is not None and self.network.is_away:
            self._note_reached(Reached.AWAY)
        self.changed.emit()


def _reached(rounds: tuple[AccountRound, ...]) -> Reached:
    codes = {error.code for each in rounds for error in each.troubles}
    if _PORTAL in codes:
        return Reached.PORTAL
    if codes & _AWAY:
        return Reached.AWAY
    return Reached.SILENT if _FAILED in codes else Reached.ONLINE


def _now() -> datetime:
    return datetime.now(UTC)  # only when to ask, and for words; the desk decides what is due
