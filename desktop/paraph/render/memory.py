"""Keep MuPDF's store of decoded images and glyphs within bounds.

It may grow to 256 MB on scanned pages. Emptying it also drops the glyphs, which makes the next
page of text four times slower; so it is emptied only when the process has grown large.
"""

import os
from pathlib import Path

import pymupdf

LARGE_BYTES = 80 * 1024 * 1024
_STATM = Path("/proc/self/statm")


def trim_store() -> None:
    """Empty the store if the process is large, or if its size cannot be known."""
    if resident_bytes() > LARGE_BYTES:
        pymupdf.TOOLS.store_shrink(100)


def resident_bytes() -> int:
    """Give this process's resident size; where no /proc tells it, a large one is assumed."""
    if not _STATM.exists():
        return LARGE_BYTES + 1
    return int(_STATM.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
