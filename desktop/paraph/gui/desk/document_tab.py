"""One open document: bar, small pages, pages, and room for a side panel."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from paraph.gui.common.tokens import Tokens
from paraph.gui.desk.page_toolbar import PageToolbar
from paraph.gui.desk.view_actions import ViewActions
from paraph.gui.viewer.find_bar import FindBar
from paraph.gui.viewer.page_access import expose_pages
from paraph.gui.viewer.page_source import PageSource
from paraph.gui.viewer.placing_view import PlacingView
from paraph.gui.viewer.thumbnails import Thumbnails

# A narrower window lays the side panel over the page.
WIDE_WINDOW_PX = 1360


class DocumentTab(QWidget):
    """The contents of a document's tab. Whoever signs listens to `view.placement`."""

    side_panel_asked = Signal()  # when F4 is pressed and there is no panel to show

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
        self._side: QFrame | None = None
        self._is_tight = False
        self._gave_room = False  # the small pages were hidden for want of room
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.view)

    def set_side_panel(self, panel: QWidget | None) -> None:
        """Show a panel at the right of the pages, or none."""
        if self._side is not None:
            self._side.hide()
            self._side.deleteLater()
            self._side = None
        if panel is not None:
            self._side = QFrame(self)
            self._side.setObjectName("sidePanel")
            self._side.setFixedWidth(self._side_width)
            inner = QVBoxLayout(self._side)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.addWidget(panel)
            self._side.show()
        self._show_side(panel is not None)

    @property
    def side_panel(self) -> QWidget | None:
        """Give the frame of the side panel, while it is shown."""
        return self._side if self._side is not None and self._side.isVisibleTo(self) else None

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
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self._toolbar)
        left.addLayout(pages, 1)
        self._outer = QHBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._outer.addLayout(left, 1)

    def _connect(self) -> None:
        self.view.current_page_changed.connect(self._thumbnails.show_page)
        self._thumbnails.page_chosen.connect(self.view.go_to_page)
        self._thumbnails.show_page(self.view.current_page)
        actions = self.actions_of_view
        actions.thumbnails.toggled.connect(self._thumbnails.setVisible)
        actions.thumbnails.triggered.connect(self._keep_thumbnails)
        actions.side_panel.triggered.connect(self._toggle_side)
        actions.go_to_page.triggered.connect(self._toolbar.ask_for_page)
        actions.find.triggered.connect(self.find_bar.open)
        actions.find_next.triggered.connect(lambda: self.find_bar.step(1))
        actions.find_previous.triggered.connect(lambda: self.find_bar.step(-1))

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
            top = self._toolbar.height()
            side.setGeometry(self.width() - side.width(), top, side.width(), self.height() - top)
            side.raise_()
        elif side is not None and self._outer.indexOf(side) < 0:
            self._outer.addWidget(side)
        self.view.set_covered(side.width() if side is not None and is_narrow else 0)
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
