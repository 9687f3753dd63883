"""Documents of every kind that is signed."""

import io
from typing import Any

import pymupdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

from tests.fakes.pki import Identity


def plain(pages: int = 1, words: str = "An agreement", **made: Any) -> bytes:
    """Give a document; `rotation` turns its pages, `cropbox` shows a part of them."""
    with pymupdf.open() as paper:
        for number in range(pages):
            page = paper.new_page()
            page.insert_text((72, 72), f"{words}, page {number + 1}")
            if "cropbox" in made:
                page.set_cropbox(pymupdf.Rect(made["cropbox"]))
            page.set_rotation(made.get("rotation", 0))
        return bytes(paper.tobytes())


def encrypted(permissions: int) -> bytes:
    """Give a document that everybody opens and that its owner restricts (ISO 32000-2, 7.6.4)."""
    with pymupdf.open(stream=plain(), filetype="pdf") as paper:
        return bytes(
            paper.tobytes(
                encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="owner", permissions=permissions
            )
        )


def with_empty_field(pdf: bytes, name: str, page: int, box: tuple[float, ...]) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    fields.append_signature_field(writer, fields.SigFieldSpec(name, page - 1, box))
    # pyHanko 0.38 writes the upper left corner first, as nobody else does.
    look = writer.root["/AcroForm"]["/Fields"][-1]["/AP"]["/N"]
    edges = (0, 0, box[2] - box[0], box[3] - box[1])
    look["/BBox"] = generic.ArrayObject(generic.FloatObject(each) for each in edges)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def signed_by(pdf: bytes, one: Identity, field: str = "Earlier", **metadata: Any) -> bytes:
    """Give a document that somebody has signed before."""
    told = signers.PdfSignatureMetadata(
        field_name=field, subfilter=fields.SigSeedSubFilter.PADES, **metadata
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    made = signers.sign_pdf(writer, told, signer_of(one), existing_fields_only=False)
    return bytes(made.getvalue())


def signer_of(one: Identity) -> Any:
    from asn1crypto import keys, x509
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
    )
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    key = one.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    registry = SimpleCertificateStore()
    registry.register(x509.Certificate.load(one.ca_der))
    return signers.SimpleSigner(
        x509.Certificate.load(one.certificate_der), keys.PrivateKeyInfo.load(key), registry
    )


def shown_words(pdf: bytes, page: int = 1) -> list[tuple[str, pymupdf.Rect, tuple[float, float]]]:
    """Give the lines that a page shows, its fields among them: words, place as shown, direction."""
    with pymupdf.open(stream=pdf, filetype="pdf") as paper:
        paper.bake()
        found = paper[page - 1]
        turned = found.rotation_matrix
        lines = [
            line
            for block in found.get_text("dict", flags=0)["blocks"]
            for line in block.get("lines", ())
        ]
        return [
            (
                "".join(span["text"] for span in line["spans"]),
                pymupdf.Rect(line["bbox"]) * turned,
                _turned(line["dir"], turned),
            )
            for line in lines
        ]


def _turned(direction: tuple[float, float], matrix: pymupdf.Matrix) -> tuple[float, float]:
    x, y = direction
    return (round(x * matrix.a + y * matrix.c), round(x * matrix.b + y * matrix.d))
