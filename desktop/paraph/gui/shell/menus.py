"""The menus, built from tables; those about a document show the actions of the one in front."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from paraph.gui.common.controls import verbatim
from paraph.gui.common.theme import ThemeSwitch
from paraph.gui.common.tokens import Theme
from paraph.gui.desk.recent_files import RecentFiles

if TYPE_CHECKING:
    from paraph.gui.desk.view_actions import ViewActions

Row = tuple[str, str, Callable[[], object]]


class Menus(QObject):
    """Fills a menu bar: File, Edit, View, Document, Requests, Help."""

    def __init__(self, bar: QMenuBar, recent: RecentFiles, theme: ThemeSwitch) -> None:
        super().__init__(bar)
        self._recent = recent
        self._theme = theme
        self.file = bar.addMenu(self.tr("&File"))
        self.edit = bar.addMenu(self.tr("&Edit"))
        self.view = bar.addMenu(self.tr("&View"))
        self.document = bar.addMenu(self.tr("&Document"))
        self.requests = bar.addMenu(self.tr("&Requests"))
        self.requests.menuAction().setVisible(False)  # until it has a row
        self.help = bar.addMenu(self.tr("&Help"))
        self._themes = self._make_theme_menu()
        self._recent_menu = QMenu(self.tr("Open &recent"), bar)
        self._standing: dict[QMenu, list[QAction]] = {}
        self.show_document(None)

    def add_rows(self, menu: QMenu, rows: list[Row]) -> list[QAction]:
        """Add actions that are there whatever is open."""
        actions = []
        for words, keys, act in rows:
            action = menu.addAction(words)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(_without_argument(act))
            actions.append(action)
        self._standing.setdefault(menu, []).extend(actions)
        if actions:
            menu.menuAction().setVisible(True)
        return actions

    def listed(self) -> Iterator[tuple[QAction, str, str]]:
        """Give what can be chosen now: the action, its menu's title, the icon for a list."""
        opens = (self._themes.menuAction(), self._recent_menu.menuAction())
        for menu, icon_name in (
            (self.document, "signature"),
            (self.file, "file-text"),
            (self.requests, "send"),
            (self.edit, "forms"),
            (self.view, "eye"),
            (self._themes, "eye"),
            (self.help, "help-square-rounded"),
        ):
            for action in menu.actions():
                if not action.isSeparator() and action.isVisible() and action not in opens:
                    yield action, menu.title(), icon_name

    def add_recent(self, open_path: Callable[[Path], object]) -> None:
        """Add the files opened last; the list is made anew each time it is shown."""
        menu = self._recent_menu
        self.file.addMenu(menu)
        menu.aboutToShow.connect(lambda: self._fill_recent(menu, open_path))
        self._fill_recent(menu, open_path)

    def show_document(self, actions: ViewActions | None) -> None:
        """Show the actions of the document in front, or that there is none."""
        for menu in (self.edit, self.view, self.document):
            # QMenu.clear() would also make PySide forget actions that belong to a document.
            for action in menu.actions():
                menu.removeAction(action)
        if actions is not None:
            self.edit.addActions([actions.undo, actions.redo])
            self.edit.addSeparator()
            self.edit.addAction(actions.delete)
            self.edit.addSeparator()
            self.edit.addActions([actions.find, actions.find_next, actions.find_previous])
            self.view.addActions([actions.zoom_in, actions.zoom_out])
            self.view.addActions([actions.fit_page, actions.fit_width])
            self.view.addSeparator()
            pages = [actions.previous_page, actions.next_page, actions.go_to_page]
            self.view.addActions([*pages, actions.thumbnails, actions.side_panel])
            self.view.addSeparator()
            self.document.addActions([actions.place, actions.draw])
            self.document.addActions([actions.anchor, actions.initials])
            self.document.addSeparator()
            self.document.addActions(self._standing.get(self.document, []))
            self.document.addSeparator()
            self.document.addActions([actions.repair, actions.show_folder, actions.open_elsewhere])
        self.view.addActions(self._standing.get(self.view, []))
        self.view.addSeparator()
        self.view.addMenu(self._themes)
        for menu in (self.edit, self.document):
            menu.menuAction().setEnabled(actions is not None)

    def open_document_menu(self, right: QPoint) -> None:
        """Open the menu of the document with its right edge at a point of the screen."""
        self.document.popup(right - QPoint(self.document.sizeHint().width(), 0))

    def _fill_recent(self, menu: QMenu, open_path: Callable[[Path], object]) -> None:
        menu.clear()
        entries = self._recent.entries()
        for path, is_there in entries:
            name = verbatim(path.name)
            words = name if is_there else self.tr("{name} (no longer there)").format(name=name)
            action = menu.addAction(words)
            action.setEnabled(is_there)
            action.setToolTip(str(path))
            action.setStatusTip(str(path))
            action.triggered.connect(_opener(open_path, path))
        menu.setToolTipsVisible(True)
        if entries:
            menu.addSeparator()
            menu.addAction(self.tr("&Clear this list")).triggered.connect(self._recent.clear)
        else:
            menu.addAction(self.tr("No file was opened yet")).setEnabled(False)

    def _make_theme_menu(self) -> QMenu:
        menu = QMenu(self.tr("&Colours"))
        group = QActionGroup(menu)
        words = {
            Theme.LIGHT: self.tr("&Light"),
            Theme.DARK: self.tr("&Dark"),
            Theme.HIGH_CONTRAST: self.tr("High &contrast"),
        }
        for theme, name in words.items():
            action = group.addAction(name)
            action.setCheckable(True)
            action.setChecked(theme is self._theme.tokens.theme)
            action.triggered.connect(_without_argument(_chooser(self._theme, theme)))
            menu.addAction(action)
        return menu


def _without_argument(act: Callable[[], object]) -> Callable[[], None]:
    def run() -> None:
        act()

    return run


def _opener(open_path: Callable[[Path], object], path: Path) -> Callable[[], None]:
    def run() -> None:
        open_path(path)

    return run


def _chooser(switch: ThemeSwitch, theme: Theme) -> Callable[[], None]:
    return lambda: switch.use(theme)
