"""The way in to signature books; what they need is loaded when somebody wants it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QObject, QSettings

from paraph.gui.actions import GuiUseCases

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from paraph.domain.errors import ParaphError
    from paraph.gui.book.book_room import BookRoom
    from paraph.gui.common.tokens import Tokens
    from paraph.gui.shell.menus import Row
    from paraph.gui.signing.signing_room import SigningRoom
    from paraph.settings import Settings

    class BookWindow(Protocol):
        """What books need of the window they are shown in."""

        profile: Settings
        signing: SigningRoom
        screens: dict[str, Callable[[], QWidget]]

        @property
        def desk(self) -> QWidget:
            """Give the desk; a line above it tells of books."""
            ...

        def show_screen(self, key: str) -> None:
            """Bring a screen to the front."""
            ...

        def open_path(self, path: Path) -> None:
            """Open a document on the desk."""
            ...

        def take_profile(self, changed: Settings) -> None:
            """Save settings, and show them where they are shown."""
            ...


SCREEN = "books"


class BookEntry(QObject):
    """Makes the room of books; until then it costs nothing."""

    def __init__(self, window: BookWindow, use_cases: GuiUseCases, settings: QSettings) -> None:
        super().__init__(cast("QWidget", window))
        self._window, self._use_cases, self._settings = window, use_cases, settings
        self._room: BookRoom | None = None
        window.screens[SCREEN] = lambda: self.room.page

    @property
    def room(self) -> BookRoom:
        """Give the room, made when it is first asked for."""
        if self._room is None:
            from paraph.gui.book.book_room import BookRoom, WindowHandles

            window, parent = self._window, cast("QWidget", self._window)
            handles = WindowHandles(lambda: window.profile, self._save, window.open_path)
            room = BookRoom(self._use_cases, window.signing, self._settings, handles, parent)
            room.front_asked.connect(lambda: window.show_screen(SCREEN))
            cast("QVBoxLayout", window.desk.layout()).insertWidget(0, room.bar)
            self._room = room
        return self._room

    @property
    def is_offered(self) -> bool:
        """Tell whether there is what books need."""
        cases = self._use_cases
        return None not in (cases.books, cases.batches, cases.plans)

    def rows(self) -> list[Row]:
        """Give what the menu offers, and with it the list of all acts."""
        if not self.is_offered:
            return []
        return [
            (self.tr("Signature &books…"), "Ctrl+Shift+B", self.show_list),
            (self.tr("&Hand documents over…"), "Ctrl+Shift+H", self.hand_over),
        ]

    def look_for_books(self) -> None:
        """Say on the desk which books wait, where a shared folder is set."""
        if self.is_offered and self._window.profile.book_folder:
            self.room.begin()

    def show_list(self) -> None:
        """Show the signature books."""
        if self.is_offered:
            self.room.show()

    def hand_over(self) -> None:
        """Hand documents over: those open on the desk, else ask which."""
        if self.is_offered:
            self.room.hand_over()

    def _save(self, changed: Settings) -> None:
        self._window.take_profile(changed)

    def take_profile(self, before: Settings, now: Settings) -> None:
        """Follow what the settings say of this person and of the shared folder."""
        if self.is_offered and now.book_folder and before.book_folder != now.book_folder:
            self.room.begin()
        if self._room is not None:
            self._room.take_profile()

    def try_folder(
        self,
        folder: str,
        show: Callable[[int], None],
        tell: Callable[[ParaphError], None],
    ) -> None:
        """Try a folder, in the process of books; a share that hangs holds up nothing else."""
        acts = self._use_cases.books
        if acts is not None:
            self.room.lane.run(lambda: acts.try_folder(Path(folder)), show, tell)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        if self._room is not None:
            self._room.take_theme(tokens)

    def holds_up(self, close: Callable[[], object]) -> bool:
        """Tell whether a book is being signed; `close` is called once that has stopped."""
        return self._room is not None and self._room.holds_up(close)

    def close(self) -> None:
        """Let everything go."""
        if self._room is not None:
            self._room.close()
