"""The PIN policy as it holds in this window, and who notices that the person leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from paraph.administrator import Rules
from paraph.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.domain.keys.pin_policy import PinPolicy
    from paraph.gui.shell.session_watch import SessionWatch


class PinGuard(QObject):
    """`left` comes when a kept login has to end: screen locked, another person, suspend."""

    left = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._watch: SessionWatch | None = None
        self.read_rules: Callable[[], Rules] = Rules
        self.read_settings: Callable[[], Settings] = Settings

    def begin(self) -> None:
        """Watch from now on; what it needs is loaded here."""
        if self._watch is None:
            from paraph.gui.shell.session_watch import SessionWatch

            self._watch = SessionWatch(self._window)
            self._watch.left.connect(self.left)

    @property
    def sees(self) -> bool:
        """Tell whether it is seen here that the person leaves."""
        self.begin()
        return self._watch is not None and self._watch.sees

    @property
    def key_files_allowed(self) -> bool:
        """Tell whether an administrator allows keys without a device."""
        return self.read_rules().key_files

    def policy(self) -> PinPolicy:
        """Give the policy in force."""
        from paraph.domain.keys.pin_policy import pin_policy

        decided, chosen = self.read_rules().pin, self.read_settings().pin_keeping
        return pin_policy(decided, chosen).where(leaving_is_seen=self.sees)
