"""Signing from the panel to the result: pre-flight, PIN, card, and what each failure leads to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTime, QTimer, Signal
from PySide6.QtWidgets import QFileDialog

from paraph.domain.errors import ParaphError
from paraph.domain.secret import Secret
from paraph.gui.actions import DemoCard, SigningActs
from paraph.gui.common.tokens import Tokens
from paraph.gui.desk.document_tab import DocumentTab
from paraph.gui.signing.busy_page import BusyPage
from paraph.gui.signing.pin_guard import PinGuard
from paraph.gui.signing.pin_page import PinPage
from paraph.gui.signing.preflight_page import PreflightPage
from paraph.gui.signing.preflight_words import error_words
from paraph.gui.signing.sheet import Sheet, SheetPage
from paraph.gui.signing.trouble_page import TroublePage
from paraph.ports.signing_token import PinState
from paraph.usecases.choose_certificate import Candidate
from paraph.usecases.preflight import Preflight, Weight, Wish
from paraph.usecases.reconcile_after_crash import Closed
from paraph.usecases.sign_document import SignedDocument
from paraph.workers.lane import Lane

FOLDER_KEY = "signing/folder"
_BUSY_AFTER_MS = 150
_SEEN_KEY = "signing/known"


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

    def __init__(self, tab: DocumentTab, wish: Wish, candidate: Candidate, tools: Tools) -> None:
        super().__init__(tab)
        self._tab = tab
        self._wish = wish
        self._candidate = candidate
        self._tools = tools
        self._acts = tools.acts
        self._lane = tools.lane
        self._folder: Path | None = None
        self._output: Path | None = None
        self._busy_token: object | None = None
        self.is_signing = False

    def begin(self) -> None:
        """Check the wish, and go on to the PIN when nothing stands in its way."""
        self._show_busy(self.tr("Checking"), self.tr("The document and the card are looked at."))
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
        page = PreflightPage(found, self._wish.source.name, self._tools.tokens)
        page.back.connect(self._end)
        page.go_on.connect(lambda: self._go_on_knowing(found))
        page.remedy_asked.connect(self._remedy)
        self._show(page)

    def _all_known(self, found: Preflight) -> bool:
        # A kind of notice is shown once; then it is known.
        known = self._known()
        return all(f.code in known for f in found.findings if f.weight is Weight.KNOW)

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

    def _remedy(self, code: str) -> None:
        if code in ("folder_needed", "folder_read_only"):
            self._ask_folder()
        elif code == "document_changed":
            self._end()
            self.reload_asked.emit()
        elif code == "document_damaged":
            self._end()
            self.repair_asked.emit()
        else:
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

    def _ask_pin(self, state: PinState, *, was_refused: bool = False) -> None:
        page = self._tools.sheet.page
        if not isinstance(page, PinPage):
            page = self._make_pin_page()
            self._show(page)
        page.show_state(state, was_refused=was_refused)
        self._tools.sheet.refit()
        page.take_focus()

    def _make_pin_page(self) -> PinPage:
        demo = self._tools.demo_card
        is_demo = demo is not None and demo.label == self._candidate.token.label.strip()
        page = PinPage(
            self._candidate,
            (self._wish.source.name, self._act_in_words()),
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
        if self._output is not None:
            parts.append(self.tr("signed copy: {name}").format(name=self._output.name))
        return " · ".join(parts)

    def _sign(self, pin: Secret | None) -> None:
        wish, output, candidate = self._wish, self._output, self._candidate
        sees = self._tools.guard.sees
        if output is None:
            self.begin()  # the place it had is gone; the pre-flight says so
            return
        self._show(
            BusyPage(
                self._title(),
                self._wish.source.name,
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
        if self._candidate.token.in_software:
            return self.tr("The key file signs. The copy is then read back.")
        return self.tr("The card signs; leave it in the reader. The copy is then read back.")

    def _title(self) -> str:
        is_seal = self._candidate.facts.is_legal_person
        return self.tr("Sealing") if is_seal else self.tr("Signing")

    def announce_leaving(self) -> None:
        """Say that the window closes by itself when the signature is made."""
        self._show(
            BusyPage(
                self._title(),
                self._wish.source.name,
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
            self._ask_pin(found.pin_state, was_refused=refused.code == "pin_incorrect")

        self._preflight(ask)

    def _tell_trouble(self, error: ParaphError) -> None:
        title, words = error_words(error.code)
        page = TroublePage(title, words, error, self._tools.tokens)
        page.again.connect(self.begin)
        page.folder_asked.connect(self._ask_folder)
        page.back.connect(self._end)
        self._show(page)

    def _show_busy(self, title: str, words: str) -> None:
        # Quick work shows no page, so that nothing flickers.
        page = BusyPage(title, self._wish.source.name, words, self._tools.tokens)
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
