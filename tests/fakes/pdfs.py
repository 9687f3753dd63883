"""PDF files with one difficulty each, written by hand or by a library the product does not use."""

import io
from collections.abc import Sequence
from pathlib import Path

from asn1crypto import keys, x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import FieldMDPSpec, MDPPerm, SigFieldSpec, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.adapters.render.raw_pdf import write_pdf
from tests.fakes.pki import identity

PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
PAGES = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def plain(path: Path, catalog: str = "", more: Sequence[str] = (), page: str = PAGE) -> Path:
    """Write a file of one page; objects in `more` start at number 4."""
    return write_pdf(path, [f"<< /Type /Catalog /Pages 2 0 R {catalog} >>", PAGES, page, *more])


def with_fields(path: Path, *fields: str) -> Path:
    """Write a form with these field dictionaries on its page."""
    numbers = " ".join(f"{n} 0 R" for n in range(4, 4 + len(fields)))
    page = PAGE.replace(" >>", f" /Annots [{numbers}] >>")
    return plain(path, f"/AcroForm << /Fields [{numbers}] >>", fields, page)


def sig_field(name: str, more: str = "") -> str:
    return (
        f"<< /Type /Annot /Subtype /Widget /FT /Sig /T ({name}) /Rect [72 72 272 132] "
        f"/P 3 0 R /F 132 {more} >>"
    )


def without_pages(path: Path) -> Path:
    return write_pdf(
        path, ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"]
    )


def deep_tree(path: Path, levels: int) -> Path:
    """Write one page under so many nodes of the page tree."""
    nodes = [
        f"<< /Type /Pages /Kids [{n + 3} 0 R] /Count 1 "
        + (f"/Parent {n + 1} 0 R >>" if n else ">>")
        for n in range(levels)
    ]
    page = f"<< /Type /Page /Parent {levels + 1} 0 R /MediaBox [0 0 595 842] >>"
    return write_pdf(path, ["<< /Type /Catalog /Pages 2 0 R >>", *nodes, page])


def hybrid(path: Path) -> Path:
    """Write a table and, by /XRefStm, a stream that knows one object more (7.5.8.4)."""
    plain(path)
    data = path.read_bytes()
    body, rest = data[: data.rindex(b"xref\n0 ")], data[data.rindex(b"xref\n0 ") :]
    hidden = len(body)
    body += b"4 0 obj\n<< /Author (hidden) >>\nendobj\n"
    stream_at = len(body)
    entries = bytes([1]) + hidden.to_bytes(4, "big") + bytes([0])
    entries += bytes([1]) + stream_at.to_bytes(4, "big") + bytes([0])
    body += (
        b"5 0 obj\n<< /Type /XRef /Size 6 /Index [4 2] /W [1 4 1] /Root 1 0 R /Length %d >>\n"
        b"stream\n%s\nendstream\nendobj\n"
    ) % (len(entries), entries)
    table_at = len(body)
    rest = rest.replace(b"/Size 4", b"/Size 6 /XRefStm %d" % stream_at)
    head = rest[: rest.index(b"startxref")]
    path.write_bytes(body + head + b"startxref\n%d\n%%%%EOF\n" % table_at)
    return path


def broken_xref(path: Path, source: Path) -> Path:
    """Point startxref into the void."""
    data = source.read_bytes()
    at = data.rindex(b"startxref")
    path.write_bytes(data[:at] + b"startxref\n7\n%%EOF\n")
    return path


def signed_by_another(
    path: Path,
    source: Path,
    *,
    field: str = "Earlier",
    certify: MDPPerm | None = None,
    lock: FieldMDPSpec | None = None,
    doc_mdp: MDPPerm | None = None,
) -> Path:
    """Sign with pyHanko's own signer, certifying or locking fields."""
    one = identity("p256", "Earlier signer")
    der = one.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    store = SimpleCertificateStore()
    store.register(x509.Certificate.load(one.ca_der))
    signer = SimpleSigner(
        x509.Certificate.load(one.certificate_der), keys.PrivateKeyInfo.load(der), store
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(source.read_bytes()))
    spec = SigFieldSpec(field, field_mdp_spec=lock, doc_mdp_update_value=doc_mdp)
    append_signature_field(writer, spec)
    given = {"docmdp_permissions": certify} if certify is not None else {}
    meta = PdfSignatureMetadata(
        field_name=field, certify=certify is not None, md_algorithm="sha256", **given
    )
    with path.open("wb+") as output:
        PdfSigner(meta, signer).sign_pdf(writer, output=output)
    return path


def heavy(path: Path, size: int) -> Path:
    """Write one page beside a stream of so many bytes, never whole in memory."""
    objects = ["<< /Type /Catalog /Pages 2 0 R /Weight 4 0 R >>", PAGES, PAGE]
    offsets = []
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        for number, text in enumerate([*objects, f"<< /Length {size} >>"], 1):
            offsets.append(file.tell())
            file.write(f"{number} 0 obj\n{text}\n".encode())
            if number > len(objects):
                file.write(b"stream\n")
                for _ in range(size >> 20):
                    file.write(bytes(1 << 20))
                file.write(bytes(size & 0xFFFFF) + b"\nendstream\n")
            file.write(b"endobj\n")
        at = file.tell()
        file.write(b"xref\n0 5\n0000000000 65535 f \n")
        file.writelines(f"{offset:010} 00000 n \n".encode() for offset in offsets)
        file.write(b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % at)
    return path
