"""A remote-desktop session that is switched, as nearly as it can be had without Windows.

There, every PC/SC context of a program dies with an error of its own, and the card lies in a reader
of another name, the one that is redirected. Here a library between us and libpcsclite
(`fakes/switched.c`) gives those errors, and pcscd is started anew with its reader renamed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from paraph.pkcs11 import pcsc
from tests.fakes.pcsc import forget_pcsc
from tests.fakes.shim import compiled
from tests.rigs import processes
from tests.rigs.piv import Readers, readers

_SOURCE = Path(__file__).parents[1] / "fakes" / "switched.c"
_REAL = processes.library("libpcsclite.so.1")


class RemoteSession:
    """The readers of a session, which can be switched to another."""

    def __init__(self, found: Readers, order: Path) -> None:
        self.readers, self._order, self.number = found, order, 0

    @property
    def reader(self) -> str:
        """The first reader's name in this session."""
        return f"{self._name} 00 00"

    @property
    def _name(self) -> str:
        return f"Redirected {self.number}" if self.number else "Virtual PCD"

    def switch(self, says: int) -> None:
        """End every context with `says`; comes back when the other session's readers serve."""
        self.number += 1
        waiting = self._order.with_suffix(".new")
        waiting.write_text(f"{self.number} {says:x}")
        waiting.replace(self._order)
        self.readers.kill()
        self.readers.rename(self._name)
        self.readers.restart()


@contextmanager
def remote_session(folder: Path) -> Iterator[RemoteSession]:
    """Start a session; this process and its children have its PC/SC."""
    processes.need(files=[_REAL])
    library = compiled(_SOURCE, folder).rename(folder / "libpcsclite.so.1")
    order = folder / "session"
    order.write_text("0 0")
    values = {"LD_LIBRARY_PATH": str(folder), "SWITCHED_OF": _REAL, "SWITCHED": str(order)}
    usual = pcsc._LINUX
    with processes.environment(**values), readers() as found:
        forget_pcsc()
        pcsc._LINUX = str(library)
        try:
            yield RemoteSession(found, order)
        finally:
            forget_pcsc()
            pcsc._LINUX = usual
