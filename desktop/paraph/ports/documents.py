"""Documents as the use cases see them: read, sign, check, give a final name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

# The window's start loads this module, and needs none of those.
if TYPE_CHECKING:
    import hashlib
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from paraph.domain.keys.certificate import CertificateFacts
    from paraph.domain.keys.secret import Secret
    from paraph.domain.page_content import ContentFinding
    from paraph.domain.placing.signature_extras import Additions
    from paraph.domain.placing.signature_field import Box, PageGeometry, Place
    from paraph.domain.stamp.archive_format import ArchiveClaim
    from paraph.domain.stamp.stamp_content import StampContent
    from paraph.domain.verification import FileReport
    from paraph.ports.signing_token import SigningToken


class SignatureOrder(NamedTuple):
    """What one signature is to be; `place` None is invisible, `stamp_pdf` fits its box.

    `digests` are the message digests that the policy accepts. `begun` is the SHA-256 of the source
    as it was confirmed, to go on with; without it the source is hashed once more.
    """

    source: Path
    temporary: Path
    certificate_der: bytes
    chain_der: tuple[bytes, ...]
    field: str | None = None
    place: Place | None = None
    stamp_pdf: bytes | None = None
    reason: str | None = None
    location: str | None = None
    password: Secret | None = None
    digests: tuple[str, ...] = ("sha256", "sha384", "sha512")
    additions: Additions | None = None
    begun: hashlib._Hash | None = None

    def steps(self) -> list[SignatureOrder]:
        """Give one order a signature, each upon the file of that before; this one is the last.

        Fields for initials come first. The files between lie beside `temporary`, in turn two.
        """
        additions = self.additions
        if additions is None or not additions.signed_initials:
            return [self]
        steps, source = [], self.source
        for number, initials in enumerate(additions.signed_initials):
            between = self.temporary.with_name(f"{self.temporary.name}.{1 + number % 2}")
            step = self._replace(
                source=source,
                temporary=between,
                field=initials.field,
                place=None,
                stamp_pdf=initials.stamp_pdf,
                additions=None,
                begun=None,  # that is of the document; most steps sign another file
            )
            steps.append(step)
            source = between
        own = additions._replace(signed_initials=())
        return [*steps, self._replace(source=source, additions=own, begun=None)]


class PreparedSignature(NamedTuple):
    """A signed file that was read back and holds; it has no final name yet.

    `source_sha256` is of the bytes that it begins with: the document that the signature covers.
    """

    sha256: str
    field: str
    source_sha256: str


class DocumentSigner(Protocol):
    """Writes one incremental PAdES B-B signature into a temporary file."""

    def sign(self, order: SignatureOrder, token: SigningToken) -> PreparedSignature:
        """Sign, read back and fsync. Raises document, token and check errors."""
        ...

    def inspect(
        self, source: Path, field: str | None, password: Secret | None, *, is_visible: bool = False
    ) -> int:
        """Give the number of earlier signatures; raises what forbids one more.

        `is_visible` is of a new field: what an author has certified takes no new box.
        """
        ...

    def refuse_fields(self, source: Path, fields: Sequence[str], password: Secret | None) -> None:
        """Raise what forbids a signature in any of these fields, the document being read once."""
        ...


class FieldOnPage(NamedTuple):
    """A signature field's name, page from 0 and box; `signed` when it has a value.

    `has_terms` of one with a lock or seed values: what it asks, or does to other fields.
    """

    name: str
    page_index: int
    box: Box
    signed: bool
    has_terms: bool = False


class DocumentFacts(NamedTuple):
    """What was read of a document before it is signed; `archive` where it claims PDF/A."""

    pages: Sequence[PageGeometry]
    fields: Sequence[FieldOnPage]
    archive: ArchiveClaim | None = None


class DocumentReader(Protocol):
    """Reads pages and fields."""

    def read(self, path: Path, password: Secret | None) -> DocumentFacts:
        """Read; raises NotAPdf, DocumentDamaged, PasswordRequired, PasswordIncorrect."""
        ...


class DrawnStamp(NamedTuple):
    """A one-page PDF, and the parts (`domain.stamp.appearance.Part`) that found no room in it.

    `lacks_letters` where no font has a letter of its words, which is told by its number.
    """

    pdf_bytes: bytes
    left_out: tuple[str, ...] = ()
    lacks_letters: bool = False


class StampDrawer(Protocol):
    """Draws a visible signature as a one-page PDF."""

    def draw(
        self,
        content: StampContent,
        box: Box,
        page: PageGeometry,
        archive: ArchiveClaim | None = None,
    ) -> DrawnStamp:
        """Draw at the box's size, upright on that page, within what the document claims to be."""
        ...


class OutputFiles(Protocol):
    """Temporary files beside an output, and the rename that makes one final."""

    def sha256(self, path: Path) -> str:
        """Hash a file. Raises DocumentMissing."""
        ...

    def temporary_name(self, output: Path, intent: str) -> Path:
        """Give the name of an intent's temporary file, beside `output`; nothing is made yet."""
        ...

    def reserve(self, temporary: Path, output: Path, source: Path, *, force: bool) -> None:
        """Make the temporary file; OutputExists (`source` too), FolderReadOnly, DiskFull."""
        ...

    def publish(self, temporary: Path, output: Path, *, force: bool) -> None:
        """Give the final name, atomically. Raises OutputExists."""
        ...

    def keep(self, temporary: Path, output: Path) -> Path:
        """Keep a signed file that cannot have its place; gives where. Raises nothing."""
        ...

    def discard(self, temporary: Path) -> None:
        """Remove a temporary file; none there is fine."""
        ...

    def refuse_output(self, output: Path, source: Path, *, force: bool) -> None:
        """Raise OutputExists, OutputNameRefused, FolderReadOnly, DiskFull; nothing stays there."""
        ...

    def rehearsal_name(self, output: Path) -> Path:
        """Give a place for a copy that is thrown away; nothing is made yet."""
        ...

    def exists(self, path: Path) -> bool:
        """Tell whether a name is taken."""
        ...

    def why_not_beside(self, source: Path) -> str | None:
        """Say why no copy belongs beside `source`: "temporary", "read_only", or None."""
        ...


class Repairer(Protocol):
    """Writes a sound copy of a document whose structure is broken."""

    def __call__(self, source: Path, copy: Path, password: Secret | None) -> None:
        """Write; raises DocumentDamaged for a file with traces of a signature."""
        ...


class Checker(Protocol):
    """Checks one file."""

    def check(
        self, path: Path, anchors_der: Sequence[bytes], at: datetime, password: Secret | None
    ) -> FileReport:
        """Give what can be said of the file."""
        ...


class ArchiveReader(Protocol):
    """Reads what a document claims to be."""

    def __call__(self, path: Path, password: Secret | None) -> ArchiveClaim | None:
        """Give its claim of PDF/A, None without one; raises what opening a document does."""
        ...


class ContentReader(Protocol):
    """Reads what a document holds beside what its pages show."""

    def __call__(self, path: Path, password: Secret | None) -> Sequence[ContentFinding]:
        """Give what there is, within bounds; raises what opening a document does."""
        ...


class CertificateReader(Protocol):
    """Reads what the signing rule needs from a certificate."""

    def __call__(self, certificate_der: bytes) -> CertificateFacts:
        """Parse; raises CertificateCannotSign when it cannot be parsed."""
        ...
