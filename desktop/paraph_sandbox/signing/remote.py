"""The signature of a signatory whom the sandbox plays: PAdES-B-T (ETSI EN 319 142-1, 6.3), with
all that he fills in, in one revision behind the bytes that are there."""

import io
from typing import Any, Protocol

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.stamp.noop import NoOpStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from paraph_sandbox.signing.fields import empty_field_at
from paraph_sandbox.signing.looks import Draw, is_packed, look_of
from paraph_sandbox.signing.marks import fill, prepare
from paraph_sandbox.signing.opening import Revision, open_revision, page_at, readable, rotation_of
from paraph_sandbox.signing.order import Order

# Hexadecimal digits: a chain of three certificates and a timestamp take a third of it.
_RESERVED = 2 * 16_384
_make: Any = generic


class Identity(Protocol):
    """A key with its certificate and the issuers, root last; asn1crypto's."""

    @property
    def key(self) -> Any:
        """His key."""

    @property
    def certificate(self) -> Any:
        """His certificate."""

    @property
    def chain(self) -> list[Any]:
        """Its issuers."""
        ...


def sign(
    pdf: bytes, order: Order, identity: Identity, timestamper: TimeStamper, draw: Draw
) -> bytes:
    """Give the file with one more revision that holds the signature.

    Raises Problem 422 `document_unreadable`.
    """
    with readable():
        writer = open_revision(pdf)
        prepare(writer, [*order.marks, *order.prepared])
        for mark in order.marks:
            fill(writer, mark, order.texts[mark.name], draw)
        metadata = PdfSignatureMetadata(
            field_name=_field(writer, order, draw),
            md_algorithm="sha256",
            reason=order.reason,
            subfilter=SigSeedSubFilter.PADES,
        )
        signer = PdfSigner(
            metadata, _signer(identity), timestamper=timestamper, stamp_style=NoOpStampStyle()
        )
        output = signer.sign_pdf(writer, bytes_reserved=_RESERVED, output=io.BytesIO())
        return bytes(output.getvalue())


def _signer(identity: Identity) -> SimpleSigner:
    registry: Any = SimpleCertificateStore
    known = registry()
    known.register_multiple(identity.chain)
    return SimpleSigner(
        signing_cert=identity.certificate,
        signing_key=identity.key,
        cert_registry=known,
        embed_roots=True,
    )


def _field(writer: Revision, order: Order, draw: Draw) -> str:
    """Give the name of the field to sign, which has its look already."""
    placed = order.field
    if placed is None or placed.page is None or placed.box is None:
        append_signature_field(writer, SigFieldSpec(order.name))
        return order.name
    found = empty_field_at(writer, placed)
    is_new = found is None
    if found is None:
        box: Any = tuple(placed.box)
        append_signature_field(writer, SigFieldSpec(placed.name, placed.page - 1, box))
        found = empty_field_at(writer, placed)
    if found is None:
        raise ValueError("the new field is not there")
    turned = rotation_of(page_at(writer.root, placed.page - 1).get_object())
    drawn = draw(order.lines, placed.width, placed.height, turned)
    look = look_of(writer, drawn, packed=is_new or is_packed(found.own))
    found.own[pdf_name("/AP")] = _make.DictionaryObject({pdf_name("/N"): look})
    writer.update_container(found.own)
    return found.name
