"""Everything of signature books in one window: the list, preparing, reviewing, what came back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from paraph.domain.errors import ParaphError
from paraph.gui.actions import GuiUseCases
from paraph.gui.book.book_tools import BookTools
from paraph.gui.book.book_words import (
    BookLine,
    BookState,
    back_words,
    concerns,
    line_of,
    waiting_words,
)
from paraph.gui.book.books_page import BooksPage
from paraph.gui.book.desk_bar import DeskBar
from paraph.gui.book.open_trouble import OpenTrouble
from paraph.gui.book.prepare_room import PrepareRoom
from paraph.gui.book.results_page import ResultsPage
from paraph.gui.book.review_room import ReviewRoom
from paraph.gui.book_acts import BookActs
from paraph.gui.common.tokens import Tokens
from paraph.gui.signing.signing_room import SigningRoom
from paraph.ports.books import FoundBook, OpenBook
from paraph.settings import Settings
from paraph.usecases.hand_over_again import Again
from paraph.workers.lane import Lane

_LOOK_MS = 60_000
_SEEN_KEY = "book/seen"


@dataclass(frozen=True, slots=True)
class WindowHandles:
    """What books need of the window: its settings, and a way to open a document there."""

    profile: Callable[[], Settings]
    save: Callable[[Settings], None]
    open_path: Callable[[Path], object]


class BookRoom(QObject):
    """One page that turns; `front_asked` wants it seen."""

    front_asked = Signal()
    looked = Signal()  # after each look into the shared folder

    def __init__(
        self,
        use_cases: GuiUseCases,
        signing: SigningRoom,
        settings: QSettings,
        handles: WindowHandles,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        acts, batches, plans = use_cases.books, use_cases.batches, use_cases.plans
        if acts is None or batches is None or plans is None:
            raise TypeError  # without them there is no way in here
        self._acts: BookActs = acts
        self._signing, self._settings, self._handles = signing, settings, handles
        self._window = window
        self.lane = Lane("books", self)
        tokens = signing.tokens
        self.bar = DeskBar(tokens)
        self.page = QStackedWidget()
        self.list = BooksPage(tokens)
        self.results = ResultsPage(tokens)
        opening = use_cases.open_document
        self._plan_lane = Lane("book-plan", self)
        tools = BookTools(
            acts, use_cases.signing, batches, plans, self.lane, self._plan_lane, signing, settings,
            handles.profile, use_cases.demo_card, use_cases.looks,
        )  # fmt: skip
        self.prepare = PrepareRoom(tools, opening, use_cases.templates, self)
        self.review = ReviewRoom(tools, opening, self)
        for each in (self.list, self.results, self.prepare.page, self.review.page):
            self.page.addWidget(each)
        self._lines: list[BookLine] = []
        self._said: tuple[str, str] = ("", "")  # what the bar leads to, and what was put away
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._connect()

    def begin(self) -> None:
        """Look for books now, and from time to time."""
        self._timer.start()
        self.look()

    def take_profile(self) -> None:
        """Show who this person is and where books are handed over, as it is set now."""
        self._show_settings()

    def show_list(self) -> None:
        """Show the books there are."""
        self._show_settings()
        self.page.setCurrentWidget(self.list)
        self.front_asked.emit()
        self.look()

    def show(self) -> None:
        """Show whatever was shown last."""
        if self.page.currentWidget() is self.list:
            self.show_list()
        else:
            self.front_asked.emit()

    def hand_over(self, sources: Sequence[Path] = ()) -> None:
        """Prepare a book of these documents, or let a person choose some."""
        profile = self._handles.profile()
        if not profile.book_folder or not profile.own_name:
            self.show_list()
            self.list.name.setFocus()
            return
        if not sources:
            words = self.prepare.tr("Documents to hand over")
            kinds = self.prepare.tr("PDF documents (*.pdf *.PDF)")
            names, _ = QFileDialog.getOpenFileNames(self._window, words, "", kinds)
            sources = [Path(name) for name in names]
        if sources:
            folder, own_name = profile.book_folder, profile.own_name
            self.prepare.begin(sources, folder, own_name, profile.output_pattern)
            self._show_page(self.prepare.page)

    def _ask_documents(self) -> None:
        self.hand_over()

    def look(self) -> None:
        """Look what lies in the shared folder."""
        folder = self._handles.profile().book_folder
        if not folder or self.review.now is not None:
            return
        acts = self._acts
        self.lane.run(lambda: acts.find_books(Path(folder)), self._take_books, self.list.tell)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        for part in (self.bar, self.list, self.results, self.prepare, self.review):
            part.take_theme(tokens)

    def close(self) -> None:
        """Let the open book and the lanes go."""
        self._timer.stop()
        self.review.close()
        self.prepare.close()
        self._plan_lane.close()
        self.lane.close()

    @property
    def is_signing(self) -> bool:
        """Tell whether a book is being signed."""
        signing = self.review.signing
        return signing is not None and signing.is_signing

    def holds_up(self, close: Callable[[], object]) -> bool:
        """Ask how to leave while a book is being signed; tell whether it is asked."""
        signing = self.review.signing
        if signing is None or not signing.is_signing:
            return False
        signing.ask_to_leave(self._window, close)
        return True

    def _connect(self) -> None:
        self.list.opened.connect(self._open)
        self.list.prepare_asked.connect(self._ask_documents)
        self.list.drops.dropped.connect(self.hand_over)
        self.list.refresh_asked.connect(self.look)
        self.list.folder_asked.connect(self._ask_folder)
        self.list.name_given.connect(self._take_name)
        self.results.left.connect(self.show_list)
        self.results.copy_asked.connect(self._handles.open_path)
        self.results.again_asked.connect(self._hand_over_again)
        self.results.folder_asked.connect(self._show_in_folder)
        self.prepare.handed_over.connect(lambda _: self.show_list())
        self.prepare.left.connect(self.show_list)
        self.prepare.place_shown.connect(self._show_place)
        self.review.opened.connect(lambda: self._show_page(self.review.page))
        self.review.left.connect(self.show_list)
        self.review.failed.connect(self._take_refusal)
        self.bar.opened.connect(self._follow_bar)
        self.bar.left.connect(self._put_bar_away)
        self._signing.looks.seen.connect(lambda _: self.review.show_cards())

    def _take_books(self, found: Sequence[FoundBook]) -> None:
        own_name = self._handles.profile().own_name
        self._lines = [line_of(each, own_name) for each in found if concerns(each, own_name)]
        self.list.show_lines(self._lines)
        self._show_bar()
        self.looked.emit()

    def _show_bar(self) -> None:
        waiting = waiting_words(self._lines)
        came_back = self._came_back()
        leads_to = ""
        if waiting:
            leads_to = f"wait {waiting}"
            self.bar.tell(waiting, self.tr("Open the book"))
        elif came_back is not None:
            leads_to = f"back {came_back.book.id}"
            self.bar.tell(back_words(came_back), self.tr("See what came back"))
        if not leads_to or leads_to == self._said[1]:
            self.bar.tell("", "")
        self._said = (leads_to, self._said[1])

    def _came_back(self) -> OpenBook | None:
        seen = str(self._settings.value(_SEEN_KEY, "")).split()
        for each in self._lines:
            opened = each.found.opened
            if each.state is BookState.BACK and opened is not None and opened.book.id not in seen:
                return opened
        return None

    def _put_bar_away(self) -> None:
        self._said = (self._said[0], self._said[0])
        self._show_bar()

    def _follow_bar(self) -> None:
        came_back = self._came_back()
        mine = [e for e in self._lines if e.state in (BookState.WAITS, BookState.BEGUN)]
        if self._said[0].startswith("wait") and len(mine) == 1:
            self._open(mine[0])
        elif self._said[0].startswith("back") and came_back is not None:
            self._show_results(came_back.path)
        else:
            self.show_list()

    def _open(self, line: BookLine) -> None:
        if line.found.opened is None:
            return
        if line.is_mine and line.state is not BookState.DONE:
            self._begin_review(line.found.path)
        else:
            self._show_results(line.found.path)

    def _begin_review(self, path: Path, *, take_over: bool = False) -> None:
        self._signing.look()
        self._signing.watch.look_often(wanted=True)
        self.review.begin(path, self._handles.profile().own_name, take_over=take_over)

    def _show_results(self, path: Path) -> None:
        acts = self._acts

        def show(found: object) -> None:
            self.results.show_results(found)  # type: ignore[arg-type]
            self._note_seen(found)
            self._show_page(self.results)

        self.lane.run(
            lambda: acts.results(path), show, lambda error: self._take_refusal(path, error)
        )

    def _hand_over_again(self, path: Path) -> None:
        """Prepare what came back unsigned once more, with everything as it was."""
        acts, profile = self._acts, self._handles.profile()

        def take(found: Again) -> None:
            who = (str(path.parent), profile.own_name or found.opened.book.prepared_by)
            self.prepare.begin_again(found, *who, profile.output_pattern)
            self._show_page(self.prepare.page)

        self.lane.run(lambda: acts.again(path), take, lambda error: self._take_refusal(path, error))

    def _note_seen(self, found: object) -> None:
        from paraph.usecases.book_results import Results

        if not isinstance(found, Results) or found.opened.answer is None:
            return
        if found.opened.answer.is_returned:
            seen = str(self._settings.value(_SEEN_KEY, "")).split()
            ids = dict.fromkeys([found.opened.book.id, *seen])
            self._settings.setValue(_SEEN_KEY, " ".join(list(ids)[:200]))
            self._show_bar()

    def _take_refusal(self, path: Path, error: ParaphError) -> None:
        sheet = self._signing.sheet
        page = OpenTrouble(error, self._signing.tokens)

        def take_over() -> None:
            sheet.close_page()
            self._begin_review(path, take_over=True)

        page.back.connect(sheet.close_page)
        page.take_over_asked.connect(take_over)
        sheet.show_page(page)

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self._window, self.tr("The folder that you and your colleagues share"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._take_folder)
        dialog.open()

    def _take_folder(self, folder: str) -> None:
        self._handles.save(self._handles.profile()._replace(book_folder=folder))
        self._show_settings()
        self.begin()

    def _take_name(self, name: str) -> None:
        if name != self._handles.profile().own_name:
            self._handles.save(self._handles.profile()._replace(own_name=name))
            self._show_settings()
            self.look()

    def _show_settings(self) -> None:
        profile = self._handles.profile()
        self.list.show_settings(profile.own_name, profile.book_folder)

    def _show_place(self, page: QWidget | None) -> None:
        if page is not None:
            self.page.addWidget(page)
            self.page.setCurrentWidget(page)
        else:
            self.page.setCurrentWidget(self.prepare.page)

    def _show_page(self, page: QWidget) -> None:
        self.page.setCurrentWidget(page)
        self.front_asked.emit()

    def _show_in_folder(self, path: Path) -> None:
        from paraph.gui.common.desktop_files import show_in_folder

        show_in_folder(path)
