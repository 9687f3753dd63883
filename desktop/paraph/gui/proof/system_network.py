"""What the system says of the network: the one use that is made of QtNetwork, and it opens nothing.

Linux says it by NetworkManager or GLib, Windows and macOS by services of their own.
"""

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QNetworkInformation

from paraph.gui.common.reachability import Reach, Reachability

_REACHES = {
    QNetworkInformation.Reachability.Unknown: Reach.UNKNOWN,
    QNetworkInformation.Reachability.Disconnected: Reach.AWAY,
    QNetworkInformation.Reachability.Local: Reach.AWAY,
    QNetworkInformation.Reachability.Site: Reach.NEAR,
    QNetworkInformation.Reachability.Online: Reach.ONLINE,
}


def system_network(parent: QObject) -> Reachability | None:
    """Give it; None where nothing of this system tells."""
    told = QNetworkInformation.instance()
    if told is None:
        wanted = QNetworkInformation.Feature.Reachability
        if not QNetworkInformation.loadBackendByFeatures(wanted):
            return None
        told = QNetworkInformation.instance()
    return _SystemNetwork(told, parent) if told is not None else None


class _SystemNetwork(Reachability):
    def __init__(self, told: QNetworkInformation, parent: QObject) -> None:
        super().__init__(parent)
        self._told = told
        told.reachabilityChanged.connect(self._tell)
        told.isBehindCaptivePortalChanged.connect(self._tell)

    @property
    def reach(self) -> Reach:
        """Give how far it goes now."""
        # A portal answers every call with its own page, whatever the system calls it.
        if self._told.isBehindCaptivePortal():
            return Reach.AWAY
        return _REACHES[self._told.reachability()]

    def _tell(self, _: object) -> None:
        self.changed.emit()
