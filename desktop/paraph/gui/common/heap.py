"""Give the memory of page images back when they go."""

import ctypes
import sys
from functools import cache

from PySide6.QtGui import QPixmapCache

_M_MMAP_THRESHOLD = -3  # malloc.h
_LARGE_BLOCK_BYTES = 256 * 1024
_PIXMAPS_KB = 2048


@cache
def keep_heap_small() -> None:
    """Let large blocks leave the heap when they are freed, and keep few of Qt's own pixmaps, once.

    glibc raises the limit with every large block that is freed, and keeps the next ones for good.
    """
    QPixmapCache.setCacheLimit(_PIXMAPS_KB)
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
        if mallopt is not None:
            mallopt(_M_MMAP_THRESHOLD, _LARGE_BLOCK_BYTES)
