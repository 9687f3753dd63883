"""What crosses between the viewer and the render process: requests, answers and their frames.

A frame is a fixed header, a JSON head and raw pixels; nothing that is read can run code.
This module knows neither MuPDF nor sockets.
"""

import json
import struct
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeAlias

from paraph.domain.secret import Secret
from paraph.domain.signature_field import Box, PageGeometry
from paraph.ports.documents import FieldOnPage

Rect: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom in points of the shown page, from its top left corner."""

_HEADER = struct.Struct("!IQ")  # bytes of JSON, bytes of pixels


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text and where it stands on the shown page, in points."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Picture:
    """RGB pixels, three bytes each, rows `stride` bytes apart.

    `left_px` and `top_px` place them on the whole page drawn at the same scale.
    """

    width: int
    height: int
    stride: int
    left_px: int
    top_px: int
    samples: bytes | memoryview


@dataclass(frozen=True, slots=True)
class Opened:
    """What is known of a file once it is open."""

    page_count: int
    needs_repair: bool


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """Open a file in place of the one that is open. Answer: Opened."""

    path: Path
    password: Secret | None = None


@dataclass(frozen=True, slots=True)
class WantGeometries:
    """Answer: a PageGeometry for each page."""


@dataclass(frozen=True, slots=True)
class WantPicture:
    """Answer: a Picture; `draft` is drawn faster, without smooth edges."""

    page_index: int
    scale_px_per_pt: float
    clip: Rect | None = None
    draft: bool = False


@dataclass(frozen=True, slots=True)
class WantText:
    """Answer: the TextLines of a page."""

    page_index: int


@dataclass(frozen=True, slots=True)
class WantMatches:
    """Answer: a Rect for each place where `needle` stands, upper and lower case alike."""

    needle: str
    page_index: int


@dataclass(frozen=True, slots=True)
class WantFields:
    """Answer: a FieldOnPage for each signature field of a page."""

    page_index: int


@dataclass(frozen=True, slots=True)
class CloseDocument:
    """Close the file. Answer: None."""


Request: TypeAlias = (
    OpenDocument | WantGeometries | WantPicture | WantText | WantMatches | WantFields
    | CloseDocument
)  # fmt: skip
Value: TypeAlias = (
    Opened | Picture | list[PageGeometry] | list[TextLine] | list[Rect] | list[FieldOnPage] | None
)
_REQUESTS: dict[str, Any] = {
    kind.__name__: kind
    for kind in (
        OpenDocument,
        WantGeometries,
        WantPicture,
        WantText,
        WantMatches,
        WantFields,
        CloseDocument,
    )
}


@dataclass(frozen=True, slots=True)
class Frame:
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


def request_to_json(request: Request) -> dict[str, Any]:
    """Turn a request into plain values; the password is revealed for the pipe alone."""
    if isinstance(request, OpenDocument):
        secret = request.password.reveal() if request.password else None
        return {"ask": "OpenDocument", "path": str(request.path), "password": secret}
    return {"ask": type(request).__name__, **asdict(request)}


def request_from_json(values: dict[str, Any]) -> Request:
    """Turn plain values back into the request."""
    fields = dict(values)
    kind = fields.pop("ask")
    if kind == "OpenDocument":
        secret = fields["password"]
        return OpenDocument(Path(fields["path"]), None if secret is None else Secret(secret))
    if fields.get("clip") is not None:
        fields["clip"] = tuple(fields["clip"])
    request: Request = _REQUESTS[kind](**fields)
    return request


def value_to_json(value: Value) -> Any:
    """Turn an answer into plain values; a Picture's samples travel beside it."""
    if isinstance(value, Picture):
        return [value.width, value.height, value.stride, value.left_px, value.top_px]
    if isinstance(value, Opened):
        return asdict(value)
    if isinstance(value, list):
        return [item if isinstance(item, tuple) else asdict(item) for item in value]
    return value


def value_from_json(request: Request, value: Any, samples: bytes | memoryview) -> Value:
    """Turn an answer's plain values into what `request` asked for."""
    if isinstance(request, WantPicture):
        width, height, stride, left_px, top_px = value
        return Picture(width, height, stride, left_px, top_px, samples)
    answer: Value = _ANSWERS[type(request)](value)
    return answer


def _geometries(value: Any) -> list[PageGeometry]:
    return [PageGeometry(**{**item, "visible": Box(**item["visible"])}) for item in value]


def _fields(value: Any) -> list[FieldOnPage]:
    return [FieldOnPage(**{**item, "box": Box(**item["box"])}) for item in value]


_ANSWERS: dict[type[Request], Callable[[Any], Value]] = {
    OpenDocument: lambda value: Opened(**value),
    WantGeometries: _geometries,
    WantText: lambda value: [TextLine(**item) for item in value],
    WantMatches: lambda value: [(left, top, right, bottom) for left, top, right, bottom in value],
    WantFields: _fields,
    CloseDocument: lambda _: None,
}
