"""The services in one window: what keeps the outbox going, its page, the strip, accounts, notes.

Begins once the window stands; nothing of it is loaded before.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QObject, Signal

from paraph.gui.shell.status_strip import StatusStrip, StripPart

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from paraph.domain.errors import ParaphError
    from paraph.domain.owed import OwedLevel
    from paraph.gui.accounts.account_rows import AccountRows
    from paraph.gui.accounts.sign_ins import SignIns
    from paraph.gui.actions import GuiUseCases
    from paraph.gui.common.tokens import Tokens
    from paraph.gui.compare.compare_room import CompareRoom
    from paraph.gui.outbox.desktop_notes import DesktopNotes
    from paraph.gui.outbox.health_reading import HealthReading
    from paraph.gui.outbox.outbox_page import OutboxPage
    from paraph.gui.outbox.sync_watch import SyncWatch
    from paraph.gui.request_acts import RequestActs
    from paraph.gui.sheet.sheet import Sheet
    from paraph.gui.shell.menus import Row
    from paraph.gui.shell.rail import Rail
    from paraph.gui.shell.strip_popover import StripPopover
    from paraph.gui.signing.signing_room import SigningRoom
    from paraph.settings import Settings
    from paraph.usecases.request_board import KnownAccount, WaitingEntry
    from paraph.usecases.service_health import AccountHealth
    from paraph.usecases.sync_desk import ToldRequest

    class RemoteWindow(Protocol):
        """What is needed of the window that this is shown in."""

        profile: Settings
        signing: SigningRoom
        sheet: Sheet
        strip: StatusStrip
        rail: Rail
        screens: dict[str, Callable[[], QWidget]]

        def show_screen(self, key: str) -> None:
            """Bring a screen to the front."""
            ...

        def show_accounts(self) -> None:
            """Bring the accounts among the settings to the front."""
            ...

        def show_proofs(self) -> None:
            """Show the list of proof that is owed."""
            ...


SCREEN = "outbox"


class RemoteWork(QObject):
    """`show_request` and `sign_request` are set by whoever shows requests, by our id."""

    begun = Signal()  # `watch` is there from then on

    def __init__(self, window: RemoteWindow, use_cases: GuiUseCases) -> None:
        super().__init__(cast("QObject", window))
        self._window, self._use_cases = window, use_cases
        self.watch: SyncWatch | None = None
        self.sign_ins: SignIns | None = None
        self.page: OutboxPage | None = None
        self._page_health: HealthReading | None = None
        self.notes: DesktopNotes | None = None
        self.comparing: CompareRoom | None = None
        self.show_request: Callable[[str], None] | None = None
        self.sign_request: Callable[[str], None] | None = None

    @property
    def is_offered(self) -> bool:
        """Tell whether there is what it needs."""
        return self._use_cases.requests is not None and self._use_cases.sync is not None

    def rows(self) -> list[Row]:
        """Give what stands in the menu of requests."""
        if not self.is_offered:
            return []
        demo = self._use_cases.demo_card is not None
        other = (self.tr("Sign as somebody &else, in a browser"), "", self._sign_as_other)
        return [
            (self.tr("&Send now"), "F5", self.send_now),
            (self.tr("&Accounts…"), "", self._window.show_accounts),
            *([other] if demo else []),
        ]

    def make_page(self) -> QWidget:
        """Make the screen of the outbox."""
        from paraph.gui.outbox.outbox_page import OutboxPage

        can_show, can_sign = self.show_request is not None, self.sign_request is not None
        page = OutboxPage(self._tokens, can_show=can_show, can_sign=can_sign)
        page.asked.connect(self._take_choice)
        page.try_asked.connect(self.send_now)
        page.export_asked.connect(self._export)
        page.sign_in_asked.connect(self._sign_in)
        page.proofs_asked.connect(self._window.show_proofs)
        page.shown.connect(self._read_page)
        page.health.details_asked.connect(self._window.show_accounts)
        self._page_health = self._health_for(page.health.show_days)
        self.page = page
        return page

    def make_rows(self) -> AccountRows:
        """Make the accounts among the settings."""
        from paraph.gui.accounts.account_rows import AccountRows

        self.start()
        rows = AccountRows(cast("SignIns", self.sign_ins), lambda: self._tokens)
        health = self._health_for(rows.show_health)
        rows.shown.connect(lambda: health.read(anew=True))
        return rows

    def _health_for(self, show: Callable[[Sequence[AccountHealth]], None]) -> HealthReading:
        from paraph.gui.outbox.health_reading import HealthReading

        return HealthReading(cast("RequestActs", self._use_cases.requests), self.start(), show)

    def start(self) -> SyncWatch:
        """Make what keeps it going; the first look comes a little later."""
        requests, sync = self._use_cases.requests, self._use_cases.sync
        if self.watch is not None:
            return self.watch
        if requests is None or sync is None:
            raise RuntimeError
        from paraph.gui.accounts.sign_ins import SignIns
        from paraph.gui.outbox.sync_watch import SyncWatch

        cases = self._use_cases
        watch = SyncWatch(requests, sync, self, cases.network, cases.record_mark)
        self.watch = watch
        self.sign_ins = SignIns(sync, watch, self._window.sheet, lambda: self._tokens)
        self._window.strip.details_asked.connect(self._open_popover)
        watch.changed.connect(self._show)
        watch.news.connect(self._tell)
        self.begun.emit()
        return watch

    def begin(self) -> None:
        """Look how things stand, and keep them going."""
        if not self.is_offered:
            return
        watch = self.start()
        proofs = self._window.signing.proofs
        if proofs is not None:
            proofs.changed.connect(self._show)
        watch.begin()

    def send_now(self) -> None:
        """Send what waits, whatever it waits for."""
        if self.is_offered:
            watch = self.start()
            if watch.standing is None:
                watch.start()
            watch.send_now()

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        if self.comparing is not None:
            self.comparing.page.take_theme(tokens)
        if self.page is not None:
            self.page.take_theme(tokens)
            self._read_page()

    def close(self) -> None:
        """Let everything go, at once."""
        if self.watch is not None:
            self.watch.close()
        if self.notes is not None:
            self.notes.close()
        if self.comparing is not None:
            self.comparing.close()

    @property
    def _tokens(self) -> Tokens:
        return self._window.signing.tokens

    @property
    def _debts(self) -> Sequence[OwedLevel]:
        proofs = self._window.signing.proofs
        return proofs.debts if proofs is not None else ()

    def _show(self) -> None:
        """Show in strip, rail and page how things stand."""
        from paraph.gui.outbox.strip_words import account_state, network_state, outbox_state

        watch, strip, rail = self.watch, self._window.strip, self._window.rail
        if watch is None or watch.standing is None:
            return
        standing = watch.standing
        if standing.accounts or self._use_cases.demo_card is None:
            strip.show_state(StripPart.ACCOUNT, account_state(standing.accounts))
        network = network_state(watch, datetime.now(UTC)) if standing.accounts else None
        if network is not None:
            strip.show_state(StripPart.NETWORK, network)
        else:
            strip.hide_state(StripPart.NETWORK)  # nobody is asked any more
        strip.show_state(StripPart.OUTBOX, outbox_state(standing, self._debts))
        rail.show_badge("inbox", standing.inbox)
        held = sum(each.needs_sign_in for each in standing.accounts)
        attention = "changed" if standing.needs_person or held else ""
        rail.show_badge(SCREEN, standing.waiting + standing.needs_person, attention)
        self._read_page()

    def _read_page(self) -> None:
        page, watch, requests = self.page, self.watch, self._use_cases.requests
        if page is None or requests is None or watch is None or not page.isVisible():
            return
        watch.read(requests.entries, self._show_entries, lambda _: None)
        if self._page_health is not None:
            self._page_health.read()

    def _show_entries(self, entries: Sequence[WaitingEntry]) -> None:
        if self.page is not None and self.watch is not None:
            self.page.show_state(entries, self.watch, self._debts)

    def _take_choice(self, key: str, waiting: WaitingEntry) -> None:
        watch, acts = self.watch, self._use_cases.requests
        if watch is None or acts is None:
            return
        entry = waiting.entry
        refused = partial(self._tell_refused, entry.id)
        if key == "retry":
            watch.act(lambda: acts.retry([entry.id]), lambda _: None, refused)
        elif key == "take_back":
            watch.act(lambda: acts.take_back(entry.id), lambda _: None, refused)
        elif key == "keep_mine":
            watch.act(lambda: acts.keep_mine(entry.id), self._save_mine, refused)
        elif key == "show" and self.show_request is not None:
            self.show_request(entry.request)
        elif key == "compare":
            self._compare(waiting)
        elif key == "sign_again" and self.sign_request is not None:
            self.sign_request(entry.request)

    def _compare(self, waiting: WaitingEntry) -> None:
        """Show the version that was signed beside the new one."""
        requests, watch = self._use_cases.requests, self.watch
        if requests is None or watch is None:
            return
        from paraph.gui.compare.compare_room import SCREEN as COMPARE
        from paraph.gui.compare.compare_room import CompareRoom
        from paraph.gui.outbox.outbox_words import title_of

        if self.comparing is None:
            open_document = self._use_cases.open_document
            room = CompareRoom(requests, watch, open_document, self._tokens, self)
            room.decided.connect(self._take_choice)
            room.left.connect(lambda: self._window.show_screen(SCREEN))
            self.comparing, self._window.screens[COMPARE] = room, lambda: room.page
        self._window.show_screen(COMPARE)
        self._window.rail.choose(SCREEN)
        self.comparing.show(waiting, title_of(waiting.request))

    def _tell_refused(self, entry: str, error: ParaphError) -> None:
        from paraph.gui.sheet.error_words import error_words

        what, more = error_words(error.code)
        if self.page is None or not self.page.tell_refused(entry, f"{what} {more}"):
            self._open(StripPart.OUTBOX, what, [more]).open()
        if self.watch is not None:
            self.watch.refresh()

    def _save_mine(self, kept: Path) -> None:
        """Let the person have the copy that they signed; it stays in the profile, too."""
        title = self.tr("Keep your own signed copy")
        self._save(title, self.tr("signed.pdf"), self.tr("PDF documents (*.pdf)"), kept.read_bytes)

    def _export(self) -> None:
        if self.page is None:
            return
        from paraph.gui.outbox.export_list import list_of

        entries = self.page.entries
        title = self.tr("Export the list of what waits")
        name, kinds = self.tr("outbox.csv"), self.tr("Tables (*.csv)")
        self._save(title, name, kinds, lambda: list_of(entries))

    def _save(self, title: str, name: str, kinds: str, data: Callable[[], bytes]) -> None:
        from PySide6.QtWidgets import QFileDialog

        window = cast("QWidget", self._window)
        chosen, _ = QFileDialog.getSaveFileName(window, title, str(Path.home() / name), kinds)
        if not chosen:
            return
        try:
            Path(chosen).write_bytes(data())
        except OSError as error:
            from paraph.domain.errors.files import writing_error
            from paraph.gui.sheet.error_words import error_words

            words = error_words(writing_error(error, chosen).code)
            self._open(StripPart.OUTBOX, words[0], [words[1]]).open()

    def _sign_in(self, known: KnownAccount) -> None:
        if self.sign_ins is not None:
            self.sign_ins.sign_in(known.account)

    def _sign_as_other(self) -> None:
        """Open the page on which the demo's other people sign."""
        from paraph.gui.outbox.other_signer import OtherSigner

        demo = self._use_cases.demo_card
        if demo is None:
            return

        def tell(title: str, lines: list[str]) -> None:
            self._open(StripPart.ACCOUNT, title, lines).open()

        OtherSigner(demo.signing_link, tell, self).open_page(self.start())

    def _open_popover(self, part: StripPart) -> None:
        from paraph.gui.outbox.strip_details import details_of

        if part not in (StripPart.ACCOUNT, StripPart.NETWORK, StripPart.OUTBOX):
            return
        if self.watch is None or self._window.sheet.page is not None:
            return
        held = [each for each in self._accounts if each.needs_sign_in]
        title, lines, act = details_of(part, self.watch, self._debts)
        popover = self._open(part, title, lines)
        acts: dict[str, Callable[[], object]] = {
            "accounts": self._window.show_accounts,
            "sign_in": lambda: self._sign_in(held[0]),
            "send": self.send_now,
            "outbox": lambda: self._window.show_screen(SCREEN),
        }
        key, words = act
        popover.offer(words, "primary").clicked.connect(acts[key])
        popover.open()

    @property
    def _accounts(self) -> tuple[KnownAccount, ...]:
        standing = self.watch.standing if self.watch is not None else None
        return standing.accounts if standing is not None else ()

    def _open(self, part: StripPart, title: str, lines: Sequence[str]) -> StripPopover:
        from paraph.gui.shell.strip_popover import StripPopover

        popover = StripPopover(self._window.strip.button(part), title)
        for line in lines:
            popover.say(line)
        return popover

    def _tell(self, news: Sequence[ToldRequest]) -> None:
        """Tell by the desktop what came about; the window's own badges tell it, too."""
        from paraph.gui.outbox.news_words import notes_of

        if self.notes is None:
            from paraph.gui.outbox.desktop_notes import DesktopNotes

            window = cast("QWidget", self._window)
            self.notes = DesktopNotes(window.windowIcon, self)
            self.notes.clicked.connect(self._open_note)
        for note in notes_of(news, with_names=self._window.profile.names_in_notes):
            self.notes.show(note)

    def _open_note(self, key: str) -> None:
        window = cast("QWidget", self._window)
        window.show()
        window.raise_()
        window.activateWindow()
        if self._window.sheet.page is not None:
            return  # what is asked there is of what stands below
        if key and self.show_request is not None:
            self.show_request(key)
        else:
            self._window.show_screen(SCREEN)
