"""A document of plain pages, drawn as soon as the event loop turns."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter

from paraph.domain.signature_field import Box, PageGeometry
from paraph.domain.stamp_words import StampLine
from paraph.gui.viewer.page_source import PageSignals, Part, Priority
from paraph.ports.documents import FieldOnPage
from paraph.ports.pages import Rect, TextLine

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
        self.drafts = 0
        self.parts: list[tuple[int, float, Rect]] = []
        self.texts: dict[int, list[TextLine]] = {}
        self.rules: dict[int, list[Rect]] = {}
        self.looked_for: list[tuple[int, str]] = []
        self.closed = False
        self.shown_sha256 = ""
        self.needs_repair = False

    def request(
        self, page_index: int, scale: float, priority: Priority, *, draft: bool = False
    ) -> None:
        self.requests.append((page_index, scale, priority))
        self.drafts += draft
        QTimer.singleShot(0, lambda: self._answer(page_index, scale))

    def request_part(self, page_index: int, scale: float, clip: Rect) -> None:
        self.parts.append((page_index, scale, clip))
        left, top, right, bottom = (round(edge * scale) for edge in clip)
        image = QImage(right - left, bottom - top, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.lightGray)
        part = Part(left, top, image)
        QTimer.singleShot(0, lambda: self.signals.part_ready.emit(page_index, scale, clip, part))

    def want_text(self, page_index: int) -> None:
        lines = self.texts.get(page_index, [])
        QTimer.singleShot(0, lambda: self.signals.text_ready.emit(page_index, lines))

    def want_rules(self, page_index: int) -> None:
        rules = self.rules.get(page_index, [])
        QTimer.singleShot(0, lambda: self.signals.rules_ready.emit(page_index, rules))

    def want_matches(self, needle: str, page_index: int) -> None:
        self.looked_for.append((page_index, needle))
        found = [
            (line.left, line.top, line.right, line.bottom)
            for line in self.texts.get(page_index, [])
            if needle.lower() in line.text.lower()
        ]
        QTimer.singleShot(0, lambda: self.signals.matches_ready.emit(page_index, needle, found))

    def want_stamp(
        self, lines: Sequence[StampLine], width_pt: float, height_pt: float, scale: float
    ) -> None:
        image = QImage(
            round(width_pt * scale), round(height_pt * scale), QImage.Format.Format_RGB32
        )
        image.fill(Qt.GlobalColor.white)
        QTimer.singleShot(0, lambda: self.signals.stamp_ready.emit(image))

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
