"""The demo: whoever else is asked signs in a browser, at the sandbox's own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.domain.errors import ParaphError
    from paraph.gui.outbox.sync_watch import SyncWatch

    Tell = Callable[[str, list[str]], None]


class OtherSigner(QObject):
    """Asks the sandbox whose turn it is, and opens the page; `tell` shows a title and lines."""

    def __init__(self, find_link: Callable[[], str | None], tell: Tell, parent: QObject) -> None:
        super().__init__(parent)
        self._find_link, self._tell = find_link, tell

    def open_page(self, watch: SyncWatch) -> None:
        """Open the signing page in the desktop's browser; where there is none, it is told."""
        watch.ask(self._find_link, self._open, self._tell_none, is_change=False)

    def _open(self, link: str | None) -> None:
        if link is None:
            self._tell_none()
        elif not QDesktopServices.openUrl(QUrl(link)):
            self._tell(self.tr("Open this page in a browser"), [link])

    def _tell_none(self, _: ParaphError | None = None) -> None:
        lines = [
            self.tr("Everybody who signs in a browser has signed, or it is not their turn yet."),
            self.tr("Send a request with somebody who signs remotely, and try again."),
        ]
        self._tell(self.tr("Nobody else can sign now"), lines)
