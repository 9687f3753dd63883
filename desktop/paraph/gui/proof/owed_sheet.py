"""Shows the list of what is owed over the window, and does what is asked there."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from paraph.gui.shell.status_strip import StatusStrip, StripPart

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.domain.errors import ParaphError
    from paraph.domain.keys.secret import Secret
    from paraph.domain.owed import OwedLevel
    from paraph.gui.common.tokens import Tokens
    from paraph.gui.proof.owed_page import OwedPage
    from paraph.gui.proof.proof_watch import ProofWatch
    from paraph.gui.sheet.sheet import Sheet


class OwedSheet(QObject):
    """Comes by a click on the strip or from the menu; never upon another sheet."""

    def __init__(
        self,
        watch: ProofWatch,
        sheet: Sheet,
        strip: StatusStrip,
        tokens: Callable[[], Tokens],
        open_path: Callable[[Path], object],
    ) -> None:
        super().__init__(watch)
        self._watch = watch
        self._sheet = sheet
        self._tokens = tokens
        self._open_path = open_path
        strip.details_asked.connect(self._take_strip_click)
        watch.began.connect(self._show_tried)
        watch.changed.connect(self._refresh)

    def show(self) -> None:
        """Show the list, and read it anew."""
        if self._sheet.page is None:
            self._show_list()
            self._watch.look()

    @property
    def page(self) -> OwedPage | None:
        """Give the list, while it is shown."""
        from paraph.gui.proof.owed_page import OwedPage

        page = self._sheet.page
        return page if isinstance(page, OwedPage) else None

    def _show_list(self) -> None:
        from paraph.gui.common.desktop_files import show_in_folder
        from paraph.gui.proof.owed_page import OwedPage

        page = OwedPage(self._watch.debts, self._tokens(), is_away=self._is_away)
        page.try_asked.connect(self._try)
        page.open_asked.connect(self._open)
        page.folder_asked.connect(show_in_folder)
        page.password_asked.connect(self._ask_password)
        page.find_asked.connect(self._find)
        page.keep_up_asked.connect(self._keep_up)
        page.give_up_asked.connect(self._ask_give_up)
        page.left.connect(self._sheet.close_page)
        self._sheet.show_page(page)

    @property
    def _is_away(self) -> bool:
        return self._watch.network is not None and self._watch.network.is_away

    def _try(self, intent: str | None) -> None:
        self._watch.pay_now([intent] if intent is not None else None)

    def _open(self, path: Path) -> None:
        self._sheet.close_page()
        self._open_path(path)

    def _ask_password(self, debt: OwedLevel) -> None:
        from paraph.gui.proof.proof_password_page import ProofPasswordPage

        page = ProofPasswordPage(debt.path.name, self._tokens())
        page.given.connect(partial(self._pay_with, debt.intent))
        page.stopped.connect(self._show_list)
        self._sheet.show_page(page)

    def _pay_with(self, intent: str, password: Secret, keep: bool) -> None:  # noqa: FBT001 - a slot
        self._show_list()
        self._watch.pay_with(intent, password, keep=keep)

    def _find(self, debt: OwedLevel) -> None:
        from PySide6.QtWidgets import QFileDialog

        title = self.tr("Where {name} lies now").format(name=debt.path.name)
        start, kinds = str(debt.path.parent), self.tr("PDF documents (*.pdf *.PDF)")
        name, _ = QFileDialog.getOpenFileName(self._sheet.window(), title, start, kinds)
        if name:
            self._watch.find(debt.intent, Path(name), partial(self._tell_refused, debt.intent))

    def _keep_up(self, debt: OwedLevel) -> None:
        self._watch.keep_up(debt.intent, partial(self._tell_refused, debt.intent))

    def _ask_give_up(self, debt: OwedLevel) -> None:
        from paraph.gui.proof.give_up_page import GiveUpPage

        page = GiveUpPage(debt, self._tokens())
        page.agreed.connect(partial(self._give_up, debt.intent))
        page.stopped.connect(self._show_list)
        self._sheet.show_page(page)

    def _give_up(self, intent: str) -> None:
        self._show_list()
        if self.page is not None:
            self.page.given_up.add(intent)
        self._watch.give_up(intent, partial(self._tell_refused, intent))

    def _tell_refused(self, intent: str, error: ParaphError) -> None:
        from paraph.gui.sheet.error_words import error_words

        page = self.page
        if page is not None and intent in page.rows:
            page.given_up.discard(intent)
            page.rows[intent].show_refused(" ".join(error_words(error.code)))

    def _show_tried(self) -> None:
        if self.page is not None:
            self.page.show_tried(self._watch.tried)

    def _refresh(self) -> None:
        page = self.page
        if page is None:
            return
        trouble = self._watch.trouble
        told = None
        if trouble is not None:
            from paraph.gui.sheet.error_words import error_words

            told = error_words(trouble.code)
        page.show_debts(self._watch.debts, is_away=self._is_away, trouble=told)
        page.show_tried(self._watch.tried)

    def _take_strip_click(self, part: StripPart) -> None:
        if part is StripPart.OUTBOX and self._watch.tells_strip:
            self.show()
