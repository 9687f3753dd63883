"""Files that are on the disk when a call returns, and keys that nobody else may read."""

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Put a folder's names on the disk."""
    if os.name == "nt":
        return  # a folder cannot be opened there; NTFS journals its names
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_private(path: Path, content: bytes) -> None:
    """Write a new file that its owner alone may read (mode 0600).

    Raises FileExistsError when it is there.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
