"""The buttons of a line that needs a person; they stand below its result."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from paraph.gui.batch.lines import Line, LineAct
from paraph.gui.common.controls import act_button

ACTS_PX = 42
_RESULT_FROM = 0.57


class LineActs(QWidget):
    """Lies over its line and lets it be seen; only the buttons take the mouse."""

    chosen = Signal(int, object)  # number of the line, LineAct

    def __init__(self, line: Line, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        self.setObjectName("lineActs")
        self._row = QHBoxLayout(self)
        self._row.setSpacing(8)
        words = {
            LineAct.PLACE: self.tr("Place it…"),
            LineAct.NO_BOX: self.tr("Sign without a box"),
            LineAct.LOOK_AGAIN: self.tr("Look again"),
            LineAct.UNLOCK: self.tr("Password…"),
            LineAct.LEAVE_OUT: self.tr("Leave out"),
            LineAct.TAKE_BACK: self.tr("Take it back in"),
        }
        for at, act in enumerate(line.acts):
            button = act_button(words[act], "" if at == 0 else "quiet")
            button.setAccessibleName(f"{words[act]}: {line.title}")
            button.setAccessibleDescription(line.result)
            button.clicked.connect(self._choose(act))
            self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self._row.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Begin where the result begins, or further left where there is too little room."""
        super().resizeEvent(event)
        self._row.setContentsMargins(0, 0, 12, 8)
        room = self.width() - self._row.minimumSize().width()
        self._row.setContentsMargins(
            max(0, min(round(self.width() * _RESULT_FROM), room)), 0, 12, 8
        )

    def _choose(self, act: LineAct):  # type: ignore[no-untyped-def]
        number = self.line.number
        return lambda: self.chosen.emit(number, act)
