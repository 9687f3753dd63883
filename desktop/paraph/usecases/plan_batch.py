"""Before a batch: which documents, where each is signed, what each becomes, and what is in its way.

Only what is doubtful is asked of a person. No card is needed for it.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from paraph.domain.errors import DocumentMissing, ParaphError, PlaceRefused
from paraph.domain.errors.placing import TemplateDoesNotFit
from paraph.domain.keys.secret import Secret
from paraph.domain.output_name import output_name
from paraph.domain.placing.batch_place import BatchRule, Doubt, PlaceSource
from paraph.domain.placing.box_size import DEFAULT_HEIGHT_PT, DEFAULT_WIDTH_PT
from paraph.domain.placing.page_text import ShownRect
from paraph.domain.placing.placement_template import Template
from paraph.domain.placing.placing_rule import AnchorRule, Find, best_place, place_at
from paraph.domain.placing.signature_field import Place
from paraph.domain.placing.signing_words import SIGNATURE
from paraph.ports.documents import DocumentSigner, OutputFiles
from paraph.ports.placing import PlacingDocument, PlacingDocuments
from paraph.usecases.free_name import free_name

_PAGES_LOOKED_AT = 24

Thumbnail = Callable[[Path, int, Secret | None], bytes | None]
PlacePicture = Callable[[Path, Place], bytes | None]


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """One document as it would be signed; `thumbnail_png` shows the page of its place.

    `bar` is the code of an error to settle first. `pages` are width and height of each page in
    points as shown; `shown_box` is the place from the top left of its page.
    """

    source: Path
    output: Path | None = None
    sha256: str = ""
    field: str | None = None
    place: Place | None = None
    found_by: PlaceSource = PlaceSource.NOWHERE
    label: str = ""
    doubt: Doubt | None = None
    bar: str = ""
    earlier_signatures: int = 0
    pages: tuple[tuple[float, float], ...] = ()
    shown_box: ShownRect | None = None
    thumbnail_png: bytes | None = None

    @property
    def page_index(self) -> int:
        """Give the page that shows best what is signed."""
        return self.place.page_index if self.place is not None else 0

    @property
    def asks(self) -> bool:
        """Tell whether a person has to look at it before it is signed."""
        return bool(self.bar) or self.doubt is not None


@dataclass(frozen=True, slots=True)
class Planning:
    """The ports of the plan."""

    documents: PlacingDocuments
    signer: DocumentSigner
    files: OutputFiles
    thumbnail: Thumbnail = lambda *_: None
    place_picture: PlacePicture = lambda *_: None


def documents_of(folder: Path, pattern: str) -> tuple[Path, ...]:
    """Give the PDFs of a folder in the order of their names, without what is a signed copy of one.

    Folders within it, hidden files and links are not followed.
    """
    found = [
        each
        for each in sorted(folder.iterdir(), key=lambda path: path.name.casefold())
        if each.suffix.lower() == ".pdf"
        and not each.name.startswith((".", "~$"))
        and each.is_file()
        and not each.is_symlink()
    ]
    copies = {output_name(each.stem, pattern).casefold() for each in found}
    return tuple(each for each in found if each.name.casefold() not in copies)


def plan_document(
    source: Path,
    rule: BatchRule,
    naming: tuple[str, Path | None, Collection[Path]],
    ports: Planning,
    password: Secret | None = None,
) -> PlannedDocument:
    """Plan one. `naming` is the pattern, a folder for the copies, and names others have taken."""
    try:
        with ports.documents.open(source, password) as document:
            found = _placed(document, rule)
            field, place = found.field, found.place
            sha256 = document.sha256()
            pages = tuple(page.shown_size for page in document.geometries)
            shown = None
            if place is not None:
                box = document.geometries[place.page_index].to_shown(place.box)
                shown = ShownRect(*box)
        is_visible = place is not None
        earlier = ports.signer.inspect(source, field, password, is_visible=is_visible)
    except ParaphError as error:
        return PlannedDocument(source, _output(source, naming, ports), bar=error.code)
    index = place.page_index if place is not None else 0
    return PlannedDocument(
        source,
        _output(source, naming, ports),
        sha256,
        field,
        place,
        found.found_by,
        found.label,
        found.doubt,
        earlier_signatures=earlier,
        pages=pages,
        shown_box=shown,
        thumbnail_png=ports.thumbnail(source, index, password),
    )


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """Where a rule leads in one document."""

    field: str | None = None
    place: Place | None = None
    found_by: PlaceSource = PlaceSource.NOWHERE
    label: str = ""
    doubt: Doubt | None = None


def _placed(document: PlacingDocument, rule: BatchRule) -> FoundPlace:
    match rule.source:
        case PlaceSource.FIELD:
            return _in_field(document, rule.text)
        case PlaceSource.ANCHOR:
            return _at_text(document, rule.anchor)
        case PlaceSource.WORDS:
            return _by_words(document)
        case PlaceSource.TEMPLATE if rule.template is not None:
            return _by_template(document, rule.template)
        case PlaceSource.CORNER:
            return _in_corner(document)
        case _:
            return FoundPlace()


def _in_field(document: PlacingDocument, name: str) -> FoundPlace:
    for each in document.fields():
        if each.name == name and not each.signed:
            place = Place(each.page_index, each.box)
            is_seen = each.box.width > 0 and each.box.height > 0
            return FoundPlace(name, place if is_seen else None, PlaceSource.FIELD, name)
    return FoundPlace(doubt=Doubt.NO_FIELD)


def _by_template(document: PlacingDocument, template: Template) -> FoundPlace:
    if template.anchor is not None:
        found = _at_text(document, template.anchor)
    elif template.field is not None:
        found = _in_field(document, template.field)
    elif template.box is not None:
        try:
            found = FoundPlace(place=template.box.place(document.geometries))
        except TemplateDoesNotFit:
            return FoundPlace(doubt=Doubt.NO_ROOM)
    else:
        return FoundPlace()
    if found.place is None and found.field is None:
        return found
    return replace(found, found_by=PlaceSource.TEMPLATE, label=template.name)


def _at_text(document: PlacingDocument, rule: AnchorRule) -> FoundPlace:
    hits = document.find(rule.text)
    chosen = rule.chosen(hits)
    if not hits:
        return FoundPlace(doubt=Doubt.TEXT_MISSING)
    # The last of several is where contracts are signed, but a person has to see it.
    hit = chosen or hits[-1]
    index = hit.page_index
    try:
        marks, taken = document.marks(index), list(document.taken(index))
        shown = place_at(hit, rule, _page(document, index), marks, taken)
    except PlaceRefused:
        return FoundPlace(doubt=Doubt.NO_ROOM)
    place = Place(index, document.geometries[index].to_user_space(*shown))
    doubt = None if chosen is not None else Doubt.SEVERAL
    return FoundPlace(None, place, PlaceSource.ANCHOR, rule.text, doubt)


def _by_words(document: PlacingDocument) -> FoundPlace:
    last = len(document.geometries) - 1
    for index in range(last, max(-1, last - _PAGES_LOOKED_AT), -1):
        marks, taken = document.marks(index), list(document.taken(index))
        find = best_place(index, _page(document, index), marks, taken)
        if find is not None:
            place = Place(index, document.geometries[index].to_user_space(*find.rect))
            return FoundPlace(None, place, PlaceSource.WORDS, find.label, _doubt_of(find))
    return FoundPlace(doubt=Doubt.NO_WORDS)


def _doubt_of(find: Find) -> Doubt | None:
    """Doubt what only names a place and a date, or the other side."""
    return Doubt.WEAK_WORDS if find.score < SIGNATURE else None


_MARGIN_PT = 40.0


def _in_corner(document: PlacingDocument) -> FoundPlace:
    index = len(document.geometries) - 1
    width, height = document.geometries[index].shown_size
    right, bottom = width - _MARGIN_PT, height - _MARGIN_PT
    shown = ShownRect(right - DEFAULT_WIDTH_PT, bottom - DEFAULT_HEIGHT_PT, right, bottom)
    marks = document.marks(index)
    is_free = not marks.words_in(shown) and not any(
        each.meets(shown) for each in document.taken(index)
    )
    place = Place(index, document.geometries[index].to_user_space(*shown))
    doubt = None if is_free else Doubt.COVERS_WORDS
    return FoundPlace(None, place, PlaceSource.CORNER, doubt=doubt)


def _page(document: PlacingDocument, index: int) -> ShownRect:
    width, height = document.geometries[index].shown_size
    return ShownRect(0, 0, width, height)


def _output(
    source: Path, naming: tuple[str, Path | None, Collection[Path]], ports: Planning
) -> Path | None:
    pattern, folder, taken = naming
    if folder is None and ports.files.why_not_beside(source) is not None:
        return None
    return free_name(source, pattern, folder or source.parent, taken, ports.files)


@dataclass(frozen=True, slots=True)
class BatchPlanner:
    """The plan as the window asks for it, one document at a time."""

    ports: Planning

    def documents_of(self, folder: Path, pattern: str) -> tuple[Path, ...]:
        """List the PDFs of a folder; raises DocumentMissing when it cannot be read."""
        try:
            return documents_of(folder, pattern)
        except OSError as error:
            raise DocumentMissing(file=str(folder), why=error.strerror) from error

    def plan_document(
        self,
        source: Path,
        rule: BatchRule,
        naming: tuple[str, Path | None, Collection[Path]],
        password: Secret | None = None,
    ) -> PlannedDocument:
        """Plan one; what is in its way is told in it, and never raised."""
        return plan_document(source, rule, naming, self.ports, password)

    def picture_of_place(self, path: Path, place: Place) -> bytes | None:
        """Draw what stands around a place, as a PNG file."""
        return self.ports.place_picture(path, place)


def signatures_asked(documents: Sequence[PlannedDocument]) -> int:
    """Count what the card is to sign: each document once."""
    return sum(1 for each in documents if not each.asks)
