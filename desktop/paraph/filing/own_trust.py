"""The trust anchors that a person adds and removes: files in the profile's folder `trust`."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from paraph.domain.errors.files import writing_error
from paraph.filing.certificate_files import certificates_in
from paraph.filing.trust_folders import TrustFolders


class OwnTrust:
    """`shown` are all that are trusted; only those in `folder` are the person's to change."""

    def __init__(self, folder: Path, shown: TrustFolders) -> None:
        self._folder, self._shown = folder, shown

    def certificates(self) -> Sequence[bytes]:
        """List all that are trusted (DER)."""
        return self._shown.certificates()

    def is_own(self, sha256: str) -> bool:
        """Tell whether a certificate is the person's own to remove."""
        return any(sha256 in map(_sha256, certificates_in(file)) for file in self._files())

    def add(self, certificates_der: Sequence[bytes]) -> None:
        """Trust these, each in a file of its own. Raises FolderReadOnly, DiskFull."""
        try:
            self._folder.mkdir(exist_ok=True, mode=0o700)
            for der in certificates_der:
                part = self._folder / f".{_sha256(der)}.part"
                part.write_bytes(der)
                part.replace(self._folder / f"{_sha256(der)}.der")
        except OSError as error:
            raise writing_error(error, str(self._folder)) from error

    def remove(self, sha256: str) -> bool:
        """Trust this one no more; False when it is not the person's own.

        What else lies in its file stays trusted. Raises FolderReadOnly, DiskFull.
        """
        found = False
        for file in self._files():
            held = certificates_in(file)
            others = [der for der in held if _sha256(der) != sha256]
            if len(others) < len(held):
                found = True
                self.add(others)
                if file.name not in {f"{_sha256(der)}.der" for der in others}:
                    file.unlink()
        return found

    def _files(self) -> list[Path]:
        if not self._folder.is_dir():
            return []
        files = sorted(self._folder.iterdir())
        return [file for file in files if file.is_file() and not file.name.startswith(".")]


def _sha256(der: bytes) -> str:
    return hashlib.sha256(der).hexdigest()
