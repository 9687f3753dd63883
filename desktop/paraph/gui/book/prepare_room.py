"""Leads through preparing a signature book: documents, places, whom it is for, handing over."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from paraph.domain.errors import ParaphError
from paraph.domain.keys.secret import Secret
from paraph.domain.placing.batch_place import BatchRule, PlaceSource
from paraph.domain.placing.placement_template import Template
from paraph.domain.placing.signature_extras import NO_EXTRAS, Extras
from paraph.domain.placing.signature_field import Place
from paraph.gui.actions import OpenDocument
from paraph.gui.batch.lines import Line, LineAct
from paraph.gui.batch.place_page import PlacePage
from paraph.gui.batch.planning import Planning
from paraph.gui.batch.unlocking import Unlocking
from paraph.gui.book.book_tools import BookTools
from paraph.gui.book.book_words import extras_words
from paraph.gui.book.prepare_page import PreparePage
from paraph.gui.common.tokens import Tokens
from paraph.gui.sheet.error_words import error_words
from paraph.gui.viewer.page_source import PageSource
from paraph.ports.placing import TemplateShelf
from paraph.usecases.hand_over_again import Again, AgainDocument
from paraph.usecases.plan_batch import LOCKED
from paraph.usecases.prepare_book import Draft, draft_of, without_picture

_HOLDER_KEY = "book/holder"


class PrepareRoom(QObject):
    """`handed_over` gives the OpenBook; `place_shown` the page of one document, or None."""

    handed_over = Signal(object)
    left = Signal()
    place_shown = Signal(object)

    def __init__(
        self,
        tools: BookTools,
        open_document: OpenDocument,
        templates: Callable[[], TemplateShelf] | None,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._tools, self._acts, self._lane = tools, tools.acts, tools.lane
        self._open_document, self._templates = open_document, templates
        self._settings, self._tokens = tools.settings, tools.tokens
        self.page = PreparePage(self._tokens)
        self.planning = Planning(tools.plans, tools.plan_lane, self)
        promise = self.tr("It is used for looking at the document here. It is not handed over.")
        self._unlocking = Unlocking(tools, self, promise)
        self._chosen = 1
        self.who = ("", "")  # the shared folder, and this person's name
        self._notes: dict[int, str] = {}
        self._before: dict[int, AgainDocument] = {}  # what is handed over once more, by number
        self._again_of = ""
        self._place_page: PlacePage | None = None
        self._is_busy = False
        self._connect()

    def begin(self, sources: Sequence[Path], folder: str, own_name: str, pattern: str) -> None:
        """Begin with these documents; more may be added."""
        self.who = (folder, own_name)
        self._notes.clear()
        self._before, self._again_of = {}, ""
        self.planning.folder = Path(folder)
        self.planning.rule = self.page.rule.rule
        self.planning.begin(tuple(dict.fromkeys(sources)), "", pattern)
        page = self.page
        page.tell("", "")
        page.holder.setText(str(self._settings.value(_HOLDER_KEY, "")))
        page.title.setText(sources[0].stem if sources else "")
        self._lane.run(self._kept_templates, page.rule.offer_templates, self._tell)
        page.say(len(self.planning.sources), folder)
        self._choose(1)
        self._show()
        page.holder.setFocus()

    def begin_again(self, found: Again, folder: str, own_name: str, pattern: str) -> None:
        """Begin with what came back unsigned: as the files are now, at the places of before."""
        self.begin([each.source for each in found.documents], folder, own_name, pattern)
        book = found.opened.book
        self._again_of = book.id
        self._before = dict(enumerate(found.documents, 1))
        self._notes = {n: each.before.note for n, each in self._before.items() if each.before.note}
        self.page.holder.setText(book.holder)
        self.page.title.setText(book.title)
        self.page.reason.setText(found.documents[0].before.reason)
        for number in self._before:
            self._keep_place(number)
        self._choose(1)
        self._show()

    def add(self, sources: Sequence[Path]) -> None:
        """Add documents; those that are there stay as they are."""
        before = self.planning.sources
        every = tuple(dict.fromkeys([*before, *sources]))
        if every == before:
            return
        title = self.page.title.text() or every[0].stem
        self.planning.add(every[len(before) :])
        self.page.title.setText(title)
        self.page.say(len(every), self.who[0])
        self._show()

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._tokens = tokens
        self.page.take_theme(tokens)
        if self._place_page is not None:
            self._place_page.take_theme(tokens)

    def close(self) -> None:
        """Let everything go."""
        self.planning.stop()
        self._end_place()

    def _connect(self) -> None:
        page, planning = self.page, self.planning
        planning.changed.connect(self._show)
        planning.picture_ready.connect(page.documents.model.show_picture)
        page.rule.rule_changed.connect(self._take_rule)
        page.rule.pages_asked.connect(lambda shown: page.documents.show_pages(shown=shown))
        page.documents.act_chosen.connect(self._act)
        page.documents.opened.connect(self._open_place)
        page.documents.view.clicked.connect(lambda _: self._follow_choice())
        selection = page.documents.view.selectionModel()
        selection.currentChanged.connect(lambda *_: self._follow_choice())
        page.note_changed.connect(self._take_note)
        for field in (page.holder, page.title):
            field.textChanged.connect(lambda _: self._show_way_on())
        page.add_asked.connect(self._ask_for_files)
        page.drops.dropped.connect(self.add)
        page.hand_over_asked.connect(self._hand_over)
        page.left.connect(self._leave)

    def _show(self) -> None:
        self.page.documents.show_lines(self._lines())
        looked, every = self.planning.looked, len(self.planning.sources)
        self.page.rule.show_found(looked, every, self.planning.asking())
        self._show_extras()
        self._show_way_on()

    def _lines(self) -> list[Line]:
        lines = self.planning.lines()
        return [
            replace(each, result=" · ".join([each.result, *self._said_of(each.number)]))
            for each in lines
        ]

    def _said_of(self, number: int) -> list[str]:
        """Give what its holder wrote when it was set aside, and the note on it."""
        before, note = self._before.get(number), self._notes.get(number)
        said = [f"“{note}”"] if note else []
        if before is None:
            return said
        if not before.is_own_file:
            said.insert(0, self.tr("your file is gone: the copy in the book"))
        if before.note_back:
            words = self.tr("came back: “{note}”").format(note=before.note_back)
            said.insert(0, words)
        return said

    def _show_way_on(self) -> None:
        self.page.show_way_on(self._why_not())

    def _why_not(self) -> str:
        if self._is_busy:
            return self.tr("Being handed over…")
        if self.planning.is_looking:
            return self.tr("Places are being looked for…")
        if self.planning.asking():
            return self._what_is_asked()
        if not self._kept():
            return self.tr("Add a document first.")
        if not self.page.holder.text().strip():
            return self.tr("Say who signs.")
        return "" if self.page.title.text().strip() else self.tr("Give the book a name.")

    def _what_is_asked(self) -> str:
        locked, asking = len(self.planning.locked()), self.planning.asking()
        if locked == asking:
            return self.tr("%n document(s) wait for a password.", "", locked)
        return self.tr("%n document(s) ask you for a place.", "", asking)

    def _kept(self) -> list[int]:
        every = range(1, len(self.planning.sources) + 1)
        return [number for number in every if number not in self.planning.left_out]

    def _kept_templates(self) -> list[Template]:
        shelf = self._templates() if self._templates is not None else None
        return [shelf.read(name) for name in shelf.names()] if shelf is not None else []

    def _take_rule(self, rule: BatchRule) -> None:
        self.planning.rule = rule
        if rule.template is not None and rule.template.reason and not self.page.reason.text():
            self.page.reason.setText(rule.template.reason)
        self.planning.look_again()

    def _keep_place(self, number: int) -> None:
        """Put a document's box where it was before; where that fits no more, the rule finds one."""
        each, sources = self._before[number], self.planning.sources
        holder, password = self.page.holder.text(), self.planning.passwords.get(number)

        def keep(_: Draft) -> None:
            if sources == self.planning.sources[: len(sources)]:
                self.planning.put_by_hand(number, each.before.field, each.before.place)

        self._lane.run(
            lambda: self._acts.draft_again(each, holder, password),
            keep,
            lambda _: None,  # what stands in its way is told by the plan
        )

    def _extras_of(self, number: int) -> Extras:
        before = self._before.get(number)
        if before is not None and self.planning.rule.template is None:
            return before.before.extras
        return self.planning.rule.extras or NO_EXTRAS

    def _show_extras(self) -> None:
        kept = self._kept()
        extras = self._extras_of(kept[0]) if kept else NO_EXTRAS
        said = [words for _, words in extras_words(extras)]
        if extras.initials is not None and extras.initials.image is not None:
            said.append(self.tr("their letters: a picture of initials is not handed over"))
        self.page.show_extras(" · ".join(said))

    def _unlock(self, number: int) -> None:
        def take(passwords: dict[int, Secret]) -> None:
            self.planning.unlock(passwords)
            for each in set(passwords) & set(self._before):
                self._keep_place(each)

        locked = self.planning.locked()
        first = {number: self.planning.sources[number - 1]}
        self._unlocking.ask({**first, **locked}, take)

    def _act(self, number: int, act: LineAct) -> None:
        match act:
            case LineAct.PLACE:
                self._open_place(number)
            case LineAct.NO_BOX:
                self.planning.put_by_hand(number, None, None)
            case LineAct.LOOK_AGAIN:
                self.planning.look_at(number)
            case LineAct.UNLOCK:
                self._unlock(number)
            case LineAct.LEAVE_OUT | LineAct.TAKE_BACK:
                self.planning.leave_out(number, out=act is LineAct.LEAVE_OUT)

    def _follow_choice(self) -> None:
        index = self.page.documents.view.currentIndex()
        if index.isValid():
            from paraph.gui.batch.list_model import LINE_ROLE

            self._choose(index.data(LINE_ROLE).number)

    def _choose(self, number: int) -> None:
        self._chosen = number
        sources = self.planning.sources
        title = sources[number - 1].stem if 0 < number <= len(sources) else ""
        self.page.show_note(title, self._notes.get(number, ""))

    def _take_note(self, words: str) -> None:
        self._notes[self._chosen] = words.strip()
        self.page.documents.show_lines(self._lines())

    def _open_place(self, number: int) -> None:
        planned = self.planning.document(number)
        if planned is None or self._place_page is not None:
            return
        if planned.bar in LOCKED:
            self._unlock(number)
            return
        source = self.planning.sources[number - 1]

        def show(opened: PageSource) -> None:
            self._end_place()
            page = PlacePage(opened, source.stem, planned.place, self._tokens)
            page.left.connect(self._end_place)
            page.taken.connect(lambda field, place: self._take_place(number, field, place))
            self._place_page = page
            self.place_shown.emit(page)

        self._open_document(source, self.planning.passwords.get(number), show, self._tell)

    def _take_place(self, number: int, field: str | None, place: Place | None) -> None:
        self._end_place()
        self.planning.put_by_hand(number, field, place)

    def _end_place(self) -> None:
        page, self._place_page = self._place_page, None
        if page is not None:
            self.place_shown.emit(None)
            page.close_document()
            page.deleteLater()

    def _ask_for_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(
            self.page, self.tr("Documents to hand over"), "", self.tr("PDF documents (*.pdf *.PDF)")
        )
        self.add([Path(name) for name in names])

    def _hand_over(self) -> None:
        if self._why_not():
            return
        reason, drafts = self.page.reason.text().strip(), list[Draft]()
        for number in self._kept():
            planned = self.planning.document(number)
            if planned is not None:
                is_meant = planned.found_by is PlaceSource.NOWHERE
                made = draft_of(planned, invisible=is_meant, reason=reason)
                drafts.append(self._noted(number, made))
        folder, own_name = Path(self.who[0]), self.who[1]
        titles = (self.page.title.text(), self.page.holder.text(), own_name)
        self._settings.setValue(_HOLDER_KEY, titles[1])
        self._is_busy = True
        self._show_way_on()
        again_of = self._again_of
        self._lane.run(
            lambda: self._acts.hand_over(folder, titles, drafts, again_of),
            self._take_book,
            self._tell,
        )

    def _noted(self, number: int, made: Draft) -> Draft:
        before = self._before.get(number)
        return replace(
            made,
            note=self._notes.get(number, ""),
            extras=without_picture(self._extras_of(number)),
            earlier_note=before.note_back if before is not None else "",
        )

    def _take_book(self, book: object) -> None:
        self._is_busy = False
        self.planning.stop()
        self.handed_over.emit(book)

    def _tell(self, error: ParaphError) -> None:
        self._is_busy = False
        title, words = error_words(error.code)
        file = error.details.get("file")
        self.page.tell(f"{Path(str(file)).name}: {title}" if file else title, words)
        self._show_way_on()

    def _leave(self) -> None:
        self.planning.stop()
        self.left.emit()
