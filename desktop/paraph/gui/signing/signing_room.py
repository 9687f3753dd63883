"""Everything of signing in one window: a panel a document, the cards, the sheet, the results."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal

from paraph.gui.actions import DemoCard, SigningActs
from paraph.gui.cards.card_looks import CardLooks
from paraph.gui.cards.card_watch import CardWatch
from paraph.gui.cards.pin_guard import PinGuard
from paraph.gui.common.tokens import Tokens
from paraph.gui.sheet.sheet import Sheet
from paraph.gui.shell.status_strip import StatusStrip, StripPart, StripState
from paraph.gui.signing.shown_results import ShownResults
from paraph.workers.lane import Lane

if TYPE_CHECKING:
    from paraph.domain.errors import ParaphError
    from paraph.domain.keys.secret import Secret
    from paraph.gui.desk.document_tab import DocumentTab
    from paraph.gui.proof.proof_watch import ProofWatch
    from paraph.gui.signing.key_file_use import KeyFileUse
    from paraph.gui.signing.look_use import LookUse
    from paraph.gui.signing.sign_flow import SignFlow, Tools
    from paraph.gui.signing.sign_panel import SignPanel
    from paraph.ports.finding import ModuleDescription
    from paraph.ports.looks import LookShelf
    from paraph.usecases.choose_certificate import Candidate
    from paraph.usecases.preflight import Wish
    from paraph.usecases.reconcile_after_crash import Closed
    from paraph.usecases.sign_document import SignedDocument
    from paraph.usecases.signing_desk import Cards

CERTIFICATE_KEY = "signing/certificate"
_OF_RECORD = frozenset(
    {
        "profile_read_only",
        "profile_full",
        "store_busy",
        "store_damaged",
        "store_newer",
        "store_on_network",
    }
)


class SigningRoom(QObject):
    """Connects documents with cards."""

    signed = Signal(object, object)  # DocumentTab of the original, SignedDocument
    reload_asked = Signal(object)  # DocumentTab
    repair_asked = Signal(object)  # DocumentTab
    failed = Signal(object, object)  # Path, ParaphError
    interrupted = Signal(object)  # Closed
    record_failed = Signal(object)  # ParaphError, where no signature can be recorded
    unlocked_changed = Signal(bool)  # whether a login is kept, after each look
    proofs: ProofWatch | None = None  # given once the window stands
    _key_files: KeyFileUse | None = None
    _stamp_looks: LookUse | None = None
    _says_reading = False

    def __init__(
        self,
        acts: SigningActs,
        sheet: Sheet,
        strip: StatusStrip,
        settings: QSettings,
        tokens: Tokens,
        demo_card: DemoCard | None = None,
    ) -> None:
        super().__init__(sheet)
        self._acts = acts
        self.sheet = sheet
        self._strip = strip
        self._settings = settings
        self.tokens = tokens
        self._demo_card = demo_card
        self.lane = Lane("desk", self)
        self._driver_lane = Lane("drivers", self)  # a driver that hangs holds up no card
        self.cards: Cards | None = None
        self._panels: dict[DocumentTab, SignPanel] = {}
        self._paths: dict[DocumentTab, Path] = {}
        self._passwords: dict[DocumentTab, Secret | None] = {}
        self.flow: SignFlow | None = None
        self.guard = PinGuard(sheet.window())
        self.guard.left.connect(self.lock)
        self.open_shelf: Callable[[], LookShelf] | None = None
        self.results = ShownResults(self, acts, self)
        self.results.failed.connect(self.failed)
        self.looks = CardLooks(acts, self.lane, self)
        self.looks.seen.connect(self._show_seen)
        self.watch = CardWatch(self)
        self.watch.moved.connect(self.look)
        self.watch.stands_ready.connect(self.looks.look)
        self.watch.due.connect(self._look_if_wanted)
        strip.details_asked.connect(self._take_strip_click)
        if demo_card is not None:
            words = self.tr("SANDBOX no legal value · demo PIN {pin}").format(
                pin=demo_card.pin.reveal()
            )
            strip.show_state(StripPart.ACCOUNT, StripState("flask", words, "sandbox"))

    def add(self, tab: DocumentTab, path: Path, password: Secret | None) -> None:
        """Take in a document that was opened."""
        self._paths[tab] = path
        self._passwords[tab] = password
        placement = tab.view.placement
        placement.place_changed.connect(partial(self._open_for, tab))
        placement.field_chosen.connect(partial(self._open_for, tab))
        tab.view.draws_changed.connect(partial(self._open_if, tab))
        tab.destroyed.connect(lambda: self._forget(tab))

    @property
    def is_signing(self) -> bool:
        """Tell whether a card works at this moment."""
        return self.flow is not None and self.flow.is_signing

    def close_when_signed(self, close: Callable[[], object]) -> None:
        """Call `close` once the signature in work has ended, whatever becomes of it."""
        if self.flow is not None:
            self.flow.announce_leaving()
            self.flow.ended.connect(close)

    def path_of(self, tab: DocumentTab) -> Path:
        """Give a document's file."""
        return self._paths[tab]

    def password_of(self, tab: DocumentTab) -> Secret | None:
        """Give the password a document was opened with."""
        return self._passwords.get(tab)

    def password_for(self, path: Path) -> Secret | None:
        """Give the password of a file that is open now."""
        here = (tab for tab, opened in self._paths.items() if opened == path)
        return next((self._passwords[tab] for tab in here), None)

    def has(self, tab: DocumentTab) -> bool:
        """Tell whether a document is still open."""
        return tab in self._paths

    def drop_panel(self, tab: DocumentTab) -> None:
        """Forget a panel in whose place something else is shown."""
        self._panels.pop(tab, None)

    def open_panel(self, tab: DocumentTab) -> SignPanel:
        """Show a document's panel for signing, and look for cards."""
        if tab not in self._panels:
            from paraph.gui.signing.sign_panel import SignPanel

            level = self.guard.read_settings().level
            is_locked = self._passwords[tab] is not None
            panel = SignPanel(tab.view, self.tokens, tab, level, is_locked=is_locked)
            self._panels[tab] = panel
            panel.reason.setText(self.guard.read_settings().usual_reason)
            panel.location.setText(self.guard.read_settings().usual_location)
            panel.close_asked.connect(lambda: self._close_panel(tab))
            panel.sign_asked.connect(lambda: self.begin(tab))
            panel.picker.picked.connect(self._remember)
            panel.picker.offers_key_files = self.guard.key_files_allowed
            panel.picker.key_file_asked.connect(self._ask_key_file)
            tab.set_side_panel(panel)
            self._give_looks(panel, tab)
            if self.cards is not None:
                self._show_cards(panel)
            self.look()
            self.watch.look_often(wanted=True)
        return self._panels[tab]

    def begin(self, tab: DocumentTab) -> None:
        """Check and sign what a panel says; with nothing chosen yet, show the panel."""
        panel = self.open_panel(tab)
        candidate = panel.candidate
        if self.flow is not None or candidate is None or not panel.sign.isEnabled():
            return
        from paraph.gui.signing.sign_flow import SignFlow

        wish = self._wish(tab, panel)
        self.lead(lambda tools: self._followed(SignFlow(tab, wish, candidate, tools), tab, panel))

    def lead(self, make: Callable[[Tools], SignFlow]) -> None:
        """Let a flow sign, one at a time; `make` gives it with its own signals connected."""
        if self.flow is None:
            self.flow = flow = make(self._tools())
            self.unlocked_changed.connect(flow.check_cards)  # after each look
            flow.ended.connect(self._end_flow)
            flow.begin()

    def _followed(self, flow: SignFlow, tab: DocumentTab, panel: SignPanel) -> SignFlow:
        flow.certificate_asked.connect(panel.picker.open_list)
        flow.signed.connect(partial(self._take_signed, tab, panel.keep_password.is_wanted))
        flow.interrupted.connect(self.interrupted)
        flow.reload_asked.connect(lambda: self.reload_asked.emit(tab))
        flow.repair_asked.connect(lambda: self.repair_asked.emit(tab))
        return flow

    def _take_signed(self, tab: DocumentTab, keep: bool, done: SignedDocument) -> None:  # noqa: FBT001
        if keep:
            self.results.let_password_be_kept(done)
        self.signed.emit(tab, done)

    def catch_up(self) -> None:
        """Tell what became of signatures that a crash had interrupted."""
        self.lane.run(self._acts.catch_up, self._tell_closed, self._take_no_record)

    def _take_no_record(self, error: ParaphError) -> None:
        if error.code in _OF_RECORD:
            self.record_failed.emit(error)
        else:
            self.looks.take_trouble(error)

    def _tell_closed(self, closed: tuple[Closed, ...]) -> None:
        for each in closed:
            self.interrupted.emit(each)

    def look(self) -> None:
        """Look what cards are there."""
        if self.cards is None and not self.looks.is_looking:
            self._say_reading()
        self.looks.look()

    def lock(self) -> None:
        """End every kept login, after the signature in work."""
        # Whatever the last look saw: a signature may have ended since.
        self.lane.run(self._acts.lock, lambda _: self._look_again(), self.looks.take_trouble)

    def _look_again(self) -> None:
        if self.cards is not None:
            self.look()

    @property
    def has_unlocked(self) -> bool:
        """Tell whether a login was kept at the last look."""
        return self.cards is not None and any(each.unlocked for each in self.cards.tokens)

    @property
    def key_files(self) -> KeyFileUse:
        """Give what takes key files into use, made when it is first asked for."""
        if self._key_files is None:
            from paraph.gui.signing.key_file_use import KeyFileUse

            made = KeyFileUse(
                self._acts, self.lane, self.sheet, self._settings, lambda: self.tokens
            )
            made.changed.connect(self.looks.take)
            made.added.connect(self._choose_file)
            made.failed.connect(self.failed)
            self._key_files = made
        return self._key_files

    def describe_modules(
        self, paths: Sequence[str], done: Callable[[Sequence[ModuleDescription]], None]
    ) -> None:
        """Load card drivers and hand over what each is, or why it does not load."""
        from paraph.ports.finding import ModuleDescription

        self._driver_lane.run(
            lambda: self._acts.describe_modules(paths),
            done,
            lambda error: done([ModuleDescription(path, why_not=error.code) for path in paths]),
        )

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self.tokens = tokens
        self.sheet.take_theme(tokens)
        for panel in self._panels.values():
            panel.take_theme(tokens)

    def close(self) -> None:
        """Let the lane and the watch go."""
        self.watch.close()
        self.looks.close()
        if self._stamp_looks is not None:
            self._stamp_looks.close()
        self._driver_lane.close()
        self.lane.close()

    def _wish(self, tab: DocumentTab, panel: SignPanel) -> Wish:
        from paraph.usecases.preflight import Wish

        choice = tab.view.placement.choice
        return Wish(
            source=self._paths[tab],
            shown_sha256=tab.source.shown_sha256 or None,
            field=choice.field_name,
            place=choice.place,
            reason=panel.reason.text().strip() or None,
            location=panel.location.text().strip() or None,
            password=self._passwords[tab],
            look=panel.look,
            unseen_pages=tab.unseen_pages,
            level=panel.proof.level,
        )

    def _tools(self) -> Tools:
        from paraph.gui.signing.sign_flow import Tools

        return Tools(
            self._acts,
            self.lane,
            self.sheet,
            self._settings,
            self.tokens,
            self.guard.read_settings().output_pattern,
            self._demo_card,
            self.guard,
        )

    def _give_looks(self, panel: SignPanel, tab: DocumentTab) -> None:
        if self._stamp_looks is None and self.open_shelf is not None:
            from paraph.gui.signing.look_use import LookUse

            shelf, settings = self.open_shelf(), self._settings
            self._stamp_looks = LookUse(shelf, self.sheet, settings, lambda: self.tokens)
        if self._stamp_looks is not None:
            self._stamp_looks.follow(panel, tab.source)

    def _open_for(self, tab: DocumentTab, chosen: object) -> None:
        if chosen is not None:
            self.open_panel(tab)

    def _open_if(self, tab: DocumentTab, draws: bool) -> None:  # noqa: FBT001 - a slot
        if draws:
            self.open_panel(tab)

    def _close_panel(self, tab: DocumentTab) -> None:
        self._panels.pop(tab, None)
        tab.view.set_stamp(None)
        tab.set_side_panel(None)
        tab.view.setFocus()

    def _forget(self, tab: DocumentTab) -> None:
        for held in (self._panels, self._paths, self._passwords):
            held.pop(tab, None)

    def _end_flow(self) -> None:
        if self.flow is not None:
            self.flow.deleteLater()
            self.flow = None
            # A wrong PIN has changed what the card says of itself; no reader tells that.
            self.look()

    def _take_strip_click(self, part: StripPart) -> None:
        if part is StripPart.CARD and self.has_unlocked:
            self.lock()

    def _ask_key_file(self) -> None:
        self.key_files.ask_for_file()

    def _choose_file(self, path: str) -> None:
        for panel in self._panels.values():
            chosen = panel.picker.take_from(path)
            if chosen is not None:
                self._remember(chosen)

    def _look_if_wanted(self) -> None:
        if not self._panels and not self.has_unlocked:
            self.watch.look_often(wanted=False)
        elif not self.lane.busy and self.flow is None:
            self.looks.look(only_unwatched=True)

    def _show_seen(self, cards: Cards) -> None:
        self.cards = cards
        for panel in self._panels.values():
            self._show_cards(panel)
        from paraph.gui.cards.reader_words import is_being_read, strip_state

        if cards.awaited and not cards.candidates and (self._says_reading or is_being_read(cards)):
            self._say_reading()
        else:
            self._says_reading = False
            self._strip.show_state(StripPart.CARD, strip_state(cards))
        self.unlocked_changed.emit(self.has_unlocked)
        if self.has_unlocked:
            self.watch.look_often(wanted=True)  # a kept login ends by itself, and nothing tells it

    def _say_reading(self) -> None:
        self._says_reading = True
        words = self.tr("Reading the cards…")
        self._strip.show_state(StripPart.CARD, StripState("credit-card", words))

    def _show_cards(self, panel: SignPanel) -> None:
        from paraph.gui.cards.reader_words import readers_note

        if self.cards is None:
            return
        found = self.cards.candidates
        if not found or found != panel.picker.candidates:
            panel.picker.show_cards(found, str(self._settings.value(CERTIFICATE_KEY, "")))
        panel.show_readers(readers_note(self.cards.readers))

    def _remember(self, candidate: Candidate) -> None:
        # Only what a person chose: the one card that was there today is not tomorrow's choice.
        self._settings.setValue(CERTIFICATE_KEY, candidate.facts.sha256)
