"""`/v2/sandbox/certificates`."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from paraph.wire.names import Scope
from paraph.wire.sandbox import CertificateIssued, CertificateWanted, Revocation, Revoked
from paraph_sandbox.acts import certificates
from paraph_sandbox.gate.answers import Answer
from paraph_sandbox.gate.call import Call, making
from paraph_sandbox.routes.responses import problems
from paraph_sandbox.store.database import Writing

router = APIRouter(prefix="/v2/sandbox/certificates", tags=["sandbox"])
# Whoever may have documents signed may have certificates to sign them.
_Makes = Annotated[Call, Depends(making(Scope.REQUESTS_WRITE))]


@router.post("", status_code=201, response_model=CertificateIssued, responses=problems())
def issue(call: _Makes, wanted: CertificateWanted) -> Response:
    """Issue a certificate to a card, which asks with a PKCS#10 request."""
    authorities = call.services.pki.authorities()

    def act(tx: Writing) -> Answer:
        entered = (call.now(), call.key)
        return Answer(201, certificates.issue(tx, authorities, call.account, wanted, entered))

    return call.once(f"{wanted.level}\0{wanted.csr}".encode(), act)


@router.post("/{serial}/revoke", response_model=Revoked, responses=problems(404, 409))
def revoke(call: _Makes, serial: str, revocation: Revocation | None = None) -> Response:
    """Revoke a certificate; OCSP says so at once, and so does the next CRL."""
    reason = (revocation or Revocation()).reason

    def act(tx: Writing) -> Answer:
        return Answer(200, certificates.revoke(tx, call.account, serial, reason))

    return call.once(reason.encode(), act)
