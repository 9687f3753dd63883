"""Which addresses there are, with their methods and the kind of body that each takes.

The router tells only of the first route that fits a path; an answer to a wrong method names all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from fastapi import FastAPI
from fastapi.params import Body, Form
from fastapi.routing import RouteContext, iter_route_contexts
from starlette.routing import compile_path


class BodyKind(Enum):
    """What a route reads."""

    NONE = "none"
    JSON = "application/json"
    FORM = "multipart/form-data"


@dataclass
class Address:
    """A path as it is written in the contract, and what its methods read."""

    template: str
    pattern: re.Pattern[str]
    methods: dict[str, BodyKind] = field(default_factory=dict)

    @property
    def allowed(self) -> str:
        """The value of `Allow`: HEAD and OPTIONS are answered wherever they make sense."""
        more = {"OPTIONS", *(["HEAD"] if "GET" in self.methods else [])}
        return ", ".join(sorted({*self.methods, *more}))


class Addresses:
    """Every address of an application, in the order in which its router looks."""

    def __init__(self, app: FastAPI) -> None:
        found: dict[str, Address] = {}
        for route in iter_route_contexts(app.routes):
            if route.path is None or route.methods is None:
                continue
            pattern = compile_path(route.path)[0]
            address = found.setdefault(route.path, Address(route.path, pattern))
            for method in route.methods:
                address.methods.setdefault(method, _body_kind(route))
        self._all = tuple(found.values())

    def __iter__(self) -> Iterator[Address]:
        return iter(self._all)

    def at(self, path: str) -> Address | None:
        """Give the address that a path is of."""
        return next((each for each in self._all if each.pattern.match(path)), None)


def _body_kind(route: RouteContext) -> BodyKind:
    body = getattr(route, "body_field", None)
    if body is None:
        return BodyKind.NONE
    if isinstance(body.field_info, Form):
        return BodyKind.FORM
    return BodyKind.JSON if isinstance(body.field_info, Body) else BodyKind.NONE
