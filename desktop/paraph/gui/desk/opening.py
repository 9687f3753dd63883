"""Opening documents: each gets a process that draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from paraph.domain.errors import ParaphError
    from paraph.domain.keys.secret import Secret
    from paraph.gui.viewer.live_source import LiveSource
    from paraph.gui.viewer.page_source import PageSource
    from paraph.ports.pages import PageService


class Opener(QObject):
    """Makes page sources; `gui.actions.OpenDocument`."""

    def __init__(self, make_service: Callable[[], PageService]) -> None:
        super().__init__()
        self._make_service = make_service
        self._begun: dict[Path, LiveSource] = {}
        self._pending: set[LiveSource] = set()

    def begin(self, path: Path) -> None:
        """Let a file be opened while the window is still being made; call with it afterwards."""
        self._begun[path] = self._make_source(path, None)

    def __call__(
        self,
        path: Path,
        password: Secret | None,
        done: Callable[[PageSource], None],
        failed: Callable[[ParaphError], None],
    ) -> None:
        """Start opening; `done` or `failed` is called once."""
        source = self._begun.pop(path, None) or self._make_source(path, password)
        self._pending.add(source)

        def succeed() -> None:
            self._pending.discard(source)
            done(source)

        def fail(error: ParaphError) -> None:
            self._pending.discard(source)
            source.close()
            source.deleteLater()
            failed(error)

        source.opened.connect(succeed)
        source.open_failed.connect(fail)
        source.take_replies()

    def _make_source(self, path: Path, password: Secret | None) -> LiveSource:
        # An empty window needs nothing of this.
        from paraph.gui.viewer.live_source import LiveSource

        return LiveSource(self._make_service(), path, password)
