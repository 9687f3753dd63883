"""Looks in use: read for whoever signs, edited on a page of the sheet, kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QFileDialog

from paraph.domain.stamp.appearance import DateForm, Looks, StampLanguage
from paraph.domain.stamp.stamp_words import moment_words
from paraph.workers.lane import Lane

if TYPE_CHECKING:
    from paraph.gui.common.tokens import Tokens
    from paraph.gui.looks.look_page import LookPage
    from paraph.gui.sheet.sheet import Sheet
    from paraph.gui.signing.sign_panel import SignPanel
    from paraph.gui.viewer.page_source import PageSource
    from paraph.ports.looks import LookShelf

_FOLDER_KEY = "signing/pictures"


class LookUse(QObject):
    """Gives panels the look of the person who signs."""

    def __init__(
        self, shelf: LookShelf, sheet: Sheet, settings: QSettings, tokens: Callable[[], Tokens]
    ) -> None:
        super().__init__(sheet)
        self._shelf = shelf
        self._sheet = sheet
        self._settings = settings
        self._tokens = tokens
        self._lane = Lane("looks", self)
        self._known: dict[str, Looks] = {}

    def follow(self, panel: SignPanel, source: PageSource) -> None:
        """Give a panel its looks from now on."""
        panel.look_known = False
        panel.picker.chosen.connect(lambda _: self._give(panel))
        panel.looks.change_asked.connect(lambda: self._edit(panel, source))
        self._give(panel)

    def close(self) -> None:
        """Let the lane go."""
        self._lane.close()

    def _give(self, panel: SignPanel) -> None:
        holder = _holder(panel)
        if holder is None:
            return
        if holder in self._known:
            panel.take_look(self._known[holder].current)
            return
        panel.look_known = False
        self._lane.run(
            lambda: self._shelf.read(holder),
            partial(self._take, panel, holder),
            lambda _: self._take(panel, holder, Looks()),
        )

    def _take(self, panel: SignPanel, holder: str, looks: Looks) -> None:
        self._known.setdefault(holder, looks)
        if _holder(panel) == holder:
            panel.take_look(self._known[holder].current)

    def _edit(self, panel: SignPanel, source: PageSource) -> None:
        holder = _holder(panel)
        if holder is None or holder not in self._known:
            return
        from paraph.gui.looks.look_page import LookPage

        page = LookPage(self._known[holder], panel.look, _date_words, self._tokens())
        source.signals.stamp_ready.connect(page.show_stamp)
        source.signals.image_ready.connect(page.take_picture)
        source.signals.image_failed.connect(page.show_error)
        page.changed.connect(panel.show_draft)
        page.picture_asked.connect(lambda words: self._ask_picture(page, source, words))
        page.kept.connect(partial(self._keep, page, panel, holder))
        page.stopped.connect(lambda: self._end(panel))
        self._sheet.show_page(page)
        panel.show_draft(page.draft)

    def _end(self, panel: SignPanel) -> None:
        self._sheet.close_page()
        panel.show_draft(None)

    def _keep(self, page: LookPage, panel: SignPanel, holder: str, looks: Looks) -> None:
        def kept(_: None) -> None:
            self._known[holder] = looks
            panel.take_look(looks.current)
            self._end(panel)

        self._lane.run(
            lambda: self._shelf.write(holder, looks),
            kept,
            page.show_error,
        )

    def _ask_picture(self, page: LookPage, source: PageSource, words: str) -> None:
        folder = str(self._settings.value(_FOLDER_KEY, str(Path.home())))
        name, _ = QFileDialog.getOpenFileName(
            page, words, folder, self.tr("Pictures (*.png *.jpg *.jpeg *.PNG *.JPG *.JPEG)")
        )
        if name:
            self._settings.setValue(_FOLDER_KEY, str(Path(name).parent))
            source.want_image(Path(name))


def _holder(panel: SignPanel) -> str | None:
    return panel.candidate.facts.holder if panel.candidate is not None else None


def _date_words(form: DateForm, language: StampLanguage) -> str:
    # The window's clock says what a form looks like; a signature asks the desk's.
    now = datetime.now(UTC).astimezone()
    return moment_words(now, form, language)
