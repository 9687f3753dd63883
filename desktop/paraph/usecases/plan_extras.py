"""What comes with a signature, decided before the key is asked for.

Initials, certification, fields for others: how often the key is asked, and what cannot be had.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from paraph.domain.errors import InvalidArgument, PlaceRefused
from paraph.domain.errors.placing import (
    CertificationClosesFields,
    CertificationTooLate,
    FieldExists,
    InitialsDoNotFit,
    InitialsMissing,
    InitialsNotPossible,
)
from paraph.domain.keys.secret import Secret
from paraph.domain.placing.certification import Certification
from paraph.domain.placing.initials import (
    DrawnInitials,
    InitialsBox,
    InitialsRule,
    SignedInitials,
    initials_box,
    initials_of,
    is_for_initials_of,
)
from paraph.domain.placing.page_text import ShownRect
from paraph.domain.placing.signature_extras import Additions, Extras
from paraph.domain.placing.signature_field import Box, PageGeometry, Place, check_place
from paraph.domain.stamp.archive_format import ArchiveClaim
from paraph.domain.stamp.stamp_content import INITIALS_PART, StampContent, StampLine
from paraph.ports.documents import DocumentSigner, FieldOnPage, StampDrawer
from paraph.ports.placing import PlacingDocument, PlacingDocuments


class OwnSignature(NamedTuple):
    """The signature that the extras come with: whose, in which field or place, after how many."""

    holder: str
    field: str | None = None
    place: Place | None = None
    earlier: int = 0


class ExtrasPlan(NamedTuple):
    """What will be drawn, and what signed for itself."""

    extras: Extras
    words: str = ""
    drawn: tuple[InitialsBox, ...] = ()
    fields: tuple[FieldOnPage, ...] = ()
    without_field: tuple[int, ...] = ()
    """Pages, from 0, on which initials were wanted and no field takes them."""

    @property
    def signatures(self) -> int:
        """Give how often the key is asked."""
        return 1 + len(self.fields)


def plan_extras(extras: Extras, signing: OwnSignature, document: PlacingDocument) -> ExtrasPlan:
    """Plan. Raises what `domain.errors.placing` names, PlaceRefused and InvalidArgument."""
    fields = list(document.fields())
    _check_new_fields(extras, signing, fields, document)
    _check_certification(extras, signing, fields)
    if extras.initials is None:
        return ExtrasPlan(extras)
    rule = extras.initials
    words = initials_words(rule, signing.holder)
    pages = rule.page_indices(len(document.geometries))
    if signing.earlier:
        own = tuple(field for field in fields if _is_free_for(field, signing, pages))
        if not own:
            raise InitialsNotPossible(signatures=signing.earlier)
        taken = {field.page_index for field in own}
        without = tuple(index for index in pages if index not in taken)
        return ExtrasPlan(extras, words, fields=own, without_field=without)
    return ExtrasPlan(extras, words, tuple(_drawn(rule, pages, extras, signing, document)))


def initials_words(rule: InitialsRule, holder: str) -> str:
    """Give the letters that are drawn. Raises InitialsMissing for a name that has none."""
    words = rule.text.strip() or initials_of(holder)
    if not words and rule.image is None:
        raise InitialsMissing
    return words


def plan_file(
    extras: Extras,
    own: OwnSignature,
    file: tuple[Path, Secret | None],
    signer: DocumentSigner,
    documents: PlacingDocuments | None,
) -> ExtrasPlan:
    """Plan for a file and its password, counting the signatures it has. Raises as `plan_extras`."""
    if documents is None:
        raise InvalidArgument(argument="extras")
    source, password = file
    is_visible = own.place is not None
    earlier = signer.inspect(source, own.field, password, is_visible=is_visible)
    with documents.open(source, password) as document:
        return plan_extras(extras, own._replace(earlier=earlier), document)


def additions_of(
    plan: ExtrasPlan,
    pages: Sequence[PageGeometry],
    stamps: StampDrawer,
    archive: ArchiveClaim | None,
) -> Additions:
    """Draw what a plan needs drawn."""
    extras = plan.extras
    rule = extras.initials
    if rule is None:
        return Additions(None, (), extras.certification, extras.fields)

    def draw(box: Box, page_index: int) -> bytes:
        content = StampContent((StampLine(plan.words, bold=True, part=INITIALS_PART),))
        if rule.image is not None:
            content = StampContent(image=rule.image, clears_white=True)
        return stamps.draw(content, box, pages[page_index], archive).pdf_bytes

    signed = tuple(
        SignedInitials(field.name, draw(field.box, field.page_index), field.has_terms)
        for field in plan.fields
    )
    # One picture for all pages that are alike; a contract has hundreds of those.
    kinds = [_kind(each, pages) for each in plan.drawn]
    first = dict(reversed(list(zip(kinds, plan.drawn, strict=True))))
    order = list(first)
    boxes = tuple(
        each._replace(stamp=order.index(kind)) for kind, each in zip(kinds, plan.drawn, strict=True)
    )
    drawn = tuple(draw(first[kind].box, first[kind].page_index) for kind in order)
    initials = DrawnInitials(boxes, drawn, plan.words) if boxes else None
    return Additions(initials, signed, extras.certification, extras.fields)


def _kind(each: InitialsBox, pages: Sequence[PageGeometry]) -> tuple[int, float, float]:
    return (
        pages[each.page_index].rotation,
        round(each.box.width, 2),
        round(each.box.height, 2),
    )


def _check_new_fields(
    extras: Extras,
    signing: OwnSignature,
    fields: Sequence[FieldOnPage],
    document: PlacingDocument,
) -> None:
    names = {field.name for field in fields}
    places = [Place(f.page_index, f.box) for f in fields]
    if signing.place is not None:
        places.append(signing.place)
    for new in extras.fields:
        if new.name in names:
            raise FieldExists(field=new.name)
        index = new.place.page_index
        page = document.geometries[index] if index < len(document.geometries) else None
        check_place(new.place.box, page, [at.box for at in places if at.page_index == index])
        names.add(new.name)
        places.append(new.place)


def _check_certification(
    extras: Extras, signing: OwnSignature, fields: Sequence[FieldOnPage]
) -> None:
    if extras.certification is None:
        return
    if signing.earlier:
        raise CertificationTooLate(signatures=signing.earlier)
    still_open = [f.name for f in fields if not f.signed and f.name != signing.field]
    still_open += [new.name for new in extras.fields]
    if extras.certification is Certification.NO_CHANGES and still_open:
        raise CertificationClosesFields(fields=", ".join(still_open))


def _is_free_for(field: FieldOnPage, signing: OwnSignature, pages: Sequence[int]) -> bool:
    return (
        not field.signed
        and field.name != signing.field
        and field.page_index in pages
        and is_for_initials_of(field.name, signing.holder)
    )


def _drawn(
    rule: InitialsRule,
    pages: Sequence[int],
    extras: Extras,
    signing: OwnSignature,
    document: PlacingDocument,
) -> list[InitialsBox]:
    own = [signing.place] if signing.place is not None else []
    own += [new.place for new in extras.fields]
    boxes = []
    for index in pages:
        page = document.geometries[index]
        taken = list(document.taken(index))
        taken += [ShownRect(*page.to_shown(at.box)) for at in own if at.page_index == index]
        try:
            box = initials_box(page, rule.corner, taken, document.words(index))
        except PlaceRefused as error:
            raise InitialsDoNotFit(why="no_free_place", page=index + 1) from error
        boxes.append(InitialsBox(index, box))
    return boxes
