"""Every name that a client writes, as the contract tells it, with values that do not fit it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CONTRACT = Path(__file__).parents[2] / "resources" / "openapi.json"
Json = dict[str, Any]
# What is written into a body as it is, because no JSON library writes it.
RAW = "\ue000raw\ue000"


@dataclass(frozen=True)
class Wrong:
    """A value that is refused; `raw` is JSON text, `status` what it is refused with."""

    why: str
    raw: str
    status: int = 422


@dataclass(frozen=True)
class Name:
    """A name in the body of an operation, by its path from the top; numbers are places in lists."""

    method: str
    path: str
    at: tuple[str | int, ...]
    schema: Json
    is_nullable: bool

    def __str__(self) -> str:
        return f"{self.method} {self.path} {'.'.join(map(str, self.at))}"

    def with_value(self, body: Json, raw: str) -> bytes:
        """Give a body with this value at the name."""
        copied: Any = json.loads(json.dumps(body))
        *way, last = self.at
        holder = copied
        for step in way:
            holder = holder[step]
        holder[last] = RAW
        return json.dumps(copied).replace(json.dumps(RAW), raw).encode()

    def wrong(self) -> Iterator[Wrong]:
        """Give what does not fit."""
        yield Wrong("deep", "[" * 100 + "]" * 100, 400)
        yield Wrong("twice", '{"a": 1, "a": 2}', 400)
        for each in ("NaN", "Infinity", "-Infinity"):
            yield Wrong(each, each, 400)
        if not self.is_nullable:
            yield Wrong("null", "null")
        kind = self.schema.get("type", "string")
        yield from _OF_TYPE[kind](self.schema)


def _of_string(schema: Json) -> Iterator[Wrong]:
    for raw in ("1", "1.5", "true", "[]", "{}", "1e400", "9" * 30):
        yield Wrong("another type", raw)
    yield Wrong("lone surrogate", '"\\ud800"')
    yield Wrong("NUL", '"a\\u0000b"')
    yield Wrong("too long", json.dumps("a" * (schema.get("maxLength", 100_000) + 1)))
    if schema.get("minLength"):
        yield Wrong("too short", '""')


def _of_number(schema: Json) -> Iterator[Wrong]:
    for raw in ('"1"', "true", "false", "[]", "{}", '""'):
        yield Wrong("another type", raw)
    for raw in ("1e400", "-1e400", "1e308", "-1e308", "9" * 400, "-" + "9" * 30):
        yield Wrong("huge", raw)
    if schema["type"] == "integer":
        yield Wrong("a part", "1.5")
    for name, by in (("minimum", -1), ("maximum", 1), ("exclusiveMinimum", 0)):
        if name in schema:
            yield Wrong(name, json.dumps(schema[name] + by))


def _of_boolean(_: Json) -> Iterator[Wrong]:
    for raw in ("1", "0", '"true"', "[]", "{}", "1e400"):
        yield Wrong("another type", raw)


def _of_array(schema: Json) -> Iterator[Wrong]:
    for raw in ("{}", '"x"', "1", "true", "[1e400]", "[null]"):
        yield Wrong("another type", raw)
    if "maxItems" in schema:
        yield Wrong("too many", json.dumps([None] * (schema["maxItems"] + 1)))


def _of_object(_: Json) -> Iterator[Wrong]:
    for raw in ("[]", '"x"', "1", "true", '{"unknown": 1}'):
        yield Wrong("another type", raw)


_OF_TYPE = {
    "string": _of_string, "number": _of_number, "integer": _of_number, "boolean": _of_boolean,
    "array": _of_array, "object": _of_object,
}  # fmt: skip


def contract() -> Json:
    told: Json = json.loads(CONTRACT.read_text("utf-8"))
    return told


def operations(told: Json) -> Iterator[tuple[str, str, Json]]:
    """Give each operation that reads JSON, with the shape of its body."""
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            content = operation.get("requestBody", {}).get("content", {})
            if "application/json" in content:
                yield method.upper(), path, content["application/json"]["schema"]


def every_name() -> list[Name]:
    """Give every name once for each shape that has it."""
    told, seen = contract(), set[tuple[str, str]]()
    return [
        name
        for method, path, schema in operations(told)
        for name in _names(told, (method, path), (), schema, seen)
    ]


def _names(
    told: Json, of: tuple[str, str], at: tuple[str | int, ...], schema: Json, seen: set[Any]
) -> Iterator[Name]:
    resolved, _ = resolve(told, schema)
    for name, inner in resolved.get("properties", {}).items():
        known = (resolved.get("title"), name)
        if known in seen:
            continue
        seen.add(known)
        shape, is_nullable = resolve(told, inner)
        yield Name(*of, (*at, name), shape, is_nullable)
        if shape.get("type") == "object":
            yield from _names(told, of, (*at, name), inner, seen)
        if shape.get("type") == "array":
            yield from _names(told, of, (*at, name, 0), shape["items"], seen)


def resolve(told: Json, schema: Json) -> tuple[Json, bool]:
    """Give a shape behind its reference, and whether null fits as well."""
    options = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    if options:
        return resolve(told, options[0])[0], len(options) < len(schema["anyOf"])
    if "$ref" in schema:
        return told["components"]["schemas"][schema["$ref"].rpartition("/")[2]], False
    return schema, False
