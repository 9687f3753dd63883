"""The way in to preparing requests; what it needs is loaded when somebody wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QObject, QSettings

from paraph.gui.actions import GuiUseCases
from paraph.workers.lane import Lane

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from paraph.domain.service.prepared import Prepared
    from paraph.gui.common.tokens import Tokens
    from paraph.gui.desk.desk_page import DeskPage
    from paraph.gui.outbox.remote_work import RemoteWork
    from paraph.gui.proof.network_watch import NetworkWatch
    from paraph.gui.request_pages import RequestPages
    from paraph.gui.shell.menus import Row
    from paraph.gui.shell.rail import Rail
    from paraph.gui.signing.signing_room import SigningRoom
    from paraph.gui.wizard.room import WizardRoom

    class WizardWindow(Protocol):
        """What the wizard needs of the window it is shown in."""

        desk: DeskPage
        pages: RequestPages
        rail: Rail
        remote: RemoteWork
        signing: SigningRoom
        screens: dict[str, Callable[[], QWidget]]

        def show_screen(self, key: str) -> None:
            """Bring a screen to the front."""
            ...

        def show_accounts(self) -> None:
            """Bring the accounts among the settings to the front."""
            ...


SCREEN = "wizard"


class WizardEntry(QObject):
    """Makes the wizard's room; until then it costs nothing."""

    def __init__(self, window: WizardWindow, use_cases: GuiUseCases, settings: QSettings) -> None:
        super().__init__(cast("QWidget", window))
        self._window, self._use_cases, self._settings = window, use_cases, settings
        self._room: WizardRoom | None = None
        self._network: NetworkWatch | None = None
        self._lane: Lane | None = None
        self._follows_rounds = self._was_running = False
        window.screens[SCREEN] = lambda: self.room.page
        if self.is_offered:
            self._join(window)

    @property
    def room(self) -> WizardRoom:
        """Give the room, made when it is first asked for."""
        acts = self._use_cases.preparing
        if self._room is None and acts is not None:
            from paraph.gui.wizard.room import WizardRoom
            from paraph.gui.wizard.tools import Tools

            window = self._window
            tools = Tools(
                acts,
                self._use_cases.open_document,
                self._settings,
                lambda: window.desk.open_paths,
                lambda: self._network is not None and self._network.is_away,
                self.lane,
            )
            room = WizardRoom(tools, window.signing.tokens, self)
            room.front_asked.connect(self._show)
            room.queued.connect(self._send_soon)
            room.sent_asked.connect(self._show_sent)
            room.accounts_asked.connect(window.show_accounts)
            room.left.connect(self._leave)
            room.round_asked.connect(self._read_soon)
            self._room = room
            self._watch_network(room)
        return cast("WizardRoom", self._room)

    @property
    def is_offered(self) -> bool:
        """Tell whether there is what requests need."""
        return self._use_cases.preparing is not None

    def rows(self) -> list[Row]:
        """Give what the menu offers, and with it the list of all acts."""
        if not self.is_offered:
            return []
        return [
            (self.tr("&New request…"), "Ctrl+N", self.begin),
            (self.tr("From a &list (CSV)…"), "Ctrl+Shift+N", self.begin_list),
        ]

    def document_rows(self) -> list[Row]:
        """Give what the menu of a document offers."""
        return [(self.tr("Ask &others to sign…"), "", self.ask_others)] if self.is_offered else []

    def begin(self) -> None:
        """Begin a request."""
        if self.is_offered:
            self.room.begin()

    def begin_list(self) -> None:
        """Begin requests that a list names the people of."""
        if self.is_offered:
            self.room.begin(of_list=True)

    def ask_others(self) -> None:
        """Begin a request of the document in front; without one, ask for it."""
        desk = self._window.desk
        if self.is_offered:
            index = desk.tabs.currentIndex()
            paths = desk.open_paths
            self.room.begin(paths[index] if 0 <= index < len(paths) else None)

    def go_on(self, reference: str) -> None:
        """Go on with a draft."""
        if self.is_offered:
            self.room.go_on(reference)

    def parts(self) -> list[QWidget | None]:
        """Give the parts in sight in reading order, as F6 goes through them."""
        room = self._room
        return room.parts() if room is not None and room.page.isVisible() else []

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        if self._room is not None:
            self._room.take_theme(tokens)

    def holds_up(self, close: Callable[[], object]) -> bool:
        """Tell whether something is being kept; `close` is called once it is."""
        return self._room is not None and self._room.holds_up(close)

    def close(self) -> None:
        """Let everything go."""
        if self._room is not None:
            self._room.close()
        if self._lane is not None:
            self._lane.close()

    @property
    def lane(self) -> Lane:
        """Give the one lane in which drafts are read and written."""
        if self._lane is None:
            self._lane = Lane("prepare", self)
        return self._lane

    def read_drafts(self, show: Callable[[tuple[Prepared, ...]], None]) -> None:
        """Read what is being prepared; a record that cannot be read is told by what shows it."""
        acts = self._use_cases.preparing
        if acts is not None:
            self.lane.run(acts.all_drafts, show, lambda _: None)

    def _join(self, window: WizardWindow) -> None:
        """Be the way to new requests, wherever one is asked for."""
        pages, empty = window.pages, window.desk.empty
        pages.prepares, pages.read_prepared = True, self.read_drafts
        pages.new_asked.connect(self.begin)
        pages.list_asked.connect(self.begin_list)
        pages.draft_opened.connect(self.go_on)
        empty.offers_others = True
        empty.others_asked.connect(self.ask_others)

    def _show(self) -> None:
        window = self._window
        window.show_screen(SCREEN)
        window.rail.choose("sent" if "sent" in window.screens else "desk")

    def _show_sent(self, request_id: str) -> None:
        if request_id and "sent" in self._window.screens:
            self._window.pages.follow(request_id)
        else:
            self._leave()

    def _leave(self) -> None:
        window = self._window
        window.show_screen("sent" if "sent" in window.screens else "desk")

    def _send_soon(self) -> None:
        self._read_soon()
        self._window.pages.refresh()

    def _read_soon(self) -> None:
        """Let a round begin, and show the templates that it brings."""
        remote = self._window.remote
        if not remote.is_offered:
            return
        watch = remote.start()
        if not self._follows_rounds:
            self._follows_rounds = True
            watch.changed.connect(self._after_round)
        if watch.standing is None:
            watch.start()
        watch.round()

    def _after_round(self) -> None:
        room, watch = self._room, self._window.remote.watch
        if room is None or watch is None:
            return
        was_running, self._was_running = self._was_running, watch.is_running
        if was_running and not watch.is_running and room.page.isVisible():
            room.sources.templates.look_again()

    def _watch_network(self, room: WizardRoom) -> None:
        make = self._use_cases.network
        system = make(self) if make is not None else None
        if system is not None:
            from paraph.gui.proof.network_watch import NetworkWatch

            self._network = NetworkWatch(system, self)
            self._network.changed.connect(room.show_network)
            system.changed.connect(room.show_network)
