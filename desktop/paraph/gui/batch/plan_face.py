"""The screen before a batch is signed: documents, rule, certificate; then the check and the PIN."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from paraph.domain.errors import ParaphError
from paraph.domain.findings import Finding
from paraph.domain.many.batch import PinAsks
from paraph.domain.placing.batch_place import BatchRule
from paraph.domain.placing.signature_field import Place
from paraph.gui.batch.agreed_words import Asked
from paraph.gui.batch.by_hand import Opened
from paraph.gui.batch.checking import BatchCheck
from paraph.gui.batch.kit import BatchKit, KeyHolder
from paraph.gui.batch.lines import LineAct
from paraph.gui.batch.list_model import PagePicture
from paraph.gui.batch.planning import Planning
from paraph.gui.batch.unlocking import Unlocking
from paraph.gui.sheet.error_words import error_words
from paraph.gui.signing.signing_room import CERTIFICATE_KEY
from paraph.usecases.choose_certificate import Candidate
from paraph.usecases.signing_desk import Cards


class PlanFace(QObject):
    """Shows the plan. `checked` hands over the check whose PIN page stands."""

    checked = Signal(object, object)  # Candidate, BatchCheck
    place_asked = Signal(int, object)  # number, Opened
    cancelled = Signal()

    def __init__(self, kit: BatchKit, parent: QObject) -> None:
        super().__init__(parent)
        self._kit, self._page = kit, kit.page
        self.planning = Planning(kit.plans, kit.plan_lane, self)
        self.is_shown = False
        self._key = KeyHolder()
        self._unlocking = Unlocking(kit, self)
        self._asks = PinAsks.ONCE
        self._connect()

    def show(self, sources: Sequence[Path], title: str) -> None:
        """Plan these documents."""
        profile, page = self._kit.profile, self._page
        self.is_shown = True
        page.documents.model.forget_pictures()
        page.plan.reason.setText(profile.usual_reason)
        page.plan.location.setText(profile.usual_location)
        page.tell("", "", self._kit.tokens)
        page.show_plan()
        self._kit.plan_lane.run(
            self._kit.kept_templates, page.rule.offer_templates, self._tell_no_templates
        )
        self.planning.begin(sources, title, profile.output_pattern)
        self.take_cards(self._kit.signing.cards)

    def leave(self) -> None:
        """Show the plan no more."""
        self.is_shown = False
        self.planning.stop()

    def show_again(self) -> None:
        """Show it as it is now."""
        if not self.is_shown:
            return
        planning, page = self.planning, self._page
        every = len(planning.sources)
        title = self.tr("Sign %n document(s)", "", every)
        page.say(title, self.tr("Folder “{name}”").format(name=planning.title))
        page.documents.show_lines(planning.lines(self._key.key))
        page.rule.show_found(planning.looked, every, planning.asking())
        self._show_agreed()

    def take_cards(self, cards: Cards | None) -> None:
        """Show the certificates that are there."""
        if cards is not None and self.is_shown:
            chosen = str(self._kit.settings.value(CERTIFICATE_KEY, ""))
            self._page.plan.picker.show_cards(cards.candidates, chosen)

    def put_by_hand(self, number: int, field: str | None, place: Place | None) -> None:
        """Take a place that was chosen by hand."""
        self.planning.put_by_hand(number, field, place)

    def open(self, number: int) -> None:
        """Open a document to look at it, or to place its box."""
        planned = self.planning.document(number)
        if planned is not None:
            password = self.planning.passwords.get(number)
            self.place_asked.emit(number, Opened(planned.source, planned.place, password))

    def act(self, number: int, act: LineAct) -> None:
        """Do what a person asked for in a line."""
        match act:
            case LineAct.PLACE:
                self.open(number)
            case LineAct.NO_BOX:
                self.planning.put_by_hand(number, None, None)
            case LineAct.LOOK_AGAIN:
                self.planning.look_at(number)
            case LineAct.UNLOCK:
                self._unlock(number)
            case LineAct.LEAVE_OUT | LineAct.TAKE_BACK:
                self.planning.leave_out(number, out=act is LineAct.LEAVE_OUT)

    def begin_check(self) -> None:
        """Check every document that is ready, then ask for the PIN."""
        plan, candidate = self._page.plan, self._page.plan.picker.current
        if candidate is None or not plan.check.isEnabled():
            return
        check = BatchCheck(self._kit, candidate, self)
        check.agree(
            plan.reason.text().strip() or None,
            plan.location.text().strip() or None,
            self._kit.profile.level,
        )
        check.barred.connect(self._take_bar)
        self.checked.emit(candidate, check)
        check.begin(self.planning)

    def _take_bar(self, number: int, finding: Finding) -> None:
        self.planning.bar(number, finding.code)

    def _show_agreed(self) -> None:
        planning = self.planning
        ready, folder = len(planning.ready()), planning.folder
        if folder is None:
            title = self.tr("Signed copies go beside the originals")
            copies = (title, f"{planning.pattern.removesuffix('.pdf')}.pdf")
        else:
            copies = (self.tr("Signed copies go to one folder"), str(folder))
        asks = Asked(self._asks, self._key.key, ready, planning.signatures())
        extras = planning.rule.extras
        self._page.plan.show_plan(asks, extras, copies, self._why_not(ready))

    def _why_not(self, ready: int) -> str:
        if self.planning.is_looking:
            return self.tr("The documents are still being looked through.")
        if self.planning.lacks_folder():
            return self.tr("The signed copies need a folder: no copy belongs beside these.")
        if not ready:
            return self.tr("No document is ready to be signed.")
        if self._page.plan.picker.current is None:
            return self.tr("Put your card in its reader, or choose a certificate.")
        return ""

    def _take_candidate(self, candidate: Candidate | None) -> None:
        if not self.is_shown:
            return
        if candidate is None:
            self._show_agreed()
            return
        self._key = KeyHolder.of(candidate)
        rule, holder = self.planning.rule, candidate.facts.holder
        if rule.extras is not None and rule.holder != holder:
            # Whose initials they are says which fields take them, and how often the key is asked.
            self.planning.rule = replace(rule, holder=holder)
            self.planning.look_again()
            return
        count, signatures = len(self.planning.ready()), self.planning.signatures()
        self._kit.signing.lane.run(
            lambda: self._kit.batches.batch_asks(candidate, max(1, count), max(1, signatures)),
            self._take_asks,
            self._kit.signing.looks.take_trouble,
        )

    def _take_asks(self, asks: PinAsks) -> None:
        self._asks = asks
        if self.is_shown:
            self._show_agreed()

    def _remember(self, candidate: Candidate) -> None:
        self._kit.settings.setValue(CERTIFICATE_KEY, candidate.facts.sha256)

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self._kit.window, self.tr("Where the signed copies go"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.use_folder)
        dialog.open()

    def use_folder(self, name: str) -> None:
        """Put the signed copies into a folder."""
        self.planning.folder = Path(name)
        self.planning.look_again()

    def _take_rule(self, rule: BatchRule) -> None:
        candidate, plan = self._page.plan.picker.current, self._page.plan
        holder = candidate.facts.holder if candidate is not None else ""
        self.planning.rule = replace(rule, holder=holder)
        if rule.template is not None:
            plan.reason.setText(rule.template.reason or plan.reason.text())
            plan.location.setText(rule.template.location or plan.location.text())
        self.planning.look_again()

    def _unlock(self, number: int) -> None:
        """Ask for the password of a document, and offer it to the other locked ones.

        Where several lines are selected, it is offered to those alone.
        """
        locked = self.planning.locked()
        selected = self._page.documents.selected()
        if number in selected and len(selected) > 1:
            locked = {each: path for each, path in locked.items() if each in selected}
        if number in locked:
            first = {number: locked.pop(number)}
            self._unlocking.ask({**first, **locked}, self.planning.unlock)

    def _tell_no_templates(self, error: ParaphError) -> None:
        title, words = error_words(error.code, *self._key)
        self._page.tell(title, words, self._kit.tokens)

    def _show_picture(self, number: int, picture: PagePicture) -> None:
        self._page.documents.model.show_picture(number, picture)

    def _connect(self) -> None:
        page, planning = self._page, self.planning
        planning.changed.connect(self.show_again)
        planning.picture_ready.connect(self._show_picture)
        planning.ended.connect(lambda: self._take_candidate(page.plan.picker.current))
        page.rule.rule_changed.connect(self._take_rule)
        page.plan.picker.chosen.connect(self._take_candidate)
        page.plan.picker.picked.connect(self._remember)
        page.plan.check_asked.connect(self.begin_check)
        page.plan.folder_asked.connect(self._ask_folder)
        page.plan.cancelled.connect(self.cancelled)
        self._kit.signing.looks.seen.connect(partial(self.take_cards))
