"""Pays what signed files owe while the window stands: after a signature, and when it is time.

It has a lane and a process of its own, which ends when nothing is owed: a server that is slow
holds up neither a card nor a page.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from paraph.gui.shell.status_strip import StatusStrip, StripPart
from paraph.workers.lane import Lane

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from paraph.domain.errors import ParaphError
    from paraph.domain.keys.secret import Secret
    from paraph.domain.owed import OwedLevel
    from paraph.gui.actions import ProofActs
    from paraph.gui.proof.proof_line import ProofLine
    from paraph.usecases.pay_owed import Payments
    from paraph.usecases.sign_document import SignedDocument

# Nothing of it is in the way of the first page and the first card.
_FIRST_AFTER_MS = 15_000
_EVERY_MS = 60_000


class ProofWatch(QObject):
    """Knows what is owed, as of the last run. Nothing is shown before something was owed."""

    paid = Signal(object)  # Payments, after each run

    def __init__(self, acts: ProofActs, strip: StatusStrip, parent: QObject) -> None:
        super().__init__(parent)
        self._acts = acts
        self._strip = strip
        self._lane = Lane("proofs", self)
        self.debts: tuple[OwedLevel, ...] = ()
        self._was_shown = False
        self._is_unsure = False  # what is owed may have changed since it was listed
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.pay_due)
        strip.details_asked.connect(self._take_strip_click)

    def begin(self) -> None:
        """Look what is owed once the window stands, and go on from there."""
        QTimer.singleShot(_FIRST_AFTER_MS, self, self.look)

    def look(self) -> None:
        """List what is owed, and pay what is due."""
        if not self._lane.busy:
            self._lane.run(self._acts.owed, self._take_owed, self._take_trouble)

    def pay_new(self, done: SignedDocument, password: Secret | None, line: ProofLine) -> None:
        """Pay what a signature that was just made owes, and tell the line of its result."""
        if not done.owed:
            return
        self._follow(line, done)
        passwords = {done.intent: password} if password is not None else {}
        self._pay([done.intent], passwords, insist=True)

    def pay_due(self) -> None:
        """Pay what has come due."""
        now = datetime.now(UTC)  # only when to ask; the desk decides what is due
        has_due = self._is_unsure or any(debt.may_be_tried(now) for debt in self.debts)
        if has_due and not self._lane.busy:
            self._pay(None, {}, insist=False)

    def pay_now(self) -> None:
        """Try all of it again, because the person says so."""
        self._pay(None, {}, insist=True)

    def menu(self) -> QMenu:
        """Make the list of what is owed, with the one act."""
        from paraph.gui.proof.proof_words import owed_words, proof_name

        menu = QMenu(self._strip)
        for debt in self.debts:
            line = menu.addAction(f"{debt.path.name} – {proof_name(debt.asked)}")
            line.setToolTip(owed_words(debt))
            line.setEnabled(False)
            why = menu.addAction(owed_words(debt))
            why.setEnabled(False)
        menu.addSeparator()
        again = menu.addAction(self.tr("Try again now"))
        again.triggered.connect(self.pay_now)
        menu.setActiveAction(again)
        return menu

    def close(self) -> None:
        """Let the lane go."""
        self._timer.stop()
        self._lane.close()

    def _follow(self, line: ProofLine, done: SignedDocument) -> None:
        def tell(paid: Payments) -> None:
            debt = next((each for each in paid.left if each.intent == done.intent), None)
            if debt is None:
                line.show_paid()
            else:
                line.show_owed(debt)

        told = self.paid.connect(tell)
        line.destroyed.connect(lambda: self.paid.disconnect(told))

    def _pay(
        self, only: Sequence[str] | None, passwords: Mapping[str, Secret], *, insist: bool
    ) -> None:
        self._lane.run(
            lambda: self._acts.pay(only, insist=insist, passwords=passwords),
            self._take_paid,
            self._take_trouble,
        )

    def _take_owed(self, debts: tuple[OwedLevel, ...]) -> None:
        self._show(debts)
        self.pay_due()

    def _take_paid(self, paid: Payments) -> None:
        self._show(paid.left)
        self.paid.emit(paid)

    def _take_trouble(self, _error: ParaphError) -> None:
        # Another program pays now, or its process ended: what is owed stays written down.
        self._is_unsure = True
        self._timer.start()

    def _show(self, debts: tuple[OwedLevel, ...]) -> None:
        from paraph.gui.proof.proof_words import strip_state

        self.debts = debts
        self._is_unsure = False
        self._was_shown = self._was_shown or bool(debts)
        if self._was_shown:
            self._strip.show_state(StripPart.OUTBOX, strip_state(debts))
        if debts:
            self._timer.start()
        else:
            self._timer.stop()
            self._lane.run(self._acts.close, lambda _: None, self._take_trouble)

    def _take_strip_click(self, part: StripPart) -> None:
        if part is StripPart.OUTBOX and self.debts:
            self.menu().popup(QCursor.pos())
