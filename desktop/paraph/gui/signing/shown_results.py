"""What stands beside a document once work on it is done: the signature's result, a verdict."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from paraph.domain.errors import ParaphError
    from paraph.domain.keys.secret import Secret
    from paraph.domain.verification import FileReport
    from paraph.gui.actions import SigningActs
    from paraph.gui.common.tokens import Tokens
    from paraph.gui.desk.document_tab import DocumentTab
    from paraph.gui.proof.proof_watch import ProofWatch
    from paraph.usecases.sign_document import SignedDocument
    from paraph.workers.lane import Lane


class OpenDocuments(Protocol):
    """The documents that are open, and what works on them."""

    lane: Lane
    tokens: Tokens
    proofs: ProofWatch | None

    def path_of(self, tab: DocumentTab) -> Path:
        """Give a document's file."""
        ...

    def password_of(self, tab: DocumentTab) -> Secret | None:
        """Give the password a document was opened with."""
        ...

    def has(self, tab: DocumentTab) -> bool:
        """Tell whether a document is still open."""
        ...

    def drop_panel(self, tab: DocumentTab) -> None:
        """Forget a panel in whose place something else is shown."""
        ...


class ShownResults(QObject):
    """Works on the documents of a room, in the room's lane."""

    next_asked = Signal()
    failed = Signal(object, object)  # Path, ParaphError

    def __init__(self, room: OpenDocuments, acts: SigningActs, parent: QObject) -> None:
        super().__init__(parent)
        self._room = room
        self._acts = acts
        self._may_keep: set[str] = set()

    def let_password_be_kept(self, done: SignedDocument) -> None:
        """Note that the person lets the password be kept for as long as proof is owed."""
        self._may_keep.add(done.intent)

    def show(self, tab: DocumentTab, done: SignedDocument) -> None:
        """Show beside a signed document what was done."""
        from paraph.gui.common.desktop_files import open_elsewhere, show_in_folder
        from paraph.gui.signing.result_panel import ResultPanel
        from paraph.gui.signing.sign_flow import clock_words

        room = self._room
        panel = ResultPanel(done, clock_words(), room.tokens)
        panel.folder_asked.connect(lambda: show_in_folder(done.output))
        panel.open_asked.connect(lambda: open_elsewhere(done.output))
        panel.check_asked.connect(lambda: self.check(tab))
        panel.close_asked.connect(lambda: tab.set_side_panel(None))
        panel.next_asked.connect(self.next_asked)
        tab.set_side_panel(panel)
        panel.check.setFocus()
        if room.proofs is not None:
            keep = done.intent in self._may_keep
            self._may_keep.discard(done.intent)
            room.proofs.pay_new(done, room.password_of(tab), panel.proof, keep=keep)

    def check(self, tab: DocumentTab) -> None:
        """Check a document's signatures and show the verdict beside it."""
        path, password = self._room.path_of(tab), self._room.password_of(tab)
        self._room.lane.run(
            lambda: self._acts.check(path, password),
            partial(self._show_report, tab),
            lambda error: self.failed.emit(path, error),
        )

    def repair(
        self,
        tab: DocumentTab,
        done: Callable[[Path], None],
        failed: Callable[[ParaphError], None],
        folder: Path | None = None,
    ) -> None:
        """Write a repaired copy of a document."""
        path, password = self._room.path_of(tab), self._room.password_of(tab)
        self._room.lane.run(lambda: self._acts.repair(path, password, folder), done, failed)

    def _show_report(self, tab: DocumentTab, report: FileReport) -> None:
        if not self._room.has(tab):
            return  # it was closed meanwhile
        from paraph.gui.signing.check_panel import CheckPanel

        panel = CheckPanel(report, self._room.tokens)
        panel.close_asked.connect(lambda: tab.set_side_panel(None))
        self._room.drop_panel(tab)
        tab.set_side_panel(panel)
        tab.view.setFocus()
