"""`ports.trust.TrustAnchors` from files: PEM or DER, of the profile and of the administrator.

Whether the operating system's own anchors count too is a person's choice, and the administrator's.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from paraph.filing.certificate_files import certificates_in
from paraph.filing.system_trust import system_anchors

FOLDER = "trust"


class AnchorFile(NamedTuple):
    """A file and the certificates (DER) in it; none when it holds no certificate."""

    file: Path
    certificates_der: tuple[bytes, ...]


class TrustFolders:
    """Reads the folders anew each time: a person may put a file there while the program runs."""

    def __init__(self, folders: Sequence[Path], *, system: bool = False) -> None:
        self._folders = folders
        self._system = system

    def certificates(self) -> Sequence[bytes]:
        """List the anchors, each once, in the order of folders and names."""
        found = [der for each in self.files() for der in each.certificates_der]
        if self._system:
            found += system_anchors()
        return list(dict.fromkeys(found))

    def files(self) -> Sequence[AnchorFile]:
        """List the files with what is in each, for showing."""
        return list(self._files())

    def _files(self) -> Iterator[AnchorFile]:
        for folder in self._folders:
            if not folder.is_dir():
                continue
            for file in sorted(folder.iterdir()):
                if file.is_file() and not file.name.startswith("."):
                    yield AnchorFile(file, tuple(certificates_in(file)))
