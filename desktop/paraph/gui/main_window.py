"""The one window: rail, header, screens and status strip. It opens documents, nothing more."""

from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from paraph.domain.errors import ParaphError
from paraph.domain.messages import words_for
from paraph.domain.secret import Secret
from paraph.gui.actions import GuiUseCases
from paraph.gui.common.resource_files import resource_path
from paraph.gui.common.theme import ThemeSwitch
from paraph.gui.common.tokens import Theme, Tokens
from paraph.gui.desk.desk_page import DeskPage
from paraph.gui.desk.document_tab import DocumentTab
from paraph.gui.desk.recent_files import RecentFiles
from paraph.gui.shell.header import Header
from paraph.gui.shell.menus import Menus
from paraph.gui.shell.rail import Rail
from paraph.gui.shell.status_strip import StatusStrip
from paraph.gui.viewer.page_source import PageSource

_FOLDER_KEY = "desk/folder"
_THEME_KEY = "window/theme"
_GEOMETRY_KEY = "window/geometry"


class MainWindow(QMainWindow):
    """Puts the parts together. `screens` is the table a new screen is added to."""

    def __init__(self, use_cases: GuiUseCases, settings: QSettings, theme: ThemeSwitch) -> None:
        super().__init__()
        self._use_cases = use_cases
        self._settings = settings
        self._theme = theme
        self.recent = RecentFiles(settings)
        tokens = theme.tokens
        self.desk = DeskPage(tokens, self)
        self.screens: dict[str, QWidget] = {"desk": self.desk}
        self.rail = Rail(self.screens, tokens, self)
        self.header = Header(tokens, self)
        self.strip = StatusStrip(tokens, self)
        self._stack = QStackedWidget()
        self._lay_out()
        self._menus = Menus(self.header.menus, self.recent, theme)
        self._fill_menus()
        self._connect()
        self.show_screen("desk")
        self._restore()
        self.setFocus()

    def show_screen(self, key: str) -> None:
        """Bring a screen to the front."""
        self._stack.setCurrentWidget(self.screens[key])
        self.rail.choose(key)

    def open_path(self, path: Path, password: Secret | None = None) -> None:
        """Open a PDF on the desk, or say there why it cannot be."""
        path = path.absolute()
        self.show_screen("desk")
        if self.desk.show_if_open(path):
            return
        self._use_cases.open_document(
            path,
            password,
            lambda source: self._take_source(path, source),
            lambda error: self._take_refusal(path, error),
        )

    def start_work(self) -> None:
        """Do what can wait until the window stands."""

    def ask_for_file(self) -> None:
        """Let the person choose PDFs."""
        folder = str(self._settings.value(_FOLDER_KEY, str(Path.home())))
        names, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Open a PDF"), folder, self.tr("PDF documents (*.pdf *.PDF)")
        )
        for name in names:
            self._settings.setValue(_FOLDER_KEY, str(Path(name).parent))
            self.open_path(Path(name))

    def open_sample(self) -> None:
        """Open the sample contract."""
        self.open_path(resource_path("samples", "fee-agreement.pdf"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take PDFs held over the window."""
        if _dropped(event):
            self.desk.empty.zone.set_hot(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show that nothing is held any more."""
        self.desk.empty.zone.set_hot(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        self.desk.empty.zone.set_hot(False)
        event.acceptProposedAction()
        for path in _dropped(event):
            self.open_path(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window, and let the documents go."""
        self._settings.setValue(_GEOMETRY_KEY, self.saveGeometry())
        self.desk.close_all()
        super().closeEvent(event)

    def _take_source(self, path: Path, source: PageSource) -> None:
        if self.desk.show_if_open(path):
            source.close()  # it was asked for twice before it was open
            return
        self.recent.add(path)
        self.desk.message.hide()
        self.desk.add(path, source)

    def _take_refusal(self, path: Path, error: ParaphError) -> None:
        self.desk.tell(words_for(error.code), path.name)

    def _lay_out(self) -> None:
        for screen in self.screens.values():
            self._stack.addWidget(screen)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.header)
        right.addWidget(self._stack, 1)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self.rail)
        upper.addLayout(right, 1)
        shell = QWidget()
        shell.setObjectName("shell")
        outer = QVBoxLayout(shell)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(upper, 1)
        outer.addWidget(self.strip)
        self.setCentralWidget(shell)
        self.setWindowTitle("Paraph")
        self.setMinimumSize(1024, 640)
        self.setAcceptDrops(True)

    def _fill_menus(self) -> None:
        menus = self._menus
        menus.add_rows(menus.file, [(self.tr("&Open a PDF…"), "Ctrl+O", self.ask_for_file)])
        menus.add_recent(self.open_path)
        (self._close_action,) = menus.add_rows(
            menus.file, [(self.tr("&Close the document"), "Ctrl+W", self.desk.close_current)]
        )
        menus.file.addSeparator()
        menus.add_rows(menus.file, [(self.tr("&Quit"), "Ctrl+Q", self.close)])
        menus.add_rows(
            menus.help,
            [
                (self.tr("Try it on a &sample contract"), "", self.open_sample),
                (self.tr("&About Paraph"), "", self._show_about),
            ],
        )

    def _connect(self) -> None:
        self.rail.screen_chosen.connect(self.show_screen)
        self.header.open_asked.connect(self.ask_for_file)
        self.desk.empty.open_asked.connect(self.ask_for_file)
        self.desk.empty.sample_asked.connect(self.open_sample)
        self.desk.add_button.clicked.connect(self.ask_for_file)
        self.desk.current_changed.connect(self._show_document)
        self.desk.document_opened.connect(self._follow)
        self._theme.changed.connect(self._take_theme)
        for keys, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda step=step: self.desk.next_document(step))
        self._show_document(self.desk.current)

    def _restore(self) -> None:
        geometry = self._settings.value(_GEOMETRY_KEY)
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(1440, 900)

    def _show_document(self, tab: DocumentTab | None) -> None:
        self._close_action.setEnabled(tab is not None)
        self._menus.show_document(tab.actions_of_view if tab is not None else None)
        title = "Paraph" if tab is None else f"{tab.source.title} - Paraph"
        self.setWindowTitle(title)
        self._show_note()

    def _follow(self, tab: DocumentTab) -> None:
        tab.view.placement.place_changed.connect(self._show_note)
        tab.view.placement.field_chosen.connect(self._show_note)

    def _show_note(self) -> None:
        tab = self.desk.current
        self.strip.set_note(tab.view.place_in_words() if tab is not None else "")

    def _take_theme(self, tokens: Tokens) -> None:
        self._settings.setValue(_THEME_KEY, tokens.theme.value)
        for part in (self.rail, self.header, self.desk, self.strip):
            part.take_theme(tokens)

    def _show_about(self) -> None:
        words = self.tr(
            "Paraph {version}\n\nSigns PDF documents with a card. Free software under the"
            " GNU Affero General Public License, version 3 or later."
        )
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(self.tr("About Paraph"))
        box.setText(words.format(version=self._use_cases.version))
        box.open()


def make_theme(application: QApplication, settings: QSettings) -> ThemeSwitch:
    """Put on the theme chosen last, or the one the desktop asks for."""
    stored = settings.value(_THEME_KEY)
    known = {theme.value: theme for theme in Theme}
    return ThemeSwitch(application, known.get(str(stored)))


def _dropped(event: QDropEvent) -> list[Path]:
    urls = event.mimeData().urls() if event.mimeData().hasUrls() else []
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() == ".pdf"]
