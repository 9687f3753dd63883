"""What a document holds beside what its pages show: `ports.documents.ContentReader`.

JavaScript and other actions, layers, forms, attachments, multimedia, annotations, and what is not
in the file. Whatever is read is bounded: what there was no time for is told.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from paraph.domain.keys.secret import Secret
from paraph.domain.page_content import ContentFinding, ContentKind
from paraph.render.content_annotations import file_name, note_annotation
from paraph.render.content_fields import note_fields
from paraph.render.content_layers import Layers, read_layers
from paraph.render.content_notes import Notes
from paraph.render.content_resources import Resources
from paraph.render.document_reader import open_document
from paraph.render.pdf_nodes import Bounds, Node, OutOfBounds, catalog_of, inherited, page_of

_MOST_S, _MOST_OBJECTS = 3.0, 400_000
_MOST_TREE_NODES, _MOST_BOOKMARKS = 5_000, 20_000


def read_content(
    path: Path,
    password: Secret | None,
    seconds: float = _MOST_S,
    objects: int = _MOST_OBJECTS,
) -> tuple[ContentFinding, ...]:
    """Read; raises what opening a document does, and nothing for what is broken in it."""
    with open_document(path, password) as document:
        notes = Notes(Bounds(seconds, objects))
        reader = _Reader(document, notes)
        try:
            reader.read()
        except OutOfBounds:
            notes.note(ContentKind.UNREAD, reader.page)
        return tuple(notes.findings())


class _Reader:
    def __init__(self, document: Any, notes: Notes) -> None:
        self._document, self._notes = document, notes
        self._resources = Resources(notes)
        self._widgets: dict[int, int] = {}
        self._attached: set[int] = set()
        self.page: int | None = None

    def read(self) -> None:
        catalog, notes = catalog_of(self._document), self._notes
        notes.action(catalog.get("OpenAction"), by_itself=True)
        notes.additional(catalog.get("AA"))
        for action in self._leaves(catalog.at("Names", "JavaScript")):
            notes.action(action, by_itself=True)
        for specification in self._leaves(catalog.at("Names", "EmbeddedFiles")):
            self._note_attachment(specification)
        self._note_associated(catalog)
        self._read_bookmarks(catalog.at("Outlines", "First"))
        if catalog.get("Collection"):
            notes.note(ContentKind.PORTFOLIO)
        layers = read_layers(catalog.get("OCProperties"), notes)
        for index in range(self._document.page_count):
            self.page = index
            self._read_page(page_of(self._document, index), index, layers)
        self.page = None
        note_fields(catalog.get("AcroForm"), self._widgets, notes)

    def _read_page(self, page: Node, index: int, layers: Layers) -> None:
        notes = self._notes
        notes.bounds.spend()
        notes.additional(page.get("AA"), index)
        self._note_associated(page, index)
        for stream in page.get("Contents").parts():
            if stream.get("F"):
                notes.note(ContentKind.EXTERNAL, index)
        drawn = self._resources.drawn(inherited(page, "Resources"))
        for kind, name in sorted(drawn.kinds):
            notes.note(kind, index, name)
        if layers:
            layers.note(drawn.groups, index, notes)
        for annotation in page.get("Annots").parts():
            note_annotation(annotation, index, layers, notes)
            if annotation.number:
                self._widgets[annotation.number] = index

    def _read_bookmarks(self, first: Node) -> None:
        """Take down what a click into the outline does (12.3.3)."""
        waiting, seen = [first], set[int]()
        while waiting and len(seen) < _MOST_BOOKMARKS:
            self._notes.bounds.spend()
            item = waiting.pop()
            if not item.is_dict or item.number in seen:
                continue
            seen.add(item.number)
            self._notes.action(item.get("A"), by_itself=False)
            waiting += [item.get("Next"), item.get("First")]

    def _note_associated(self, holder: Node, page: int | None = None) -> None:
        for specification in holder.get("AF").parts():
            self._note_attachment(specification, page)

    def _note_attachment(self, specification: Node, page: int | None = None) -> None:
        # An associated file is in the tree of embedded files too (14.13.2).
        if specification.number and specification.number in self._attached:
            return
        self._attached.add(specification.number)
        self._notes.note(ContentKind.ATTACHMENTS, page, file_name(specification))

    def _leaves(self, root: Node) -> Iterator[Node]:
        """Give the values of a name tree (7.9.6)."""
        waiting, seen = [root], set[int]()
        while waiting and len(seen) < _MOST_TREE_NODES:
            self._notes.bounds.spend()
            node = waiting.pop()
            if not node.is_dict or node.number in seen:
                continue
            seen.add(node.number or -len(seen) - 1)
            waiting += list(node.get("Kids").parts())
            yield from list(node.get("Names").parts())[1::2]
