"""What an operating-system error on an output means to a person."""

import errno
import os
from pathlib import Path

from paraph.domain.errors import DiskFull, FileNameUnreadable, FolderReadOnly, ParaphError
from paraph.domain.errors.profile import ProfileFull, ProfileReadOnly

# EFBIG: over a process's limit, or over the 4 GiB that FAT allows a file.
_NO_ROOM = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))


def writing_error(error: OSError, folder: str) -> ParaphError:
    """Say why `folder` could not be written to."""
    if error.errno in _NO_ROOM:
        return DiskFull(folder=folder)
    return FolderReadOnly(folder=folder, why=error.strerror)


def profile_error(error: OSError, folder: str) -> ParaphError:
    """Say why the profile's `folder` cannot be made, read or written to."""
    if error.errno in _NO_ROOM:
        return ProfileFull(folder=folder)
    return ProfileReadOnly(folder=folder, why=error.strerror)


def refuse_unreadable_name(path: Path) -> None:
    """Raise FileNameUnreadable for a path whose bytes are no text: no record could name it."""
    try:
        str(path).encode()
    except UnicodeEncodeError as error:
        shown = os.fsencode(path).decode(errors="backslashreplace")
        raise FileNameUnreadable(file=shown) from error
