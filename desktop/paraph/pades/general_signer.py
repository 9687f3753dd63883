"""The general path: pyHanko reads the whole file and writes the increment.

It takes every file that can be signed, and says in words what is wrong with one that cannot.
"""

import io
import os
import re
from collections.abc import Sequence
from typing import Any, BinaryIO

from asn1crypto import x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.layout import (
    AxisAlignment,
    BoxConstraints,
    InnerScaling,
    Margins,
    SimpleBoxLayoutRule,
)
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import (
    SigFieldSpec,
    SigSeedSubFilter,
    append_signature_field,
    enumerate_sig_fields,
)
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.stamp import StaticContentStamp, StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from paraph.domain.errors import (
    FieldForbids,
    FieldTaken,
    FieldUnknown,
    SignatureCheckFailed,
)
from paraph.domain.errors.files import writing_error
from paraph.domain.keys.secret import Secret
from paraph.pades.additions import write_additions
from paraph.pades.certificates import issuers_of
from paraph.pades.certification import certifying, refuse_new_box
from paraph.pades.document_errors import document_errors
from paraph.pades.field_writer import field_names, upright_box
from paraph.pades.open_pdf import Update, open_for_update, read_back
from paraph.pades.permissions import refuse_locked_field, refuse_unsignable
from paraph.pades.readback import check_signed_file
from paraph.pades.reserved_space import RESERVED_HEX_DIGITS
from paraph.pades.signature_algorithm import message_digest, signature_algorithm
from paraph.ports.documents import PreparedSignature, SignatureOrder
from paraph.ports.signing_token import SigningToken

_COPY_PIECE = 1 << 20
_BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")


def sign_any(source: BinaryIO, order: SignatureOrder, token: SigningToken) -> PreparedSignature:
    """Sign into `order.temporary`, read it back, fsync. Raises document and token errors."""
    certificate = x509.Certificate.load(order.certificate_der)
    with document_errors(source):
        is_visible = order.place is not None
        writer = _signable(source, order.field, order.password, is_visible=is_visible)
        write_additions(writer, order.additions)
        field, new_field = _field(writer, order)
        digest = message_digest(certificate, token, order.digests)
        signer = PdfSigner(
            _metadata(field, digest, order),
            _TokenSigner(certificate, order.chain_der, token, digest),
            stamp_style=_stamp_style(order.stamp_pdf),
            new_field_spec=new_field,
        )
        source_bytes = source.seek(0, os.SEEK_END)
        byte_range = _write(signer, writer, order, field)
    checked = check_signed_file(order.temporary, byte_range, order.certificate_der, source_bytes)
    return PreparedSignature(checked.sha256, field, checked.source_sha256)


def inspect_any(
    source: BinaryIO, field: str | None, password: Secret | None, *, is_visible: bool
) -> int:
    """Give the number of earlier signatures of a document that takes one more."""
    with document_errors(source):
        writer = _signable(source, field, password, is_visible=is_visible)
        every = enumerate_sig_fields(writer.prev)
        return sum(value is not None for _, value, _ in every)


def refuse_any(source: BinaryIO, fields: Sequence[str], password: Secret | None) -> None:
    """Raise what forbids a signature in any of these fields."""
    with document_errors(source):
        writer = open_for_update(source, password)
        refuse_unsignable(writer, new_field=False)
        for field in fields:
            _refuse_taken(writer, field)
            refuse_locked_field(writer.prev, field)


def _signable(
    source: BinaryIO, field: str | None, password: Secret | None, *, is_visible: bool
) -> Update:
    writer = open_for_update(source, password)
    refuse_unsignable(writer, new_field=field is None)
    if field is not None:
        _refuse_taken(writer, field)
    elif is_visible:
        refuse_new_box(writer.prev)
    refuse_locked_field(writer.prev, field or _free_name(writer))
    return writer


class _TokenSigner(Signer):
    """pyHanko's signer over our port: the signed attributes go out, a value comes back."""

    def __init__(
        self,
        certificate: x509.Certificate,
        chain: tuple[bytes, ...],
        token: SigningToken,
        digest: str,
    ) -> None:
        make: Any = SimpleCertificateStore
        registry = make()
        registry.register_multiple(issuers_of(certificate, chain))
        super().__init__(
            signing_cert=certificate,
            cert_registry=registry,
            signature_mechanism=signature_algorithm(token.scheme, digest),
        )
        self._token = token

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,
        dry_run: bool = False,  # noqa: FBT001, FBT002
    ) -> bytes:
        # The size is reserved beforehand; a dry run would ask the card twice.
        return bytes(512) if dry_run else self._token.sign(data, digest_algorithm)


class _StampPage(PdfContent):
    """The first page of a PDF in memory as content of an appearance stream."""

    def __init__(self, pdf_bytes: bytes) -> None:
        self._pdf_bytes = pdf_bytes
        super().__init__()

    def render(self) -> bytes:
        """Import the page under a resource name of ours."""
        writer: Any = self.writer
        form = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._pdf_bytes)))
        self.resources.xobject["/ParaphStamp"] = form
        x0, y0, x1, y1 = (float(edge) for edge in form.get_object()["/BBox"])
        self.box = BoxConstraints(width=abs(x1 - x0), height=abs(y1 - y0))
        return b"/ParaphStamp Do"


class _Stamp(StaticContentStamp):
    """A stamp whose /BBox has its lower left corner first, as that of every field's look.

    pyHanko 0.38 writes the upper left one; EU DSS takes that for a change of the field's box.
    """

    def as_form_xobject(self) -> generic.StreamObject:
        form = super().as_form_xobject()
        form["/BBox"] = upright_box(self.box.width, self.box.height)
        compressed: Any = form
        compressed.compress()
        return form


class _StampStyle(StaticStampStyle):
    def create_stamp(
        self, writer: BasePdfFileWriter, box: BoxConstraints, text_params: dict[str, str]
    ) -> _Stamp:
        make: Any = _Stamp
        stamp: _Stamp = make(writer=writer, style=self, box=box)
        return stamp


def _stamp_style(stamp_pdf: bytes | None) -> StaticStampStyle | None:
    if stamp_pdf is None:
        return _StampStyle(background=None, border_width=0)
    fill = SimpleBoxLayoutRule(
        x_align=AxisAlignment.ALIGN_MID,
        y_align=AxisAlignment.ALIGN_MID,
        margins=Margins(0, 0, 0, 0),
        inner_content_scaling=InnerScaling.STRETCH_FILL,
    )
    return _StampStyle(background=_StampPage(stamp_pdf), background_layout=fill, border_width=0)


def _field(writer: Update, order: SignatureOrder) -> tuple[str, SigFieldSpec | None]:
    if order.field is not None:
        return order.field, None
    name, place = _free_name(writer), order.place
    if place is None:
        return _unseen_field(writer, SigFieldSpec(name))
    box = place.box
    spec = SigFieldSpec(
        name,
        on_page=place.page_index,
        box=(box.x0, box.y0, box.x1, box.y1),  # type: ignore[arg-type]
    )
    is_seen = box.width and box.height
    return (name, spec) if is_seen else _unseen_field(writer, spec)


def _unseen_field(writer: Update, spec: SigFieldSpec) -> tuple[str, None]:
    """Add a field that shows nothing; PDF/A-1 wants its look all the same (ISO 19005-1, 6.5.3)."""
    append_signature_field(writer, spec)
    fields: Any = writer.root["/AcroForm"]["/Fields"]
    make: Any = generic
    name = generic.pdf_name
    empty = {
        name("/Type"): name("/XObject"),
        name("/Subtype"): name("/Form"),
        name("/BBox"): make.ArrayObject(make.NumberObject(0) for _ in range(4)),
    }
    look = {name("/N"): writer.add_object(make.StreamObject(empty, b""))}
    fields[-1].get_object()[name("/AP")] = make.DictionaryObject(look)
    return spec.sig_field_name, None


def _refuse_taken(writer: Update, name: str) -> None:
    for found, value, _ in enumerate_sig_fields(writer.prev):
        if found == name:
            if value is not None:
                raise FieldTaken(field=name)
            return
    raise FieldUnknown(field=name)


def _free_name(writer: Update) -> str:
    """Give a name that no field of any kind has, nor begins with."""
    taken, number = field_names(writer), 1
    while f"Signature{number}" in taken:
        number += 1
    return f"Signature{number}"


def _metadata(field: str, digest: str, order: SignatureOrder) -> PdfSignatureMetadata:
    return PdfSignatureMetadata(
        field_name=field,
        md_algorithm=digest,
        reason=order.reason,
        location=order.location,
        subfilter=SigSeedSubFilter.PADES,
        **certifying(order.additions.certification if order.additions else None),
    )


def _write(signer: PdfSigner, writer: Update, order: SignatureOrder, field: str) -> tuple[int, ...]:
    try:
        # Closing writes what is buffered: a full disk may be told only then.
        with order.temporary.open("wb+") as output:
            _sign_into(output, signer, writer, order)
            output.flush()
            os.fsync(output.fileno())
            return _byte_range(output, order, field)
    except OSError as error:
        raise writing_error(error, str(order.temporary.parent)) from error


def _sign_into(output: BinaryIO, signer: PdfSigner, writer: Update, order: SignatureOrder) -> None:
    try:
        signer.sign_pdf(
            writer,
            output=output,
            bytes_reserved=RESERVED_HEX_DIGITS,
            chunk_size=_COPY_PIECE,
        )
    except (SigningError, NotImplementedError) as error:
        if _has_seed_values(writer, order.field):
            raise FieldForbids(field=order.field) from error
        raise


def _byte_range(output: BinaryIO, order: SignatureOrder, field: str) -> tuple[int, ...]:
    """Give the byte range that stands in the value of the field that was signed."""
    output.seek(0)
    reader = read_back(output, order.password)
    own: Any = [
        value
        for name, value, _ in enumerate_sig_fields(reader)
        if name == field and value is not None
    ]
    # The object is not parsed: its 32 kB of hexadecimal digits take pyHanko 20 ms.
    output.seek(reader.xrefs[own[0].reference])
    found = _BYTE_RANGE.search(output.read())
    if found is None:
        raise SignatureCheckFailed(why="byte_range")
    return tuple(int(number) for number in found.groups())


def _has_seed_values(writer: Update, field: str | None) -> bool:
    found = enumerate_sig_fields(writer.prev, with_name=field) if field is not None else ()
    return any("/SV" in reference.get_object() for _, _, reference in found)
