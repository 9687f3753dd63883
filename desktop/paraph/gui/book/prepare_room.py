"""Leads through preparing a signature book: documents, places, whom it is for, handing over."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QFileDialog

from paraph.domain.errors import ParaphError
from paraph.domain.placing.batch_place import BatchRule, PlaceSource
from paraph.domain.placing.signature_field import Place
from paraph.gui.actions import OpenDocument
from paraph.gui.batch.lines import Line, LineAct
from paraph.gui.batch.place_page import PlacePage
from paraph.gui.batch.planning import Planning
from paraph.gui.batch_acts import PlanActs
from paraph.gui.book.book_words import error_words
from paraph.gui.book.prepare_page import PreparePage
from paraph.gui.book_acts import BookActs
from paraph.gui.common.tokens import Tokens
from paraph.gui.viewer.page_source import PageSource
from paraph.usecases.prepare_book import Draft, draft_of
from paraph.workers.lane import Lane

_HOLDER_KEY = "book/holder"


class PrepareRoom(QObject):
    """`handed_over` gives the OpenBook; `place_shown` the page of one document, or None."""

    handed_over = Signal(object)
    left = Signal()
    place_shown = Signal(object)

    def __init__(
        self,
        acts: tuple[BookActs, PlanActs, OpenDocument],
        lane: Lane,
        settings: QSettings,
        tokens: Tokens,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._acts, plan, self._open_document = acts
        self._lane, self._settings, self._tokens = lane, settings, tokens
        self._plan_lane = Lane("book-plan", self)
        self.page = PreparePage(tokens)
        self.planning = Planning(plan, self._plan_lane, self)
        self._template, self._chosen = "", 1
        self.who = ("", "")  # the shared folder, and this person's name
        self._notes: dict[int, str] = {}
        self._place_page: PlacePage | None = None
        self._is_busy = False
        self._connect()

    def begin(self, sources: Sequence[Path], folder: str, own_name: str, pattern: str) -> None:
        """Begin with these documents; more may be added."""
        self.who = (folder, own_name)
        self._notes.clear()
        self.planning.folder = Path(folder)
        self.planning.begin(tuple(dict.fromkeys(sources)), "", pattern)
        page = self.page
        page.tell("", "")
        page.holder.setText(str(self._settings.value(_HOLDER_KEY, "")))
        page.title.setText(sources[0].stem if sources else "")
        self._template = ""
        page.show_templates([])
        self._lane.run(self._acts.template_names, page.show_templates, self._tell)
        page.say(len(self.planning.sources), folder)
        self._choose(1)
        self._show()
        page.holder.setFocus()

    def add(self, sources: Sequence[Path]) -> None:
        """Add documents; those that are there stay as they are."""
        before = self.planning.sources
        every = tuple(dict.fromkeys([*before, *sources]))
        if every == before:
            return
        notes = dict(self._notes)
        title = self.page.title.text() or every[0].stem
        self.planning.begin(every, "", self.planning.pattern)
        self._notes = notes
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
        self._plan_lane.close()

    def _connect(self) -> None:
        page, planning = self.page, self.planning
        planning.changed.connect(self._show)
        planning.ended.connect(self._place_by_template)
        planning.picture_ready.connect(page.documents.model.show_picture)
        page.rule.rule_changed.connect(self._take_rule)
        page.rule.pages_asked.connect(lambda shown: page.documents.show_pages(shown=shown))
        page.template_chosen.connect(self._take_template)
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
        self._show_way_on()

    def _lines(self) -> list[Line]:
        lines = self.planning.lines()
        return [
            replace(each, result=f"{each.result} · “{self._notes[each.number]}”")
            if self._notes.get(each.number)
            else each
            for each in lines
        ]

    def _show_way_on(self) -> None:
        self.page.show_way_on(self._why_not())

    def _why_not(self) -> str:
        if self._is_busy:
            return self.tr("Being handed over…")
        if self.planning.is_looking:
            return self.tr("Places are being looked for…")
        if self.planning.asking():
            return self.tr("%n document(s) ask you for a place.", "", self.planning.asking())
        if not self._kept():
            return self.tr("Add a document first.")
        if not self.page.holder.text().strip():
            return self.tr("Say who signs.")
        return "" if self.page.title.text().strip() else self.tr("Give the book a name.")

    def _kept(self) -> list[int]:
        every = range(1, len(self.planning.sources) + 1)
        return [number for number in every if number not in self.planning.left_out]

    def _take_rule(self, rule: BatchRule) -> None:
        self.planning.rule = rule
        self.planning.look_again()

    def _take_template(self, name: str) -> None:
        self._template = name
        self.planning.begin(self.planning.sources, "", self.planning.pattern)

    def _place_by_template(self) -> None:
        """Put each document's box where the template means it; what does not fit asks."""
        name, sources = self._template, self.planning.sources
        for number, source in enumerate(sources, 1) if name else ():
            self._lane.run(
                partial(self._acts.place_by_template, source, name),
                partial(self._take_templated, number, sources),
                lambda error, number=number: self.planning.bar(number, error.code),  # type: ignore[misc]
            )

    def _take_templated(
        self, number: int, sources: tuple[Path, ...], found: tuple[str | None, Place | None]
    ) -> None:
        if sources == self.planning.sources:
            self.planning.put_by_hand(number, *found)

    def _act(self, number: int, act: LineAct) -> None:
        match act:
            case LineAct.PLACE:
                self._open_place(number)
            case LineAct.NO_BOX:
                self.planning.put_by_hand(number, None, None)
            case LineAct.LOOK_AGAIN:
                self.planning.look_at(number)
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
        source = self.planning.sources[number - 1]

        def show(opened: PageSource) -> None:
            self._end_place()
            page = PlacePage(opened, source.stem, planned.place, self._tokens)
            page.left.connect(self._end_place)
            page.taken.connect(lambda field, place: self._take_place(number, field, place))
            self._place_page = page
            self.place_shown.emit(page)

        self._open_document(source, None, show, self._tell)

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
                drafts.append(replace(made, note=self._notes.get(number, "")))
        folder, own_name = Path(self.who[0]), self.who[1]
        titles = (self.page.title.text(), self.page.holder.text(), own_name)
        self._settings.setValue(_HOLDER_KEY, titles[1])
        self._is_busy = True
        self._show_way_on()
        self._lane.run(
            lambda: self._acts.hand_over(folder, titles, drafts), self._take_book, self._tell
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
