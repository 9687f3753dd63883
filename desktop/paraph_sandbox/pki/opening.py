"""The PKI as the sandbox holds it: opened at its first use, for its libraries import slowly."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paraph_sandbox.pki.authorities import Authorities


class Pki:
    """Knows where the PKI is; safe from every thread."""

    def __init__(
        self, folder: Path, address: str, keys: Path | None = None, trust: tuple[Path, ...] = ()
    ) -> None:
        self._told = (folder, address, keys, trust)
        self._opened: Authorities | None = None
        self._lock = threading.Lock()
        # What a person has named is looked at now: a wrong file is told at the start.
        if keys is not None or trust:
            self.authorities()

    def authorities(self) -> "Authorities":
        """Give the authorities; they are made the first time. Raises UnfitFile."""
        with self._lock:
            if self._opened is None:
                from paraph_sandbox.pki.authorities import open_authorities

                self._opened = open_authorities(*self._told)
            return self._opened
