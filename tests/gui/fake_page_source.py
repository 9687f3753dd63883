"""A document of plain pages, drawn as soon as the event loop turns."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter

from paraph.domain.errors import ParaphError
from paraph.domain.placing.anchor_text import LetterLine, find_anchor
from paraph.domain.placing.initials import Corner, initials_box
from paraph.domain.placing.page_text import ShownRect
from paraph.domain.placing.signature_field import Box, PageGeometry
from paraph.domain.stamp.stamp_content import StampContent
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
        self.stamps: list[StampContent] = []
        self.left_out: tuple[str, ...] = ()
        self.pictures: dict[str, bytes | ParaphError] = {}

    def take_replaced(self, before: str, after: str) -> None:
        if self.shown_sha256 == before:
            self.shown_sha256 = after

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

    def want_anchors(self, needle: str, page_index: int) -> None:
        lines = [
            LetterLine(line.text, _letter_rects(line)) for line in self.texts.get(page_index, [])
        ]
        found = find_anchor(needle, lines, page_index)
        QTimer.singleShot(0, lambda: self.signals.anchors_ready.emit(page_index, needle, found))

    def want_initials(self, page_index: int, corner: str, taken: tuple[Rect, ...]) -> None:
        words = [ShownRect(*line[1:5]) for line in self.texts.get(page_index, [])]
        page = self.geometries[page_index]
        box = initials_box(page, Corner(corner), [ShownRect(*each) for each in taken], words)
        found = [page.to_shown(box)]
        QTimer.singleShot(
            0, lambda: self.signals.initials_ready.emit(page_index, corner, taken, found)
        )

    def want_stamp(
        self, content: StampContent, width_pt: float, height_pt: float, scale: float
    ) -> None:
        self.stamps.append(content)
        image = QImage(
            round(width_pt * scale), round(height_pt * scale), QImage.Format.Format_RGB32
        )
        image.fill(Qt.GlobalColor.white)
        QTimer.singleShot(0, lambda: self.signals.stamp_ready.emit(image, self.left_out))

    def want_image(self, path: Path) -> None:
        picture = self.pictures.get(path.name)
        if isinstance(picture, ParaphError):
            QTimer.singleShot(0, lambda: self.signals.image_failed.emit(picture))
        else:
            QTimer.singleShot(0, lambda: self.signals.image_ready.emit(picture))

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


def _letter_rects(line: TextLine) -> tuple[ShownRect, ...]:
    unit = (line.right - line.left) / max(1, len(line.text))
    return tuple(
        ShownRect(line.left + n * unit, line.top, line.left + (n + 1) * unit, line.bottom)
        for n in range(len(line.text))
    )
