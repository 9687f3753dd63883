"""Notices that the network is back: once, when it has come to rest.

What the system says of the network is a `Reachability`; `system_network` is the real one.
"""

from PySide6.QtCore import QObject, Signal

from paraph.gui.common.pause import make_pause
from paraph.gui.common.reachability import Reach, Reachability

# A network that comes up goes through several states within a second or two.
_REST_MS = 2_000
# One that comes and goes is no reason to ask a server each time.
_LEAST_BETWEEN_MS = 30_000


class NetworkWatch(QObject):
    """`back` comes when the network goes further than it did, and has done so for a while."""

    back = Signal()
    changed = Signal()  # when `is_away` may be another

    def __init__(
        self,
        system: Reachability,
        parent: QObject,
        rest_ms: int = _REST_MS,
        least_between_ms: int = _LEAST_BETWEEN_MS,
    ) -> None:
        super().__init__(parent)
        self._system = system
        self._lowest = system.reach  # since it was last at rest
        self._rest = make_pause(self, rest_ms, self._settle)
        self._quiet = make_pause(self, least_between_ms, self._settle)
        system.changed.connect(self._take_change)

    @property
    def is_away(self) -> bool:
        """Tell whether there is no network for certain."""
        return self._system.reach is Reach.AWAY

    def _take_change(self) -> None:
        self._lowest = min(self._lowest, self._system.reach)
        self._rest.start()

    def _settle(self) -> None:
        if self._rest.isActive() or self._quiet.isActive():
            return  # the one that still runs comes here again
        reach = self._system.reach
        is_back = reach > max(self._lowest, Reach.AWAY)
        self._lowest = reach
        self.changed.emit()
        if is_back:
            self._quiet.start()
            self.back.emit()
