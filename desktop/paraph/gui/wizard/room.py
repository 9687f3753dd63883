"""Leads through preparing a request; every change is kept on this computer soon after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from paraph.domain.errors import ParaphError
from paraph.domain.service.bulk_list import ListRow
from paraph.domain.service.preparing_checks import from_list
from paraph.gui.book.file_drops import FileDrops
from paraph.gui.bulk.list_step import ListStep
from paraph.gui.bulk.sending import Sending
from paraph.gui.common.tokens import Tokens
from paraph.gui.wizard.check_step import CheckStep
from paraph.gui.wizard.document_step import DocumentStep
from paraph.gui.wizard.draft_keeper import DraftKeeper
from paraph.gui.wizard.file_asking import FileAsking
from paraph.gui.wizard.people_step import PeopleStep
from paraph.gui.wizard.place_step import PlaceStep
from paraph.gui.wizard.sent_step import SentStep
from paraph.gui.wizard.sources import Sources
from paraph.gui.wizard.tools import Tools
from paraph.gui.wizard.trouble import trouble
from paraph.gui.wizard.ways import (
    CHECK,
    DOCUMENT,
    LIST,
    PEOPLE,
    PLACES,
    SENT,
    Standing,
    Ways,
    today,
)
from paraph.gui.wizard.wizard_page import WizardPage
from paraph.usecases.send_list import ListPreview

if TYPE_CHECKING:
    from paraph.domain.service.prepared import Prepared
    from paraph.usecases.prepare_request import AccountChoice, OpenDraft, SentRequest


class WizardRoom(QObject):
    """`queued` comes when something waits in the outbox; `left` when the wizard is closed."""

    queued = Signal()
    left = Signal()
    front_asked = Signal()
    sent_asked = Signal(str)  # our id of the request, or empty: its screen is to be shown
    accounts_asked = Signal()
    round_asked = Signal()  # the services' templates should be read

    def __init__(self, tools: Tools, tokens: Tokens, parent: QObject) -> None:
        super().__init__(parent)
        self._tools, self._acts = tools, tools.acts
        self.lane = tools.lane
        self.keeper = DraftKeeper(self._acts, self.lane, self)
        self._is_sending = False
        self._sent_id = ""
        self._list_name = ""
        self._list_of: tuple[Path, Prepared] | None = None  # what the rows were made of
        self.page = WizardPage(tokens)
        self.document, self.people = DocumentStep(tokens), PeopleStep(tokens)
        self.places, self.check = PlaceStep(tokens), CheckStep(tokens)
        self.list, self.sent = ListStep(tokens), SentStep(tokens)
        self._steps = (
            self.document, self.people, self.places, self.check, self.list, self.sent,
        )  # fmt: skip
        for step in self._steps:
            self.page.stack.addWidget(step)
        self._ways = Ways(self.page)
        self._files = FileAsking(self.page, tools.settings)
        self.sources = Sources(self, tools, self)
        self.drops = FileDrops(self.page, also=(".docx",))
        self.sending = Sending(self._acts, self.lane, self)
        self._connect()

    @property
    def step(self) -> int:
        """Give the step one is at."""
        return self.page.stack.currentIndex()

    @property
    def prepared(self) -> Prepared | None:
        """Give the draft in work."""
        return self.keeper.prepared

    def begin(self, document: Path | None = None, *, of_list: bool = False) -> None:
        """Begin a new request, of a document if one is given; the draft before is kept."""
        self.keeper.keep()
        self.lane.run(self._acts.accounts, self._take_accounts, self._tell)

        def show(draft: Prepared) -> None:
            self._take_draft(draft, is_kept=False)
            if document is not None:
                self.take_path(document)

        self.lane.run(lambda: self._acts.begin_draft(of_list=of_list), show, self._tell)
        self.front_asked.emit()

    def go_on(self, reference: str) -> None:
        """Go on with a draft."""
        self.keeper.keep()
        self.lane.run(self._acts.accounts, self._take_accounts, self._tell)
        self.lane.run(lambda: self._acts.open_draft(reference), self._take_opened, self._tell)
        self.front_asked.emit()

    def take_path(self, path: Path) -> None:
        """Take a document into the draft."""
        self._files.remember(path)
        self.sources.take_path(path)

    def take(self, prepared: Prepared) -> None:
        """Take the draft as it is now."""
        if self.keeper.take(prepared):
            self._show()

    def go_to(self, step: int) -> None:
        """Go to a step, as far as there is something to be shown."""
        if self.prepared is None and self.step == SENT:
            return  # it has left: there is nothing to go back to
        if self.prepared is None or (step == PLACES and not self.places.has_something):
            step = DOCUMENT
        elif step == LIST and self._standing().missing:
            step = CHECK
        if step == LIST and self.step != LIST:
            self._read_list_anew()
        self.page.stack.setCurrentIndex(step)
        self._show()
        if step == PLACES:
            self.places.propose_once()
        first = {
            DOCUMENT: self.document.choose,
            PEOPLE: self.people.first_empty(),
            PLACES: self.places.view,
        }.get(step)
        (first or self.page.next).setFocus()

    def read_list(self, path: Path) -> None:
        """Read a list, and show every row with its errors."""
        prepared = self.prepared
        if prepared is None:
            return
        listed = [each.key for each in from_list(prepared)]

        def show(preview: ListPreview) -> None:
            self.page.message.forget(self._list_name)
            self._list_name = path.name
            self.list.show_preview(path.name, preview, listed)
            self._show()

        self._list_name, self._list_of = path.name, (path, prepared)
        self.lane.run(lambda: self._acts.preview_list(path, prepared), show, self._tell)

    def _read_list_anew(self) -> None:
        """Make the rows again of what the request has become since; those of before are let go."""
        before = self._list_of
        if before is not None and before[1] != self.prepared:
            self._let_list_go()
            self.read_list(before[0])

    def _let_list_go(self) -> None:
        self._list_of = None
        self.list.show_preview("", None, ())

    def leave(self) -> None:
        """Close the wizard; the draft is kept."""
        self.keeper.keep()
        self.left.emit()

    def parts(self) -> list[QWidget | None]:
        """Give the parts of the page in reading order."""
        page, places = self.page, self.places
        middle = [places.people, places.view, places.field] if self.step == PLACES else [page.stack]
        return [page.steps, *middle, page.foot]

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        for part in (self.page, *self._steps):
            part.take_theme(tokens)

    def show_network(self) -> None:
        """Say at the foot whether one is offline."""
        self._ways.show_foot(self._standing())

    def holds_up(self, close: Callable[[], object]) -> bool:
        """Tell whether something is being kept; `close` is called once it is."""
        if self.keeper.is_pending:
            self.keeper.keep()
        if not self.lane.busy:
            return False
        self.sending.stop()

        def then(_: object) -> None:
            close()

        self.lane.run(lambda: None, then, then)
        return True

    def close(self) -> None:
        """Let everything go."""
        self.places.close_source()

    def _connect(self) -> None:
        page, document = self.page, self.document
        page.close_asked.connect(self.leave)
        page.back_asked.connect(lambda: self.go_to(self.step - 1))
        page.next_asked.connect(self._go_on)
        page.step_asked.connect(self.go_to)
        for step in (document, self.people, self.places, self.check):
            step.changed.connect(self.take)
        document.file_asked.connect(self._ask_for_file)
        document.path_chosen.connect(self.take_path)
        document.templates.accounts_asked.connect(self.accounts_asked)
        self.sources.taken.connect(self._take_source)
        self.sources.templates.wanted.connect(self.round_asked)
        self.sources.failed.connect(self._tell)
        self.drops.dropped.connect(lambda paths: self.take_path(paths[0]))
        document.draft_chosen.connect(self.go_on)
        document.draft_removed.connect(self._remove_draft)
        self.places.people_asked.connect(lambda: self.go_to(PEOPLE))
        self.check.step_asked.connect(self.go_to)
        self.check.accounts_asked.connect(self.accounts_asked)
        self.list.file_asked.connect(self._ask_for_list)
        self.list.sample_asked.connect(self._save_sample)
        self.list.stop_asked.connect(self.sending.stop)
        self.sending.moved.connect(self._take_moved)
        self.sending.failed.connect(self._tell)
        self.sent.another_asked.connect(self._begin_another)
        self.sent.sent_asked.connect(lambda: self.sent_asked.emit(self._sent_id))
        self.keeper.kept.connect(self._show_ways)
        self.keeper.failed.connect(self._tell)

    def _begin_another(self) -> None:
        self.begin()

    def _take_accounts(self, accounts: tuple[AccountChoice, ...]) -> None:
        self.keeper.accounts = accounts
        self.keeper.fill_in()
        self._show()

    def _offer_drafts(self) -> None:
        self.lane.run(self._acts.all_drafts, self.document.offer_drafts, self._tell)

    def _take_source(self) -> None:
        """Let a list go that was read for something else."""
        self._let_list_go()
        self._offer_drafts()
        self._show()

    def _take_draft(self, draft: Prepared, *, is_kept: bool) -> None:
        self.keeper.begin(draft, is_kept=is_kept)
        self.places.to_propose = not draft.fields
        self.places.close_source()
        self._let_list_go()
        self.document.offer_open(self._tools.open_paths())
        self._offer_drafts()
        self.sources.templates.offer()
        self.go_to(DOCUMENT)

    def _take_opened(self, opened: OpenDraft | None) -> None:
        if opened is None:
            self._offer_drafts()
            return
        self._take_draft(opened.prepared, is_kept=True)
        self.sources.show_opened(opened)

    def _show(self) -> None:
        prepared, step = self.prepared, self.step
        if prepared is not None and step == CHECK:
            lacks = self._standing().missing
            self.check.show_draft(prepared, self.keeper.accounts, lacks, today())
        elif prepared is not None and step < CHECK:
            (self.document, self.people, self.places)[step].show_draft(prepared)
        elif prepared is not None and step == LIST:
            self.list.show_roles([each.plays for each in from_list(prepared) if each.plays])
        self._show_ways()

    def _show_ways(self) -> None:
        self._ways.show(self._standing())

    def _standing(self) -> Standing:
        return Standing(
            self.prepared,
            self.step,
            is_open=self.places.view is not None,
            is_busy=self._is_sending or self.sending.is_busy,
            is_kept=self.keeper.is_kept or not self.keeper.has_something,
            is_offline=self._tools.is_offline(),
            rows=len(self.list.model.good()) if self.step == LIST else 0,
            rows_sent=len(self.list.model.sent),
        )

    def _go_on(self) -> None:
        prepared, standing = self.prepared, self._standing()
        if prepared is None or self._ways.why_not(standing):
            return
        if self.step < CHECK or (self.step == CHECK and prepared.of_list):
            self.keeper.keep()
            self.go_to(self.step + 1)
        elif self.step == CHECK:
            self._send(prepared)
        elif self.step == LIST:
            self.sending.start(prepared, self.list.model.good())
            self._show()

    def _send(self, prepared: Prepared) -> None:
        self.keeper.keep()
        self._is_sending = True
        self._show()

        def done(sent: SentRequest) -> None:
            self._is_sending = False
            self._end(sent.request, self.tr("“{name}” is on its way").format(name=sent.name))

        self.lane.run(lambda: self._acts.send_draft(prepared), done, self._tell)

    def _end(self, request_id: str, title: str) -> None:
        self._sent_id = request_id
        self.places.close_source()
        self.keeper.let_go()
        self.page.stack.setCurrentIndex(SENT)
        words = (
            self.tr("It is kept here, and leaves by itself when the network is back.")
            if self._tools.is_offline()
            else self.tr("It is kept here, and leaves by itself. You may close Paraph at any time.")
        )
        self.sent.say(title, words)
        self._show()
        self.sent.show_sent.setFocus()
        self.queued.emit()

    def _take_moved(self, rows: Sequence[ListRow]) -> None:
        sending = self.sending
        if sending.done and not sending.is_busy:
            self.queued.emit()
        if self.prepared is None or sending.reference != self.prepared.reference:
            self._show()  # another draft is in work by now
            return
        self.list.show_sent(rows, sending.done, sending.of, is_busy=sending.is_busy)
        self._show()
        is_whole = all(not row.errors for row in self.list.model.rows)
        if not sending.is_busy and is_whole and not self.list.model.good():
            self.keeper.keep()
            self._end("", self.tr("%n request(s) are on their way", "", sending.of))

    def _ask_for_file(self) -> None:
        path = self._files.document()
        if path is not None:
            self.take_path(path)

    def _ask_for_list(self) -> None:
        path = self._files.list()
        if path is not None:
            self.read_list(path)

    def _save_sample(self) -> None:
        prepared = self.prepared
        path = self._files.sample(prepared.source or prepared.name) if prepared else None
        if path is not None and prepared is not None:
            self.lane.run(
                lambda: self._acts.save_sample(path, prepared), lambda _: None, self._tell
            )

    def _remove_draft(self, reference: str) -> None:
        self.lane.run(lambda: self._acts.remove_draft(reference), lambda _: None, self._tell)
        self._offer_drafts()

    def _tell(self, error: ParaphError) -> None:
        self._is_sending = False
        # Whoever sends meets first that a template is gone, or another.
        self.sources.note_template(error)
        about = error.details.get("file") or self._list_name
        name = Path(str(about)).name or (self.prepared.name if self.prepared else "")
        self.page.message.tell(trouble(error), name or self.tr("The request"))
        self._show()
