"""Scans of a paper that somebody signed: kept beside the results, never shown as electronic."""

MOST_BYTES = 64 << 20
_KINDS = ((b"%PDF-", ".pdf"), (b"\x89PNG\r\n\x1a\n", ".png"), (b"\xff\xd8\xff", ".jpg"))
BEGINNING_BYTES = 16


def scan_ending(beginning: bytes) -> str | None:
    """Give the ending for a scan's file by its first bytes; None for what is no scan."""
    return next((ending for mark, ending in _KINDS if beginning.startswith(mark)), None)


def scan_name_ending(number: int) -> str:
    """Give what stands behind the stem, for our number of the signatory (from 0)."""
    return f" - signed on paper {number + 1}"
