"""The marks of pages, their lines of text and level rules, asked for once and kept."""

from collections import OrderedDict
from typing import TypeVar

from PySide6.QtCore import QObject, QRectF, Signal

from paraph.domain.placing.page_marks import Marks, parts_of
from paraph.domain.placing.page_text import ShownRect, TextLine
from paraph.gui.viewer.page_source import PageSource
from paraph.ports.pages import Rect

_KEPT_PAGES = 64
Kept = TypeVar("Kept")


def shown(rect: QRectF) -> ShownRect:
    """Give a rectangle of Qt's as the domain has them."""
    return ShownRect(rect.left(), rect.top(), rect.right(), rect.bottom())


def of_qt(rect: ShownRect) -> QRectF:
    """Give a rectangle of the domain as Qt has them."""
    return QRectF(rect.left, rect.top, rect.width, rect.height)


class PageMarks(QObject):
    """Holds the marks of the pages asked for last."""

    ready = Signal(int)  # page index, when all of its marks are known

    def __init__(self, source: PageSource, parent: QObject) -> None:
        super().__init__(parent)
        self._source = source
        self._lines: OrderedDict[int, tuple[TextLine, ...]] = OrderedDict()
        self._rules: OrderedDict[int, tuple[ShownRect, ...]] = OrderedDict()
        self._asked: set[int] = set()
        source.signals.text_ready.connect(self._take_lines)
        source.signals.rules_ready.connect(self._take_rules)

    def want(self, page_index: int) -> None:
        """Ask for a page's marks; `ready` comes once, or at once where they are known."""
        if self.get(page_index) is not None:
            self.ready.emit(page_index)
        elif page_index not in self._asked:
            self._asked.add(page_index)
            self._source.want_text(page_index)
            self._source.want_rules(page_index)

    def get(self, page_index: int) -> Marks | None:
        """Give a page's marks, if they are known."""
        lines, rules = self._lines.get(page_index), self._rules.get(page_index)
        return None if lines is None or rules is None else Marks(lines, rules)

    def _take_lines(self, page_index: int, lines: list[TextLine]) -> None:
        parts = (part for line in lines for part in parts_of(line))
        _keep(self._lines, page_index, tuple(parts))
        self._tell(page_index)

    def _take_rules(self, page_index: int, rules: list[Rect]) -> None:
        _keep(self._rules, page_index, tuple(ShownRect(*rule) for rule in rules))
        self._tell(page_index)

    def _tell(self, page_index: int) -> None:
        if page_index in self._asked and self.get(page_index) is not None:
            self._asked.discard(page_index)
            self.ready.emit(page_index)


def _keep(held: OrderedDict[int, Kept], page_index: int, marks: Kept) -> None:
    held[page_index] = marks
    held.move_to_end(page_index)
    if len(held) > _KEPT_PAGES:
        held.popitem(last=False)
