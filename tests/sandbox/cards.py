"""Signatories with a card: a key of theirs, a certificate from the sandbox, and uploads of what
they signed, proper ones and forged ones."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx2
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.stamp import TextStampStyle

from paraph_sandbox.signing.opening import Reader
from tests.fakes.pki import Identity, key_of
from tests.sandbox.conftest import Sandbox
from tests.sandbox.papers import signer_of
from tests.sandbox.requesting import Asked

BOX = (60.0, 120.0, 240.0, 180.0)
Writer = Any


class Quiet(IncrementalPdfFileWriter):
    """Changes what it is told to, and no metadata."""

    def _update_meta(self) -> None:
        pass


def card(sandbox: Sandbox, level: str = "advanced", kind: str = "p256") -> Identity:
    """Give a key with a certificate that the sandbox issued to it."""
    key = key_of(kind)
    names = [
        x509.NameAttribute(NameOID.COMMON_NAME, "Camille Roux"),
        x509.NameAttribute(NameOID.GIVEN_NAME, "Camille"),
        x509.NameAttribute(NameOID.SURNAME, "Roux"),
    ]
    request = x509.CertificateSigningRequestBuilder().subject_name(x509.Name(names))
    digest = None if kind.startswith("ed") else SHA256()
    csr = request.sign(key, digest).public_bytes(Encoding.PEM).decode()
    body = {"csr": csr, "level": level}
    answer = sandbox.client.post("/v2/sandbox/certificates", json=body, headers=sandbox.key)
    assert answer.status_code == 201, answer.text
    told = answer.json()
    der = [_der(pem) for pem in (told["certificate"], *told["chain"])]
    return Identity(key, der[0], der[1])


def _der(pem: str) -> bytes:
    return x509.load_pem_x509_certificate(pem.encode()).public_bytes(Encoding.DER)


def signed(
    before: bytes,
    one: Identity,
    *,
    box: tuple[float, ...] | None = BOX,
    page: int = 1,
    field: str = "Signature1",
    forge: Callable[[Writer], None] = lambda writer: None,
    **metadata: Any,
) -> bytes:
    """Sign a revision as a desktop does; `forge` changes more in the same update."""
    writer = Quiet(io.BytesIO(before), prev=Reader(io.BytesIO(before)))
    forge(writer)
    told = {"md_algorithm": "sha256", "subfilter": fields.SigSeedSubFilter.PADES, **metadata}
    signer = signers.PdfSigner(
        signers.PdfSignatureMetadata(field_name=field, **told),
        signer_of(one),
        stamp_style=TextStampStyle(stamp_text="Signed with a card"),
        new_field_spec=fields.SigFieldSpec(field, page - 1, box),
    )
    return bytes(signer.sign_pdf(writer, bytes_reserved=32_768).getvalue())


@dataclass
class Desk:
    """A request at the desk of its n-th signatory, who signs with a card."""

    request: Asked
    n: int = 0

    def document(self) -> tuple[bytes, str]:
        """Give the current revision, and its entity tag."""
        answer = self.request.get("/document")
        assert answer.status_code == 200, answer.text
        return answer.content, answer.headers["ETag"]

    def upload(self, content: bytes, tag: str | None = None, **headers: str) -> httpx2.Response:
        told = {**self.request.sandbox.key, "Content-Type": "application/pdf", **headers}
        tag = self.document()[1] if tag is None else tag
        if tag:
            told["If-Match"] = tag
        url = f"/v2/signatories/{self.request.people[self.n]}/signed-document"
        return self.request.sandbox.client.put(url, content=content, headers=told)

    def refused(self, content: bytes) -> str:
        """Upload what is refused, and give the reason."""
        answer = self.upload(content)
        told = answer.json()
        assert (answer.status_code, told["code"]) == (422, "signature_rejected"), answer.text
        assert self.request.get().json()["revision"] == 0
        (reason,) = told["reasons"]
        return str(reason)


def issuer_name(one: Identity) -> str:
    return str(asn1_x509.Certificate.load(one.certificate_der).issuer.human_friendly)
