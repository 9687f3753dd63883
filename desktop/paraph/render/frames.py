"""Frames between the viewer and the render process: a fixed header, a JSON head and raw pixels.

Nothing that is read can run code. What the heads say is `render.wire`.
"""

import json
import struct
from collections.abc import Iterator
from typing import Any, NamedTuple

_HEADER = struct.Struct("!IQ")  # bytes of JSON, bytes of pixels


class Frame(NamedTuple):
    """One message: its JSON head and what pixels came in the stream."""

    head: dict[str, Any]
    pixels: bytes


def pack(head: dict[str, Any], pixels_size: int = 0) -> bytes:
    """Give a frame's header and head; `pixels_size` bytes must follow."""
    body = json.dumps(head).encode()
    return _HEADER.pack(len(body), pixels_size) + body


def unpack(buffer: bytearray) -> Iterator[Frame]:
    """Take every whole frame off the front of `buffer`."""
    while len(buffer) >= _HEADER.size:
        head_size, pixels_size = _HEADER.unpack_from(buffer)
        pixels_at = _HEADER.size + head_size
        if len(buffer) < pixels_at + pixels_size:
            return
        head = json.loads(bytes(buffer[_HEADER.size : pixels_at]))
        pixels = bytes(buffer[pixels_at : pixels_at + pixels_size])
        del buffer[: pixels_at + pixels_size]
        yield Frame(head, pixels)
