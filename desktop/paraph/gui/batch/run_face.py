"""The screen while a batch is signed, and after it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPixmap

from paraph.domain.errors import ParaphError, Unforeseen
from paraph.domain.keys.secret import Secret
from paraph.domain.many.batch import Batch, RowState
from paraph.domain.pades_level import PadesLevel
from paraph.domain.placing.signature_field import Place
from paraph.gui.batch.by_hand import Opened
from paraph.gui.batch.checking import BatchCheck
from paraph.gui.batch.kit import BatchKit, KeyHolder
from paraph.gui.batch.lines import LineAct, row_line, strip_words
from paraph.gui.batch.report import report_of, save_report
from paraph.gui.batch.run import BatchRun
from paraph.gui.batch.unlocking import Unlocking
from paraph.gui.sheet.error_words import error_words
from paraph.usecases.choose_certificate import Candidate
from paraph.usecases.plan_batch import LOCKED

_NOW_EVERY_MS = 1200


class RunFace(QObject):
    """Shows one batch from its first signature to its end."""

    moved = Signal(str)  # words for the status strip
    place_asked = Signal(int, object)  # number, Opened
    ended = Signal()  # the person has seen the end

    def __init__(self, kit: BatchKit, parent: QObject) -> None:
        super().__init__(parent)
        self._kit, self._page = kit, kit.page
        self.run: BatchRun | None = None
        self._check: BatchCheck | None = None
        self._key = KeyHolder()
        self._unlocking = Unlocking(kit, self)
        self._left_closed: set[int] = set()  # whose password the person did not type
        self._tried_with: set[str] = set()  # acts whose proof was asked for with a password
        self._draws_now = False
        self._drawn = -1
        self._now = QTimer(self)
        self._now.setSingleShot(True)
        self._now.setInterval(_NOW_EVERY_MS)
        self._now.timeout.connect(self._draw_now)
        self._connect()

    def follow(self, candidate: Candidate, check: BatchCheck) -> None:
        """Begin when the PIN is typed."""
        self._check, self._key = check, KeyHolder.of(candidate)
        check.confirmed.connect(partial(self._begin, candidate))

    def show(self, batch: Batch) -> BatchRun:
        """Show a batch; it begins when it is told to."""
        run = BatchRun(self._kit.batches, self._kit.signing.lane, batch, self)
        self.run, self._left_closed = run, set()
        candidate = self._kit.candidate_of(batch)
        if candidate is not None:
            self._key = KeyHolder.of(candidate)
        run.changed.connect(self.show_again)
        run.pin_wanted.connect(self._ask_pin)
        run.refused.connect(self._take_refusal)
        run.stopped_by.connect(self._tell_stop)
        run.finished.connect(self._take_end)
        proofs = self._kit.signing.proofs
        if proofs is not None:
            proofs.paid.connect(self.show_again)
        self._page.show_run()
        self._page.run.show_now(None)
        self._page.tell("", "", self._kit.tokens)
        self.show_again()
        return run

    def show_again(self) -> None:
        """Show it as it is now."""
        run, page = self.run, self._page
        if run is None:
            return
        if run.runs and not run.leaving:
            self._kit.signing.sheet.close_page()
        if run.runs:
            page.tell("", "", self._kit.tokens)
        batch, now = run.batch, run.now
        title = self.tr("Sign %n document(s)", "", len(batch.rows))
        page.say(title, self.tr("Folder “{name}”").format(name=batch.title))
        page.documents.show_lines(
            [row_line(row, is_now=row.number == now, key=self._key.key) for row in batch.rows]
        )
        page.progress.show_batch(batch, run.seconds_left, runs=run.runs)
        page.run.show_batch(batch, self._key.key, self._owed(batch), runs=run.runs)
        if now is not None:
            page.documents.keep_in_sight(now)
        self.moved.emit(strip_words(batch))
        if not self._now.isActive():
            self._now.start()

    def open(self, number: int) -> None:
        """Open a document to look at it again."""
        if self.run is not None:
            row = next(row for row in self.run.batch.rows if row.number == number)
            opened = Opened(row.source, row.place, self.run.passwords.get(number))
            self.place_asked.emit(number, opened)

    def act(self, number: int, act: LineAct) -> None:
        """Do what a person asked for in a line."""
        run = self.run
        if run is None:
            return
        if act is LineAct.LOOK_AGAIN:
            self.open(number)
            return
        if act is LineAct.UNLOCK:
            self._unlock(number, run)
            return
        batch_id, batches, pattern = run.batch.id, self._kit.batches, self._pattern
        if act is LineAct.LEAVE_OUT:
            work = partial(batches.leave_out_rows, batch_id, [number])
        else:
            work = partial(batches.retry_rows, batch_id, [number], pattern)
        self._kit.signing.lane.run(work, self._take_change, self._tell)

    def _unlock(self, number: int, run: BatchRun) -> None:
        """Ask for the password of a document; it then waits for another try."""
        locked = {row.number: row.source for row in run.batch.rows if row.trouble in LOCKED}
        first = {number: locked.pop(number)}

        def take(found: dict[int, Secret]) -> None:
            run.passwords.update(found)
            batch_id, numbers, pattern = run.batch.id, list(found), self._pattern
            if numbers:
                self._kit.signing.lane.run(
                    lambda: self._kit.batches.retry_rows(batch_id, numbers, pattern),
                    self._take_change,
                    self._tell,
                )

        self._unlocking.ask({**first, **locked}, take)

    def put_by_hand(self, number: int, field: str | None, place: Place | None) -> None:
        """Let a document wait for another try, as it was looked at now."""
        run = self.run
        if run is None:
            return
        batch_id, pattern, placed = run.batch.id, self._pattern, {number: (field, place)}
        self._kit.signing.lane.run(
            lambda: self._kit.batches.retry_rows(batch_id, [number], pattern, placed),
            self._take_change,
            self._tell,
        )

    def _take_change(self, batch: Batch) -> None:
        # A step that ran meanwhile may have brought a newer one; what is asked next is newer still.
        if self.run is not None and self.run.batch.id == batch.id:
            self.run.take(batch)

    @property
    def _pattern(self) -> str:
        return self._kit.profile.output_pattern

    def _begin(self, candidate: Candidate, batch: Batch, pin: Secret | None) -> None:
        sees = self._kit.signing.guard.sees
        if self.run is not None and self.run.batch.id == batch.id:
            self.run.begin(candidate, pin, leaving_is_seen=sees)
            return
        passwords = self._check.passwords if self._check is not None else {}

        def begin(kept: Batch) -> None:
            run = self.show(kept)
            run.passwords = passwords
            run.begin(candidate, pin, leaving_is_seen=sees)

        self._kit.signing.lane.run(lambda: self._kit.batches.add_batch(batch), begin, self._tell)

    def _ask_pin(self) -> None:
        """Ask for the PIN of a batch that goes on, and first for passwords that are not known."""
        run, signing = self.run, self._kit.signing
        if run is None:
            return
        candidate = self._kit.candidate_of(run.batch)
        if candidate is None:
            signing.look()
            self._page.tell(*error_words("no_token", *self._key), self._kit.tokens)
            return
        locked = {n: path for n, path in run.locked().items() if n not in self._left_closed}
        if locked:
            self._unlocking.ask_for_all(locked, partial(self._take_passwords, run, locked))
            return
        self._page.tell("", "", self._kit.tokens)
        check = BatchCheck(self._kit, candidate, self)
        self.follow(candidate, check)
        check.ask_again_for(run.batch)

    def _take_passwords(
        self, run: BatchRun, locked: dict[int, Path], found: dict[int, Secret]
    ) -> None:
        # What stays closed is tried without, so that the list says what it lacks.
        run.passwords.update(found)
        self._left_closed |= locked.keys() - found.keys()
        if self.run is run:
            self._ask_pin()

    def _take_refusal(self, error: ParaphError) -> None:
        if self._check is not None:
            self._check.take_refusal(error)

    def _tell_stop(self, error: ParaphError) -> None:
        if isinstance(error, Unforeseen) and self.run is not None:
            signed = len(self.run.batch.in_state(RowState.SIGNED))
            safe = self.tr("%n document(s) are signed and safe.", "", signed)
            rest = self.tr("The rest goes on where it stopped; the PIN is asked for again.")
            title = self.tr("Signing was interrupted.")
            self._page.tell(title, f"{safe} {rest}", self._kit.tokens)
        else:
            self._tell(error)
        self._kit.signing.look()

    def _tell(self, error: ParaphError) -> None:
        title, words = error_words(error.code, *self._key)
        if self.run is not None:
            signed = len(self.run.batch.in_state(RowState.SIGNED))
            safe = self.tr("%n document(s) are signed and safe.", "", signed)
            words = f"{safe} {words}"
        self._page.tell(title, words, self._kit.tokens)

    def _take_end(self) -> None:
        self._kit.signing.look()
        self._ask_for_proof()

    def _owed(self, batch: Batch) -> int | None:
        """Count the signed copies that wait for proof; None where nobody knows."""
        proofs = self._kit.signing.proofs
        if proofs is None:
            return None
        intents = {row.intent for row in batch.rows}
        return sum(debt.intent in intents for debt in proofs.debts)

    def _ask_for_proof(self) -> None:
        """Have the proof added that the signatures owe, while the batch runs and after it."""
        proofs, run = self._kit.signing.proofs, self.run
        if proofs is None or run is None or run.batch.level is PadesLevel.B_B:
            return
        for row in run.batch.in_state(RowState.SIGNED):
            password = run.passwords.get(row.number)
            if password is not None and row.intent not in self._tried_with:
                self._tried_with.add(row.intent)  # its password is at hand now, and not later
                proofs.pay_with(row.intent, password, keep=False)
        proofs.look()

    def _draw_now(self) -> None:
        self._ask_for_proof()
        run = self.run
        if run is None or self._draws_now:
            return
        signed = [row for row in run.batch.in_state(RowState.SIGNED) if row.place is not None]
        last = max(signed, key=lambda row: row.end.at_utc if row.end else "", default=None)
        if last is None or last.end is None or last.end.output is None or last.place is None:
            return
        if last.number == self._drawn:
            return
        self._draws_now, self._drawn = True, last.number
        output, place, password = last.end.output, last.place, run.passwords.get(last.number)
        self._kit.plan_lane.run(
            lambda: self._kit.plans.picture_of_place(output, place, password),
            self._show_now,
            lambda _: self._show_now(None),
        )

    def _show_now(self, png: bytes | None) -> None:
        self._draws_now = False
        picture = QPixmap()
        if png is not None and picture.loadFromData(png):
            self._page.run.show_now(picture)

    def _end(self) -> None:
        run, self.run, self._drawn = self.run, None, -1
        if run is not None:
            run.passwords = {}
        if run is not None and run.batch.is_done:
            batch_id = run.batch.id
            self._kit.signing.lane.run(
                lambda: self._kit.batches.put_batch_away(batch_id), lambda _: None, self._tell
            )
        elif run is not None:
            run.close_key()
        self.ended.emit()

    def _save_report(self) -> None:
        if self.run is not None:
            save_report(report_of(self.run.batch, self._key.key), self._kit, self._tell)

    def _pause(self) -> None:
        if self.run is not None:
            self.run.pause()

    def _go_on(self) -> None:
        if self.run is not None:
            self.run.go_on()

    def _stop(self) -> None:
        if self.run is not None:
            self.run.stop()

    def _connect(self) -> None:
        page = self._page
        page.progress.pause_asked.connect(self._pause)
        page.progress.go_on_asked.connect(self._go_on)
        page.progress.stop_asked.connect(self._stop)
        page.run.report_asked.connect(self._save_report)
        page.run.done_asked.connect(self._end)
