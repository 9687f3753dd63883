"""The pages of requests in the window: inbox and sent, made when somebody looks at them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QEvent, QObject, QSettings, QTimer, Signal
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from paraph.domain.service.prepared import Prepared
    from paraph.gui.actions import GuiUseCases
    from paraph.gui.common.tokens import Tokens
    from paraph.gui.inbox.inbox_room import InboxRoom
    from paraph.gui.outbox.remote_work import RemoteWork
    from paraph.gui.requests.request_tools import RequestTools
    from paraph.gui.sent.sent_room import SentRoom
    from paraph.gui.signing.signing_room import SigningRoom
    from paraph.settings import Settings
    from paraph.usecases.request_board import ListedRequest

    class RequestWindow(Protocol):
        """What the pages need of the window they are shown in."""

        profile: Settings
        signing: SigningRoom

        def show_accounts(self) -> None:
            """Bring the accounts among the settings to the front."""
            ...

        def show_screen(self, key: str) -> None:
            """Bring a screen to the front."""
            ...

        def open_path(self, path: Path) -> None:
            """Open a document on the desk."""
            ...


INBOX, SENT, OUTBOX = "inbox", "sent", "outbox"
_LATER_MS = 500


class RequestPages(QObject):
    """`new_asked`, `list_asked` and `draft_opened` want a request prepared."""

    new_asked = Signal()
    list_asked = Signal()
    draft_opened = Signal(str)  # the draft's reference
    prepares = False  # whether there is a way to new requests
    read_prepared: Callable[[Callable[[tuple[Prepared, ...]], None]], object] | None = None

    def __init__(
        self,
        window: RequestWindow,
        use_cases: GuiUseCases,
        remote: RemoteWork,
        settings: QSettings,
    ) -> None:
        """`remote` keeps the outbox going, and has the one lane of the record."""
        super().__init__(cast("QWidget", window))
        self._window, self._use_cases, self._remote = window, use_cases, remote
        self._settings = settings
        self._tools: RequestTools | None = None
        self._inbox: InboxRoom | None = None
        self._sent: SentRoom | None = None
        self._prepared: tuple[Prepared, ...] = ()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER_MS)
        self._later.timeout.connect(self.refresh)
        remote.show_request, remote.sign_request = self.show, self.read
        remote.begun.connect(self._follow_remote)

    def screens(self) -> dict[str, Callable[[], QWidget]]:
        """Give what makes the pages, by their keys in the rail."""
        return {INBOX: lambda: self.inbox.page, SENT: lambda: self.sent.page}

    @property
    def inbox(self) -> InboxRoom:
        """Give the inbox, made when it is first asked for."""
        if self._inbox is None:
            from paraph.gui.inbox.inbox_room import InboxRoom

            room = self._inbox = InboxRoom(self._made_tools(), cast("QWidget", self._window))
            room.sync_asked.connect(self._remote.send_now)
            room.account_asked.connect(self._window.show_accounts)
            room.outbox_asked.connect(lambda: self._window.show_screen(OUTBOX))
            room.page.installEventFilter(self)
            room.begin()
        return self._inbox

    @property
    def sent(self) -> SentRoom:
        """Give what was sent, made when it is first asked for."""
        if self._sent is None:
            from paraph.gui.sent.sent_room import SentRoom

            room = self._sent = SentRoom(self._made_tools(), cast("QWidget", self._window))
            room.page.offer_new(offered=self.prepares)
            room.prepared = self._prepared
            room.account_asked.connect(self._window.show_accounts)
            room.page.installEventFilter(self)
            room.new_asked.connect(self.new_asked)
            room.list_asked.connect(self.list_asked)
            room.draft_opened.connect(self.draft_opened)
            room.sign_asked.connect(self.read)
            room.begin()
        return self._sent

    def read(self, request_id: str) -> None:
        """Show a request in the inbox, to be read and signed."""
        self._window.show_screen(INBOX)
        self.inbox.show_request(request_id)

    def follow(self, request_id: str) -> None:
        """Show a request among those that were sent."""
        self._window.show_screen(SENT)
        self.sent.show_request(request_id)

    def show(self, request_id: str) -> None:
        """Show a request where it is looked for: among those sent, or in the inbox."""
        acts = self._made_tools().acts

        def take(listed: ListedRequest) -> None:
            is_sent = listed.request.draft is not None
            (self.follow if is_sent else self.read)(request_id)

        self._made_tools().record.read(
            lambda: acts.request(request_id), take, lambda _: self._window.show_screen(INBOX)
        )

    def refresh(self) -> None:
        """Read anew what is in sight; the rest is read when it is looked at."""
        for room in (self._inbox, self._sent):
            if room is not None and room.page.isVisible():
                room.refresh()
        if self.read_prepared is not None and self._sent is not None:
            self.read_prepared(self.take_prepared)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Read a page anew when it comes into sight."""
        if event.type() == QEvent.Type.Show:
            self._later.start(0)
            QTimer.singleShot(0, self, self._take_focus)
        return super().eventFilter(watched, event)

    def _take_focus(self) -> None:
        """Begin in the list of the page that came into sight, unless the person is at the rail."""
        focus = QApplication.focusWidget()
        for room in (self._inbox, self._sent):
            is_shown = room is not None and room.page.isVisible()
            if room is not None and is_shown and not _is_in_rail(focus):
                room.rows.view.setFocus()

    def _follow_remote(self) -> None:
        if self._remote.watch is not None:
            self._remote.watch.changed.connect(self._look_later)

    def _look_later(self) -> None:
        if not self._later.isActive():
            self._later.start(_LATER_MS)

    def take_prepared(self, prepared: tuple[Prepared, ...]) -> None:
        """Show what is being prepared on this computer among the drafts."""
        self._prepared = prepared
        if self._sent is not None:
            self._sent.take_prepared(prepared)

    def parts(self) -> list[QWidget | None]:
        """Give the parts of the page in sight in reading order, as F6 goes through them."""
        rooms = [each for each in (self._inbox, self._sent) if each is not None]
        return [part for room in rooms if room.page.isVisible() for part in room.page.parts()]

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        for room in (self._inbox, self._sent):
            if room is not None:
                room.take_theme(tokens)

    def close(self) -> None:
        """Let everything go."""
        for room in (self._inbox, self._sent):
            if room is not None:
                room.close()

    def _made_tools(self) -> RequestTools:
        from paraph.gui.requests.request_tools import RequestTools

        window, cases = self._window, self._use_cases
        if cases.requests is None:
            raise TypeError  # without them there is no way in here
        if self._tools is None:
            self._tools = RequestTools(
                cases.requests,
                cases.signing,
                self._remote.start(),
                window.signing,
                cases.open_document,
                self._settings,
                lambda: window.profile,
                window.open_path,
                cases.looks,
                lambda: self._remote.watch is not None and self._remote.watch.is_away,
            )
        return self._tools


def _is_in_rail(focus: QWidget | None) -> bool:
    parent = focus.parentWidget() if focus is not None else None
    return parent is not None and parent.objectName() == "rail"
