"""Before a batch: which documents, where each is signed, what each becomes, and what is in its way.

Only what is doubtful is asked of a person. No card is needed for it; with initials it has to be
known who signs before it is known how often the key is asked.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path

from paraph.domain.errors import ParaphError, PlaceRefused
from paraph.domain.errors.files import refuse_unreadable_name
from paraph.domain.errors.placing import TemplateDoesNotFit
from paraph.domain.keys.secret import Secret
from paraph.domain.placing.batch_place import BatchRule, Doubt, PlaceSource
from paraph.domain.placing.box_size import DEFAULT_HEIGHT_PT, DEFAULT_WIDTH_PT
from paraph.domain.placing.page_text import ShownRect
from paraph.domain.placing.placement_template import Template
from paraph.domain.placing.placing_rule import AnchorRule, Find, best_place, place_at
from paraph.domain.placing.signature_extras import Extras
from paraph.domain.placing.signature_field import Place
from paraph.domain.placing.signing_words import SIGNATURE
from paraph.ports.documents import DocumentSigner, OutputFiles
from paraph.ports.placing import PlacingDocument, PlacingDocuments
from paraph.usecases.free_name import free_name
from paraph.usecases.plan_extras import ExtrasPlan, OwnSignature, plan_extras

LOCKED = ("password_required", "password_incorrect")
_PAGES_LOOKED_AT = 24

Thumbnail = Callable[[Path, int, Secret | None], bytes | None]
PlacePicture = Callable[[Path, Place, Secret | None], bytes | None]


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """One document as it would be signed; `thumbnail_png` shows the page of its place.

    `bar` is the code of an error to settle first. `pages` are width and height of each page in
    points as shown; `shown_box` is the place from the top left of its page. The key is asked for
    `signatures` signatures; `initials_pages` get initials, `without_initials` have no field for
    them. One that is `locked` opens with a password.
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
    signatures: int = 1
    initials_pages: tuple[int, ...] = ()
    without_initials: tuple[int, ...] = ()
    locked: bool = False

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


def plan_document(
    source: Path,
    rule: BatchRule,
    naming: tuple[str, Path | None, Collection[Path]],
    ports: Planning,
    password: Secret | None = None,
) -> PlannedDocument:
    """Plan one. `naming` is the pattern, a folder for the copies, and names others have taken."""
    try:
        refuse_unreadable_name(source)
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
            extras = _extras(rule, OwnSignature(rule.holder, field, place, earlier), document)
    except ParaphError as error:
        output, is_locked = _output(source, naming, ports), error.code in LOCKED
        return PlannedDocument(source, output, bar=error.code, locked=is_locked)
    with_initials = [each.page_index for each in extras.drawn]
    with_initials += [each.page_index for each in extras.fields]
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
        signatures=extras.signatures,
        initials_pages=tuple(sorted(set(with_initials))),
        without_initials=extras.without_field,
        locked=password is not None,
    )


def _extras(rule: BatchRule, own: OwnSignature, document: PlacingDocument) -> ExtrasPlan:
    extras = rule.extras or Extras()
    if not own.holder:
        extras = extras._replace(initials=None)  # whose they are is not known yet
    return plan_extras(extras, own, document)


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """Where a rule leads in one document."""

    field: str | None = None
    place: Place | None = None
    found_by: PlaceSource = PlaceSource.NOWHERE
    label: str = ""
    doubt: Doubt | None = None


def _placed(document: PlacingDocument, rule: BatchRule) -> FoundPlace:
    found = FoundPlace()
    match rule.source:
        case PlaceSource.FIELD:
            found = _in_field(document, rule.text)
        case PlaceSource.ANCHOR:
            found = _at_text(document, rule.anchor)
        case PlaceSource.WORDS:
            found = _by_words(document)
        case PlaceSource.TEMPLATE if rule.template is not None:
            found = _by_template(document, rule.template)
        case PlaceSource.CORNER:
            found = _in_corner(document)
        case PlaceSource.HAND:
            found = FoundPlace(rule.text or None, rule.place, PlaceSource.HAND)
        case _:
            pass
    return found


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
