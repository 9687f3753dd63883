"""What is said where Paraph cannot keep its record: no signature is made without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from paraph.gui.common.controls import act_button, label
from paraph.gui.sheet.error_words import error_words
from paraph.gui.sheet.sheet import SheetPage
from paraph.gui.sheet.sheet_parts import note

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.domain.errors import ParaphError
    from paraph.gui.common.tokens import Tokens
    from paraph.gui.sheet.sheet import Sheet

_SHOWN = ("folder", "kind", "why")


def tell_in_sheet(
    error: ParaphError,
    sheet: Sheet,
    tokens: Tokens,
    again: Callable[[], object],
    end: Callable[[int], object],
) -> None:
    """Say it over the window; `again` tries once more, `end` takes the program's exit status."""
    if sheet.page is not None:
        return  # what is asked there says so itself

    def then(act: Callable[[], object]) -> Callable[[], None]:
        def do() -> None:
            sheet.close_page()
            act()

        return do

    page = StartTroublePage(error, tokens, can_go_on=True)
    page.left_open.connect(sheet.close_page)
    page.again.connect(then(again))
    page.ended.connect(then(lambda: end(error.exit_status)))
    sheet.show_page(page)


class StartTroublePage(SheetPage):
    """Says it, and lets the person choose; `esc` goes on without signing where that can be."""

    again = Signal()
    left_open = Signal()  # to look at documents only
    ended = Signal()

    def __init__(self, error: ParaphError, tokens: Tokens, *, can_go_on: bool) -> None:
        super().__init__()
        self.error = error
        self._can_go_on = can_go_on
        self.retry = act_button(self.tr("Try again"), "primary")
        self.look_only = act_button(self.tr("Only look at documents"))
        self.end = act_button(self.tr("Close Paraph"), "" if can_go_on else "primary")
        title, words = error_words(error.code)
        details = [str(error.details[name]) for name in _SHOWN if error.details.get(name)]
        self.details = label("\n".join([*details, error.code]), "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(14)
        head = self.tr("Nothing can be signed now") if can_go_on else self.tr("Paraph cannot start")
        column.addWidget(label(head, "title"))
        column.addWidget(note("octagon-minus", "invalid", title, words, tokens))
        column.addWidget(self.details)
        column.addStretch()
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.end)
        foot.addWidget(self.look_only)
        foot.addWidget(self.retry)
        column.addLayout(foot)
        self.look_only.setVisible(can_go_on)
        self.retry.setVisible(can_go_on)
        self.retry.clicked.connect(self.again)
        self.look_only.clicked.connect(self.left_open)
        self.end.clicked.connect(self.ended)

    def take_focus(self) -> None:
        """Begin at the way on."""
        (self.retry if self._can_go_on else self.end).setFocus()

    def esc(self) -> None:
        """Do the safe thing."""
        (self.left_open if self._can_go_on else self.ended).emit()
