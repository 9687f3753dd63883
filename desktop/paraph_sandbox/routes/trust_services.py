"""`/tsa`, `/ocsp`, `/crl`, `/certs`: the PKI as the world asks it, which shows no token."""

import base64
import binascii
import hashlib
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from paraph_sandbox.clock import machine_time
from paraph_sandbox.gate.caller import services_of
from paraph_sandbox.lifecycle.problems import Problem, not_found
from paraph_sandbox.pki.roles import CAS, Role
from paraph_sandbox.routes.responses import problems

router = APIRouter(tags=["trust services"])
_QUERY, _REPLY = "application/timestamp-query", "application/timestamp-reply"
_OCSP_QUERY, _OCSP_REPLY = "application/ocsp-request", "application/ocsp-response"
_CRL, _CERTIFICATE = "application/pkix-crl", "application/pkix-cert"
_BINARY = {"type": "string", "format": "binary"}
_SHOWN = {f"{role}.crt": role for role in (*CAS, Role.TSA)}
_LISTS = {f"{role}.crl": role for role in CAS}


def _body(media_type: str) -> dict[str, Any]:
    return {"requestBody": {"required": True, "content": {media_type: {"schema": _BINARY}}}}


def _told(media_type: str, *statuses: int) -> dict[int | str, dict[str, Any]]:
    told: dict[int | str, dict[str, Any]] = {
        status: each for status, each in problems(*statuses).items() if status in statuses
    }
    told[200] = {"description": "In DER.", "content": {media_type: {"schema": _BINARY}}}
    return told


def _of_kind(media_type: str) -> Any:
    async def read(request: Request) -> bytes:
        told = request.headers.get("content-type", "").split(";")[0].strip().lower()
        if told != media_type:
            raise Problem(415, "unsupported_media_type", f"The body is {media_type}.")
        return await request.body()

    return Depends(read)


@router.post(
    "/tsa",
    response_class=Response,
    responses=_told(_REPLY, 413, 415),
    openapi_extra=_body(_QUERY),
)
def tsa(request: Request, query: Annotated[bytes, _of_kind(_QUERY)]) -> Response:
    """Give a timestamp, or a refusal that says why (RFC 3161)."""
    from paraph_sandbox.pki import tsa as authority

    authorities = services_of(request).pki.authorities()
    return Response(authority.answer(authorities, query), media_type=_REPLY)


@router.post(
    "/ocsp",
    response_class=Response,
    responses=_told(_OCSP_REPLY, 413, 415),
    openapi_extra=_body(_OCSP_QUERY),
)
def ocsp(request: Request, query: Annotated[bytes, _of_kind(_OCSP_QUERY)]) -> Response:
    """Say whether certificates are good (RFC 6960, A.1)."""
    return _ocsp(request, query)


@router.get("/ocsp/{query:path}", response_class=Response, responses=_told(_OCSP_REPLY, 422))
def ocsp_by_address(request: Request, query: str) -> Response:
    """Say whether certificates are good; the request is in the address, in base64."""
    try:
        return _ocsp(request, base64.b64decode(query.encode(), validate=True))
    except (binascii.Error, UnicodeEncodeError):
        return _ocsp(request, b"")  # which is a malformed request


def _ocsp(request: Request, query: bytes) -> Response:
    from paraph_sandbox.pki import ocsp as responder

    services = services_of(request)
    authorities = services.pki.authorities()
    with services.database.read() as tx:
        told = responder.answer(authorities, tx, query)
    return Response(told, headers={"Cache-Control": "no-store"}, media_type=_OCSP_REPLY)


@router.get("/crl/{name}", response_class=Response, responses=_told(_CRL, 404, 422))
def crl(request: Request, name: str) -> Response:
    """Give the CRL of an issuing CA: `root.crl`, `advanced.crl`, `qualified.crl`."""
    from paraph_sandbox.pki import crl as lists

    issuer = _LISTS.get(name)
    if issuer is None:
        raise not_found("CRL")
    services, now = services_of(request), machine_time()
    with services.database.read() as tx:
        der = lists.published(tx, issuer, now)
    if der is None:
        authorities = services.pki.authorities()
        with services.database.write() as tx:
            der = lists.publish(authorities, tx, issuer, now)
    return _file(der, _CRL)


@router.get("/certs/{name}", response_class=Response, responses=_told(_CERTIFICATE, 404, 422))
def certificate(request: Request, name: str) -> Response:
    """Give a certificate of the PKI's own: `root.crt`, `advanced.crt`, `qualified.crt`, …"""
    from cryptography.hazmat.primitives.serialization import Encoding

    role = _SHOWN.get(name)
    if role is None:
        raise not_found("certificate")
    authority = services_of(request).pki.authorities().of[role]
    return _file(authority.certificate.public_bytes(Encoding.DER), _CERTIFICATE)


def _file(der: bytes, media_type: str) -> Response:
    tag = f'"sha256:{hashlib.sha256(der).hexdigest()}"'
    return Response(der, headers={"ETag": tag}, media_type=media_type)
