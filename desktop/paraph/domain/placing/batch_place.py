"""How a batch finds where each of its documents is signed, and what makes a place doubtful."""

from dataclasses import dataclass, replace
from enum import StrEnum

from paraph.domain.placing.placement_template import Template
from paraph.domain.placing.placing_rule import AnchorRule
from paraph.domain.placing.signature_extras import Extras
from paraph.domain.placing.signature_field import Place


class PlaceSource(StrEnum):
    """What a place was found by."""

    WORDS = "words"  # the best words on the last pages
    ANCHOR = "anchor"  # a text that was given
    FIELD = "field"
    TEMPLATE = "template"
    CORNER = "corner"  # lower right on the last page
    HAND = "hand"
    NOWHERE = "nowhere"  # no visible box


class Doubt(StrEnum):
    """Why a person has to look at a place."""

    NO_WORDS = "no_words"
    WEAK_WORDS = "weak_words"
    TEXT_MISSING = "text_missing"
    SEVERAL = "several"
    NO_FIELD = "no_field"
    NO_ROOM = "no_room"
    COVERS_WORDS = "covers_words"


@dataclass(frozen=True, slots=True)
class BatchRule:
    """One rule for all documents, or one document's place that was chosen by hand.

    `text` is the anchor's words or the field's name. A template gives its place, and what comes
    with the signature; by hand it gives the latter alone. `holder` is who signs, where that is
    known: fields for initials are a person's.
    """

    source: PlaceSource = PlaceSource.WORDS
    text: str = ""
    hit: int | None = None
    template: Template | None = None
    place: Place | None = None
    holder: str = ""

    @property
    def anchor(self) -> AnchorRule:
        """Give it as a rule for a text."""
        return AnchorRule(self.text, hit=self.hit)

    @property
    def extras(self) -> Extras | None:
        """Give what comes with each signature."""
        return self.template.extras if self.template is not None else None

    def by_hand(self, field: str | None, place: Place | None) -> "BatchRule":
        """Give it for a document whose place a person chose; neither is no visible box."""
        is_seen = field is not None or place is not None
        source = PlaceSource.HAND if is_seen else PlaceSource.NOWHERE
        return replace(self, source=source, text=field or "", place=place)
