"""Opens one document of a batch over the list, and gives the place that was chosen."""

from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from paraph.domain.keys.secret import Secret
from paraph.domain.placing.signature_field import Place
from paraph.gui.batch.kit import BatchKit
from paraph.gui.batch.place_page import PlacePage
from paraph.gui.common.tokens import Tokens
from paraph.gui.viewer.page_source import PageSource


class Opened(NamedTuple):
    """A document that is opened: the box it has, and what opens it."""

    source: Path
    place: Place | None = None
    password: Secret | None = None


class ByHand(QObject):
    """One document at a time."""

    placed = Signal(int, object, object)  # number, name of a field | None, Place | None

    def __init__(self, kit: BatchKit, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._kit, self._stack = kit, stack
        self.page: PlacePage | None = None

    def open(self, number: int, opened: Opened) -> None:
        """Open a document with the box it has."""
        source = opened.source
        self._kit.open_document(
            source,
            opened.password,
            lambda pages: self._show(number, source.stem, pages, opened.place),
            lambda error: self._kit.signing.failed.emit(source, error),
        )

    def close(self) -> None:
        """Go back to the list."""
        made, self.page = self.page, None
        if made is not None:
            self._stack.setCurrentWidget(self._kit.page)
            self._stack.removeWidget(made)
            made.close_document()
            made.deleteLater()
            self._kit.page.documents.view.setFocus()

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        if self.page is not None:
            self.page.take_theme(tokens)

    def _show(self, number: int, title: str, pages: PageSource, place: Place | None) -> None:
        self.close()
        made = PlacePage(pages, title, place, self._kit.tokens)
        made.left.connect(self.close)
        made.taken.connect(partial(self._take, number))
        self.page = made
        self._stack.addWidget(made)
        self._stack.setCurrentWidget(made)

    def _take(self, number: int, field: str | None, place: Place | None) -> None:
        self.close()
        self.placed.emit(number, field, place)
