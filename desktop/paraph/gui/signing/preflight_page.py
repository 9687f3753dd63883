"""Before the key is asked for: what must be settled, what is good to know, what is in order."""

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from paraph.domain.findings import Finding, Remedy, Weight
from paraph.domain.keys.key_kind import KeyKind
from paraph.gui.common.controls import act_button, label
from paraph.gui.common.icons import pixmap
from paraph.gui.common.tokens import Tokens
from paraph.gui.sheet.sheet import SheetPage
from paraph.gui.sheet.sheet_parts import WholeScroll, close_button, title_row
from paraph.gui.signing.preflight_words import finding_words, remedy_words, title_words
from paraph.usecases.preflight import Preflight

_TONES = {Weight.SETTLE: "invalid", Weight.KNOW: "changed", Weight.FINE: "valid"}
_SIGNS = {
    Weight.SETTLE: "octagon-minus",
    Weight.KNOW: "alert-triangle",
    Weight.FINE: "circle-check",
}


class Asked(NamedTuple):
    """A remedy that was pressed, and the line it stands in."""

    remedy: Remedy
    finding: Finding


class PreflightPage(SheetPage):
    """Shows the findings. `go_on` leads to the PIN.

    `moved` is the way to a better place for the box, to the right and downwards in mm.
    """

    width_px = 680
    remedy_asked = Signal(object)  # Asked, when the button of a line is pressed
    go_on = Signal()
    back = Signal()

    def __init__(
        self,
        found: Preflight,
        document_name: str,
        tokens: Tokens,
        moved: tuple[int, int] = (0, 0),
        middleware: str = "",
    ) -> None:
        super().__init__()
        self.found = found
        self._middleware = middleware
        self._tokens, self._key, self._moved = tokens, found.key, moved
        self.to_pin = act_button(self._way_on(found), "primary")
        self.to_pin.setEnabled(found.can_go_on)
        self.to_document = act_button(self.tr("Back to the document"))
        self.to_pin.clicked.connect(self.go_on)
        self.to_document.clicked.connect(self.back)
        self._remedies: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(14)
        column.addLayout(self._head(document_name))
        column.addWidget(WholeScroll(self._body()), 1)
        column.addLayout(self._foot(can_go_on=found.can_go_on))

    def take_focus(self) -> None:
        """Begin where the person can go on."""
        if self.to_pin.isEnabled():
            self.to_pin.setFocus()
        else:
            (self._remedies[0] if self._remedies else self.to_document).setFocus()

    def esc(self) -> None:
        """Go back: nothing was asked of the key."""
        self.back.emit()

    def _way_on(self, found: Preflight) -> str:
        if found.unlocked:
            return self.tr("Sign now")
        if found.key is KeyKind.KEY_FILE:
            return self.tr("Continue to the password")
        return self.tr("Continue to the PIN")

    def _of(self, weight: Weight) -> list[Finding]:
        return [finding for finding in self.found.findings if finding.weight is weight]

    def _head(self, document_name: str) -> QHBoxLayout:
        head = title_row("list-check", title_words(self._key), document_name, self._tokens)
        for weight, words in (
            (Weight.SETTLE, self.tr("%n to settle", "", len(self._of(Weight.SETTLE)))),
            (Weight.KNOW, self.tr("%n to know", "", len(self._of(Weight.KNOW)))),
        ):
            if self._of(weight):
                head.addWidget(self._pill(weight, words), 0, Qt.AlignmentFlag.AlignTop)
        cross = close_button(self.tr("Back to the document"), self._tokens)
        cross.clicked.connect(self.back)
        head.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _pill(self, weight: Weight, words: str) -> QFrame:
        pill = QFrame()
        pill.setProperty("kind", "pill")
        pill.setProperty("tone", _TONES[weight])
        sign, said = QLabel(), QLabel(words)
        sign.setPixmap(pixmap(_SIGNS[weight], self._tokens.colours[_TONES[weight]], 14))
        said.setProperty("kind", "section")
        said.setProperty("tone", _TONES[weight])
        row = QHBoxLayout(pill)
        row.setContentsMargins(10, 4, 12, 4)
        row.setSpacing(6)
        row.addWidget(sign)
        row.addWidget(said)
        return pill

    def _body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for weight, title in (
            (Weight.SETTLE, self.tr("MUST BE SETTLED")),
            (Weight.KNOW, self.tr("GOOD TO KNOW")),
            (Weight.FINE, ""),
        ):
            if self._of(weight):
                column.addWidget(self._group(weight, title))
        column.addStretch(1)
        return body

    def _group(self, weight: Weight, title: str) -> QFrame:
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
        for number, finding in enumerate(self._of(weight)):
            if number:
                column.addWidget(_line(frame))
            column.addLayout(self._row(finding))
        return frame

    def _row(self, finding: Finding) -> QHBoxLayout:
        title, below = finding_words(finding, self._key, self._middleware)
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
        if finding.remedies:
            words.addSpacing(4)
            words.addLayout(self._acts(finding))
        row.addLayout(words, 1)
        return row

    def _acts(self, finding: Finding) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for remedy in finding.remedies:
            leads = finding.weight is Weight.SETTLE and not self._remedies
            words = remedy_words(remedy, finding, self._moved)
            act = act_button(words, "primary" if leads else "")
            self._remedies.append(act)
            asked = Asked(remedy, finding)
            act.clicked.connect(lambda _=False, asked=asked: self.remedy_asked.emit(asked))
            row.addWidget(act)
        row.addStretch(1)
        return row

    def _foot(self, *, can_go_on: bool) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        count = len(self._of(Weight.SETTLE))
        hint = "" if can_go_on else self.tr("Settle %n red point(s) to go on.", "", count)
        foot.addWidget(label(hint, "small"), 1)
        foot.addWidget(self.to_document)
        foot.addWidget(self.to_pin)
        return foot


def _line(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setProperty("kind", "rule")
    line.setFixedHeight(1)
    return line
