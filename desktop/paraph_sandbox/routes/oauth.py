"""`/oauth/token`, `/oauth/revoke`, and what the authorization server tells about itself.

Refusals are RFC 6749's JSON; the pages that people see are `pages.sign_in`.
"""

import json
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from paraph.wire.oauth import KeySet, Metadata, OAuthError, Tokens
from paraph_sandbox.gate.answers import JSON
from paraph_sandbox.gate.caller import services_of
from paraph_sandbox.lifecycle.problems import Problem
from paraph_sandbox.oauth.exchange import Exchange
from paraph_sandbox.oauth.metadata import metadata
from paraph_sandbox.oauth.parameters import FORM
from paraph_sandbox.oauth.server import Posted, Reply, Server

router = APIRouter(tags=["signing in"])
_A_DAY = {"Cache-Control": "public, max-age=86400"}
_GRANTS = ["authorization_code", "client_credentials", "refresh_token"]
_CLIENT = ("client_id", "client_secret")
_CODE = ("code", "redirect_uri", "code_verifier")
_TEXT = {"type": "string"}
_TOKEN_FORM = {
    "grant_type": {"type": "string", "enum": _GRANTS},
    **dict.fromkeys((*_CLIENT, *_CODE, "scope", "refresh_token"), _TEXT),
}
_REVOKE_FORM = dict.fromkeys(("token", "token_type_hint", *_CLIENT), _TEXT)


def _form(properties: dict[str, Any], required: str) -> dict[str, Any]:
    schema = {"type": "object", "properties": properties, "required": [required]}
    return {"requestBody": {"required": True, "content": {FORM: {"schema": schema}}}}


def _refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    told = {400: "Refused.", 401: "The client is not known.", 429: "Too many calls."}
    return {status: {"model": OAuthError, "description": told[status]} for status in statuses}


async def _posted(request: Request) -> Posted:
    return Posted(
        request.headers.get("Content-Type", ""),
        await request.body(),
        request.headers.getlist("Authorization"),
    )


_Posted = Annotated[Posted, Depends(_posted)]


@router.post(
    "/oauth/token",
    response_model=Tokens,
    responses=_refusals(400, 401, 429),
    openapi_extra=_form(_TOKEN_FORM, "grant_type"),
)
def token(request: Request, posted: _Posted) -> Response:
    """Give tokens for credentials, for a code, or for a refresh token."""
    return _answer(request, lambda server: server.token(posted))


@router.post(
    "/oauth/revoke",
    responses={200: {"description": "Nothing is left of it."}, **_refusals(400, 401, 429)},
    openapi_extra=_form(_REVOKE_FORM, "token"),
)
def revoke(request: Request, posted: _Posted) -> Response:
    """End a token before its time; a refresh token takes all of its sign-in along."""
    return _answer(request, lambda server: server.revoke(posted))


@router.get("/oauth/jwks.json", response_model=KeySet)
def jwks(request: Request) -> Response:
    """Give the keys that access tokens are verified with."""
    keys = KeySet.model_validate(services_of(request).signer.public())
    return Response(keys.model_dump_json(), headers=_A_DAY, media_type=JSON)


@router.get("/.well-known/oauth-authorization-server", response_model=Metadata)
def well_known(request: Request) -> Response:
    """Describe the authorization server (RFC 8414)."""
    told = metadata(services_of(request).options.address)
    return Response(told.model_dump_json(), headers=_A_DAY, media_type=JSON)


def _answer(request: Request, act: Callable[[Server], Reply]) -> Response:
    services = services_of(request)
    address = request.client.host if request.client else ""
    try:
        services.rate.take(f"oauth {address}")
    except Problem as problem:
        # RFC 6749 names no error for too many calls; this one says: again, later.
        told = {"error": "temporarily_unavailable", "error_description": problem.detail}
        return _response(Reply(problem.status, told, problem.headers))
    with services.database.write() as tx:
        issuer, now = services.options.address, services.clock.now()
        reply = act(Server(Exchange(tx, services.signer, issuer, now)))
    return _response(reply)


def _response(reply: Reply) -> Response:
    headers = {**reply.headers, "Content-Type": JSON}
    return Response(json.dumps(reply.body), reply.status, headers)
