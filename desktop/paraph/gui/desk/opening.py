"""Opening documents: each gets a process that draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from paraph.domain.errors import ParaphError
    from paraph.domain.secret import Secret
    from paraph.gui.viewer.live_source import LiveSource
    from paraph.gui.viewer.page_source import PageSource
    from paraph.ports.pages import PageService


class Opener(QObject):
    """Makes page sources; `gui.actions.OpenDocument`."""

    def __init__(self, make_service: Callable[[], PageService]) -> None:
        super().__init__()
        self._make_service = make_service
        self._pending: set[LiveSource] = set()

    def __call__(
        self,
        path: Path,
        password: Secret | None,
        done: Callable[[PageSource], None],
        failed: Callable[[ParaphError], None],
    ) -> None:
        """Start opening; `done` or `failed` is called once."""
        # An empty window needs nothing of this.
        from paraph.gui.common.heap import keep_heap_small
        from paraph.gui.viewer.live_source import LiveSource

        keep_heap_small()
        source = LiveSource(self._make_service(), path, password)
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
