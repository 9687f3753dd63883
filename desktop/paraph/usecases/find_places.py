"""Where in a document a signature and its initials go, found before the key is asked for."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from paraph.domain.errors.placing import AnchorAmbiguous, AnchorNotFound, TemplateDoesNotFit
from paraph.domain.keys.secret import Secret
from paraph.domain.placing.anchor_text import AnchorHit
from paraph.domain.placing.page_text import ShownRect
from paraph.domain.placing.placement_template import Template
from paraph.domain.placing.placing_rule import AnchorRule, place_at
from paraph.domain.placing.signature_field import Place
from paraph.ports.placing import PlacingDocument, PlacingDocuments


class FoundPlace(NamedTuple):
    """Where to sign: a field, a place, or neither; and the file that was looked at."""

    field: str | None
    place: Place | None
    sha256: str


def find_anchor_place(
    source: Path, password: Secret | None, rule: AnchorRule, documents: PlacingDocuments
) -> FoundPlace:
    """Find the place at a text.

    Raises AnchorNotFound, AnchorAmbiguous, PlaceRefused, document errors.
    """
    with documents.open(source, password) as document:
        sha256 = document.sha256()
        return FoundPlace(None, _place_at(rule, document), sha256)


def find_template_place(
    source: Path, password: Secret | None, template: Template, documents: PlacingDocuments
) -> FoundPlace:
    """Find the place that a template means in a document. Raises TemplateDoesNotFit too."""
    with documents.open(source, password) as document:
        sha256 = document.sha256()
        if template.anchor is not None:
            return FoundPlace(None, _place_at(template.anchor, document), sha256)
        if template.box is not None:
            return FoundPlace(None, template.box.place(document.geometries), sha256)
        if template.field is not None:
            _refuse_missing(template.field, document)
        return FoundPlace(template.field, None, sha256)


def _place_at(rule: AnchorRule, document: PlacingDocument) -> Place:
    hits = document.find(rule.text)
    hit = rule.chosen(hits)
    if hit is None:
        if not hits or rule.hit is not None:
            raise AnchorNotFound(text=rule.text, found=len(hits))
        raise AnchorAmbiguous(text=rule.text, found=len(hits), hits=hits_told(hits, document))
    page = document.geometries[hit.page_index]
    shown = ShownRect(0, 0, *page.shown_size)
    taken = document.taken(hit.page_index)
    box = place_at(hit, rule, shown, document.marks(hit.page_index), taken)
    return Place(hit.page_index, page.to_user_space(*box))


def hits_told(hits: Sequence[AnchorHit], document: PlacingDocument) -> list[dict[str, object]]:
    """Tell other programs where a text stands: page from 1, box in user space, context."""
    told: list[dict[str, object]] = []
    for number, hit in enumerate(hits, 1):
        box = document.geometries[hit.page_index].to_user_space(*hit.rect)
        numbers = [round(edge, 2) for edge in box]
        told.append(
            {"hit": number, "page": hit.page_index + 1, "box": numbers, "context": hit.context}
        )
    return told


def _refuse_missing(name: str, document: PlacingDocument) -> None:
    if all(field.name != name for field in document.fields()):
        raise TemplateDoesNotFit(why="no_such_field", field=name)
