"""One open document: bar, small pages, pages, and room for a side panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from paraph.gui.common.tokens import Tokens
from paraph.gui.desk.page_toolbar import PageToolbar
from paraph.gui.desk.side_frame import SideFrame
from paraph.gui.desk.view_actions import ViewActions
from paraph.gui.viewer.drawn_ahead import DrawnAhead
from paraph.gui.viewer.find_bar import FindBar
from paraph.gui.viewer.page_access import expose_pages
from paraph.gui.viewer.page_source import PageSource
from paraph.gui.viewer.placing_view import PlacingView
from paraph.gui.viewer.thumbnails import Thumbnails

if TYPE_CHECKING:
    from paraph.gui.viewer.failed_page import FailedPage
    from paraph.gui.viewer.pages_seen import PagesSeen

_WATCH_PAGES_AFTER_MS = 500  # the first page is on its way until then
# A narrower window lays the side panel over the page.
WIDE_WINDOW_PX = 1360


class DocumentTab(QWidget):
    """The contents of a document's tab. Whoever signs listens to `view.placement`."""

    side_panel_asked = Signal()  # when F4 is pressed and there is no panel to show
    panel_width_changed = Signal(int)  # pixels that a panel beside the pages takes, else 0
    menu_asked = Signal(QPoint)  # on the screen, where the menu of the document is to end
    repair_asked = Signal()  # when a copy of the document is to be repaired

    def __init__(self, source: PageSource, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source = source
        expose_pages()
        self.view = PlacingView(source, tokens, self)
        self.actions_of_view = ViewActions(self.view)
        self._toolbar = PageToolbar(self.view, self.actions_of_view, tokens, self)
        self._thumbnails = Thumbnails(source, self.view.placement, tokens, self)
        self.find_bar = FindBar(self.view, tokens)
        self._side_width = tokens.sizes["sidePanel"]
        self._side: SideFrame | None = None
        self.panel_width = 0
        self._failed: FailedPage | None = None
        self._seen: PagesSeen | None = None
        self._is_broken = False
        self._is_tight = False
        self._gave_room = False  # the small pages were hidden for want of room
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.view)
        QTimer.singleShot(_WATCH_PAGES_AFTER_MS, self, self._watch_pages)

    def set_side_panel(self, panel: QWidget | None) -> None:
        """Show a panel at the right of the pages, or none."""
        if self._side is not None:
            self._side.hide()
            self._side.deleteLater()
            self._side = None
        if panel is not None:
            self._side = SideFrame(panel, self._side_width, self)
            self._side.left.connect(self.actions_of_view.side_panel.trigger)
            self._side.show()
        self._show_side(panel is not None)

    @property
    def side_panel(self) -> QWidget | None:
        """Give the frame of the side panel, while it is shown."""
        return self._side if self._side is not None and self._side.isVisibleTo(self) else None

    @property
    def unseen_pages(self) -> tuple[int, ...]:
        """Give the pages that were never shown whole, as indices from 0."""
        self._watch_pages()
        return self._seen.unseen if self._seen is not None else ()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the side panel beside the page or over it."""
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Only now is the window's width known."""
        super().showEvent(event)
        self._arrange()

    def parts(self) -> list[QWidget | None]:
        """Give the parts in reading order, as F6 goes through them."""
        return [self._toolbar, self._thumbnails, self.view, self.side_panel]

    def look_for(self, words: str) -> None:
        """Look for words in the document."""
        self.find_bar.field.setText(words)
        self.find_bar.open()

    def leave_room_above(self, height_px: int) -> None:
        """Leave room for the row of tabs, which lies over it."""
        self._left.setContentsMargins(0, height_px, 0, 0)

    def offer_repair(self) -> None:
        """Offer a repaired copy from now on, unless somebody has signed the document."""
        self._is_broken = True
        self._show_repair()

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        for part in (self.view, self._toolbar, self._thumbnails, self.find_bar):
            part.take_theme(tokens)

    def close_document(self) -> None:
        """Let the document go; the tab is of no use afterwards."""
        self.source.close()

    def _lay_out(self) -> None:
        pages = QHBoxLayout()
        pages.setSpacing(0)
        pages.addWidget(self._thumbnails)
        pages.addWidget(self.view, 1)
        self._left = QVBoxLayout()
        self._left.setContentsMargins(0, 0, 0, 0)
        self._left.setSpacing(0)
        self._left.addWidget(self._toolbar)
        self._left.addLayout(pages, 1)
        self._outer = QHBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._outer.addLayout(self._left, 1)

    def _connect(self) -> None:
        self.view.current_page_changed.connect(self._thumbnails.show_page)
        self._thumbnails.page_chosen.connect(self.view.go_to_page)
        self._thumbnails.show_page(self.view.current_page)
        self.view.images.stand_in = self._thumbnails.small_pages.held
        DrawnAhead(self._thumbnails.small_pages, self.view)
        actions = self.actions_of_view
        actions.thumbnails.toggled.connect(self._thumbnails.setVisible)
        actions.thumbnails.triggered.connect(self._keep_thumbnails)
        actions.side_panel.triggered.connect(self._toggle_side)
        actions.go_to_page.triggered.connect(self._toolbar.ask_for_page)
        actions.repair.triggered.connect(self.repair_asked)
        self._toolbar.menu_asked.connect(self.menu_asked)
        self.source.signals.page_failed.connect(self._take_failure)
        self.source.signals.fields_ready.connect(lambda _: self._show_repair())
        actions.find.triggered.connect(self.find_bar.open)
        actions.find_next.triggered.connect(lambda: self.find_bar.step(1))
        actions.find_previous.triggered.connect(lambda: self.find_bar.step(-1))

    def _watch_pages(self) -> None:
        if self._seen is None:
            from paraph.gui.viewer.pages_seen import PagesSeen

            self._seen = PagesSeen(self.view)

    def _take_failure(self, page_index: int) -> None:
        if self._failed is None:
            # Most documents never need it.
            from paraph.gui.viewer.failed_page import FailedPage

            self._failed = FailedPage(self.view)
            self._failed.repair.clicked.connect(self.repair_asked)
        self._failed.add(page_index)
        self.offer_repair()

    def _show_repair(self) -> None:
        # A repaired copy is another file: it would lose the signatures.
        can_repair = self._is_broken and not any(field.signed for field in self.source.fields)
        self.actions_of_view.repair.setVisible(can_repair)
        if self._failed is not None:
            self._failed.offer(can_repair=can_repair)

    def _toggle_side(self, shown: bool) -> None:  # noqa: FBT001 - a slot
        if self._side is None:
            self.side_panel_asked.emit()
        self._show_side(shown and self._side is not None)
        if not shown:
            self.view.setFocus()

    def _show_side(self, shown: bool) -> None:  # noqa: FBT001 - as of the action
        if self._side is not None:
            self._side.setVisible(shown)
        self.actions_of_view.side_panel.setChecked(shown)
        self._arrange()

    def _arrange(self) -> None:
        side, is_narrow = self.side_panel, self.window().width() < WIDE_WINDOW_PX
        if side is not None and is_narrow:
            self._outer.removeWidget(side)
            top = self._left.contentsMargins().top() + self._toolbar.height()
            side.setGeometry(self.width() - side.width(), top, side.width(), self.height() - top)
            side.raise_()
        elif side is not None and self._outer.indexOf(side) < 0:
            self._outer.addWidget(side)
        self.view.set_covered(side.width() if side is not None and is_narrow else 0)
        width = side.width() if side is not None and not is_narrow else 0
        if width != self.panel_width:
            self.panel_width = width
            self.panel_width_changed.emit(width)
        self._give_room(side is not None and is_narrow)

    def _give_room(self, wanted: bool) -> None:  # noqa: FBT001 - see `_arrange`
        if wanted == self._is_tight:
            return  # what the person has chosen since then stays
        self._is_tight = wanted
        thumbnails = self.actions_of_view.thumbnails
        if wanted:
            self._gave_room = thumbnails.isChecked()
            thumbnails.setChecked(False)
        elif self._gave_room:
            thumbnails.setChecked(True)

    def _keep_thumbnails(self) -> None:
        self._gave_room = False
