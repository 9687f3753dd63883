"""The parts of the window in reading order, and the way from one to the next (F6)."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget


class PartRing(QObject):
    """Goes round the parts that are there now; each remembers where one was in it."""

    def __init__(self, window: QWidget, parts: Callable[[], Sequence[QWidget | None]]) -> None:
        super().__init__(window)
        self._parts = parts
        self._last: dict[QWidget, QWidget] = {}

    def go(self, step: int) -> None:
        """Put the focus into the next part, or the previous one."""
        parts = [(part, _stops(part)) for part in self._parts() if part is not None]
        parts = [(part, stops) for part, stops in parts if part.isVisible() and stops]
        if not parts:
            return
        focus = QApplication.focusWidget()
        at = next((i for i, (_, stops) in enumerate(parts) if focus in stops), None)
        if at is not None and focus is not None:
            self._last[parts[at][0]] = focus
        following = (0 if step > 0 else -1) if at is None else (at + step) % len(parts)
        part, stops = parts[following]
        stop = self._last.get(part)
        target = stop if stop is not None and stop in stops else stops[0]
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _stops(part: QWidget) -> list[QWidget]:
    """Give what can take the focus in a part."""
    # Not by `nextInFocusChain`: PySide 6.11 makes each widget it gives a child of the one before,
    # and when that is deleted, whatever came after it is lost too.
    return [each for each in (part, *part.findChildren(QWidget)) if _takes_focus(each)]


def _takes_focus(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None
