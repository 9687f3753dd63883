"""Legacy signatures (adbe.pkcs7.detached) of the bench's signer, as other programs make them."""

import subprocess
from pathlib import Path
from typing import Any

from asn1crypto import keys, x509
from cryptography import x509 as crypto_x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import FieldMDPSpec, MDPPerm, SigFieldSpec, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.rigs.level_bench import LevelBench


def sign_as_others(
    bench: LevelBench,
    source: Path,
    *,
    certify: MDPPerm | None = None,
    lock: FieldMDPSpec | None = None,
) -> Path:
    """Sign, certify or lock fields by pyHanko."""
    one, out = bench.pki.signer(), bench.new()
    der = one.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    store = SimpleCertificateStore()
    store.register(x509.Certificate.load(one.ca_der))
    signer = SimpleSigner(
        x509.Certificate.load(one.certificate_der), keys.PrivateKeyInfo.load(der), store
    )
    given = {"docmdp_permissions": certify} if certify is not None else {}
    meta = PdfSignatureMetadata(
        field_name="Theirs", certify=certify is not None, md_algorithm="sha256", **given
    )
    with source.open("rb") as file, out.open("wb+") as output:
        writer = IncrementalPdfFileWriter(file)
        append_signature_field(writer, SigFieldSpec("Theirs", field_mdp_spec=lock))
        PdfSigner(meta, signer).sign_pdf(writer, output=output)
    return out


def sign_by_openssl(bench: LevelBench, source: Path, *, reserved_bytes: int = 8192) -> Path:
    """Sign by `openssl cms`, whose CMS pyHanko only puts in its place."""
    out = bench.new()
    with source.open("rb") as file, out.open("wb+") as output:
        steps: Any = PdfCMSEmbedder(SigFieldSpec("Theirs")).write_cms(
            "Theirs", IncrementalPdfFileWriter(file)
        )
        next(steps)
        steps.send(SigObjSetup(sig_placeholder=SignatureObject(bytes_reserved=2 * reserved_bytes)))
        prepared, _ = steps.send(SigIOSetup(md_algorithm="sha256", output=output))
        output.flush()
        data = out.read_bytes()
        covered = data[: prepared.reserved_region_start] + data[prepared.reserved_region_end :]
        steps.send(_openssl_cms(bench, covered))
    return out


def _openssl_cms(bench: LevelBench, content: bytes) -> bytes:
    one, folder = bench.pki.signer(), bench.new().with_suffix("")
    folder.mkdir()
    pem = one.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key").write_bytes(pem)
    for name, der in (("own", one.certificate_der), ("issuer", one.ca_der)):
        (folder / name).write_bytes(
            crypto_x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM)
        )
    (folder / "content").write_bytes(content)
    words = "openssl cms -sign -binary -md sha256 -signer own -inkey key -certfile issuer"
    words += " -in content -outform DER -out cms"
    subprocess.run(words.split(), cwd=folder, check=True, capture_output=True)
    return (folder / "cms").read_bytes()
