"""One open document: bar, small pages, pages, and room for a side panel."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from paraph.gui.common.tokens import Tokens
from paraph.gui.desk.page_toolbar import PageToolbar
from paraph.gui.desk.view_actions import ViewActions
from paraph.gui.viewer.page_source import PageSource
from paraph.gui.viewer.placing_view import PlacingView
from paraph.gui.viewer.thumbnails import Thumbnails


class DocumentTab(QWidget):
    """The contents of a document's tab. Whoever signs listens to `view.placement`."""

    def __init__(self, source: PageSource, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source = source
        self.view = PlacingView(source, tokens, self)
        self.actions_of_view = ViewActions(self.view)
        self._toolbar = PageToolbar(self.view, self.actions_of_view, tokens, self)
        self._thumbnails = Thumbnails(source, self.view.placement, tokens, self)
        self._side_width = tokens.sizes["sidePanel"]
        self._side: QFrame | None = None
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
            self._outer.addWidget(self._side)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        for part in (self.view, self._toolbar, self._thumbnails):
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
        actions.go_to_page.triggered.connect(self._toolbar.ask_for_page)
