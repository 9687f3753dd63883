"""Pays what signed files owe while the window stands: after a signature, and when it is time.

It has a lane and a process of its own, which ends when nothing is owed: a server that is slow
holds up neither a card nor a page.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from paraph.gui.shell.status_strip import StatusStrip, StripPart
from paraph.workers.lane import Lane

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from paraph.domain.errors import ParaphError
    from paraph.domain.keys.secret import Secret
    from paraph.domain.owed import OwedLevel
    from paraph.gui.actions import ProofActs
    from paraph.gui.common.reachability import Reachability
    from paraph.gui.proof.network_watch import NetworkWatch
    from paraph.gui.proof.proof_line import ProofLine
    from paraph.usecases.pay_owed import Payments
    from paraph.usecases.sign_document import SignedDocument

    Refused = Callable[[ParaphError], None]

# Nothing of it is in the way of the first page and the first card.
_FIRST_AFTER_MS = 15_000
_EVERY_MS = 60_000
# What is archived is looked after all day, also while nothing is owed.
_LOOK_EVERY_MS = 3_600_000


def _none(_: Path) -> None:
    return None


class ProofWatch(QObject):
    """Knows what is owed, as of the last run. Nothing is shown before something was owed."""

    began = Signal()  # before each run; `tried` says of what
    paid = Signal(object)  # Payments, after each run
    changed = Signal()  # when `debts` or `network` may be others, also after a run that failed

    def __init__(
        self,
        acts: ProofActs,
        strip: StatusStrip,
        parent: QObject,
        open_network: Callable[[QObject], Reachability | None] | None = None,
    ) -> None:
        super().__init__(parent)
        self._acts = acts
        self._strip = strip
        self._open_network = open_network
        self._lane = Lane("proofs", self)
        self.debts: tuple[OwedLevel, ...] = ()
        self.network: NetworkWatch | None = None
        self.tried: frozenset[str] = frozenset()  # the intents that are tried now
        self.trouble: ParaphError | None = None  # why the last run did not come through
        self.password_of: Callable[[Path], Secret | None] = _none  # of a document that is open
        self._may_keep: set[str] = set()  # intents whose password was not handed over yet
        self.tells_strip = True  # False where others tell of it with more that waits
        self._was_shown = False
        self._is_unsure = False  # what is owed may have changed since it was listed
        self._network_was_back = False  # and nothing has come through since
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.pay_due)

    def begin(self) -> None:
        """Look what is owed once the window stands, and go on from there."""
        QTimer.singleShot(_FIRST_AFTER_MS, self, self.look)
        hourly = QTimer(self, interval=_LOOK_EVERY_MS)
        hourly.timeout.connect(self.look)
        hourly.start()

    def look(self) -> None:
        """List what is owed, and pay what is due."""
        if not self._lane.busy:
            self._lane.run(self._acts.owed, self._take_owed, self._take_trouble)

    def pay_new(
        self,
        done: SignedDocument,
        password: Secret | None,
        line: ProofLine,
        *,
        keep: bool = False,
    ) -> None:
        """Pay what a signature that was just made owes, and tell the line of its result.

        With `keep` the person lets the password be kept for as long as something is owed.
        """
        if not done.owed:
            return
        self._follow(line, done, is_locked=password is not None, keep=keep)
        self.pay_with(done.intent, password, keep=keep)

    def pay_with(self, intent: str, password: Secret | None, *, keep: bool) -> None:
        """Try one file with its password."""
        if keep:
            self._may_keep.add(intent)
        passwords = {intent: password} if password is not None else {}
        self._pay([intent], passwords, insist=True)

    def pay_due(self) -> None:
        """Pay what has come due; what waited for the network too, once it is back."""
        if self._lane.busy:
            return  # it comes here again when that has ended, or with the timer
        due = self._chosen(insist=False)
        if self._is_unsure:
            self._pay(None, {}, insist=False)
        elif self._network_was_back:
            self._network_was_back = False
            waiting = [debt.intent for debt in self.debts if debt.waits_for_network]
            if due or waiting:
                self._pay([*dict.fromkeys([*due, *waiting])], {}, insist=True, for_network=True)
        elif due:
            self._pay(None, {}, insist=False)

    def pay_now(self, only: Sequence[str] | None = None) -> None:
        """Try all of it again, or these intents, because the person says so."""
        self._pay(only, {}, insist=True)

    def find(self, intent: str, path: Path, refused: Refused) -> None:
        """Look whether a listed file is the one the person found, and go on with it there."""
        self._settle(intent, lambda: self._acts.find(intent, path), refused)

    def keep_up(self, intent: str, refused: Refused) -> None:
        """Keep up an archived file as it is now, because the person says so."""
        self._settle(intent, lambda: self._acts.keep_up(intent), refused)

    def give_up(self, intent: str, refused: Refused) -> None:
        """Take a file off the list, because the person says so."""
        self._settle(intent, lambda: self._acts.give_up(intent), refused)

    def close(self) -> None:
        """Let the lane go."""
        self._timer.stop()
        self._lane.close()

    def _follow(
        self, line: ProofLine, done: SignedDocument, *, is_locked: bool, keep: bool
    ) -> None:
        from paraph.gui.proof.proof_words import password_words

        def tell(paid: Payments) -> None:
            debt = next((each for each in paid.left if each.intent == done.intent), None)
            if debt is None:
                line.show_paid()
                return
            is_lost = done.intent in paid.passwords_lost
            line.show_owed(debt, password_words(keep=keep, is_lost=is_lost) if is_locked else "")

        told = self.paid.connect(tell)
        line.destroyed.connect(lambda: self.paid.disconnect(told))

    def _pay(
        self,
        only: Sequence[str] | None,
        passwords: Mapping[str, Secret],
        *,
        insist: bool,
        for_network: bool = False,
    ) -> None:
        # A document that is open has told its password; it is used for this document, as ever.
        known = {debt.intent: self.password_of(debt.path) for debt in self.debts}
        given = {intent: each for intent, each in known.items() if each is not None} | {**passwords}
        keep = frozenset(self._may_keep & given.keys())
        tried = frozenset(only if only is not None else self._chosen(insist=insist))
        self.tried |= tried
        self.began.emit()

        def take(paid: Payments) -> None:
            self._may_keep -= keep
            self.tried -= tried
            self._take_paid(paid)

        def fail(error: ParaphError) -> None:
            self._network_was_back |= for_network
            self.tried -= tried
            self._take_trouble(error)

        self._lane.run(
            lambda: self._acts.pay(only, insist=insist, passwords=given, keep=keep), take, fail
        )

    def _settle(self, intent: str, act: Callable[[], Payments], refused: Refused) -> None:
        self.tried |= {intent}
        self.began.emit()

        def take(paid: Payments) -> None:
            self.tried -= {intent}
            self._take_paid(paid)

        def fail(error: ParaphError) -> None:
            self.tried -= {intent}
            self.changed.emit()
            refused(error)

        self._lane.run(act, take, fail)

    def _chosen(self, *, insist: bool) -> list[str]:
        now = datetime.now(UTC)  # only when to ask; the desk decides what is due
        return [debt.intent for debt in self.debts if insist or debt.may_be_tried(now)]

    def _take_owed(self, debts: tuple[OwedLevel, ...]) -> None:
        self._show(debts)
        self.pay_due()

    def _take_paid(self, paid: Payments) -> None:
        self._show(paid.left)
        self.paid.emit(paid)
        if self._network_was_back:
            self.pay_due()

    def _take_trouble(self, error: ParaphError) -> None:
        # Another program pays now, or its process ended: what is owed stays written down.
        self.trouble = error
        self._is_unsure = True
        self._timer.start()
        self.changed.emit()

    def _show(self, debts: tuple[OwedLevel, ...]) -> None:
        from paraph.gui.proof.proof_words import strip_state

        self.debts = debts
        self.trouble = None
        self._is_unsure = False
        self._was_shown = self._was_shown or bool(debts)
        if self._was_shown and self.tells_strip:
            self._strip.show_state(StripPart.OUTBOX, strip_state(debts))
        if debts:
            self._timer.start()
            self._watch_network()
        else:
            self._timer.stop()
            self._lane.run(self._acts.close, lambda _: None, self._take_trouble)
        self.changed.emit()

    def _watch_network(self) -> None:
        """Listen for the network from the first debt on; without one, there is the timer."""
        open_network, self._open_network = self._open_network, None
        system = open_network(self) if open_network is not None else None
        if system is not None:
            from paraph.gui.proof.network_watch import NetworkWatch

            self.network = NetworkWatch(system, self)
            self.network.back.connect(self._take_network)
            self.network.changed.connect(self.changed)

    def _take_network(self) -> None:
        self._network_was_back = True
        self.pay_due()
