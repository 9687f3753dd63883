"""Files that are replaced where they lie: `ports.owed.ReplacedFiles`.

The new file lies beside the old one, on the same volume, so that one rename puts it there. A
volume that is unplugged meanwhile keeps the old file, and the step is done anew.
"""

import hashlib
import os
import shutil
from pathlib import Path

from paraph.domain.errors import DocumentChanged, DocumentMissing
from paraph.domain.errors.files import writing_error
from paraph.filing.output_file import LocalFiles, sync_folder
from paraph.filing.patience import patiently

_PIECE_BYTES = 1 << 20
_STEM_BYTES = 80  # with the rest of the name far below the 255 of most file systems


class LocalReplacing:
    """The local file system, network drives included."""

    def __init__(self) -> None:
        self._files = LocalFiles()

    def sha256(self, path: Path) -> str:
        """Hash a file. Raises DocumentMissing."""
        return self._files.sha256(path)

    def temporary_name(self, path: Path, intent: str) -> Path:
        """Give a hidden name beside the file itself, where `path` may be a link to it."""
        real = path.resolve()
        stem = real.stem.encode()[:_STEM_BYTES].decode(errors="ignore")
        return real.with_name(f".{stem}-{intent[:12]}.paraph-proof")

    def reserve(self, temporary: Path) -> None:
        """Make the temporary file, in place of what a crash left."""
        self.discard(temporary)
        try:
            os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except OSError as error:
            raise writing_error(error, str(temporary.parent)) from error

    def replace(self, temporary: Path, path: Path, sha256: str) -> None:
        """Put it in the place of a file that still has this hash, with that file's rights."""
        real = path.resolve()
        if self.sha256(real) != sha256:
            raise DocumentChanged(file=str(path))
        try:
            shutil.copymode(real, temporary)
            patiently(lambda: temporary.replace(real))
        except FileNotFoundError as error:
            raise DocumentMissing(file=str(path), why=error.strerror) from error
        except OSError as error:
            raise writing_error(error, str(real.parent)) from error
        sync_folder(real.parent)

    def copy(self, source: Path, temporary: Path) -> str:
        """Copy piece by piece, fsync; gives the SHA-256 of what was copied."""
        digest = hashlib.sha256()
        try:
            reading = patiently(lambda: source.open("rb"))
        except OSError as error:
            raise DocumentMissing(file=str(source), why=error.strerror) from error
        try:
            with reading as original, temporary.open("wb") as made:
                while piece := original.read(_PIECE_BYTES):
                    digest.update(piece)
                    made.write(piece)
                made.flush()
                os.fsync(made.fileno())
        except OSError as error:
            raise writing_error(error, str(temporary.parent)) from error
        return digest.hexdigest()

    def discard(self, temporary: Path) -> None:
        """Remove a temporary file; one that cannot be removed is no second error."""
        self._files.discard(temporary)
