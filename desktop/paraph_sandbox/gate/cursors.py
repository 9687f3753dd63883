"""Cursors: where a list goes on, opaque and tamper-evident, bound to the list that gave it."""

import base64
import binascii
import hashlib
import hmac
import json

from paraph_sandbox.lifecycle.problems import Problem

_TAG_BYTES = 16


class Cursors:
    """Writes and reads cursors with a key that stays in the data folder."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def write(self, of: str, position: int) -> str:
        """Give the cursor after `position` of the list `of` (its account, path and filters)."""
        told = json.dumps(position).encode()
        return _written(self._tag(of, told) + told)

    def read(self, of: str, cursor: str) -> int:
        """Give the position. Raises Problem 400 `invalid_cursor` for one of another list."""
        try:
            raw = base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4))
        except (binascii.Error, UnicodeEncodeError, ValueError):
            raw = b""
        tag, told = raw[:_TAG_BYTES], raw[_TAG_BYTES:]
        # Base64 has many ways to write the same bytes; a cursor has the one that was given.
        is_as_given = _written(raw) == cursor
        if not told or not is_as_given or not hmac.compare_digest(tag, self._tag(of, told)):
            raise Problem(400, "invalid_cursor", "The cursor is not one of this list.")
        position = json.loads(told)
        return int(position)

    def _tag(self, of: str, told: bytes) -> bytes:
        return hmac.digest(self._key, of.encode() + b"\0" + told, hashlib.sha256)[:_TAG_BYTES]


def _written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
