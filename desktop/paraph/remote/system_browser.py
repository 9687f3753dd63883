"""The system's browser, as Python's `webbrowser` finds it (BROWSER is honoured)."""

import logging
import subprocess
import sys
import threading
import webbrowser

_log = logging.getLogger(__name__)


def open_browser(address: str) -> None:
    """Open an address; nobody waits for the browser, and what it says is not the program's."""
    threading.Thread(target=_open, args=(address,), daemon=True).start()


def _open(address: str) -> None:
    try:
        if getattr(sys, "frozen", False):  # there is no Python beside the program
            webbrowser.open(address)
            return
        # One named by BROWSER writes where its parent writes, which is where our JSON goes.
        quiet = subprocess.DEVNULL
        command = [sys.executable, "-I", "-m", "webbrowser", address]
        subprocess.run(command, stdin=quiet, stdout=quiet, stderr=quiet, check=False)  # noqa: S603
    except (webbrowser.Error, OSError, ValueError) as error:
        _log.info("no browser was opened", extra={"why": type(error).__name__})
