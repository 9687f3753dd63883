"""The settings: sections on the left, rows on the right, saved as they are changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from paraph.domain.output_name import output_name
from paraph.domain.pades_level import PadesLevel
from paraph.gui.common.controls import Choice, act_button, section
from paraph.gui.common.theme import ThemeSwitch
from paraph.gui.common.tokens import Theme, Tokens
from paraph.gui.proof.proof_choice import ProofChoice
from paraph.gui.settings.book_rows import BookRows
from paraph.gui.settings.key_file_rows import KeyFileRows
from paraph.gui.settings.module_rows import ModuleRows
from paraph.gui.settings.pin_choice import PinChoice
from paraph.gui.settings.setting_row import setting_row
from paraph.gui.settings.time_server_rows import TimeServerRows
from paraph.gui.sheet.sheet_parts import WholeScroll
from paraph.settings import Settings

if TYPE_CHECKING:
    from paraph.gui.settings.handles import Handles

_EDIT_PX = 270
_MOST_LETTERS = 120


class SettingsPage(QWidget):
    """Shows and changes a profile's settings. `settings` is what holds now."""

    def __init__(
        self,
        settings: Settings,
        save: Callable[[Settings], None],
        theme: ThemeSwitch,
        handles: Handles,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("settings")
        self.settings = settings
        self._save = save
        self._theme = theme
        self.pattern = self._edit(settings.output_pattern, self.tr("Name of the signed copy"))
        self.reason = self._edit(settings.usual_reason, self.tr("Usual reason"))
        self.location = self._edit(settings.usual_location, self.tr("Usual place"))
        self.modules = ModuleRows(settings.pkcs11_modules, handles.describe)
        self.key_files = KeyFileRows(handles.read_key_files, handles.remove_key_file, handles.rules)
        self.pin = PinChoice(
            self.tr("How long a PIN or password is kept"),
            handles.rules.pin,
            settings.pin_keeping,
            sees=handles.sees_leaving,
        )
        self.proof = ProofChoice(PadesLevel(settings.level))
        self.servers = TimeServerRows(settings.time_stamping, handles.rules.time_stamping)
        self.books = BookRows(settings.own_name, settings.book_folder, handles.try_folder)
        self.accounts = handles.accounts() if handles.accounts is not None else None
        self.notes = QCheckBox(self.tr("Name the request"))
        self.notes.setChecked(settings.names_in_notes)
        self._keys: dict[str, int] = {}
        self.theme = Choice(self.tr("Colours"))
        self._example = QLabel()
        self._sections = QListWidget()
        self._pages = QStackedWidget()
        self._lay_out()
        self._show_example()
        self._connect()
        self._sections.setCurrentRow(0)

    def _connect(self) -> None:
        self.pattern.textChanged.connect(lambda _: self._take())
        self.reason.textChanged.connect(lambda _: self._take())
        self.location.textChanged.connect(lambda _: self._take())
        self.modules.paths_changed.connect(lambda _: self._take())
        self.pin.chosen.connect(lambda _: self._take())
        self.proof.activated.connect(lambda _: self._take())
        self.servers.servers_changed.connect(lambda _: self._take())
        self.books.changed.connect(self._take)
        self.notes.toggled.connect(lambda _: self._take())
        self._sections.currentRowChanged.connect(self._pages.setCurrentIndex)

    def take_theme(self, tokens: Tokens) -> None:
        """Show which colours are in force."""
        self.theme.take_theme(tokens)
        self.pin.take_theme(tokens)
        self.proof.take_theme(tokens)
        self.theme.setCurrentIndex(self.theme.findData(tokens.theme))

    def show_section(self, key: str) -> None:
        """Bring a section to the front, where it is offered."""
        if key in self._keys:
            self._sections.setCurrentRow(self._keys[key])

    def take_settings(self, changed: Settings) -> None:
        """Take what another part of the window set: who this person is, and the shared folder."""
        self.settings = changed
        self.books.show_settings(changed.own_name, changed.book_folder)

    def _take(self) -> None:
        self.settings = self.settings._replace(
            output_pattern=self.pattern.text().strip() or Settings().output_pattern,
            usual_reason=self.reason.text().strip(),
            usual_location=self.location.text().strip(),
            pkcs11_modules=self.modules.paths,
            level=str(self.proof.level),
            own_name=self.books.own_name,
            book_folder=self.books.folder,
            names_in_notes=self.notes.isChecked(),
            time_stamping=self.servers.own(self.settings.time_stamping),
            # What an administrator decided is shown, and the person's own choice stays.
            pin_keeping=self.pin.currentData()
            if self.pin.isEnabled()
            else self.settings.pin_keeping,
        )
        self._show_example()
        self._save(self.settings)

    def _reset(self) -> None:
        usual = Settings()
        self.pattern.setText(usual.output_pattern)
        self.reason.setText(usual.usual_reason)
        self.location.setText(usual.usual_location)
        self.proof.choose(PadesLevel(usual.level))
        if self.pin.isEnabled():
            self.pin.setCurrentIndex(self.pin.findData(usual.pin_keeping))
            self._take()

    def _show_example(self) -> None:
        name = output_name(self.tr("fee agreement"), self.settings.output_pattern)
        words = self.tr(
            "{{name}} stands for the original’s name. A signed copy would be called {example}."
        )
        self._example.setText(words.format(example=name))

    def _lay_out(self) -> None:
        left = QFrame()
        left.setObjectName("settingsSections")
        left.setFixedWidth(250)
        column = QVBoxLayout(left)
        column.setContentsMargins(24, 20, 12, 16)
        column.setSpacing(10)
        title = QLabel(self.tr("Settings"))
        title.setProperty("kind", "title")
        column.addWidget(title)
        self._sections.setObjectName("sections")
        self._sections.setAccessibleName(self.tr("Sections of the settings"))
        column.addWidget(self._sections, 1)
        self._add_section(self.tr("Signing"), self._signing_rows())
        self._add_section(
            self.tr("Cards"),
            [
                (self.tr("CARD DRIVERS ADDED BY HAND"), [self.modules]),
                (self.tr("KEY FILES"), [self.key_files]),
            ],
        )
        if self.accounts is not None:
            self._keys["accounts"] = self._sections.count()
            self._add_section(self.tr("Accounts"), self._account_rows(self.accounts), scrolls=True)
        self._add_section(self.tr("Timestamps"), [(self.tr("TIMESTAMP SERVERS"), [self.servers])])
        if self.books.is_offered:
            self._add_section(
                self.tr("Signature books"), [(self.tr("HANDED TO AND FRO"), [self.books])]
            )
        self._add_section(self.tr("Language and look"), self._look_rows())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(self._pages, 1)

    def _signing_rows(self) -> list[tuple[str, list[QFrame]]]:
        self._example.setProperty("kind", "small")
        self._example.setWordWrap(True)
        words = QWidget()
        pair = QHBoxLayout(words)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(8)
        self.reason.setPlaceholderText(self.tr("Reason"))
        self.location.setPlaceholderText(self.tr("Place"))
        self.location.setFixedWidth(100)
        self.reason.setFixedWidth(_EDIT_PX - 108)
        self.pin.setFixedWidth(_EDIT_PX)
        self.proof.setFixedWidth(_EDIT_PX)
        pair.addWidget(self.reason)
        pair.addWidget(self.location)
        usual = QLabel(self.tr("Filled in for you each time; you can change it."))
        return [
            (
                self.tr("THE SIGNED COPY"),
                [setting_row(self.tr("Its name"), self._example, self.pattern)],
            ),
            (
                self.tr("WHAT YOUR SIGNATURE CARRIES"),
                [
                    setting_row(self.tr("Proof of time"), self.proof.below, self.proof),
                    setting_row(self.tr("Usual reason and place"), usual, words),
                ],
            ),
            (
                self.tr("YOUR PIN"),
                [setting_row(self.tr("How long it is kept"), self.pin.below, self.pin)],
            ),
        ]

    def _account_rows(self, accounts: QFrame) -> list[tuple[str, list[QFrame]]]:
        about = QLabel(self.tr("A locked screen shows notifications, too."))
        return [
            (self.tr("AT SIGNATURE SERVICES"), [accounts]),
            (
                self.tr("NOTIFICATIONS"),
                [setting_row(self.tr("When a request is signed or filed"), about, self.notes)],
            ),
        ]

    def _look_rows(self) -> list[tuple[str, list[QFrame]]]:
        names = {
            Theme.LIGHT: self.tr("Light"),
            Theme.DARK: self.tr("Dark"),
            Theme.HIGH_CONTRAST: self.tr("High contrast"),
        }
        for theme, name in names.items():
            self.theme.addItem(name, theme)
        self.theme.setFixedWidth(_EDIT_PX)
        self.take_theme(self._theme.tokens)
        self.theme.activated.connect(lambda _: self._theme.use(self.theme.currentData()))
        about = QLabel(self.tr("The paper stays white in all of them."))
        return [
            (self.tr("COLOURS"), [setting_row(self.tr("Colours of the window"), about, self.theme)])
        ]

    def _add_section(
        self, title: str, groups: list[tuple[str, list[QFrame]]], *, scrolls: bool = False
    ) -> None:
        self._sections.addItem(title)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(36, 20, 36, 16)
        column.setSpacing(10)
        head = QLabel(title)
        head.setProperty("kind", "title")
        column.addWidget(head)
        for name, rows in groups:
            column.addSpacing(4)
            column.addWidget(section(name))
            for row in rows:
                column.addWidget(row)
        column.addStretch()
        foot = QHBoxLayout()
        saved = QLabel(self.tr("Saved as you change it"))
        saved.setProperty("kind", "small")
        foot.addWidget(saved)
        foot.addStretch()
        if not self._pages.count():
            usual = act_button(self.tr("Back to the usual values"))
            usual.clicked.connect(self._reset)
            foot.addWidget(usual)
        column.addLayout(foot)
        self._pages.addWidget(WholeScroll(page) if scrolls else page)

    def _edit(self, words: str, name: str) -> QLineEdit:
        edit = QLineEdit(words)
        edit.setAccessibleName(name)
        edit.setMaxLength(_MOST_LETTERS)
        edit.setFixedWidth(_EDIT_PX)
        return edit
