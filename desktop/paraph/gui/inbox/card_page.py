"""Asks with which card a request is signed, where it is not clear, and waits for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from paraph.gui.cards.certificate_picker import CertificatePicker
from paraph.gui.common.controls import act_button, label
from paraph.gui.common.icons import BUTTON_ICON, button_icon
from paraph.gui.common.tokens import Tokens
from paraph.gui.sheet.sheet import SheetPage
from paraph.gui.sheet.sheet_parts import title_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paraph.usecases.choose_certificate import Candidate


class CardPage(SheetPage):
    """Shows the cards there are, also those that come while it stands."""

    width_px = 560
    given = Signal(object)  # Candidate
    back = Signal()

    def __init__(self, name: str, tokens: Tokens) -> None:
        super().__init__()
        self.picker = CertificatePicker(tokens, self)
        self.go_on = act_button(self.tr("Check and sign…"), "primary")
        self.go_on.setIcon(button_icon("signature", tokens.colours["onAccent"]))
        self.go_on.setIconSize(BUTTON_ICON)
        self.stay = act_button(self.tr("Back to the request"))
        self._why_not = label("", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(14)
        column.addLayout(title_row("credit-card", self.tr("Sign as whom?"), name, tokens))
        column.addWidget(self.picker)
        column.addWidget(self._why_not)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.stay)
        foot.addWidget(self.go_on)
        column.addLayout(foot)
        self.stay.clicked.connect(self.back)
        self.go_on.clicked.connect(lambda: self.given.emit(self.picker.current))
        self.picker.chosen.connect(lambda _: self._look())
        self._look()

    def show_cards(self, candidates: Sequence[Candidate], before: str) -> None:
        """Show the cards as they are now; `before` is the certificate that was used last."""
        if not candidates or candidates != self.picker.candidates:
            self.picker.show_cards(candidates, before)
        self._look()

    def take_focus(self) -> None:
        """Begin where the person can go on."""
        (self.go_on if self.go_on.isEnabled() else self.picker.card).setFocus()

    def esc(self) -> None:
        """Go back: nothing was asked of a card."""
        self.back.emit()

    def _look(self) -> None:
        current = self.picker.current
        why_not = ""
        if not self.picker.candidates:
            why_not = self.tr("Put your card into the reader; it is seen by itself.")
        elif current is None or current.bar is not None:
            why_not = self.tr("Choose a certificate first.")
        self._why_not.setText(why_not)
        self._why_not.setVisible(bool(why_not))
        self.go_on.setEnabled(not why_not)
        self.go_on.setToolTip(why_not)
