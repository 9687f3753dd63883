"""A document of plain pages, drawn as soon as the event loop turns."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter

from paraph.domain.signature_field import Box, PageGeometry
from paraph.gui.viewer.page_source import PageSignals, Priority
from paraph.ports.documents import FieldOnPage

A4 = PageGeometry(Box(0, 0, 595, 842))


class FakePageSource:
    def __init__(
        self,
        geometries: Sequence[PageGeometry] = (A4, A4, A4),
        fields: Sequence[FieldOnPage] = (),
        title: str = "Fee agreement",
        failing: Sequence[int] = (),
    ) -> None:
        self.title = title
        self.geometries = geometries
        self.fields = fields
        self.failing = failing
        self.signals = PageSignals()
        self.requests: list[tuple[int, float, Priority]] = []
        self.closed = False
        self.shown_sha256 = ""
        self.needs_repair = False

    def request(self, page_index: int, scale: float, priority: Priority) -> None:
        self.requests.append((page_index, scale, priority))
        QTimer.singleShot(0, lambda: self._answer(page_index, scale))

    def want_text(self, page_index: int) -> None:
        QTimer.singleShot(0, lambda: self.signals.text_ready.emit(page_index, []))

    def want_matches(self, needle: str, page_index: int) -> None:
        QTimer.singleShot(0, lambda: self.signals.matches_ready.emit(page_index, needle, []))

    def close(self) -> None:
        self.closed = True

    def _answer(self, page_index: int, scale: float) -> None:
        if self.closed:
            return
        if page_index in self.failing:
            self.signals.page_failed.emit(page_index)
            return
        width, height = self.geometries[page_index].shown_size
        image = QImage(round(width * scale), round(height * scale), QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.scale(scale, scale)
        for row in range(int((height - 280) / 16)):
            share = 0.6 if row % 6 == 5 else 1.0
            line = QRectF(71, 80 + row * 16, (width - 142) * share, 6)
            painter.fillRect(line, QColor("#C9CDD6"))
        painter.end()
        self.signals.page_ready.emit(page_index, scale, image)
