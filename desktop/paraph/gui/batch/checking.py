"""The check of all documents before the PIN, and the PIN: one sheet, whose pages turn."""

import secrets
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from paraph.domain.errors import ParaphError
from paraph.domain.findings import Finding, Weight
from paraph.domain.keys.secret import Secret
from paraph.domain.many.batch import Batch, RowState
from paraph.domain.pades_level import PadesLevel
from paraph.domain.stamp.appearance import USUAL, Appearance
from paraph.gui.batch.kit import BatchKit, KeyHolder
from paraph.gui.batch.planning import Planning
from paraph.gui.cards.pin_page import PinPage
from paraph.gui.sheet.busy_page import BusyPage
from paraph.gui.sheet.error_words import error_words
from paraph.gui.signing.preflight_page import PreflightPage
from paraph.gui.signing.trouble_page import TroublePage
from paraph.ports.signing_token import PinState
from paraph.usecases.choose_certificate import Candidate
from paraph.usecases.plan_batch import PlannedDocument
from paraph.usecases.preflight import Preflight, Wish
from paraph.usecases.sign_document import new_intent

_PIN_AGAIN = ("pin_incorrect", "pin_length", "pin_required")
# The list says them of each document; of all together they would be wrong.
_IN_LIST = frozenset({"extras_key_often", "extras_initials", "extras_without_field"})
# Said of every document alike, because it is of the key or of where the copies go.
_OF_ALL = frozenset({"no_token", "pin_locked", "certificate_expired", "certificate_cannot_sign",
                     "certificate_not_yet_valid", "key_not_accepted", "disk_full"})  # fmt: skip


class BatchCheck(QObject):
    """One check. `confirmed` comes with the batch and the PIN, as often as a PIN is typed."""

    barred = Signal(int, object)  # number of a document, Finding
    confirmed = Signal(object, object)  # Batch, Secret | None

    def __init__(self, kit: BatchKit, candidate: Candidate, parent: QObject) -> None:
        super().__init__(parent)
        self._kit, self._candidate, self._signing = kit, candidate, kit.signing
        self._planning: Planning | None = None
        self._reason: str | None = None
        self._location: str | None = None
        self._level = PadesLevel.B_B
        self._look = USUAL
        self._batch: Batch | None = None
        self._found: dict[tuple[Weight, str], Finding] = {}
        self._last: Preflight | None = None
        self._signatures = 0  # where initials make them more than documents

    def agree(self, reason: str | None, location: str | None, level: str) -> None:
        """Take what holds for every document."""
        self._reason, self._location, self._level = reason, location, PadesLevel(level)

    @property
    def passwords(self) -> dict[int, Secret]:
        """Give those of locked documents, by number."""
        return dict(self._planning.passwords) if self._planning is not None else {}

    def begin(self, planning: Planning) -> None:
        """Check every document that is ready, then ask for the PIN."""
        self._planning = planning

        def check(look: Appearance) -> None:
            self._look = look
            self._check(planning, planning.ready(), 0)

        candidate = self._candidate
        self._signing.lane.run(lambda: self._kit.look_of(candidate), check, self._tell)

    def ask_again_for(self, batch: Batch) -> None:
        """Ask for the PIN of a batch that goes on."""
        self._batch = batch
        token = self._candidate.token
        if token.unlocked and not token.by_reader:
            self.confirmed.emit(batch, None)
        else:
            self._ask_pin(token.pin_state)

    def take_refusal(self, error: ParaphError) -> None:
        """Say why the key did not open, and let the person try again where that helps."""
        if error.code in _PIN_AGAIN:
            state = PinState.COUNT_LOW
            found = self._signing_state()
            self._ask_pin(found or state, error.code)
        elif error.code == "pin_locked":
            self._ask_pin(PinState.LOCKED)
        else:
            title, words = error_words(error.code, *KeyHolder.of(self._candidate))
            page = TroublePage(title, words, error, self._signing.tokens)
            page.again.connect(self._again)
            page.back.connect(self._end)
            self._signing.sheet.show_page(page)

    def _check(self, planning: Planning, ready: list[tuple[int, PlannedDocument]], at: int) -> None:
        if at == len(ready):
            self._take_all(planning, len(ready))
            return
        if at % 5 == 0:
            words = self.tr("{at} of {all}").format(at=at + 1, all=len(ready))
            title = self.tr("Checking")
            busy = BusyPage(
                title, words, self.tr("Before your key is asked."), self._signing.tokens
            )
            self._signing.sheet.show_page(busy)
        number, planned = ready[at]
        wish, candidate = self._wish(number, planned, planning), self._candidate
        pattern, folder = planning.pattern, planning.folder

        def take(found: Preflight) -> None:
            self._take(number, found)
            self._check(planning, ready, at + 1)

        self._signing.lane.run(
            lambda: self._kit.acts.preflight(wish, candidate, pattern, folder),
            take,
            self._tell,
        )

    def _take(self, number: int, found: Preflight) -> None:
        self._last = found
        for finding in found.findings:
            if finding.code in _IN_LIST:
                continue
            is_own = finding.weight is Weight.SETTLE and finding.code not in _OF_ALL
            if is_own:
                self.barred.emit(number, finding)
            else:
                self._found.setdefault((finding.weight, finding.code), finding)

    def _take_all(self, planning: Planning, checked: int) -> None:
        left = len(planning.ready())
        last = self._last
        if last is None or left == 0:
            self._end()
            return
        weights = list(Weight)
        told = sorted(self._found.values(), key=lambda each: weights.index(each.weight))
        found = replace(last, findings=tuple(told))
        if found.clear and left == checked:
            self._go_on(planning, found)
            return
        page = PreflightPage(
            found,
            self.tr("%n document(s)", "", left),
            self._signing.tokens,
            middleware=self._candidate.token.middleware,
        )
        page.back.connect(self._end)
        page.go_on.connect(lambda: self._go_on(planning, found))
        page.remedy_asked.connect(lambda _: self._again())
        self._signing.sheet.show_page(page)

    def _go_on(self, planning: Planning, found: Preflight) -> None:
        self._signatures = planning.signatures()
        self._batch = planning.batch(
            Batch(
                secrets.token_hex(8),
                planning.title,
                "",
                self._candidate.certificate.certificate_der,
                (),
                self._reason,
                self._location,
                self._level,
                self._look,
            ),
            new_intent,
        )
        if found.unlocked and not self._candidate.token.by_reader:
            self.confirmed.emit(self._batch, None)
        else:
            self._ask_pin(found.pin_state)

    def _ask_pin(self, state: PinState, refused: str = "") -> None:
        sheet = self._signing.sheet
        page = sheet.page
        if not isinstance(page, PinPage):
            page = self._make_pin_page()
            sheet.show_page(page)
        page.show_state(state, refused)
        sheet.refit()
        page.take_focus()

    def _make_pin_page(self) -> PinPage:
        batch = self._batch
        assert batch is not None  # noqa: S101 - a PIN is asked for a batch
        waiting = batch.in_state(RowState.WAITING)
        count = len(waiting)
        signing = self._signing
        policy = signing.guard.policy()
        title = self.tr("%n document(s) of “{title}”", "", count).format(title=batch.title)
        details = self.tr("What each of them says is in the list behind.")
        if self._signatures > count:
            often = self.tr("The key signs %n time(s), with the initials.", "", self._signatures)
            details = f"{details} {often}"
        if not policy.covers_batch and count:
            count = 1
            at = self.tr("Document {number} of {all}")
            title = at.format(number=waiting[0].number, all=len(batch.rows))
            details = waiting[0].source.name
        demo_pin = self._kit.demo_pin(self._candidate)
        page = PinPage(self._candidate, (title, details), signing.tokens, policy, demo_pin)
        is_seal = self._candidate.facts.is_legal_person
        words = self.tr("Seal %n", "", count) if is_seal else self.tr("Sign %n", "", count)
        page.sign.setText(words)
        page.sign.setAccessibleName(words)
        page.confirmed.connect(lambda pin: self._confirm(batch, pin))
        page.stopped.connect(self._end)
        return page

    def _confirm(self, batch: Batch, pin: Secret | None) -> None:
        self.confirmed.emit(batch, pin)

    def _signing_state(self) -> PinState | None:
        cards = self._signing.cards
        found = cards.candidates if cards is not None else ()
        return next((c.token.pin_state for c in found if c.place == self._candidate.place), None)

    def _wish(self, number: int, planned: PlannedDocument, planning: Planning) -> Wish:
        return Wish(
            source=planned.source,
            shown_sha256=planned.sha256 or None,
            field=planned.field,
            place=planned.place if planned.field is None else None,
            reason=self._reason,
            location=self._location,
            password=planning.passwords.get(number),
            level=self._level,
            look=self._look,
            extras=planning.rule.extras,
        )

    def _tell(self, error: ParaphError) -> None:
        self.take_refusal(error)

    def _again(self) -> None:
        self._found.clear()
        if self._batch is not None:
            self.ask_again_for(self._batch)
        elif self._planning is not None:
            self.begin(self._planning)

    def _end(self) -> None:
        self._signing.sheet.close_page()
