"""Certificates for the demo's key, from a sandbox's `POST /v2/sandbox/certificates`."""

import ssl

from paraph.domain.keys.secret import Secret
from paraph.ports.issuing import IssuedCertificate
from paraph.remote.http_client import HttpClient, HttpTrouble, Wanted
from paraph.remote.sandbox_child import SandboxTrouble
from paraph.remote.trace_context import HEADER, traceparent

_TIMEOUT_S = 30.0  # the first certificate makes the authorities
_MOST_BYTES = 1 << 18


def issue_certificate(address: str, api_key: Secret, request_pem: str) -> IssuedCertificate:
    """Ask for a certificate for advanced signatures. Raises SandboxTrouble."""
    from paraph.wire.names import SignatureLevel
    from paraph.wire.sandbox import CertificateIssued, CertificateWanted

    body = CertificateWanted(csr=request_pem, level=SignatureLevel.ADVANCED)
    headers = {
        "Authorization": f"Bearer {api_key.reveal()}",
        "Content-Type": "application/json",
        "Accept": "application/json",
        HEADER: traceparent(),
    }
    wanted = Wanted(
        "POST",
        f"{address}/v2/sandbox/certificates",
        _TIMEOUT_S,
        _MOST_BYTES,
        body.model_dump_json().encode(),
        headers,
        names_private=True,  # it is our own, on loopback
    )
    client = HttpClient()
    try:
        reply = client.send(wanted)
        if reply.status != 201:
            raise SandboxTrouble(f"it issued no certificate (status {reply.status})")
        told = CertificateIssued.model_validate_json(reply.body)
        ders = [ssl.PEM_cert_to_DER_cert(pem) for pem in (told.certificate, *told.chain)]
    except HttpTrouble as trouble:
        raise SandboxTrouble(f"it issued no certificate ({trouble.why})") from trouble
    except ValueError as error:
        raise SandboxTrouble("what it issued cannot be read") from error
    finally:
        client.close()
    if len(ders) < 2:
        raise SandboxTrouble("what it issued names no issuer")
    return IssuedCertificate(ders[0], tuple(ders[1:]))
