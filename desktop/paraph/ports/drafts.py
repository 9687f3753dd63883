"""Requests that are being prepared, kept on this computer as one goes."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from paraph.domain.service.prepared import Prepared


class TakenDocument(NamedTuple):
    """A draft's own copy of a document: its name as it is sent, its hash, and where it lies."""

    name: str
    sha256: str
    path: Path


class Drafts(Protocol):
    """Drafts by their reference; each has a copy of its document, and loses it when it is gone."""

    def all(self) -> Sequence[Prepared]:
        """List them, the last changed first; one that cannot be read is left out, and kept."""
        ...

    def get(self, reference: str) -> Prepared | None:
        """Give one."""
        ...

    def put(self, prepared: Prepared) -> None:
        """Keep one as it stands now: the old one or the whole new one is there.

        Raises ProfileFull, ProfileReadOnly.
        """
        ...

    def take_document(self, reference: str, source: Path) -> TakenDocument:
        """Copy a document to a draft, in place of the one before; of a DOCX the PDF of it.

        Raises DocumentMissing, NotAPdf, ProfileFull, ProfileReadOnly, ConverterMissing,
        ConversionFailed, WordDocumentRefused.
        """
        ...

    def document(self, prepared: Prepared) -> Path | None:
        """Give where a draft's copy lies; None where there is none."""
        ...

    def remove(self, reference: str) -> None:
        """Forget one, and its copy; none there is fine."""
        ...
