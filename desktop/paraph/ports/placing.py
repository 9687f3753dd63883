"""Documents as those see them who look for a place in one, and who keep templates."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from paraph.domain.keys.secret import Secret
from paraph.domain.placing.anchor_text import AnchorHit
from paraph.domain.placing.page_marks import Marks
from paraph.domain.placing.page_text import ShownRect
from paraph.domain.placing.placement_template import Template
from paraph.domain.placing.prepared_field import PreparedField
from paraph.domain.placing.signature_field import PageGeometry
from paraph.ports.documents import FieldOnPage


class PlacingDocument(Protocol):
    """An open document; rectangles are in points of the shown page."""

    geometries: Sequence[PageGeometry]

    def sha256(self) -> str:
        """Give the hash of the file."""
        ...

    def fields(self) -> Sequence[FieldOnPage]:
        """Give the signature fields."""
        ...

    def find(self, needle: str) -> Sequence[AnchorHit]:
        """Give every place where a text stands, in the order of the document."""
        ...

    def marks(self, page_index: int) -> Marks:
        """Give the text and the rules of a page."""
        ...

    def words(self, page_index: int) -> Sequence[ShownRect]:
        """Give where text stands on a page."""
        ...

    def taken(self, page_index: int) -> Sequence[ShownRect]:
        """Give where form fields of any kind stand on a page."""
        ...


class PlacingDocuments(Protocol):
    """Opens documents to look through them."""

    def open(self, path: Path, password: Secret | None) -> AbstractContextManager[PlacingDocument]:
        """Open; raises document and password errors."""
        ...


class FieldWriter(Protocol):
    """Adds empty signature fields."""

    def write(
        self,
        source: Path,
        temporary: Path,
        fields: Sequence[PreparedField],
        password: Secret | None,
    ) -> None:
        """Write a copy with fields. Raises FieldExists, CertifiedNewField, document errors."""
        ...


class TemplateShelf(Protocol):
    """Keeps templates by their names."""

    def names(self) -> Sequence[str]:
        """Give the names, in their order."""
        ...

    def read(self, name: str) -> Template:
        """Give one. Raises TemplateUnknown."""
        ...

    def write(self, template: Template) -> None:
        """Keep one in place of that of its name. Raises DiskFull, FolderReadOnly."""
        ...

    def remove(self, name: str) -> None:
        """Forget one. Raises TemplateUnknown, DiskFull, FolderReadOnly."""
        ...
