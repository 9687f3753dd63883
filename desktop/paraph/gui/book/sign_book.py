"""Sign what was agreed to in a book: one pre-flight for all, one PIN, and the answer."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from paraph.domain.errors import ParaphError
from paraph.domain.findings import Weight
from paraph.domain.keys.secret import Secret
from paraph.domain.many.batch import Batch, BatchRow, RowState
from paraph.domain.many.signature_book import is_for
from paraph.domain.pades_level import PadesLevel
from paraph.domain.placing.signature_extras import NO_EXTRAS
from paraph.domain.stamp.appearance import USUAL, Appearance
from paraph.gui.batch.kit import KeyHolder
from paraph.gui.batch.leave_page import LeavePage
from paraph.gui.batch.run import BatchRun
from paraph.gui.book.book_tools import BookTools
from paraph.gui.book.check_page import CheckLine, CheckPage
from paraph.gui.book.run_page import CheckingPage, RunPage
from paraph.gui.cards.pin_page import PinPage
from paraph.gui.sheet.busy_page import BusyPage
from paraph.gui.sheet.error_words import error_words
from paraph.gui.signing.preflight_words import finding_words
from paraph.gui.signing.trouble_page import TroublePage
from paraph.ports.signing_token import PinState
from paraph.usecases.choose_certificate import Candidate
from paraph.usecases.preflight import Preflight, Wish
from paraph.usecases.review_book import Reviewing, SigningWay

_PIN_CODES = ("pin_incorrect", "pin_length", "pin_required")
_BEFORE_KEY = frozenset({"output_ready", "document_open"})


class BookSigning(QObject):
    """One signing of one book. `ended` comes once, whatever became of it."""

    ended = Signal()

    def __init__(
        self,
        now: Reviewing,
        signing: tuple[Candidate, Mapping[int, Secret]],
        tools: BookTools,
        parent: QObject,
    ) -> None:
        """`signing` is as whom, and the passwords of locked documents by their numbers."""
        super().__init__(parent)
        self._now, self._tools = now, tools
        self._candidate, self._passwords = signing
        self._key = KeyHolder.of(self._candidate)
        self._sheet = tools.signing.sheet
        self._batch: Batch | None = None
        self._found: dict[int, Preflight] = {}
        self.run: BatchRun | None = None
        self._run_page: RunPage | None = None
        self._has_ended = False
        self._checking: CheckingPage | None = None

    def begin(self) -> None:
        """Make the batch and check each document of it."""
        page = CheckingPage(self._now.opened.book.title, self._tools.signing.tokens)
        page.stopped.connect(self._give_up)
        page.show_count(0, len(self._now.to_sign()))
        self._checking = page
        self._sheet.show_page(page)
        tools, candidate = self._tools, self._candidate
        profile = tools.profile()

        def make() -> Batch:
            look = self._look()
            way = SigningWay(
                candidate.certificate.certificate_der,
                PadesLevel(profile.level),
                look,
                profile.usual_location or None,
                profile.output_pattern,
            )
            return tools.acts.make_batch(way)

        tools.lane.run(make, self._take_batch, self._tell)

    def _look(self) -> Appearance:
        if self._tools.looks is None:
            return USUAL
        return self._tools.looks().read(self._candidate.facts.holder).current

    def _take_batch(self, batch: Batch) -> None:
        self._batch = batch
        if self._has_ended:
            self._give_up()
        else:
            self._check(list(batch.rows))

    def _check(self, left: list[BatchRow]) -> None:
        if self._has_ended:
            return
        if not left:
            self._take_checks()
            return
        every = len(self._need().rows)
        if self._checking is not None and self._sheet.page is self._checking:
            self._checking.show_count(every - len(left), every)
        row, candidate, desk = left[0], self._candidate, self._tools.desk
        wish, pattern = self._wish(row), self._tools.profile().output_pattern
        folder = row.output.parent

        def take(found: Preflight) -> None:
            self._found[row.number] = found
            self._check(left[1:])

        self._tools.signing.lane.run(
            lambda: desk.preflight(wish, candidate, pattern, folder), take, self._tell
        )

    def _wish(self, row: BatchRow) -> Wish:
        batch, document = self._need(), self._now.opened.book.document(row.number)
        review = self._now.review(row.number)
        return Wish(
            source=row.source,
            shown_sha256=row.shown_sha256,
            field=row.field,
            place=row.place,
            reason=document.reason or batch.reason,
            location=batch.location,
            look=batch.look,
            password=self._passwords.get(row.number),
            extras=document.extras if document.extras != NO_EXTRAS else None,
            level=batch.level,
            unseen_pages=review.never_shown(document.page_count),
        )

    def _take_checks(self) -> None:
        barred = [number for number, found in self._found.items() if not found.can_go_on]
        lines, ready = self._lines(), len(self._found) - len(barred)
        if all(line.tone == "valid" for line in lines):
            self._go_to_key(barred)
            return
        is_open = any(found.unlocked for found in self._found.values())
        words = self.tr("Sign now") if is_open else self.tr("Continue to the PIN")
        title = self._now.opened.book.title
        page = CheckPage(lines, ready, words, title, self._tools.signing.tokens)
        page.back.connect(self._give_up)
        page.go_on.connect(lambda: self._go_to_key(barred))
        self._sheet.show_page(page)

    def _lines(self) -> list[CheckLine]:
        book = self._now.opened.book
        told: dict[tuple[str, str, str], list[str]] = {}
        tones = {Weight.SETTLE: "invalid", Weight.KNOW: "changed", Weight.FINE: "valid"}
        for number, found in self._found.items():
            for each in found.findings:
                if each.code in _BEFORE_KEY:
                    continue
                title, below = finding_words(each, *self._key)
                about = (tones[each.weight], title, below)
                told.setdefault(about, []).append(book.document(number).title)
        every = len(self._found)
        lines = [
            # What is true of all of them names none.
            CheckLine(*about, tuple(names) if len(names) < every or about[0] == "invalid" else ())
            for about, names in told.items()
        ]
        holder = self._candidate.facts.holder
        if not is_for(book.holder, holder):
            words = self.tr("The book is for {book}. You sign as {holder}.")
            below = words.format(book=book.holder, holder=holder)
            lines.insert(0, CheckLine("changed", self.tr("The book is for somebody else"), below))
        return lines

    def _go_to_key(self, barred: list[int]) -> None:
        batch_id, batches = self._need().id, self._tools.batches
        if not barred:
            self._open_key()
            return

        def take(batch: Batch) -> None:
            self._batch = batch
            self._open_key()

        self._tools.signing.lane.run(
            lambda: batches.leave_out_rows(batch_id, barred), take, self._tell
        )

    def _open_key(self) -> None:
        if self.run is None:
            lane = self._tools.signing.lane
            self.run = BatchRun(self._tools.batches, lane, self._need(), self)
            self.run.passwords = dict(self._passwords)
            self.run.changed.connect(self._show_progress)
            self.run.pin_wanted.connect(lambda: self._ask_pin(PinState.NORMAL))
            self.run.refused.connect(self._take_refusal)
            self.run.stopped_by.connect(self._settle)
            self.run.finished.connect(self._settle)
        first = next(found for found in self._found.values() if found.can_go_on)
        if first.unlocked:
            self._sign(None)
        else:
            self._ask_pin(first.pin_state)

    def _ask_pin(self, state: PinState, refused: str = "") -> None:
        tools, batch = self._tools, self._need()
        count = len(batch.in_state(RowState.WAITING))
        demo = tools.demo_card
        is_demo = demo is not None and demo.label == self._candidate.token.label
        words = self.tr("%n document(s) that {name} prepared", "", count)
        detail = words.format(name=self._now.opened.book.prepared_by)
        page = PinPage(
            self._candidate,
            (batch.title, detail),
            tools.signing.tokens,
            tools.signing.guard.policy(),
            demo.pin if demo is not None and is_demo else None,
        )
        page.sign.setText(self.tr("Sign %n document(s)", "", count))
        page.sign.setAccessibleName(page.sign.text())
        page.show_state(state, refused)
        page.confirmed.connect(self._sign)
        page.stopped.connect(self._settle if self._run_page is not None else self._give_up)
        self._sheet.show_page(page)

    def _sign(self, pin: Secret | None) -> None:
        if self.run is None:
            return
        sees = self._tools.signing.guard.sees
        self._show_run_page()
        self.run.begin(self._candidate, pin, leaving_is_seen=sees)

    @property
    def is_signing(self) -> bool:
        """Tell whether documents are being signed."""
        return self.run is not None and self.run.runs

    def ask_to_leave(self, window: QWidget, close: Callable[[], object]) -> None:
        """Say what is safe, and let the person choose how to leave; Esc stays."""
        run = self.run
        if run is None:
            return
        signed = len(run.batch.in_state(RowState.SIGNED))
        page = LeavePage(signed, len(run.batch.rows), self._tools.signing.tokens)

        def stop() -> None:
            # What is signed is told in the book, and the rest waits there.
            self.ended.connect(close)
            self._show_run_page()
            if self._run_page is not None:
                self._run_page.stop.click()

        def finish() -> None:
            window.hide()
            self.ended.connect(close)
            for asks in (run.stopped_by, run.pin_wanted, run.refused):
                asks.connect(lambda *_: self._come_back(window, close))
            self._show_run_page()

        page.stay.connect(self._show_run_page)
        page.stop.connect(stop)
        page.finish.connect(finish)
        self._sheet.show_page(page)

    def _come_back(self, window: QWidget, close: Callable[[], object]) -> None:
        """Show the window again: it is a person's turn, and they may not want to leave any more."""
        if not window.isVisible():
            self.ended.disconnect(close)
            window.show()

    def _show_run_page(self) -> None:
        if self.run is None:
            return
        self._run_page = RunPage(self.run.batch, self._tools.signing.tokens)
        self._run_page.show_batch(self.run.batch, self.run.seconds_left)
        self._run_page.stopped.connect(self.stop)
        self._sheet.show_page(self._run_page)

    def stop(self) -> None:
        """Stop after the document in work; what is signed is told in the book."""
        if self.run is not None:
            self.run.stop(self._settle)

    def _show_progress(self) -> None:
        page = self._run_page
        # While somebody is asked how to leave, another page stands in its place.
        if self.run is not None and page is not None and self._sheet.page is page:
            page.show_batch(self.run.batch, self.run.seconds_left)

    def _take_refusal(self, error: ParaphError) -> None:
        self._run_page = None
        if error.code in _PIN_CODES:
            self._ask_state(error.code)
        elif error.code == "pin_locked":
            self._ask_pin(PinState.LOCKED)
        else:
            self._tell(error)

    def _ask_state(self, refused: str) -> None:
        """Ask the card what it says now, before a further PIN is typed."""
        number = next(n for n, found in self._found.items() if found.can_go_on)
        row = next(row for row in self._need().rows if row.number == number)
        wish, candidate, desk = self._wish(row), self._candidate, self._tools.desk
        pattern, folder = self._tools.profile().output_pattern, row.output.parent
        self._tools.signing.lane.run(
            lambda: desk.preflight(wish, candidate, pattern, folder),
            lambda found: self._ask_pin(found.pin_state, refused),
            self._tell,
        )

    def _settle(self, trouble: ParaphError | None = None) -> None:
        """Write into the book what became of its documents, and put the batch away."""
        batch_id, batches = self._need().id, self._tools.batches
        self._busy(self.tr("Writing into the book"), self._now.opened.book.title)

        def told(_: object) -> None:
            if trouble is not None:
                self._tell(trouble)
            else:
                self._end()

        def settle(_: object) -> None:
            self._tools.lane.run(self._tools.acts.settle, told, self._tell)

        # What waits in it is signed by another batch, if at all.
        self._tools.signing.lane.run(lambda: batches.put_batch_away(batch_id), settle, self._tell)

    def _give_up(self) -> None:
        if self._batch is None:
            self._end()
            return
        batch_id, batches = self._batch.id, self._tools.batches
        self._tools.signing.lane.run(
            lambda: batches.put_batch_away(batch_id), lambda _: self._end(), lambda _: self._end()
        )

    def _tell(self, error: ParaphError) -> None:
        title, words = error_words(error.code, *self._key)
        page = TroublePage(title, words, error, self._tools.signing.tokens)
        page.retry.hide()
        page.to_document.setText(self.tr("Back to the book"))
        page.to_document.setAccessibleName(page.to_document.text())
        page.back.connect(self._end)
        self._sheet.show_page(page)

    def _busy(self, title: str, words: str) -> None:
        book = self._now.opened.book.title
        self._sheet.show_page(BusyPage(title, book, words, self._tools.signing.tokens))

    def _need(self) -> Batch:
        if self.run is not None:
            return self.run.batch
        if self._batch is None:
            raise KeyError("batch")
        return self._batch

    def _end(self) -> None:
        if not self._has_ended:
            self._has_ended = True
            self._sheet.close_page()
            self.ended.emit()
