"""Looking for cards from the window: one look at a time, and again for drivers that are slow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from paraph.domain.errors import ParaphError
    from paraph.gui.actions import SigningActs
    from paraph.usecases.signing_desk import Cards
    from paraph.workers.lane import Lane

# A card that was seen is shown after this long, whatever the other drivers do.
_WAIT_S = 0.25
_REST_WAIT_S = 0.1
_REST_EVERY_MS, _REST_AT_MOST_EVERY_MS = 30, 2000


class CardLooks(QObject):
    """Asks the desk in its lane, and takes what comes."""

    seen = Signal(object)  # Cards, after each look

    def __init__(self, acts: SigningActs, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._lane = lane
        self.is_looking = False
        self._moved_meanwhile = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._look_for_the_rest)

    def look(self, *, only_unwatched: bool = False) -> None:
        """Look now, or once more after the look that runs."""
        if self.is_looking:
            self._moved_meanwhile = True
            return
        self._begin()
        self._rest.setInterval(_REST_EVERY_MS)
        self._lane.run(
            lambda: self._acts.cards(only_unwatched=only_unwatched, wait_s=_WAIT_S),
            self.take,
            self.take_trouble,
        )

    def take(self, cards: Cards) -> None:
        """Take what a look has found, whoever asked for it."""
        self.is_looking = False
        self.seen.emit(cards)
        if self._moved_meanwhile:
            self.look()
        elif cards.awaited:
            self._rest.start()

    def take_trouble(self, error: ParaphError) -> None:
        """Take that a look did not come to its end."""
        from paraph.usecases.signing_desk import Cards

        self.take(Cards((), (), (error,)))

    def close(self) -> None:
        """Ask no more."""
        self._rest.stop()

    def _begin(self) -> None:
        self.is_looking = True
        self._moved_meanwhile = False
        self._rest.stop()

    def _look_for_the_rest(self) -> None:
        if self.is_looking:
            return
        self._begin()
        # A driver that hangs is waited for some time; nothing is gained by asking often.
        self._rest.setInterval(min(self._rest.interval() * 3 // 2, _REST_AT_MOST_EVERY_MS))
        self._lane.run(lambda: self._acts.more_cards(_REST_WAIT_S), self.take, self.take_trouble)
