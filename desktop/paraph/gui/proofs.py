"""Proof that is owed, in one window: what pays it, the list of it, and files that were replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from paraph.gui.actions import GuiUseCases
    from paraph.gui.proof.owed_page import OwedPage
    from paraph.gui.proof.owed_sheet import OwedSheet
    from paraph.gui.shell.menus import Row
    from paraph.gui.shell.status_strip import StatusStrip
    from paraph.gui.signing.signing_room import SigningRoom
    from paraph.usecases.pay_owed import Payments


class OwedProofs(QObject):
    """Begins once the window stands; nothing of it is loaded before."""

    def __init__(
        self,
        use_cases: GuiUseCases,
        room: SigningRoom,
        strip: StatusStrip,
        open_path: Callable[[Path], object],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._use_cases, self._room, self._strip = use_cases, room, strip
        self._open_path, self._window = open_path, window
        self._sheet: OwedSheet | None = None
        self.tells_strip = True

    def rows(self) -> list[Row]:
        """Give what stands in the menu."""
        if self._use_cases.proofs is None:
            return []
        return [(self.tr("&Proof that is owed…"), "", self.show)]

    def begin(self) -> None:
        """Look what is owed after a while, and pay it when it is time."""
        if self._use_cases.proofs is None or self._sheet is not None:
            return
        from paraph.gui.proof.owed_sheet import OwedSheet
        from paraph.gui.proof.proof_watch import ProofWatch

        room, strip = self._room, self._strip
        watch = ProofWatch(self._use_cases.proofs, strip, room, self._use_cases.network)
        watch.paid.connect(self._take_paid)
        watch.password_of = room.password_for
        watch.tells_strip = self.tells_strip
        room.proofs = watch
        self._sheet = OwedSheet(watch, room.sheet, strip, lambda: room.tokens, self._open_path)
        watch.begin()

    def show(self) -> None:
        """Show what is owed, unless something else is asked at this moment."""
        self.begin()
        if self._sheet is not None:
            self._sheet.show()

    @property
    def page(self) -> OwedPage | None:
        """Give the list, while it is shown."""
        return self._sheet.page if self._sheet is not None else None

    def _take_paid(self, paid: Payments) -> None:
        from paraph.gui.desk.document_tab import DocumentTab

        for tab in self._window.findChildren(DocumentTab):
            for path, before, after in paid.replaced:
                if self._room.path_of(tab) == path:
                    tab.source.take_replaced(before, after)
