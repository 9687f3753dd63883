"""Documents: what is to be signed."""

from paraph.wire.common import Line, Reference, Resource, Sent, Sha256


class NewDocument(Sent):
    """What a form with a file may tell beside it; without `name` it has the file's."""

    name: Line | None = None
    client_reference: Reference | None = None


class DocumentChange(Sent):
    """What can be changed of a document."""

    name: Line


class Document(Resource):
    """A document as the server keeps it; `size` is in bytes."""

    document_id: str
    client_reference: Reference | None
    name: str
    checksum_sha256: Sha256
    pages: int
    size: int
