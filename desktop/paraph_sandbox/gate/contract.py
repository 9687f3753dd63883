"""The contract: OpenAPI 3.1 of what the code answers, with the gate's own part in it.

FastAPI describes routes; headers, scopes and what the gate itself refuses are added here.
"""

import json
from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import RouteContext, iter_route_contexts
from pydantic.json_schema import models_json_schema

from paraph.wire.common import Page, Problem, Resource
from paraph.wire.names import PROBLEM_TYPE, Scope
from paraph_sandbox.gate.removals import REMOVALS, Removal
from paraph_sandbox.gate.services import Options

Json = dict[str, Any]
_PROBLEM = {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
_SCOPES = {str(scope): scope.replace(":", ", ").replace("_", " ") for scope in Scope}
_SCHEMES = {
    "oauth2": {
        "type": "oauth2",
        "description": "An access token; people sign in with PKCE (S256).",
        "flows": {
            "clientCredentials": {"tokenUrl": "/oauth/token", "scopes": _SCOPES},
            "authorizationCode": {
                "authorizationUrl": "/oauth/authorize",
                "tokenUrl": "/oauth/token",
                "refreshUrl": "/oauth/token",
                "scopes": _SCOPES,
            },
        },
    },
    "api_key": {"type": "http", "scheme": "bearer", "description": "A static key, `ak_…`."},
}
_OF_BODIES = {
    "408": "The body did not arrive in time.",
    "413": "The body is too large.",
    "415": "The kind of body is not understood.",
    "503": "Too much is being sent at once.",
}


def _header(description: str, pattern: str | None = None, *, required: bool = True) -> Json:
    schema = {"type": "string"} | ({} if pattern is None else {"pattern": pattern})
    return {"description": description, "required": required, "schema": schema}


_HEADERS = {
    "X-Trace-Id": _header("The trace id of the call.", "^[0-9a-f]{32}$"),
    "RateLimit": _header("How many calls are left.", required=False),
    "RateLimit-Policy": _header("How many calls there are in a minute.", required=False),
    "X-Api-Key-Created": _header("When the API key was made.", required=False),
    "ETag": _header("The state of the resource, for `If-Match`.", '^"[^"]+"$'),
    "X-Next-Cursor": _header("Where the list goes on; none on its last page.", required=False),
    "Idempotency-Retention": _header("For how many seconds a key is remembered.", "^[0-9]+$"),
    "Idempotency-Replayed": _header("`true` for the answer of an earlier call.", required=False),
    "WWW-Authenticate": _header("How to sign in, or which scope is missing (RFC 6750)."),
    "Retry-After": _header("In how many seconds to try again.", "^[0-9]+$"),
}
_OF_CALLERS = ("RateLimit", "RateLimit-Policy", "X-Api-Key-Created")
_OF_STATUS = {"401": "WWW-Authenticate", "403": "WWW-Authenticate", "429": "Retry-After"}


def describe(app: FastAPI, address: str, removals: tuple[Removal, ...]) -> Json:
    """Give the contract of an application at an address."""
    told = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        routes=app.routes,
        servers=[{"url": address}],
        license_info={"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
    )
    schemas = told["components"]["schemas"] | _problem_schemas()
    told["components"]["schemas"] = dict(sorted(schemas.items()))
    told["components"] |= {"securitySchemes": _SCHEMES, "headers": _HEADERS}
    removed = {(each.method, each.template) for each in removals}
    for route, method, operation in _operations(app, told):
        _secure(operation)
        _drop_nulls(operation, told["components"]["schemas"])
        _add_refusals(operation)
        for status, response in operation["responses"].items():
            response["headers"] = _headers(route, operation, status) | response.get("headers", {})
        if (method, route.path) in removed:
            operation["deprecated"] = True
    return told


def _problem_schemas() -> Json:
    _, told = models_json_schema(
        [(Problem, "serialization")], ref_template="#/components/schemas/{model}"
    )
    return dict(told["$defs"])


def as_text(app: FastAPI) -> str:
    """Give the contract as it is kept in `resources/openapi.json`."""
    return json.dumps(describe(app, Options.address, REMOVALS), indent=1, ensure_ascii=False)


def tell_contract(app: FastAPI, address: str, removals: tuple[Removal, ...]) -> None:
    """Have `/openapi.json` answer with the contract, which is made when it is first asked for."""

    def openapi() -> Json:
        if app.openapi_schema is None:
            app.openapi_schema = describe(app, address, removals)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _operations(app: FastAPI, told: Json) -> Iterator[tuple[RouteContext, str, Json]]:
    for route in iter_route_contexts(app.routes):
        for method in sorted(route.methods or ()):
            operation = told["paths"].get(route.path_format, {}).get(method.lower())
            if operation is not None:
                yield route, method, operation


def _secure(operation: Json) -> None:
    """Write FastAPI's one scheme as ours: a token with the scopes, or a key."""
    wanted = {
        scope for each in operation.pop("security", ()) for scope in next(iter(each.values()))
    }
    if wanted:
        operation["security"] = [{"oauth2": sorted(wanted)}, {"api_key": []}]


def _drop_nulls(operation: Json, schemas: Json) -> None:
    """Nothing is null in an address, a header or a form: it is there or not."""
    kept = [each["schema"] for each in operation.get("parameters", ())]
    content = operation.get("requestBody", {}).get("content", {})
    for media_type, body in content.items():
        if media_type != "application/json" and "$ref" in body["schema"]:
            form = schemas[body["schema"]["$ref"].rpartition("/")[2]]
            kept += form["properties"].values()
    for schema in kept:
        options = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
        if len(options) == 1:
            del schema["anyOf"]
            schema.update(options[0])


def _add_refusals(operation: Json) -> None:
    responses = operation["responses"]
    more = {"400": "The call cannot be read.", "500": "The sandbox failed."}
    if "requestBody" in operation:
        more |= _OF_BODIES
    if _takes_key(operation):
        more |= {"410": "What was answered to this Idempotency-Key went with the personal data."}
    for status, description in more.items():
        responses.setdefault(status, {"description": description, "content": dict(_PROBLEM)})
    operation["responses"] = dict(sorted(responses.items()))


def _headers(route: RouteContext, operation: Json, status: str) -> Json:
    names = ["X-Trace-Id", *(_OF_CALLERS if "security" in operation else ())]
    if status in _OF_STATUS:
        names.append(_OF_STATUS[status])
    if status.startswith("2"):
        names += _of_success(route, operation)
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _takes_key(operation: Json) -> bool:
    return "Idempotency-Key" in (each["name"] for each in operation.get("parameters", ()))


def _of_success(route: RouteContext, operation: Json) -> Iterator[str]:
    if _takes_key(operation):
        yield from ("Idempotency-Retention", "Idempotency-Replayed")
    answered = getattr(route, "response_model", None)
    if isinstance(answered, type) and issubclass(answered, Resource):
        yield "ETag"
    if isinstance(answered, type) and issubclass(answered, Page):
        yield "X-Next-Cursor"
