"""Documents looked through for a place to sign at: `ports.placing.PlacingDocuments`."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from paraph.domain.keys.secret import Secret
from paraph.domain.placing.anchor_text import AnchorHit
from paraph.domain.placing.page_marks import Marks, parts_of
from paraph.domain.placing.page_text import ShownRect
from paraph.domain.placing.signature_field import PageGeometry
from paraph.ports.documents import FieldOnPage
from paraph.render.document_reader import damage_told
from paraph.render.pages import PageSet, open_pages


class PlacingReader:
    """`ports.placing.PlacingDocuments`."""

    @contextmanager
    def open(self, path: Path, password: Secret | None) -> Iterator["PlacingPages"]:
        """Open; raises document and password errors."""
        with open_pages(path, password) as pages, damage_told(path):
            yield PlacingPages(pages)


class PlacingPages:
    """`ports.placing.PlacingDocument`."""

    def __init__(self, pages: PageSet) -> None:
        self._pages = pages
        self.geometries: Sequence[PageGeometry] = pages.geometries

    def sha256(self) -> str:
        """Give the hash of the file."""
        return self._pages.sha256()

    def fields(self) -> list[FieldOnPage]:
        """Give the signature fields."""
        return self._pages.fields()

    def find(self, needle: str) -> list[AnchorHit]:
        """Give every place of the document where `needle` stands."""
        every = range(len(self.geometries))
        return [hit for index in every for hit in self._pages.find_anchor(needle, index)]

    def marks(self, page_index: int) -> Marks:
        """Give the text and the rules of a page."""
        lines = tuple(p for line in self._pages.text_lines(page_index) for p in parts_of(line))
        rules = tuple(ShownRect(*rule) for rule in self._pages.rules(page_index))
        return Marks(lines, rules)

    def words(self, page_index: int) -> list[ShownRect]:
        """Give where text stands on a page."""
        return [ShownRect(*line[1:5]) for line in self._pages.text_lines(page_index)]

    def taken(self, page_index: int) -> list[ShownRect]:
        """Give where form fields of any kind stand on a page."""
        return [ShownRect(*rect) for rect in self._pages.taken(page_index)]
