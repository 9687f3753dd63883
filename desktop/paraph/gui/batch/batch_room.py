"""Sign many documents: from the folder to the report, in the window or beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from paraph.domain.many.batch import Batch, RowState
from paraph.domain.placing.signature_field import Place
from paraph.gui.actions import GuiUseCases
from paraph.gui.batch.batch_page import BatchPage
from paraph.gui.batch.by_hand import ByHand
from paraph.gui.batch.checking import BatchCheck
from paraph.gui.batch.front import Front
from paraph.gui.batch.gathering import Gathering
from paraph.gui.batch.kit import BatchKit
from paraph.gui.batch.leave_page import LeavePage
from paraph.gui.batch.lines import LineAct
from paraph.gui.batch.plan_face import PlanFace
from paraph.gui.batch.run import BatchRun
from paraph.gui.batch.run_face import RunFace
from paraph.gui.common.tokens import Tokens
from paraph.gui.shell.status_strip import StripPart, StripState
from paraph.usecases.choose_certificate import Candidate
from paraph.workers.lane import Lane

_FOLDER_KEY = "batch/folder"


class BatchRoom(QObject):
    """One batch at a time."""

    front_asked = Signal()  # the page wants to be seen
    closed = Signal()  # the page has nothing more to show

    def __init__(
        self,
        use_cases: GuiUseCases,
        front: Front,
        settings: QSettings,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        signing = front.signing
        if use_cases.batches is None or use_cases.plans is None:
            raise TypeError  # without them there is no way in here
        self.page = BatchPage(signing.tokens)
        self._kit = BatchKit(
            use_cases.signing,
            use_cases.batches,
            use_cases.plans,
            use_cases.open_document,
            signing,
            settings,
            window,
            self.page,
            Lane("plans", self),
            use_cases.demo_card,
            use_cases.templates,
            use_cases.looks,
        )
        self._strip = front.strip
        self.stack = QStackedWidget()
        self.stack.addWidget(self.page)
        self.plan_face, self.run_face = PlanFace(self._kit, self), RunFace(self._kit, self)
        self.by_hand = ByHand(self._kit, self.stack)
        self._gathering = Gathering(self._kit, front.open_path, self)
        self._connect()

    def ask_for_folder(self) -> None:
        """Let the person choose the folder whose documents are signed."""
        if self.is_in_use:
            self.front_asked.emit()
            return
        before = str(self._kit.settings.value(_FOLDER_KEY, str(Path.home())))
        words = self.tr("Sign the documents of a folder")
        dialog = QFileDialog(self._kit.window, words, before)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda name: self.plan_folder(Path(name)))
        dialog.open()

    def take_drop(self, paths: Sequence[Path]) -> None:
        """Make a batch of what was dropped; while there is one at hand, show that instead."""
        if self.is_in_use:
            self.front_asked.emit()
            title = self.tr("A batch is at hand.")
            words = self.tr("Nothing was begun. Finish or close this one, then drop it again.")
            self.page.tell(title, words, self._kit.tokens)
        else:
            self._gathering.take(paths)

    def plan_folder(self, folder: Path) -> None:
        """Plan the documents of a folder."""
        self._kit.settings.setValue(_FOLDER_KEY, str(folder))
        pattern = self._kit.profile.output_pattern
        self._kit.plan_lane.run(
            lambda: self._kit.plans.documents_of(folder, pattern),
            lambda found: self.plan(found, folder.name),
            lambda error: self._kit.signing.failed.emit(folder, error),
        )

    def plan(self, sources: Sequence[Path], title: str) -> None:
        """Plan these documents and show the plan."""
        self.plan_face.show(sources, title)
        self.front_asked.emit()
        self.page.documents.view.setFocus()
        self._kit.signing.look()
        self._kit.signing.watch.look_often(wanted=True)

    def go_on_with(self, batch: Batch) -> None:
        """Show a batch that was interrupted; it goes on when the person says so."""
        self.run_face.show(batch)
        self.front_asked.emit()
        self._kit.signing.look()

    @property
    def run(self) -> BatchRun | None:
        """Give the batch that is shown, from its first PIN on."""
        return self.run_face.run

    @property
    def is_in_use(self) -> bool:
        """Tell whether there is something to be seen here."""
        return self.plan_face.is_shown or self.run is not None

    @property
    def is_signing(self) -> bool:
        """Tell whether documents are being signed."""
        return self.run is not None and self.run.runs

    def ask_to_leave(self, close: Callable[[], object]) -> None:
        """Say what is safe, and let the person choose how to leave."""
        run, sheet = self.run, self._kit.signing.sheet
        if run is None:
            close()
            return
        signed = len(run.batch.in_state(RowState.SIGNED))
        page = LeavePage(signed, len(run.batch.rows), self._kit.tokens)
        page.stay.connect(sheet.close_page)
        page.finish.connect(lambda: self._finish_unseen(run, close))
        page.stop.connect(lambda: self._stop_and(run, close))
        run.leaving = True
        sheet.closed.connect(lambda: setattr(run, "leaving", False))
        sheet.show_page(page)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self.page.take_theme(tokens)
        self.by_hand.take_theme(tokens)
        self.plan_face.show_again()
        self.run_face.show_again()

    def close(self) -> None:
        """Let the lane and its process go."""
        self.plan_face.leave()
        self.by_hand.close()
        self._kit.plan_lane.close()

    def _finish_unseen(self, run: BatchRun, close: Callable[[], object]) -> None:
        window = self._kit.window
        self._kit.signing.sheet.close_page()
        window.hide()
        run.finished.connect(close)
        run.stopped_by.connect(lambda _: window.show())
        run.pin_wanted.connect(window.show)

    def _stop_and(self, run: BatchRun, close: Callable[[], object]) -> None:
        self._kit.signing.sheet.close_page()
        run.stop(close)

    def _follow(self, candidate: Candidate, check: BatchCheck) -> None:
        self.run_face.follow(candidate, check)

    def _act(self, number: int, act: LineAct) -> None:
        (self.plan_face if self.run is None else self.run_face).act(number, act)

    def _open(self, number: int) -> None:
        (self.plan_face if self.run is None else self.run_face).open(number)

    def _put_by_hand(self, number: int, field: str | None, place: Place | None) -> None:
        face = self.plan_face if self.run is None else self.run_face
        face.put_by_hand(number, field, place)

    def _show_moved(self, words: str) -> None:
        self.plan_face.leave()
        self._strip.show_state(StripPart.BATCH, StripState("signature", words, "accentText"))

    def _end(self) -> None:
        self.plan_face.leave()
        self._strip.hide_state(StripPart.BATCH)
        self.closed.emit()

    def _take_strip_click(self, part: StripPart) -> None:
        if part is StripPart.BATCH and self.is_in_use:
            self.front_asked.emit()

    def _connect(self) -> None:
        self.page.documents.act_chosen.connect(self._act)
        self.page.documents.opened.connect(self._open)
        self.plan_face.checked.connect(self._follow)
        self.plan_face.place_asked.connect(self.by_hand.open)
        self.plan_face.cancelled.connect(self._end)
        self.run_face.place_asked.connect(self.by_hand.open)
        self.run_face.moved.connect(self._show_moved)
        self.run_face.ended.connect(self._end)
        self.by_hand.placed.connect(self._put_by_hand)
        self._gathering.planned.connect(self.plan)
        self._strip.details_asked.connect(self._take_strip_click)
