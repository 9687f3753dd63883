"""The way into signing many documents; the screen itself is made when it is first wanted."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QWidget

from paraph.domain.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from paraph.domain.many.batch import Batch
    from paraph.gui.actions import GuiUseCases
    from paraph.gui.batch.batch_room import BatchRoom
    from paraph.gui.batch.front import Front
    from paraph.gui.common.tokens import Tokens

SCREEN = "batch"


class BatchEntry(QObject):
    """Belongs to the window. Without batches among the use cases it does nothing."""

    def __init__(
        self, window: QWidget, front: Front, use_cases: GuiUseCases, settings: QSettings
    ) -> None:
        super().__init__(window)
        self._window, self._front = window, front
        self._use_cases, self._settings = use_cases, settings
        self._made: BatchRoom | None = None

    @property
    def can_begin(self) -> bool:
        """Tell whether batches can be signed here."""
        return self._use_cases.batches is not None and self._use_cases.plans is not None

    @property
    def room(self) -> BatchRoom:
        """Give the screen, made when it is first wanted."""
        if self._made is None:
            from paraph.gui.batch.batch_room import BatchRoom

            front = self._front
            made = BatchRoom(self._use_cases, front, self._settings, self._window)
            made.front_asked.connect(lambda: front.show_screen(SCREEN))
            made.closed.connect(lambda: front.show_screen("desk"))
            self._made = made
        return self._made

    def begin(self) -> None:
        """Choose a folder and plan its documents, or show the batch at hand."""
        if self.can_begin:
            self.room.ask_for_folder()

    def take_drop(self, paths: Sequence[Path]) -> None:
        """Make a batch of folders and files that were dropped; never upon another sheet."""
        if self._front.signing.sheet.page is None:
            self.room.take_drop(paths)

    def look_for_unfinished(self) -> None:
        """Say on the desk which batches wait to be gone on with."""
        batches = self._use_cases.batches
        if batches is not None:
            signing = self._front.signing
            signing.lane.run(
                batches.unfinished_batches, self._tell_unfinished, signing.looks.take_trouble
            )

    def holds_up(self, close: Callable[[], object]) -> bool:
        """Ask how to leave while documents are being signed; tell whether it is asked."""
        if self._made is None or not self._made.is_signing:
            return False
        self._made.ask_to_leave(close)
        return True

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        if self._made is not None:
            self._made.take_theme(tokens)

    def close(self) -> None:
        """Let what it made go."""
        if self._made is not None:
            self._made.close()

    def _tell_unfinished(self, found: tuple[Batch, ...]) -> None:
        from paraph.domain.many.batch import RowState

        for batch in found:
            waiting = len(batch.in_state(RowState.WAITING))
            signed = len(batch.in_state(RowState.SIGNED))
            if not waiting or (self._made is not None and self._made.is_in_use):
                continue
            every = self.tr("{signed} of {all} documents are signed and safe.")
            words = Words(
                self.tr("A batch was interrupted."),
                every.format(signed=signed, all=len(batch.rows)),
                self.tr("%n wait(s). You can go on where it stopped.", "", waiting),
            )
            about = self.tr("Folder “{name}”")
            remedy = (self.tr("Go on…"), partial(self._go_on, batch))
            self._front.desk.tell(words, about.format(name=batch.title), remedy)
            return

    def _go_on(self, batch: Batch) -> None:
        self.room.go_on_with(batch)
