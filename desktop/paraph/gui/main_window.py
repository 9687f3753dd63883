"""The one window: rail, header, screens and status strip."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from paraph.gui.actions import GuiUseCases
from paraph.gui.batch.entry import SCREEN, BatchEntry
from paraph.gui.batch.front import Front
from paraph.gui.book.entry import BookEntry
from paraph.gui.common.theme import ThemeSwitch
from paraph.gui.common.tokens import Theme, Tokens
from paraph.gui.desk.desk_page import DeskPage
from paraph.gui.desk.drop_target import DropTarget
from paraph.gui.documents import Documents
from paraph.gui.outbox.remote_work import SCREEN as OUTBOX
from paraph.gui.outbox.remote_work import RemoteWork
from paraph.gui.proofs import OwedProofs
from paraph.gui.request_pages import RequestPages
from paraph.gui.sheet.sheet import Sheet
from paraph.gui.shell.about import show_about
from paraph.gui.shell.header import Header
from paraph.gui.shell.menus import Menus, Row
from paraph.gui.shell.part_ring import PartRing
from paraph.gui.shell.rail import Rail
from paraph.gui.shell.status_strip import StatusStrip
from paraph.gui.signing.signing_room import SigningRoom
from paraph.gui.wizard.entry import WizardEntry

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.domain.errors import ParaphError
    from paraph.domain.keys.secret import Secret
    from paraph.gui.desk.document_tab import DocumentTab
    from paraph.gui.palette.entries import Entry
    from paraph.gui.settings.settings_page import SettingsPage
    from paraph.gui.signing.extras_use import ExtrasUse
    from paraph.gui.viewer.extras_state import ExtrasState
    from paraph.settings import Settings

_THEME_KEY = "window/theme"
_GEOMETRY_KEY = "window/geometry"
_CATCH_UP_AFTER_MS = 1500
_GUARD_AFTER_MS = 1000


class MainWindow(QMainWindow):
    """Puts the parts together.

    `screens` is the table a new screen is added to; each is made when it is first shown.
    """

    _extras_use: ExtrasUse | None = None  # made when a document first wants it
    exit_status = 0  # that of the error which the person ends the program for

    def __init__(self, use_cases: GuiUseCases, settings: QSettings, theme: ThemeSwitch) -> None:
        super().__init__()
        self._use_cases, self._settings, self._theme = use_cases, settings, theme
        tokens = theme.tokens
        self.desk = DeskPage(tokens, self)
        self.profile = use_cases.settings
        self._made: dict[str, QWidget] = {}
        self.screens: dict[str, Callable[[], QWidget]] = {
            "desk": lambda: self.desk,
            "settings": self._make_settings_page,
        }
        self.remote = RemoteWork(self, use_cases)
        self.pages = RequestPages(self, use_cases, self.remote, settings)
        if self.remote.is_offered:
            self.screens |= {OUTBOX: self.remote.make_page, **self.pages.screens()}
        self.rail = Rail(self.screens, tokens, self)
        self.header, self.strip = Header(tokens, self), StatusStrip(tokens, self)
        self._stack = QStackedWidget()
        self._lay_out()
        self.sheet = Sheet(self, tokens)
        self.signing = self._make_signing()
        self.documents = Documents(use_cases, self.desk, self.signing, settings, self)
        self.owed = OwedProofs(use_cases, self.signing, self.strip, self.open_path, self)
        self.owed.tells_strip = not self.remote.is_offered
        self._drops = DropTarget(self, self.desk, tokens, self.open_path)
        self._ring = PartRing(self, self._parts)
        self._make_entries()
        self._menus = Menus(self.header.menus, self.documents.recent, theme)
        self._fill_menus()
        self._connect()
        self.show_screen("desk")
        self._restore()
        self.setFocus()

    def _make_entries(self) -> None:
        cases, settings = self._use_cases, self._settings
        front = Front(self.signing, self.strip, self.desk, self.show_screen, self.open_path)
        self.many = BatchEntry(self, front, cases, settings)
        self.screens[SCREEN] = lambda: self.many.room.stack
        self.books = BookEntry(self, cases, settings)
        self.wizard = WizardEntry(self, cases, settings)

    def show_screen(self, key: str) -> None:
        """Bring a screen to the front."""
        if key not in self._made:
            self._made[key] = self.screens[key]()
            self._stack.addWidget(self._made[key])
        self._stack.setCurrentWidget(self._made[key])
        self.rail.choose(key)

    @property
    def settings_page(self) -> SettingsPage:
        """Give the screen of settings, once it has been shown."""
        return cast("SettingsPage", self._made["settings"])

    def show_accounts(self) -> None:
        """Bring the accounts among the settings to the front."""
        self.show_screen("settings")
        self.settings_page.show_section("accounts")

    def show_proofs(self) -> None:
        """Show the list of proof that is owed."""
        self.owed.show()

    def open_path(self, path: Path, password: Secret | None = None) -> None:
        """Open a PDF on the desk, or say there why it cannot be."""
        self.show_screen("desk")
        self.documents.open_path(path, password)

    def start_work(self) -> None:
        """Do what can wait until the window stands."""
        if self._use_cases.watch_readers is not None:
            self.signing.watch.start(self._use_cases.watch_readers())
        if self._use_cases.demo_card is not None:
            self.signing.look()
        # A card that lies in a reader is shown first.
        QTimer.singleShot(_CATCH_UP_AFTER_MS, self.signing, self.signing.catch_up)
        QTimer.singleShot(_CATCH_UP_AFTER_MS, self.signing, self.many.look_for_unfinished)
        QTimer.singleShot(_CATCH_UP_AFTER_MS, self.signing, self.books.look_for_books)
        # What it loads would hold up the first page.
        QTimer.singleShot(_GUARD_AFTER_MS, self.signing.guard, self.signing.guard.begin)
        QTimer.singleShot(_GUARD_AFTER_MS, self.signing, self.owed.begin)
        QTimer.singleShot(_GUARD_AFTER_MS, self.signing, self.remote.begin)

    def _tell_no_record(self, error: ParaphError) -> None:
        from paraph.gui.shell.start_trouble import tell_in_sheet

        tell_in_sheet(error, self.sheet, self._theme.tokens, self.signing.catch_up, self._give_up)

    def _give_up(self, status: int) -> None:
        self.exit_status = status
        self.close()

    def open_palette(self) -> None:
        """List all acts and documents, to be found by typing; never upon another sheet."""
        if self.sheet.page is not None:
            return
        from paraph.gui.palette.entries import commands_of, document_entry
        from paraph.gui.palette.palette_page import PalettePage

        paths = dict.fromkeys([*self.desk.open_paths, *self.documents.recent.stored()])
        entries = [
            *commands_of(self._menus.listed(), self._palette_action, self._for_documents),
            *(document_entry(path, self.open_path) for path in paths),
        ]
        tab = self.desk.current
        page = PalettePage(entries, tab.look_for if tab is not None else None, self._theme.tokens)
        page.chosen.connect(self._run)
        page.left.connect(self.sheet.close_page)
        self.sheet.show_page(page)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window, and let the documents go; a signature in work is waited for."""
        if self.signing.is_signing:
            self.signing.close_when_signed(self.close)
            event.ignore()
            return
        if any(each.holds_up(self.close) for each in (self.many, self.books, self.wizard)):
            event.ignore()
            return
        self.many.close()
        self.books.close()
        self.wizard.close()
        self._settings.setValue(_GEOMETRY_KEY, self.saveGeometry())
        self.desk.close_all()
        if self.signing.proofs is not None:
            self.signing.proofs.close()
        self.pages.close()
        self.remote.close()
        self.signing.close()
        if self._extras_use is not None:
            self._extras_use.close()
        super().closeEvent(event)

    def _make_signing(self) -> SigningRoom:
        cases, sheet, strip = self._use_cases, self.sheet, self.strip
        tokens, settings = self._theme.tokens, self._settings
        made = SigningRoom(cases.signing, sheet, strip, settings, tokens, cases.demo_card)
        made.guard.read_settings = lambda: self.profile
        made.guard.read_rules = cases.rules
        made.open_shelf = cases.looks
        return made

    def _lay_out(self) -> None:
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

    def _fill_menus(self) -> None:
        menus = self._menus
        menus.add_rows(
            menus.file, [(self.tr("&Open a PDF…"), "Ctrl+O", self.documents.ask_for_file)]
        )
        menus.add_recent(self.open_path)
        menus.add_rows(menus.file, [(self.tr("Sign &many…"), "Ctrl+B", self.many.begin)])
        menus.add_rows(menus.file, self.books.rows())
        menus.add_rows(menus.file, self.owed.rows())
        (close,) = menus.add_rows(
            menus.file, [(self.tr("&Close the document"), "Ctrl+W", self.desk.close_current)]
        )
        sign, check = menus.add_rows(
            menus.document,
            [
                (self.tr("&Check and sign…"), "Ctrl+Return", self.documents.begin_signing),
                (self.tr("Check the si&gnatures"), "Ctrl+D", self.documents.check_current),
            ],
        )
        menus.add_rows(menus.document, self.wizard.document_rows())
        menus.add_rows(menus.requests, [*self.wizard.rows(), *self.remote.rows()])
        menus.file.addSeparator()
        self._for_documents = (close, sign, check)
        (self._palette_action, *_) = menus.add_rows(
            menus.view,
            [
                (self.tr("Search, or &run a command…"), "Ctrl+K", self.open_palette),
                *self._screen_rows(),
                (self.tr("Next document"), "Ctrl+Tab", self.desk.next_document),
                (
                    self.tr("Previous document"),
                    "Ctrl+Shift+Tab",
                    partial(self.desk.next_document, -1),
                ),
                (self.tr("Next part of the window"), "F6", lambda: self._ring.go(1)),
                (self.tr("Previous part of the window"), "Shift+F6", lambda: self._ring.go(-1)),
            ],
        )
        lock, _ = menus.add_rows(
            menus.file,
            [
                (self.tr("&Lock cards and key files now"), "Ctrl+Shift+L", self.signing.lock),
                (self.tr("&Quit"), "Ctrl+Q", self.close),
            ],
        )
        lock.setEnabled(False)
        self.signing.unlocked_changed.connect(lock.setEnabled)
        menus.add_rows(
            menus.help,
            [
                (self.tr("Try it on a &sample contract"), "", self.documents.open_sample),
                (self.tr("&About Paraph"), "", lambda: show_about(self, self._use_cases.version)),
            ],
        )

    def _screen_rows(self) -> list[Row]:
        words = self.tr("Go to: {screen}")
        return [
            (words.format(screen=row.name), f"Ctrl+{row.digit}", partial(self.show_screen, row.key))
            for row in self.rail.rows
        ]

    def _connect(self) -> None:
        self._drops.take_many = self.many.take_drop if self.many.can_begin else None
        self.rail.screen_chosen.connect(self.show_screen)
        self.signing.record_failed.connect(self._tell_no_record)
        self.header.open_asked.connect(self.documents.ask_for_file)
        self.header.search_asked.connect(self.open_palette)
        self.desk.empty.open_asked.connect(self.documents.ask_for_file)
        self.desk.empty.many_asked.connect(self.many.begin)
        self.desk.empty.sample_asked.connect(self.documents.open_sample)
        self.desk.add_button.clicked.connect(self.documents.ask_for_file)
        self.desk.current_changed.connect(self._show_document)
        self.desk.document_opened.connect(self._follow)
        self._theme.changed.connect(self._take_theme)
        self._show_document(self.desk.current)

    def _restore(self) -> None:
        geometry = self._settings.value(_GEOMETRY_KEY)
        if geometry is None or not self.restoreGeometry(geometry):
            room = self.screen().availableSize()
            # The frame and the title bar of the desktop take their part.
            self.resize(min(1440, room.width()), min(900, room.height() - 40))

    def _show_document(self, tab: DocumentTab | None) -> None:
        for action in self._for_documents:
            action.setEnabled(tab is not None)
        self._menus.show_document(tab.actions_of_view if tab is not None else None)
        title = "Paraph" if tab is None else f"{tab.source.title} - Paraph"
        self.setWindowTitle(title)
        self._show_note()

    def _follow(self, tab: DocumentTab) -> None:
        tab.view.placement.place_changed.connect(self._show_note)
        tab.view.placement.field_chosen.connect(self._show_note)
        tab.menu_asked.connect(self._menus.open_document_menu)
        tab.side_panel_asked.connect(lambda: self.signing.open_panel(tab))
        tab.view.extras_made.connect(partial(self._serve_extras, tab))

    def _serve_extras(self, tab: DocumentTab, state: ExtrasState) -> None:
        if self._extras_use is None:
            from paraph.gui.signing.extras_use import ExtrasUse

            self._extras_use = ExtrasUse(self._use_cases, self.signing, self.open_path)
        self._extras_use.follow(tab, state)

    def _parts(self) -> list[QWidget | None]:
        tab = self.desk.current
        document = [self.desk.tab_row, *tab.parts()] if tab is not None else [self.desk.empty]
        return [
            self.rail,
            self.header,
            *document,
            *self.pages.parts(),
            *self.wizard.parts(),
            self.strip,
        ]

    def _show_note(self) -> None:
        tab = self.desk.current
        self.strip.set_note(tab.view.place_in_words() if tab is not None else "")

    def _run(self, entry: Entry) -> None:
        self.sheet.close_page()
        if entry.act is not None:
            entry.act()

    def _take_theme(self, tokens: Tokens) -> None:
        self._settings.setValue(_THEME_KEY, tokens.theme.value)
        parts = (self.rail, self.header, self.desk, self.strip, self.signing, self._drops)
        for part in (*parts, self.many, self.books, self.wizard, self.remote, self.pages):
            part.take_theme(tokens)
        if "settings" in self._made:
            self.settings_page.take_theme(tokens)

    def _make_settings_page(self) -> QWidget:
        from paraph.gui.settings.handles import handles_of
        from paraph.gui.settings.settings_page import SettingsPage

        handles = handles_of(self.signing)
        if self.books.is_offered:
            handles = handles._replace(try_folder=self.books.try_folder)
        if self.remote.is_offered:
            handles = handles._replace(accounts=self.remote.make_rows)
        return SettingsPage(self.profile, self._take_settings, self._theme, handles, self)

    def _take_settings(self, changed: Settings) -> None:
        before, self.profile = self.profile, changed
        self._use_cases.save_settings(changed)
        if changed.pkcs11_modules != before.pkcs11_modules:
            self.signing.look()
        if changed.pin_keeping != before.pin_keeping:
            self.signing.lock()
        self.books.take_profile(before, changed)

    def take_profile(self, changed: Settings) -> None:
        """Save what a part of the window set, and show it among the settings."""
        self._take_settings(changed)
        if "settings" in self._made:
            self.settings_page.take_settings(changed)


def make_theme(application: QApplication, settings: QSettings) -> ThemeSwitch:
    """Put on the theme chosen last, or the one the desktop asks for."""
    stored = settings.value(_THEME_KEY)
    known = {theme.value: theme for theme in Theme}
    return ThemeSwitch(application, known.get(str(stored)))
