"""Compares the version that was signed here with the one that the service has by now."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from paraph.gui.compare.compare_page import ComparePage
from paraph.gui.sheet.error_words import error_words

if TYPE_CHECKING:
    from pathlib import Path

    from paraph.domain.errors import ParaphError
    from paraph.gui.actions import OpenDocument
    from paraph.gui.common.tokens import Tokens
    from paraph.gui.request_acts import RequestActs
    from paraph.gui.requests.request_model import Record
    from paraph.gui.viewer.page_source import PageSource
    from paraph.usecases.request_board import WaitingEntry

SCREEN = "compare"


class CompareRoom(QObject):
    """`decided` gives what the person chose for an entry: sign_again or keep_mine."""

    decided = Signal(str, object)  # WaitingEntry
    left = Signal()

    def __init__(
        self,
        acts: RequestActs,
        record: Record,
        open_document: OpenDocument,
        tokens: Tokens,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._acts, self._record, self._open = acts, record, open_document
        self.page = ComparePage(tokens)
        self._waiting: WaitingEntry | None = None
        self._round = 0
        self.page.asked.connect(self._decide)
        self.page.back.connect(self._leave)

    def show(self, waiting: WaitingEntry, title: str) -> None:
        """Compare the two versions of one signature that is kept here."""
        self._round += 1
        self._waiting = waiting
        self.page.begin(title)
        acts, of_round = self._acts, self._round
        self._record.read(
            lambda: acts.versions(waiting.entry.id),
            partial(self._take_paths, of_round),
            partial(self._tell, of_round),
        )

    def close(self) -> None:
        """Let both documents go."""
        self._round += 1
        self._waiting = None
        self.page.let_go()

    def _take_paths(self, of_round: int, paths: tuple[Path, Path]) -> None:
        if of_round != self._round:
            return
        signed, newer = paths
        failed = partial(self._tell, of_round)

        def then(first: PageSource) -> None:
            if of_round != self._round:
                first.close()
                return

            def fail(error: ParaphError) -> None:
                first.close()
                failed(error)

            self._open(newer, None, partial(self._take_both, of_round, first), fail)

        self._open(signed, None, then, failed)

    def _take_both(self, of_round: int, signed: PageSource, newer: PageSource) -> None:
        if of_round != self._round:
            signed.close()
            newer.close()
            return
        self.page.show_versions(signed, newer)

    def _tell(self, of_round: int, error: ParaphError) -> None:
        if of_round != self._round:
            return
        words = " ".join(error_words(error.code))
        if error.details.get("why") == "document_not_here":
            words = self.tr("The new version is not here yet. It comes with the next connection.")
        self.page.say(words)

    def _decide(self, key: str) -> None:
        waiting = self._waiting
        self._leave()
        if waiting is not None:
            self.decided.emit(key, waiting)

    def _leave(self) -> None:
        self.close()
        self.left.emit()
