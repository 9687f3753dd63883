"""What crosses between the viewer and the render process: requests and answers as plain values."""

from __future__ import annotations

from binascii import a2b_base64, b2a_base64
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paraph.domain.keys.secret import Secret
from paraph.domain.placing.signature_field import Box, PageGeometry
from paraph.domain.stamp.stamp_content import StampContent, StampLine
from paraph.ports.documents import FieldOnPage
from paraph.ports.pages import (
    CloseDocument,
    OpenDocument,
    Opened,
    Picture,
    Rect,
    Request,
    TextLine,
    Value,
    WantAnchors,
    WantFields,
    WantGeometries,
    WantImage,
    WantInitials,
    WantMatches,
    WantPicture,
    WantRules,
    WantSha256,
    WantStamp,
    WantText,
)

if TYPE_CHECKING:
    from paraph.domain.placing.anchor_text import AnchorHit

_REQUESTS: dict[str, Any] = {
    kind.__name__: kind
    for kind in (
        OpenDocument,
        WantGeometries,
        WantPicture,
        WantText,
        WantMatches,
        WantAnchors,
        WantInitials,
        WantRules,
        WantFields,
        WantSha256,
        WantStamp,
        WantImage,
        CloseDocument,
    )
}


def request_to_json(request: Request) -> dict[str, Any]:
    """Turn a request into plain values; the password is revealed for the pipe alone."""
    if isinstance(request, OpenDocument):
        secret = request.password.reveal() if request.password else None
        return {**request._asdict(), "path": str(request.path), "password": secret}
    if isinstance(request, WantStamp):
        return {**request._asdict(), "content": _content_to_json(request.content)}
    if isinstance(request, WantImage):
        return {**request._asdict(), "path": str(request.path)}
    return request._asdict()


def request_from_json(values: dict[str, Any]) -> Request:
    """Turn plain values back into the request."""
    fields = dict(values)
    kind = fields["ask"]
    if kind == "OpenDocument":
        secret = fields["password"]
        return OpenDocument(Path(fields["path"]), None if secret is None else Secret(secret))
    if fields.get("clip") is not None:
        fields["clip"] = tuple(fields["clip"])
    if kind == "WantStamp":
        fields["content"] = _content_from_json(fields["content"])
    if kind == "WantImage":
        fields["path"] = Path(fields["path"])
    request: Request = _REQUESTS[kind](**fields)
    return request


def value_to_json(value: Value) -> Any:
    """Turn an answer into plain values; a Picture's samples travel beside it."""
    if isinstance(value, Picture):
        return [*value[:5], value.is_grey, value.left_out]
    if isinstance(value, bytes):
        return b2a_base64(value, newline=False).decode()
    if isinstance(value, list) and value and isinstance(value[0], PageGeometry):
        # Most documents have one kind of page, and thousands of it.
        return [[len(list(alike)), page] for page, alike in groupby(value)]
    return value


def value_from_json(request: Request, value: Any, samples: bytes | memoryview) -> Value:
    """Turn an answer's plain values into what `request` asked for."""
    if isinstance(request, WantPicture | WantStamp):
        width, height, stride, left_px, top_px, is_grey, left_out = value
        size = (width, height, stride, left_px, top_px)
        return Picture(*size, samples, is_grey, tuple(left_out))
    answer: Value = _ANSWERS[type(request)](value)
    return answer


def _content_to_json(content: StampContent) -> dict[str, Any]:
    pictures = {name: getattr(content, name) for name in ("image", "logo")}
    told = {name: png and b2a_base64(png, newline=False).decode() for name, png in pictures.items()}
    return {**content._asdict(), **told}


def _content_from_json(values: dict[str, Any]) -> StampContent:
    lines = tuple(StampLine(*line) for line in values["lines"])
    pictures = {name: values[name] and a2b_base64(values[name]) for name in ("image", "logo")}
    return StampContent(**{**values, **pictures, "lines": lines})


def _geometries(value: Any) -> list[PageGeometry]:
    pages: list[PageGeometry] = []
    for count, (visible, rotation, user_unit) in value:
        pages += [PageGeometry(Box(*visible), rotation, user_unit)] * count
    return pages


def _rects(value: Any) -> list[Rect]:
    return [(left, top, right, bottom) for left, top, right, bottom in value]


def _fields(value: Any) -> list[FieldOnPage]:
    return [FieldOnPage(name, page, Box(*box), *more) for name, page, box, *more in value]


def _hits(value: Any) -> list[AnchorHit]:
    from paraph.domain.placing.anchor_text import AnchorHit  # the window's start has no use for it
    from paraph.domain.placing.page_text import ShownRect

    return [
        AnchorHit(page, tuple(ShownRect(*part) for part in parts), text, context)
        for page, parts, text, context in value
    ]


_ANSWERS: dict[type[Request], Callable[[Any], Value]] = {
    OpenDocument: lambda value: Opened(*value),
    WantGeometries: _geometries,
    WantText: lambda value: [TextLine(*item) for item in value],
    WantMatches: _rects,
    WantAnchors: _hits,
    WantInitials: _rects,
    WantRules: _rects,
    WantFields: _fields,
    WantSha256: str,
    WantImage: a2b_base64,
    CloseDocument: lambda _: None,
}
