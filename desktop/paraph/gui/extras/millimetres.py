"""A field for a length in millimetres; empty stands for what is found by itself."""

from PySide6.QtCore import QLocale, QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit

from paraph.domain.placing.signature_field import POINTS_PER_MM

_PATTERN = r"\d{0,3}([.,]\d?)?"


class Millimetres(QLineEdit):
    """Gives points. The arrow keys change it by 1 mm, with Shift by 10 mm."""

    changed = Signal()  # when a person has changed it

    def __init__(self, name: str, *, otherwise_mm: float, signed: bool = False) -> None:
        super().__init__()
        self._otherwise_mm = otherwise_mm
        self._least_mm = -999.0 if signed else 1.0
        self._held_pt: float | None = None
        pattern = QRegularExpression(f"-?{_PATTERN}" if signed else _PATTERN)
        self.setValidator(QRegularExpressionValidator(pattern, self))
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setMinimumHeight(34)
        self.textEdited.connect(lambda _: self._take_typed())

    @property
    def points(self) -> float | None:
        """Give what is typed, or None where nothing is."""
        return self._held_pt

    def show_points(self, points: float | None) -> None:
        """Show a length, and tell nobody; it is given back as exactly as it came."""
        self._held_pt = points
        self.setText("" if points is None else _written(points / POINTS_PER_MM))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with the arrow keys."""
        by = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
            return
        held = self._held_pt
        before = self._otherwise_mm if held is None else held / POINTS_PER_MM
        tenfold = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        after = max(self._least_mm, min(999.0, before + by * (10 if tenfold else 1)))
        self.show_points(after * POINTS_PER_MM)
        self.changed.emit()

    def _take_typed(self) -> None:
        typed = self.text().replace(",", ".")
        is_number = any(letter.isdigit() for letter in typed)
        self._held_pt = float(typed) * POINTS_PER_MM if is_number else None
        self.changed.emit()


def _written(value_mm: float) -> str:
    # Adding nothing makes 0 of -0.
    written = f"{round(value_mm, 1) + 0.0:.1f}".removesuffix(".0")
    return written.replace(".", QLocale().decimalPoint())
