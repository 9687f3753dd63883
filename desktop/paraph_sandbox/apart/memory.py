"""How much memory another process uses, as its own system tells."""

import os
import subprocess
import sys
from pathlib import Path


def resident_bytes(pid: int) -> int:
    """Give what a process holds in memory; 0 when it is gone."""
    if sys.platform == "linux":
        return _by_proc(pid)
    if sys.platform == "win32":
        return _by_windows(pid)
    return _by_ps(pid)


def _by_proc(pid: int) -> int:
    if sys.platform == "win32":
        raise AssertionError(sys.platform)  # the caller asked; this is for the type checker
    try:
        pages = Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _by_ps(pid: int) -> int:
    command = ["/bin/ps", "-o", "rss=", "-p", str(pid)]
    told = subprocess.run(  # noqa: S603 - a fixed command
        command, capture_output=True, text=True, check=False
    ).stdout
    return int(told or 0) * 1024


def _by_windows(pid: int) -> int:
    if sys.platform != "win32":
        raise AssertionError(sys.platform)  # the caller asked; this is for the type checker
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        """PROCESS_MEMORY_COUNTERS of psapi.h."""

        _fields_ = (
            ("cb", wintypes.DWORD),
            ("page_fault_count", wintypes.DWORD),
            *((name, ctypes.c_size_t) for name in ("peak_working_set", "working_set", "a", "b")),
            *((name, ctypes.c_size_t) for name in ("c", "d", "pagefile_usage", "peak_pagefile")),
        )

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.OpenProcess.restype = wintypes.HANDLE
    kernel.K32GetProcessMemoryInfo.argtypes = (
        wintypes.HANDLE, ctypes.POINTER(Counters), wintypes.DWORD,
    )  # fmt: skip
    kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
    handle = kernel.OpenProcess(0x1000, False, pid)  # noqa: FBT003 - limited information
    if not handle:
        return 0
    counters = Counters(cb=ctypes.sizeof(Counters))
    kernel.K32GetProcessMemoryInfo(handle, ctypes.byref(counters), counters.cb)
    kernel.CloseHandle(handle)
    return int(counters.pagefile_usage)
