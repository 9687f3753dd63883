"""Signing from the panel to the result: pre-flight, PIN, card, and what each failure leads to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, QSettings, Qt, QTime, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from paraph.domain.errors import ParaphError
from paraph.domain.findings import Finding, Remedy, Weight
from paraph.domain.keys.key_kind import KeyKind
from paraph.domain.keys.secret import Secret
from paraph.domain.placing.nudging import shift_in_mm
from paraph.gui.actions import DemoCard, SigningActs
from paraph.gui.cards.pin_guard import PinGuard
from paraph.gui.cards.pin_page import PinPage
from paraph.gui.common.tokens import Tokens
from paraph.gui.sheet.busy_page import BusyPage
from paraph.gui.sheet.error_words import error_words
from paraph.gui.sheet.sheet import Sheet, SheetPage
from paraph.gui.signing.flow_document import FlowDocument
from paraph.gui.signing.preflight_page import Asked, PreflightPage
from paraph.gui.signing.preflight_words import unseen_words
from paraph.gui.signing.trouble_page import TroublePage
from paraph.ports.signing_token import PinState
from paraph.usecases.choose_certificate import Candidate
from paraph.usecases.preflight import Preflight, Wish
from paraph.usecases.reconcile_after_crash import Closed
from paraph.usecases.sign_document import SignedDocument
from paraph.workers.lane import Lane

FOLDER_KEY = "signing/folder"
_BUSY_AFTER_MS = 150
_SEEN_KEY = "signing/known"
_OF_CARD = frozenset({"no_token", "pin_locked", "token_busy"})


@dataclass(frozen=True, slots=True)
class Tools:
    """What a signing works with; `pattern` names the signed copy."""

    acts: SigningActs
    lane: Lane
    sheet: Sheet
    settings: QSettings
    tokens: Tokens
    pattern: str
    demo_card: DemoCard | None
    guard: PinGuard


class SignFlow(QObject):
    """One signing of one document; the window is blocked by its sheet meanwhile."""

    signed = Signal(object)  # SignedDocument
    interrupted = Signal(object)  # Closed, when it was made although its process ended
    ended = Signal()  # whatever became of it
    reload_asked = Signal()
    repair_asked = Signal()
    certificate_asked = Signal()  # when the person wants to choose another one

    def __init__(self, tab: FlowDocument, wish: Wish, candidate: Candidate, tools: Tools) -> None:
        super().__init__(cast("QObject", tab))
        self._tab = tab
        self._wish = replace(wish, extras=tab.view.chosen_extras)
        self._candidate = candidate
        self._tools = tools
        self._acts = tools.acts
        self._lane = tools.lane
        self._folder: Path | None = None
        self._output: Path | None = None
        self._busy_token: object | None = None
        self.is_signing = False
        # What was settled in another program is seen when the person comes back.
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._check_on_return)

    @property
    def name(self) -> str:
        """Give the document's name."""
        return self._wish.source.name

    def begin(self) -> None:
        """Check the wish, and go on to the PIN when nothing stands in its way."""
        self._show_busy(self.tr("Checking"), self.tr("The document and your key are looked at."))
        self._preflight(self._take_preflight)

    def _preflight(self, done: Callable[[Preflight], None]) -> None:
        wish, candidate, folder = self._wish, self._candidate, self._folder
        pattern = self._tools.pattern
        self._lane.run(
            lambda: self._acts.preflight(wish, candidate, pattern, folder),
            done,
            self._tell_trouble,
        )

    def _take_preflight(self, found: Preflight) -> None:
        self._output = found.output
        if found.can_go_on and (found.clear or self._all_known(found)):
            self._go_to_key(found)
            return
        self._show_findings(found)

    def _show_findings(self, found: Preflight) -> None:
        moved = self._way_to_better(found)
        name, middleware = self.name, self._candidate.token.middleware
        page = PreflightPage(found, name, self._tools.tokens, moved, middleware)
        page.back.connect(self._end)
        page.go_on.connect(lambda: self._go_on_knowing(found))
        page.remedy_asked.connect(self._remedy)
        self._show(page)

    def _way_to_better(self, found: Preflight) -> tuple[int, int]:
        for finding in found.findings:
            if finding.place is not None and self._wish.place is not None:
                page = self._tab.source.geometries[finding.place.page_index]
                return shift_in_mm(self._wish.place.box, finding.place.box, page)
        return (0, 0)

    def check_cards(self) -> None:
        """Check again after a look at the cards, where the card is what stands in the way."""
        self._check_anew(_OF_CARD)

    def _check_on_return(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self._check_anew()

    def _check_anew(self, only: frozenset[str] = frozenset()) -> None:
        page = self._tools.sheet.page
        if not isinstance(page, PreflightPage) or page.found.can_go_on:
            return
        settle = {f.code for f in page.found.findings if f.weight is Weight.SETTLE}
        if not only or settle & only:
            self._preflight(self._refresh_findings)

    def _refresh_findings(self, found: Preflight) -> None:
        page = self._tools.sheet.page
        if isinstance(page, PreflightPage) and page.found.findings != found.findings:
            self._output = found.output
            self._show_findings(found)

    def _all_known(self, found: Preflight) -> bool:
        # A kind of notice is shown once; then it is known. What the pages do not show is not a
        # kind: it is named for each document.
        known = self._known()
        told = [f for f in found.findings if f.weight is Weight.KNOW]
        return all(f.code in known and not f.is_told_each_time for f in told)

    def _go_on_knowing(self, found: Preflight) -> None:
        told = {f.code for f in found.findings if f.weight is Weight.KNOW}
        self._tools.settings.setValue(_SEEN_KEY, " ".join(sorted(self._known() | told)))
        self._go_to_key(found)

    def _go_to_key(self, found: Preflight) -> None:
        if found.unlocked:
            self._sign(None)
        else:
            self._ask_pin(found.pin_state)

    def _known(self) -> set[str]:
        return set(str(self._tools.settings.value(_SEEN_KEY, "")).split())

    def _remedy(self, asked: Asked) -> None:
        match asked.remedy:
            case Remedy.FOLDER:
                self._ask_folder()
            case Remedy.MOVE:
                self._move_to(asked.finding)
            case Remedy.LOOK_AGAIN | Remedy.TRY_AGAIN:
                self.begin()
            case _:
                self._end()
                self._leave_for(asked)

    def _leave_for(self, asked: Asked) -> None:
        leads_to = {
            Remedy.SHOW_ANEW: self.reload_asked,
            Remedy.REPAIR: self.repair_asked,
            Remedy.OTHER_CERTIFICATE: self.certificate_asked,
        }.get(asked.remedy)
        if leads_to is not None:
            leads_to.emit()
            return
        if asked.finding.pages:
            self._tab.view.go_to_page(asked.finding.pages[0])
        self._tab.view.setFocus()

    def _move_to(self, finding: Finding) -> None:
        """Put the box where it can stand, in the document too, and check anew."""
        placement, better = self._tab.view.placement, finding.place
        if better is not None and placement is not None:
            rect = placement.rules.shown_rect(better)
            placement.put(better.page_index, rect, self.tr("Move the box"))
            self._wish = replace(self._wish, place=placement.place)
        self.begin()

    def _ask_folder(self) -> None:
        window = self._tools.sheet.parentWidget()
        before = str(self._tools.settings.value(FOLDER_KEY, str(Path.home())))
        dialog = QFileDialog(window, self.tr("Where the signed copy goes"), before)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.use_folder)
        dialog.open()

    def use_folder(self, name: str) -> None:
        """Put the signed copy into a folder, and check anew."""
        self._folder = Path(name)
        self._tools.settings.setValue(FOLDER_KEY, name)
        self.begin()

    def _ask_pin(self, state: PinState, refused: str = "") -> None:
        page = self._tools.sheet.page
        if not isinstance(page, PinPage):
            page = self._make_pin_page()
            self._show(page)
        page.show_state(state, refused)
        self._tools.sheet.refit()
        page.take_focus()

    def _make_pin_page(self) -> PinPage:
        demo = self._tools.demo_card
        is_demo = demo is not None and demo.label == self._candidate.token.label.strip()
        page = PinPage(
            self._candidate,
            (self.name, self._act_in_words()),
            self._tools.tokens,
            self._tools.guard.policy(),
            demo.pin if demo is not None and is_demo else None,
        )
        page.confirmed.connect(self._sign)
        page.stopped.connect(self._end)
        return page

    def _act_in_words(self) -> str:
        pages = self.tr("%n page(s)", "", len(self._tab.source.geometries))
        where = (
            self._tab.view.corner_in_words()
            if self._wish.place is not None
            else self.tr("in the field {name}").format(name=self._wish.field)
            if self._wish.field is not None
            else self.tr("no visible box")
        )
        parts = [pages, where]
        if self._wish.reason:
            parts.append(self.tr("for this reason: {reason}").format(reason=self._wish.reason))
        if self._wish.unseen_pages:
            parts.append(unseen_words(self._wish.unseen_pages))
        parts += self._copy_in_words()
        return " · ".join(parts)

    def _copy_in_words(self) -> list[str]:
        if self._output is None:
            return []
        return [self.tr("signed copy: {name}").format(name=self._output.name)]

    def _sign(self, pin: Secret | None) -> None:
        wish, output, candidate = self._wish, self._output, self._candidate
        sees = self._tools.guard.sees
        if output is None:
            self.begin()  # the place it had is gone; the pre-flight says so
            return
        self._show(
            BusyPage(
                self._title(),
                self.name,
                self._busy_words(),
                self._tools.tokens,
            )
        )
        self.is_signing = True
        self._lane.run(
            lambda: self._acts.sign(wish, output, candidate, pin, leaving_is_seen=sees),
            self._take_result,
            self._take_failure,
        )

    def _busy_words(self) -> str:
        return {
            KeyKind.CARD: self.tr(
                "The card signs; leave it in the reader. The copy is then read back."
            ),
            KeyKind.KEY_FILE: self.tr("The key file signs. The copy is then read back."),
            KeyKind.TPM: self.tr("The TPM signs. The copy is then read back."),
            KeyKind.TOKEN: self.tr("The token signs. The copy is then read back."),
        }[self._candidate.token.key_kind]

    def _title(self) -> str:
        is_seal = self._candidate.facts.is_legal_person
        return self.tr("Sealing") if is_seal else self.tr("Signing")

    def announce_leaving(self) -> None:
        """Say that the window closes by itself when the signature is made."""
        self._show(
            BusyPage(
                self._title(),
                self.name,
                self.tr("The signature is being made. The window closes by itself afterwards."),
                self._tools.tokens,
            )
        )

    def _take_result(self, done: SignedDocument) -> None:
        self.is_signing = False
        self._end()
        self.signed.emit(done)

    def _take_failure(self, error: ParaphError) -> None:
        self.is_signing = False
        if error.code in ("pin_incorrect", "pin_length", "pin_required"):
            self._look_again(error)
        elif error.code == "pin_locked":
            self._ask_pin(PinState.LOCKED)
        elif error.code == "output_exists":
            self.begin()  # a file took the name meanwhile; the next free one is found
        elif error.code == "unforeseen":
            # The process may have ended after the signature was made: the record knows.
            self._lane.run(
                self._acts.catch_up,
                lambda closed: self._tell_end(error, closed),
                self._tell_trouble,
            )
        else:
            self._tell_trouble(error)

    def _tell_end(self, error: ParaphError, closed: Sequence[Closed]) -> None:
        if not any(each.kind == "signature_made" for each in closed):
            self._tell_trouble(error)
            return
        self._end()
        for each in closed:
            self.interrupted.emit(each)

    def _look_again(self, refused: ParaphError) -> None:
        """Ask the card what it says now, before a further PIN is typed."""

        def ask(found: Preflight) -> None:
            self._output = found.output
            self._ask_pin(found.pin_state, refused.code)

        self._preflight(ask)

    def _tell_trouble(self, error: ParaphError) -> None:
        token = self._candidate.token
        title, words = error_words(error.code, token.key_kind, token.middleware)
        page = TroublePage(title, words, error, self._tools.tokens)
        page.again.connect(self.begin)
        page.folder_asked.connect(self._ask_folder)
        page.back.connect(self._end)
        self._show(page)

    def _show_busy(self, title: str, words: str) -> None:
        # Quick work shows no page, so that nothing flickers.
        page = BusyPage(title, self.name, words, self._tools.tokens)
        token = object()
        self._busy_token = token

        def show() -> None:
            if self._busy_token is token:
                self._show(page)
            else:
                page.deleteLater()

        QTimer.singleShot(_BUSY_AFTER_MS, self, show)

    def _show(self, page: SheetPage) -> None:
        self._busy_token = None
        self._tools.sheet.show_page(page)

    def _end(self) -> None:
        self._busy_token = None
        self._tools.sheet.close_page()
        self.ended.emit()


def clock_words() -> str:
    """Give the time of day as the person's clock shows it."""
    return QTime.currentTime().toString("HH:mm:ss")
