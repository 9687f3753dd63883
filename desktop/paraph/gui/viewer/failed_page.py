"""On a page that cannot be drawn: what is the matter, and the button that repairs a copy."""

from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from paraph.gui.common.controls import act_button, label
from paraph.gui.viewer.page_view import PageView

_EDGE_PX = 16


class FailedPage(QObject):
    """Keeps one card on the failed page that is in sight; hidden where there is none."""

    def __init__(self, view: PageView) -> None:
        super().__init__(view)
        self._view = view
        self._pages: set[int] = set()
        self._is_offered = False
        self.repair = act_button(self.tr("Repair a copy…"))
        self.card = self._make_card()
        view.verticalScrollBar().valueChanged.connect(lambda _: self._take_place())
        view.horizontalScrollBar().valueChanged.connect(lambda _: self._take_place())
        view.zoom_changed.connect(lambda _: self._take_place())
        view.room_changed.connect(self._take_place)

    def add(self, page_index: int) -> None:
        """Take note of a page that cannot be drawn."""
        self._pages.add(page_index)
        self._take_place()

    def offer(self, *, can_repair: bool) -> None:
        """Show the card on failed pages, or nowhere: the page itself says what is the matter."""
        self._is_offered = can_repair
        self._take_place()

    def _make_card(self) -> QFrame:
        card = QFrame(self._view.viewport())
        card.setObjectName("popover")
        card.setCursor(Qt.CursorShape.ArrowCursor)
        words = label(self.tr("This page cannot be drawn."), "strong")
        words.setWordWrap(False)
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(12)
        column.addWidget(words)
        column.addWidget(self.repair, 0, Qt.AlignmentFlag.AlignHCenter)
        card.hide()
        QWidget.setTabOrder(self._view, self.repair)
        return card

    def _take_place(self) -> None:
        view = self._view
        in_sight = [page for page in view.visible_pages() if page in self._pages]
        if not in_sight or not self._is_offered:
            self.card.hide()
            return
        page_index = view.current_page if view.current_page in in_sight else in_sight[0]
        paper = view.mapFromScene(view.page_layout.rects[page_index]).boundingRect()
        self.card.adjustSize()
        self.card.move(_near_middle(paper, paper & view.free_rect(), self.card.rect()))
        self.card.show()


def _near_middle(paper: QRect, seen: QRect, card: QRect) -> QPoint:
    """Give the corner of a card in the middle of the paper, or as near as is in sight."""
    room = seen.adjusted(_EDGE_PX, _EDGE_PX, -_EDGE_PX, -_EDGE_PX)
    x = min(paper.center().x() - card.width() // 2, room.right() - card.width())
    y = min(paper.center().y() - card.height() // 2, room.bottom() - card.height())
    return QPoint(max(room.left(), x), max(room.top(), y))
