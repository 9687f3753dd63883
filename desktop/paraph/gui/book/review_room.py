"""Leads through reviewing one signature book, from its first page to its return."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from paraph.domain.errors import ParaphError, PasswordIncorrect, PasswordRequired
from paraph.domain.many.signature_book import Decision, Review, next_open
from paraph.gui.actions import OpenDocument
from paraph.gui.book.book_tools import BookTools
from paraph.gui.book.locked_documents import LockedDocuments
from paraph.gui.book.return_page import ReturnPage
from paraph.gui.book.review_page import ReviewPage
from paraph.gui.book.review_view import ReviewView
from paraph.gui.book.sign_book import BookSigning
from paraph.gui.common.tokens import Tokens
from paraph.gui.sheet.error_words import error_words
from paraph.gui.signing.signing_room import CERTIFICATE_KEY
from paraph.gui.viewer.page_source import PageSource
from paraph.usecases.choose_certificate import Candidate
from paraph.usecases.review_book import Reviewing

_BEAT_MS = 60_000
# It is held open no more: taken over by somebody, or the process that held it has ended.
_LOST = frozenset({"book_in_work", "book_missing", "unforeseen"})
_AHEAD = 1  # documents that are opened before they are wanted


class ReviewRoom(QObject):
    """One book at a time. `left` comes when the list is wanted again, `failed` why not to open."""

    left = Signal()
    opened = Signal()
    failed = Signal(object, object)  # Path, ParaphError

    def __init__(self, tools: BookTools, open_document: OpenDocument, parent: QObject) -> None:
        super().__init__(parent)
        self._tools, self._open_document = tools, open_document
        self.page = ReviewPage(tools.signing.tokens)
        self.now: Reviewing | None = None
        self.number = 0
        self._sources: dict[int, PageSource] = {}
        self._asked: set[int] = set()
        self._round = 0
        self.signing: BookSigning | None = None
        self.locked = LockedDocuments(tools, self)
        self._beat = QTimer(self)
        self._beat.setInterval(_BEAT_MS)
        self._beat.timeout.connect(self._tell_alive)
        self._connect()

    def begin(self, path: Path, who: str, *, take_over: bool = False) -> None:
        """Open a book."""
        acts = self._tools.acts
        self._tools.lane.run(
            lambda: acts.open_book(path, who, take_over=take_over),
            self._take_book,
            lambda error: self.failed.emit(path, error),
        )

    def leave(self) -> None:
        """Let the book go; what was decided stays."""
        self._note_seen()
        self._let_go()
        self._tools.lane.run(
            self._tools.acts.close_book, lambda _: self.left.emit(), lambda _: self.left.emit()
        )

    def show_cards(self) -> None:
        """Show what cards are there."""
        cards, picker = self._tools.signing.cards, self.page.side.picker
        if cards is not None:
            before = str(self._tools.settings.value(CERTIFICATE_KEY, ""))
            picker.show_cards(cards.candidates, before)
        if self.now is not None:
            self.page.side.show_book(self.now)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self.page.take_theme(tokens)

    def close(self) -> None:
        """Let everything go."""
        self._let_go()

    def _connect(self) -> None:
        page = self.page
        page.left.connect(self.leave)
        page.chosen.connect(self._go_to)
        page.side.decided.connect(self._decide)
        page.side.place_asked.connect(self._show_place)
        page.side.page_asked.connect(self._go_to_page)
        page.side.sign_asked.connect(self._sign)
        page.side.return_asked.connect(self._ask_return)
        page.side.password_asked.connect(self._ask_password)
        page.side.picker.chosen.connect(lambda _: self._show_way_on())
        page.side.picker.picked.connect(self._remember)

    def _take_book(self, now: Reviewing) -> None:
        self._let_go()
        self.now = now
        self._beat.start()
        self.show_cards()
        documents = now.opened.book.documents
        first = next_open(documents, now.reviews, documents[-1].number) or documents[0].number
        self.opened.emit()
        self._show(first)

    def _show(self, number: int) -> None:
        """Bring a document to the front."""
        if self.now is None:
            return
        self.number = number
        self.page.show_book(self.now, number)
        self._show_side()
        self.page.show_pages(None)
        self._want(number)
        self._show_view()
        numbers = [each.number for each in self.now.opened.book.documents]
        at = numbers.index(number)
        for ahead in numbers[at + 1 : at + 1 + _AHEAD]:
            self._want(ahead)
        self._forget_but({number, *numbers[at + 1 : at + 1 + _AHEAD]})

    def _go_to(self, number: int) -> None:
        if number != self.number:
            self._note_seen()
            self._show(number)

    def _step(self, step: int) -> None:
        if self.now is None:
            return
        numbers = [each.number for each in self.now.opened.book.documents]
        at = numbers.index(self.number) + step
        if 0 <= at < len(numbers):
            self._go_to(numbers[at])

    def _want(self, number: int) -> None:
        if self.now is None or number in self._sources or number in self._asked:
            return
        if number in self.now.troubles:
            return
        self._asked.add(number)
        book, this_round = self.now.opened, self._round
        path = book.path / "documents" / book.book.document(number).file
        self._open_document(
            path,
            self.locked.password_of(number),
            partial(self._take_source, number, this_round),
            partial(self._take_refusal, number, this_round),
        )

    def _take_source(self, number: int, of_round: int, source: PageSource) -> None:
        self._asked.discard(number)
        if of_round != self._round or number in self._sources:
            source.close()
            return
        self._sources[number] = source
        if number == self.number:
            self._show_view()

    def _take_refusal(self, number: int, of_round: int, error: ParaphError) -> None:
        self._asked.discard(number)
        if of_round != self._round:
            return
        if isinstance(error, PasswordRequired | PasswordIncorrect):
            self.locked.closed.add(number)
        if number == self.number:
            self.page.show_pages(None, error_words(error.code)[0])
            self._show_side()
            self._ask_for_closed()

    def _ask_for_closed(self) -> None:
        if self.now is not None and self.number in self.locked.closed:
            self.locked.ask_once(self.number, self.now.opened, self._open_unlocked)

    def _ask_password(self) -> None:
        if self.now is not None:
            self.locked.ask(self.number, self.now.opened, self._open_unlocked)

    def _open_unlocked(self) -> None:
        if self.now is not None:
            self._show(self.number)

    def _show_view(self) -> None:
        if self.now is None:
            return
        source, number = self._sources.get(self.number), self.number
        if source is None:
            if number in self.now.troubles:
                what, more = error_words(self.now.troubles[number])
                self.page.show_pages(None, f"{what} {more}")
            return
        document = self.now.opened.book.document(number)
        view = ReviewView(source, document, self._tools.signing.tokens, self.page)
        view.agreed.connect(lambda: self._decide(Decision.AGREED, ""))
        view.set_aside.connect(self.page.side.ask_note)
        view.stepped.connect(self._step)
        view.current_page_changed.connect(lambda _: self._show_side())
        view.images.changed.connect(self._show_side_later)
        self.page.show_pages(view)

    def _show_side_later(self) -> None:
        QTimer.singleShot(600, self, self._show_side)

    def _show_side(self) -> None:
        if self.now is None or self.page.side.writes_note:
            return
        seen = self.page.view.seen_pages if self.page.view is not None else ()
        document = self.now.opened.book.document(self.number)
        is_closed = self.number in self.locked.closed
        self.page.side.show_document(self.now, document, seen, is_closed=is_closed)

    def _note_seen(self) -> None:
        view, number = self.page.view, self.number
        if view is None or self.now is None or not view.seen_pages:
            return
        pages = view.seen_pages
        if set(pages) <= self.now.review(number).pages_seen:
            return
        self._take_review(number, self.now.review(number).having_seen(pages))
        acts = self._tools.acts
        self._tools.lane.run(lambda: acts.note_seen(number, pages), lambda _: None, self._tell_lost)

    def _decide(self, decision: Decision, note: str) -> None:
        now, number = self.now, self.number
        if now is None or now.may_be_signed(number):
            return
        if decision is Decision.AGREED and number in now.troubles:
            return
        self._note_seen()
        acts = self._tools.acts
        self._tools.lane.run(
            lambda: acts.decide(number, decision, note),
            lambda review: self._take_decision(number, review),
            self._tell_lost,
        )

    def _take_decision(self, number: int, review: Review) -> None:
        if self.now is None:
            return
        self._take_review(number, review)
        self.page.side.put_note_away()
        further = None
        if review.decision is not Decision.OPEN and number == self.number:
            further = next_open(self.now.opened.book.documents, self.now.reviews, number)
        if further is not None and further != number:
            self._show(further)
        else:
            self.page.show_book(self.now, self.number)
            self._show_side()
            if further is None and self.page.side.sign.isEnabled():
                self.page.side.sign.setFocus()

    def _take_review(self, number: int, review: Review) -> None:
        if self.now is not None:
            self.now = self.now._replace(reviews={**self.now.reviews, number: review})

    def _sign(self) -> None:
        candidate = self.page.side.picker.current
        if self.now is None or candidate is None or self.signing is not None:
            return
        self._note_seen()
        now = self.now
        self.locked.ask_for_all(
            now.to_sign(), now.opened, lambda: self._begin_signing(now, candidate)
        )

    def _begin_signing(self, now: Reviewing, candidate: Candidate) -> None:
        if self.now is not now or self.signing is not None:
            return
        made = BookSigning(now, (candidate, self.locked.passwords), self._tools, self)
        self.signing = made
        made.ended.connect(self._end_signing)
        made.begin()

    def _end_signing(self) -> None:
        if self.signing is not None:
            self.signing.deleteLater()
            self.signing = None
        self._tools.signing.look()
        self._tools.lane.run(self._tools.acts.review_state, self._take_state, self._tell_lost)

    def _take_state(self, now: Reviewing) -> None:
        self.now = now
        self.page.show_book(now, self.number)
        self._show_side()
        if not now.to_sign() and any(now.is_signed(d.number) for d in now.opened.book.documents):
            self._ask_return()

    def _ask_return(self) -> None:
        if self.now is None:
            return
        sheet = self._tools.signing.sheet
        page = ReturnPage(self.now, self.page.side.key, self._tools.signing.tokens)
        page.back.connect(sheet.close_page)
        page.confirmed.connect(self._give_back)
        sheet.show_page(page)

    def _give_back(self) -> None:
        self._tools.signing.sheet.close_page()
        self._let_go()
        self._tools.lane.run(
            self._tools.acts.give_back, lambda _: self.left.emit(), self._tell_lost
        )

    def _show_place(self) -> None:
        if self.page.view is not None:
            self.page.view.show_place()

    def _show_way_on(self) -> None:
        if self.now is not None:
            self.page.side.show_book(self.now)

    def _go_to_page(self, index: int) -> None:
        if self.page.view is not None:
            self.page.view.go_to_page(index)
            self.page.view.setFocus()

    def _tell_alive(self) -> None:
        self._tools.lane.run(self._tools.acts.beat, lambda _: None, self._tell_lost)

    def _tell_lost(self, error: ParaphError) -> None:
        path = self.now.opened.path if self.now is not None else Path()
        if error.code in _LOST:
            self._let_go()
            self.left.emit()
        self.failed.emit(path, error)

    def _remember(self, candidate: Candidate) -> None:
        self._tools.settings.setValue(CERTIFICATE_KEY, candidate.facts.sha256)

    def _forget_but(self, kept: set[int]) -> None:
        for number in [each for each in self._sources if each not in kept]:
            self._sources.pop(number).close()

    def _let_go(self) -> None:
        self._round += 1
        self._beat.stop()
        self.page.show_pages(None)
        self._forget_but(set())
        self._asked.clear()
        self.locked.forget()
        self.now = None
