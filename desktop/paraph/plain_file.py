"""Opening what has to be a file: a pipe or a device would keep whoever reads it."""

import errno
import stat
from io import BufferedReader
from pathlib import Path


def opened(path: Path) -> BufferedReader:
    """Open a file to read its bytes. Raises OSError, for a pipe or a device too."""
    mode = path.stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise OSError(errno.ENXIO, "Not a file")
    return path.open("rb")
