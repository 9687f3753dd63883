"""Keep MuPDF's store of decoded images and glyphs within bounds.

It may grow to 256 MB on scanned pages. Emptying it also drops the glyphs, which makes the next
page of text four times slower; so it is emptied only when the process has grown much.
"""

import os
from pathlib import Path

import pymupdf

GROWN_BYTES = 12 * 1024 * 1024
_STATM = Path("/proc/self/statm")


def resident_bytes() -> int | None:
    """Give this process's resident size, where /proc tells it."""
    if not _STATM.exists():
        return None
    return int(_STATM.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


# Measured with MuPDF loaded: without compiled modules that alone is twice as much.
_AT_START = resident_bytes()


def trim_store() -> bool:
    """Empty the store if the process has grown much, or if its size cannot be known; tell so."""
    now = resident_bytes()
    if now is None or _AT_START is None or now - _AT_START > GROWN_BYTES:
        pymupdf.TOOLS.store_shrink(100)
        return True
    return False
