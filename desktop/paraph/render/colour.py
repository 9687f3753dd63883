"""Whether a page has colour at all: most contracts and scans have none.

Drawn in grey they take a third of the memory and half of the time or less.
"""

from typing import Any

from pymupdf import mupdf


def has_colour(display_list: Any) -> bool:
    """Tell whether anything is drawn in colour; an RGB image counts, whatever is in it."""
    found = mupdf.ll_fz_new_test_device_outparams()
    # The device writes into `found` while the list runs, not when it is made.
    device = mupdf.FzDevice(mupdf.ll_fz_new_test_device_outparams_fn(0.0, 0, None, found))
    everything = mupdf.FzRect(mupdf.FzRect.Fixed_INFINITE)
    mupdf.fz_run_display_list(
        display_list.this, device, mupdf.FzMatrix(), everything, mupdf.FzCookie()
    )
    mupdf.fz_close_device(device)
    return bool(found.is_color)
