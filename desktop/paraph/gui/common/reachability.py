"""How far the network goes, as the system tells it. Telling opens no connection."""

from enum import IntEnum

from PySide6.QtCore import QObject, Signal


class Reach(IntEnum):
    """How far the network goes, least first. Behind a captive portal it goes nowhere."""

    UNKNOWN = 0
    AWAY = 1
    NEAR = 2  # the site's own network
    ONLINE = 3


class Reachability(QObject):
    """What tells how far the network goes."""

    changed = Signal()  # when `reach` may be another

    @property
    def reach(self) -> Reach:
        """Give how far it goes now."""
        raise NotImplementedError
