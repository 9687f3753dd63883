"""How a batch finds where each of its documents is signed, and what makes a place doubtful."""

from dataclasses import dataclass
from enum import StrEnum

from paraph.domain.placing.placement_template import Template
from paraph.domain.placing.placing_rule import AnchorRule


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
    """One rule for all documents.

    `text` is the anchor's words or the field's name; of a template its place alone is taken.
    """

    source: PlaceSource = PlaceSource.WORDS
    text: str = ""
    hit: int | None = None
    template: Template | None = None

    @property
    def anchor(self) -> AnchorRule:
        """Give it as a rule for a text."""
        return AnchorRule(self.text, hit=self.hit)
