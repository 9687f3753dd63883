"""Prepare empty signature fields for others: a copy of the document that nobody has signed yet."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from paraph.domain.errors import DocumentChanged
from paraph.domain.keys.secret import Secret
from paraph.domain.placing.prepared_field import PreparedField
from paraph.domain.placing.signature_extras import Extras
from paraph.ports.documents import OutputFiles
from paraph.ports.placing import FieldWriter, PlacingDocuments
from paraph.usecases.plan_extras import OwnSignature, plan_extras
from paraph.usecases.sign_document import new_intent


class Preparing(NamedTuple):
    """The ports that preparing needs."""

    files: OutputFiles
    documents: PlacingDocuments
    writer: FieldWriter


class PrepareRequest(NamedTuple):
    """Which fields go into which copy of what was shown."""

    source: Path
    output: Path
    fields: Sequence[PreparedField]
    password: Secret | None = None
    shown_sha256: str | None = None
    force: bool = False


def prepare_fields(request: PrepareRequest, ports: Preparing) -> Path:
    """Write the copy. Raises FieldExists, PlaceRefused, CertifiedNewField, document, file errors.

    Whatever fails leaves the source untouched and no half file.
    """
    before = ports.files.sha256(request.source)
    if request.shown_sha256 not in (None, before):
        raise DocumentChanged(file=str(request.source))
    with ports.documents.open(request.source, request.password) as document:
        plan_extras(Extras(fields=tuple(request.fields)), OwnSignature(""), document)
    temporary = ports.files.temporary_name(request.output, new_intent())
    try:
        ports.files.reserve(temporary, request.output, request.source, force=request.force)
        ports.writer.write(request.source, temporary, request.fields, request.password)
        if before != ports.files.sha256(request.source):
            raise DocumentChanged(file=str(request.source))
        ports.files.publish(temporary, request.output, force=request.force)
    except BaseException:
        ports.files.discard(temporary)
        raise
    return request.output
