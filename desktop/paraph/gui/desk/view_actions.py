"""The actions that work on one open document; the menus of the window show the current ones."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from paraph.gui.viewer.page_view import ZoomMode
from paraph.gui.viewer.placing_view import PlacingView


class ViewActions(QObject):
    """One set a document: undo reaches only the document in front."""

    def __init__(self, view: PlacingView) -> None:
        super().__init__(view)
        self._view = view
        stack = view.placement.undo_stack
        self.undo = stack.createUndoAction(self, self.tr("Undo:"))
        self.undo.setShortcut(QKeySequence.StandardKey.Undo)
        self.redo = stack.createRedoAction(self, self.tr("Redo:"))
        self.redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        self.delete = self._make(self.tr("&Delete the box"), "Del")
        self.delete.triggered.connect(view.placement.remove)
        self.place = self._make(self.tr("Place a &signature box"), "Ctrl+G")
        self.place.triggered.connect(self._place)
        self.draw = self._make(self.tr("D&raw a signature box"), "Ctrl+Shift+G")
        self.draw.setCheckable(True)
        self.draw.toggled.connect(view.set_draws)
        self._make_extras_actions()
        self._make_file_actions()
        self._make_page_actions()
        self._make_zoom_actions()
        self._make_find_actions()
        view.placement.changed.connect(self._show_state)
        view.draws_changed.connect(self.draw.setChecked)
        view.zoom_changed.connect(self._show_state)
        self._show_state()

    def on_toolbar(self) -> list[tuple[str, QAction, str]]:
        """Give the actions with a button above the pages, and their icons."""
        return [
            ("thumbnails", self.thumbnails, "layout-sidebar"),
            ("previous", self.previous_page, "chevron-left"),
            ("next", self.next_page, "chevron-right"),
            ("zoom_out", self.zoom_out, "minus"),
            ("zoom_in", self.zoom_in, "plus"),
            ("fit_width", self.fit_width, "arrow-autofit-width"),
            ("fit_page", self.fit_page, "maximize"),
            ("find", self.find, "search"),
        ]

    def _place(self) -> None:
        self._view.place_at_best()

    def _make_page_actions(self) -> None:
        view = self._view
        self.previous_page = self._make(self.tr("&Previous page"), "Ctrl+PgUp")
        self.previous_page.triggered.connect(lambda: view.go_to_page(view.current_page - 1))
        self.next_page = self._make(self.tr("&Next page"), "Ctrl+PgDown")
        self.next_page.triggered.connect(lambda: view.go_to_page(view.current_page + 1))
        self.go_to_page = self._make(self.tr("&Go to page…"), "Ctrl+L")
        self.thumbnails = self._make(self.tr("Small pa&ges"), "F9")
        self.thumbnails.setCheckable(True)
        self.thumbnails.setChecked(True)

    def _make_extras_actions(self) -> None:
        view = self._view
        self.anchor = self._make(self.tr("Sign at a &text…"), "Ctrl+Shift+F")
        self.anchor.triggered.connect(lambda: view.extras.part_asked.emit("anchor"))
        self.initials = self._make(self.tr("&Initials on the pages"), "Ctrl+I")
        self.initials.setCheckable(True)
        self.initials.triggered.connect(self._toggle_initials)
        view.extras_changed.connect(
            lambda: self.initials.setChecked(view.extras.initials is not None)
        )

    def _toggle_initials(self) -> None:
        self._view.extras.toggle_initials()

    def _make_file_actions(self) -> None:
        self.show_folder = self._make(self.tr("Show in &folder"), "Ctrl+Shift+O")
        self.open_elsewhere = self._make(self.tr("Open &elsewhere"), "Ctrl+Shift+E")
        self.repair = self._make(self.tr("Re&pair a copy…"), "Ctrl+Shift+R")
        self.repair.setVisible(False)  # until something is found to be broken

    def _make_find_actions(self) -> None:
        self.find = self._make(self.tr("&Find…"), "Ctrl+F")
        self.find_next = self._make(self.tr("Find &next"), "F3")
        self.find_previous = self._make(self.tr("Find pre&vious"), "Shift+F3")
        self.side_panel = self._make(self.tr("&Side panel"), "F4")
        self.side_panel.setCheckable(True)

    def _make_zoom_actions(self) -> None:
        self.zoom_in = self._make(self.tr("Zoom &in"), "Ctrl++", "Ctrl+=")
        self.zoom_in.triggered.connect(self._view.zoom_in)
        self.zoom_out = self._make(self.tr("Zoom &out"), "Ctrl+-")
        self.zoom_out.triggered.connect(self._view.zoom_out)
        self.fit_page = self._make(self.tr("Fit &page"), "Ctrl+0")
        self.fit_page.setCheckable(True)
        self.fit_page.triggered.connect(self._view.fit_page)
        self.fit_width = self._make(self.tr("Fit &width"), "Ctrl+Shift+0")
        self.fit_width.setCheckable(True)
        self.fit_width.triggered.connect(self._view.fit_width)
        for action in (self.fit_page, self.fit_width):
            action.triggered.connect(self._show_state)

    def _make(self, words: str, *keys: str) -> QAction:
        action = QAction(words, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setToolTip(f"{words.replace('&', '')} ({keys[0]})")
        return action

    def _show_state(self) -> None:
        choice = self._view.placement.choice
        self.delete.setEnabled(choice.place is not None or choice.field_name is not None)
        self.fit_width.setChecked(self._view.mode is ZoomMode.FIT_WIDTH)
        self.fit_page.setChecked(self._view.mode is ZoomMode.FIT_PAGE)
