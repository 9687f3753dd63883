"""The PKI as the sandbox holds it: opened at its first use, for its libraries import slowly."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paraph_sandbox.pki.authorities import Authorities


class Pki:
    """Knows where the PKI is; safe from every thread."""

    # Raises UnfitFile.
    def __init__(
        self, folder: Path, address: str, keys: Path | None = None, trust: tuple[Path, ...] = ()
    ) -> None:
        self.folder = folder
        self._told = (folder, address, keys, trust)
        self._opened: Authorities | None = None
        self._lock = threading.Lock()
        # A wrong file is told at the start, whoever has made it wrong.
        if keys is not None or trust:
            self.authorities()
        self.certificates_name = self._address()

    def _address(self) -> str:
        """Give the address at which the certificates say that the sandbox is."""
        folder, address, *_ = self._told
        if not folder.exists():
            return address
        from paraph_sandbox.pki.key_files import check_files

        return check_files(folder)

    def authorities(self) -> "Authorities":
        """Give the authorities; they are made the first time. Raises UnfitFile."""
        with self._lock:
            if self._opened is None:
                from paraph_sandbox.pki.authorities import open_authorities

                self._opened = open_authorities(*self._told)
            return self._opened
