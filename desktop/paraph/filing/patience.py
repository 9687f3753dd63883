"""Waiting for a file that another program holds for a moment: a scanner, a backup, a share."""

import errno
import threading
from collections.abc import Callable
from typing import TypeVar

_WAITS_S = (0.05, 0.1, 0.2, 0.4, 0.8, 1.5)
_LOCKED = {errno.EBUSY, errno.ETXTBSY, errno.EAGAIN, errno.ESTALE}
# Windows: access denied (a virus scanner looks at it), sharing violation, lock violation.
_LOCKED_ON_WINDOWS = {5, 32, 33}
_pause = threading.Event()  # never set: its wait is a pause
Result = TypeVar("Result")


def patiently(act: Callable[[], Result], pause: Callable[[float], object] = _pause.wait) -> Result:
    """Do `act`, again for up to three seconds while a lock stands in its way.

    Raises the OSError of the last try, and any other one at once.
    """
    for wait_s in _WAITS_S:
        try:
            return act()
        except OSError as error:
            if not is_lock(error):
                raise
            pause(wait_s)
    return act()


def is_lock(error: OSError) -> bool:
    """Tell whether an error goes away when another program lets go."""
    on_windows = getattr(error, "winerror", None)
    return on_windows in _LOCKED_ON_WINDOWS if on_windows else error.errno in _LOCKED
