"""Before the card is asked: what must be settled, what is good to know, what is in order."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from paraph.gui.common.controls import act_button, label
from paraph.gui.common.icons import pixmap
from paraph.gui.common.tokens import Tokens
from paraph.gui.signing.preflight_words import finding_words, remedy_words
from paraph.gui.signing.sheet import SheetPage
from paraph.gui.signing.sheet_parts import close_button, title_row
from paraph.usecases.preflight import Finding, Preflight, Weight

_TONES = {Weight.SETTLE: "invalid", Weight.KNOW: "changed", Weight.FINE: "valid"}
_SIGNS = {
    Weight.SETTLE: "octagon-minus",
    Weight.KNOW: "alert-triangle",
    Weight.FINE: "circle-check",
}


class PreflightPage(SheetPage):
    """Shows the findings. `remedy_asked` gives a finding's code; `go_on` leads to the PIN."""

    width_px = 680
    remedy_asked = Signal(str)
    go_on = Signal()
    back = Signal()

    def __init__(self, found: Preflight, document_name: str, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self.to_pin = act_button(self._way_on(found), "primary")
        self.to_pin.setEnabled(found.can_go_on)
        self.to_document = act_button(self.tr("Back to the document"))
        self.to_pin.clicked.connect(self.go_on)
        self.to_document.clicked.connect(self.back)
        self._remedies: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(14)
        head = title_row("list-check", self.tr("Before the card is asked"), document_name, tokens)
        cross = close_button(self.tr("Back to the document"), tokens)
        cross.clicked.connect(self.back)
        head.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        for weight, title in (
            (Weight.SETTLE, self.tr("MUST BE SETTLED")),
            (Weight.KNOW, self.tr("GOOD TO KNOW")),
            (Weight.FINE, ""),
        ):
            lines = [finding for finding in found.findings if finding.weight is weight]
            if lines:
                column.addWidget(self._group(weight, title, lines))
        column.addLayout(self._foot(can_go_on=found.can_go_on))

    def take_focus(self) -> None:
        """Begin where the person can go on."""
        if self.to_pin.isEnabled():
            self.to_pin.setFocus()
        else:
            (self._remedies[0] if self._remedies else self.to_document).setFocus()

    def esc(self) -> None:
        """Go back: nothing was asked of the card."""
        self.back.emit()

    def _way_on(self, found: Preflight) -> str:
        if found.unlocked:
            return self.tr("Sign now")
        if any(finding.code == "key_file_there" for finding in found.findings):
            return self.tr("Continue to the password")
        return self.tr("Continue to the PIN")

    def _group(self, weight: Weight, title: str, lines: list[Finding]) -> QFrame:
        frame = QFrame()
        frame.setProperty("kind", "group")
        frame.setProperty("tone", _TONES[weight] if title else "off")
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        if title:
            head = label(title, "section")
            head.setProperty("tone", _TONES[weight])
            column.addWidget(head)
        for finding in lines:
            column.addLayout(self._line(finding))
        return frame

    def _line(self, finding: Finding) -> QHBoxLayout:
        title, below = finding_words(finding)
        sign = QLabel()
        colour = self._tokens.colours[_TONES[finding.weight]]
        sign.setPixmap(pixmap(_SIGNS[finding.weight], colour, 20))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        if finding.weight is Weight.FINE:
            row.addWidget(label(title), 3)
            beside = label(below, "small")
            beside.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(beside, 2)
            return row
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(title, "strong"))
        words.addWidget(label(below, "small"))
        remedy = remedy_words(finding)
        if remedy:
            leads = finding.weight is Weight.SETTLE and not self._remedies
            act = act_button(remedy, "primary" if leads else "")
            self._remedies.append(act)
            act.clicked.connect(lambda: self.remedy_asked.emit(finding.code))
            words.addSpacing(4)
            words.addWidget(act, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(words, 1)
        return row

    def _foot(self, *, can_go_on: bool) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        hint = self.tr("Settle the red point to go on.") if not can_go_on else ""
        foot.addWidget(label(hint, "small"), 1)
        foot.addWidget(self.to_document)
        foot.addWidget(self.to_pin)
        return foot
