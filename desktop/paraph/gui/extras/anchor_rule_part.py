"""Under the text to sign at: on which side of it the box goes, how large it is, how far shifted."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from paraph.domain.placing.box_size import DEFAULT_HEIGHT_PT, DEFAULT_WIDTH_PT
from paraph.domain.placing.placing_rule import AnchorRule, Where
from paraph.domain.placing.signature_field import POINTS_PER_MM
from paraph.gui.common.controls import Choice
from paraph.gui.common.tokens import Tokens
from paraph.gui.extras.extras_words import let_shrink, where_words
from paraph.gui.extras.millimetres import Millimetres


class AnchorRulePart(QWidget):
    """Edits an `AnchorRule` of no certain hit."""

    side_chosen = Signal()
    measured = Signal()  # with each letter and each step of a length

    def __init__(self) -> None:
        super().__init__()
        self.where = Choice(self.tr("Side of the text"))
        for side in Where:
            self.where.addItem(where_words(side), side)
        let_shrink(self.where)
        usual_mm = DEFAULT_WIDTH_PT / POINTS_PER_MM, DEFAULT_HEIGHT_PT / POINTS_PER_MM
        self.width_mm = Millimetres(self.tr("Width of the box in mm"), otherwise_mm=usual_mm[0])
        self.height_mm = Millimetres(self.tr("Height of the box in mm"), otherwise_mm=usual_mm[1])
        right = self.tr("Shifted to the right by mm; to the left with a minus")
        down = self.tr("Shifted down by mm; up with a minus")
        self.right_mm, self.down_mm = (
            Millimetres(name, otherwise_mm=0, signed=True) for name in (right, down)
        )
        for length in (self.width_mm, self.height_mm):
            length.setPlaceholderText(self.tr("as it fits"))
        for length in (self.right_mm, self.down_mm):
            length.setPlaceholderText("0")
        self._lay_out()
        self.where.activated.connect(lambda _: self.side_chosen.emit())
        for length in self._lengths:
            length.changed.connect(self.measured)

    @property
    def side(self) -> Where:
        """Give the side of the text that is chosen."""
        return Where(self.where.currentData())  # Qt gives back a plain string

    def rule(self, text: str) -> AnchorRule:
        """Give the rule for a text."""
        width, height = self.width_mm.points, self.height_mm.points
        size = (width or DEFAULT_WIDTH_PT, height or DEFAULT_HEIGHT_PT)
        return AnchorRule(
            text,
            self.side,
            size_pt=size if width or height else None,
            offset_pt=(self.right_mm.points or 0.0, self.down_mm.points or 0.0),
        )

    def show_rule(self, rule: AnchorRule) -> None:
        """Show a rule, and tell nobody."""
        self.where.setCurrentIndex(self.where.findData(rule.where))
        lengths = (*(rule.size_pt or (None, None)), *(by or None for by in rule.offset_pt))
        for field, points in zip(self._lengths, lengths, strict=True):
            field.show_points(points)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw the arrow in the theme's colour."""
        self.where.take_theme(tokens)

    @property
    def _lengths(self) -> tuple[Millimetres, ...]:
        return self.width_mm, self.height_mm, self.right_mm, self.down_mm

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        grid.addWidget(QLabel(self.tr("Box:")), 0, 0)
        grid.addWidget(self.where, 0, 1, 1, 4)
        rows = (
            (self.tr("Size:"), self.width_mm, "×", self.height_mm, self.tr("mm")),  # noqa: RUF001
            (self.tr("Shift:"), self.right_mm, "→", self.down_mm, self.tr("↓ mm")),
        )
        for number, (title, one, between, other, unit) in enumerate(rows, 1):
            cells = (QLabel(title), one, QLabel(between), other, QLabel(unit))
            for column, cell in enumerate(cells):
                grid.addWidget(cell, number, column)
        for column in (1, 3):
            grid.setColumnStretch(column, 1)
