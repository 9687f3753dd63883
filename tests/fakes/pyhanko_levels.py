"""Files at each PAdES level as pyHanko makes them: what a judge of levels is itself tried with."""

import asyncio
import urllib.request
from pathlib import Path

from asn1crypto import keys, tsp, x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.rigs.certomancer_pki import CertomancerPki


class RigStamper(TimeStamper):
    """Asks the rig's authority, whose name is in the address."""

    def __init__(self, pki: CertomancerPki, label: str = "tsa") -> None:
        super().__init__()
        self._url = pki.tsa_url(label)

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        kind = {"Content-Type": "application/timestamp-query"}
        asked = urllib.request.Request(self._url, req.dump(), kind)
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return tsp.TimeStampResp.load(answer.read())


def sign_at_level(
    pki: CertomancerPki,
    source: Path,
    out: Path,
    level: str,
    *,
    signer: str = "signer",
    tsa: str = "tsa",
) -> None:
    """Sign with one of the rig's signers: B-B, B-T, B-LT or B-LTA, straight away."""
    identity = pki.signer(signer)
    pem = identity.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    known = SimpleCertificateStore()
    chain = [pki.certificate_der(each) for each in ("issuing", "tsa-issuing", "root")]
    known.register_multiple(x509.Certificate.load(der) for der in chain)
    by = signers.SimpleSigner(
        signing_cert=x509.Certificate.load(identity.certificate_der),
        signing_key=keys.PrivateKeyInfo.load(pem),
        cert_registry=known,
    )
    metadata = signers.PdfSignatureMetadata(
        field_name="Signature1",
        subfilter=SigSeedSubFilter.PADES,
        embed_validation_info=level in ("B-LT", "B-LTA"),
        use_pades_lta=level == "B-LTA",
        validation_context=_context(pki, chain) if level in ("B-LT", "B-LTA") else None,
    )
    stamper = RigStamper(pki, tsa) if level != "B-B" else None
    with source.open("rb") as file, out.open("wb+") as to:
        writer = IncrementalPdfFileWriter(file)
        made = signers.PdfSigner(metadata, by, timestamper=stamper)
        asyncio.run(made.async_sign_pdf(writer, output=to))


def _context(pki: CertomancerPki, chain: list[bytes]) -> ValidationContext:
    urls = [pki.crl_url(issuer) for issuer in ("root", "issuing", "tsa-issuing")]
    crls = []
    for url in urls:
        with urllib.request.urlopen(url, timeout=10) as answer:
            crls.append(answer.read())
    # The rig's CRLs begin before the timestamp; OCSP would be as new as it.
    return ValidationContext(
        trust_roots=[x509.Certificate.load(pki.root_der)],
        other_certs=[x509.Certificate.load(der) for der in chain],
        crls=crls,
        moment=pki.clock.now(),
        revocation_mode="hard-fail",
        retroactive_revinfo=True,
    )
