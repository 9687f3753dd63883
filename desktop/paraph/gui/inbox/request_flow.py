"""The signature of a request: the usual signing, with its place and its name given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from paraph.domain.errors import ParaphError
from paraph.gui.inbox.reading_view import ReadingView
from paraph.gui.signing.sign_flow import SignFlow, Tools
from paraph.gui.viewer.page_source import PageSource
from paraph.usecases.preflight import Preflight, Wish

if TYPE_CHECKING:
    from paraph.usecases.choose_certificate import Candidate
    from paraph.usecases.sign_here import ToSign


class ReadDocument(QObject):
    """The document of a request, as a signing wants it: `gui.signing.flow_document`."""

    def __init__(self, view: ReadingView) -> None:
        super().__init__(view)
        self.view = view

    @property
    def source(self) -> PageSource:
        """Give what draws the pages."""
        return self.view.source


class RequestFlow(SignFlow):
    """The copy stays in the profile, and the box where it was asked for: nothing is to choose."""

    found_made = Signal()  # the signature lies there already

    def __init__(
        self,
        document: ReadDocument,
        wish: Wish,
        candidate: Candidate,
        tools: Tools,
        asked: tuple[ToSign, str],
    ) -> None:
        """`asked` is what is signed, and the request's title."""
        self._to_sign, self._title_of_request = asked
        super().__init__(document, wish, candidate, tools)

    @property
    def name(self) -> str:
        """Give the request's title: the file has none that says something."""
        return self._title_of_request

    def _preflight(self, done: Callable[[Preflight], None]) -> None:
        self._folder = self._to_sign.output.parent
        super()._preflight(lambda found: done(self._as_asked(found)))

    def _as_asked(self, found: Preflight) -> Preflight:
        findings = tuple(
            replace(each, place=None) for each in found.findings if each.code != "output_ready"
        )
        return replace(found, findings=findings, output=self._to_sign.output)

    def _copy_in_words(self) -> list[str]:
        return []

    def _take_failure(self, error: ParaphError) -> None:
        if error.code == "output_exists":
            self.is_signing = False
            self._end()
            self.found_made.emit()
            return
        super()._take_failure(error)
