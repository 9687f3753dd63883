"""Notice when the person leaves: screen locked, another user, suspend. A kept PIN ends with it.

Linux tells it over D-Bus (logind and the desktops' screen savers), Windows to a window. macOS tells
it to Objective-C programs alone: there no PIN is kept longer than for one batch.
"""

import sys
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QCoreApplication, QObject, Signal
from PySide6.QtCore import Slot as QtSlot
from PySide6.QtWidgets import QWidget

_SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
_LOGIND = (
    ("org.freedesktop.login1.Manager.PrepareForSleep", "_take_active(bool)"),
    ("org.freedesktop.login1.Session.Lock", "_take_lock()"),
)
_SESSION_CHANGE, _POWER = 0x02B1, 0x0218  # WM_WTSSESSION_CHANGE, WM_POWERBROADCAST
_LEAVES = {0x2, 0x4, 0x6, 0x7}  # WTS_CONSOLE_DISCONNECT, _REMOTE_DISCONNECT, _LOGOFF, _LOCK
_SUSPEND = 0x4  # PBT_APMSUSPEND


class SessionWatch(QObject):
    """`left` comes each time the person may be away from the screen."""

    left = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.sees = False
        if sys.platform == "win32":
            self._filter = _WindowsFilter(self)
            self.sees = _register(int(window.winId()))
            application = QCoreApplication.instance()
            if application is not None:
                application.installNativeEventFilter(self._filter)
        elif sys.platform != "darwin":
            self._listen()

    def _listen(self) -> None:
        # What nobody here needs before: QtDBus.
        from PySide6.QtDBus import QDBusConnection

        session, system = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
        for name in _SCREEN_SAVERS:
            self._hear(session, f"{name}.ActiveChanged", "_take_active(bool)")
        for signal, slot in _LOGIND:
            self._hear(system, signal, slot)
        self._hear_of_properties(system)
        self.sees = session.isConnected() or system.isConnected()

    def _hear(self, bus: object, signal: str, slot: str) -> None:
        interface, _, member = signal.rpartition(".")
        # From whoever speaks so: desktops differ in the name and path they speak under.
        bus.connect("", "", interface, member, self, f"1{slot}")  # type: ignore[attr-defined]

    def _hear_of_properties(self, bus: object) -> None:
        # Another user at the screen. The bus sorts out what is no session's: it tells much else.
        bus.connect(  # type: ignore[attr-defined]
            "",
            "",
            "org.freedesktop.DBus.Properties",
            "PropertiesChanged",
            ["org.freedesktop.login1.Session"],
            "sa{sv}as",
            self,
            "1_take_properties(QString,QVariantMap,QStringList)",
        )

    @QtSlot(bool)
    def _take_active(self, is_so: bool) -> None:  # noqa: FBT001 - D-Bus gives no name
        if is_so:
            self.left.emit()

    @QtSlot(str, "QVariantMap", "QStringList")
    def _take_properties(self, _of: str, changed: dict[str, Any], _forgotten: list[str]) -> None:
        if changed.get("Active") is False:
            self.left.emit()

    @QtSlot()
    def _take_lock(self) -> None:
        self.left.emit()


class _WindowsFilter(QAbstractNativeEventFilter):
    def __init__(self, watch: SessionWatch) -> None:
        super().__init__()
        self._watch = watch

    def nativeEventFilter(self, _kind: Any, message: int) -> tuple[bool, int]:
        """Look at every message of the system; none is held back."""
        if sys.platform == "win32":
            from ctypes import wintypes

            told = wintypes.MSG.from_address(int(message))
            locks = told.message == _SESSION_CHANGE and told.wParam in _LEAVES
            if locks or (told.message == _POWER and told.wParam == _SUSPEND):
                self._watch.left.emit()
        return False, 0


def _register(window_id: int) -> bool:
    if sys.platform != "win32":
        raise AssertionError(sys.platform)  # the caller asked; this is for the type checker
    import ctypes

    this_session_only = 0  # NOTIFY_FOR_THIS_SESSION
    registered = ctypes.windll.wtsapi32.WTSRegisterSessionNotification(window_id, this_session_only)
    return bool(registered)
