"""What the parts of a batch's screen share."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from paraph.domain.keys.key_kind import KeyKind
from paraph.domain.keys.secret import Secret
from paraph.domain.many.batch import Batch
from paraph.domain.placing.placement_template import Template
from paraph.domain.stamp.appearance import USUAL, Appearance
from paraph.gui.actions import DemoCard, OpenDocument, SigningActs
from paraph.gui.batch.batch_page import BatchPage
from paraph.gui.batch_acts import BatchActs, PlanActs
from paraph.gui.common.tokens import Tokens
from paraph.gui.signing.signing_room import SigningRoom
from paraph.ports.looks import LookShelf
from paraph.ports.placing import TemplateShelf
from paraph.settings import Settings
from paraph.usecases.choose_certificate import Candidate, remembered
from paraph.workers.lane import Lane


class KeyHolder(NamedTuple):
    """What holds the key, in whose words errors are told, and the program it comes with."""

    key: KeyKind = KeyKind.CARD
    middleware: str = ""

    @classmethod
    def of(cls, candidate: Candidate) -> "KeyHolder":
        """Give what holds a certificate's key."""
        return cls(candidate.token.key_kind, candidate.token.middleware)


@dataclass(frozen=True, slots=True)
class BatchKit:
    """The acts, the lanes and the page. Documents are looked through in `plan_lane`."""

    acts: SigningActs
    batches: BatchActs
    plans: PlanActs
    open_document: OpenDocument
    signing: SigningRoom
    settings: QSettings
    window: QWidget
    page: BatchPage
    plan_lane: Lane
    demo_card: DemoCard | None = None
    templates: Callable[[], TemplateShelf] | None = None
    looks: Callable[[], LookShelf] | None = None

    @property
    def tokens(self) -> Tokens:
        """Give the theme as it is now."""
        return self.signing.tokens

    @property
    def profile(self) -> Settings:
        """Give what the person has set."""
        return self.signing.guard.read_settings()

    def kept_templates(self) -> list[Template]:
        """Give the ways of signing that were kept; call it from a lane."""
        if self.templates is None:
            return []
        shelf = self.templates()
        return [shelf.read(name) for name in shelf.names()]

    def candidate_of(self, batch: Batch) -> Candidate | None:
        """Give the batch's certificate where it is now: on the token it was chosen on, if there."""
        cards = self.signing.cards
        found = cards.candidates if cards is not None else ()
        mine = [c for c in found if c.certificate.certificate_der == batch.certificate_der]
        if not mine:
            return None
        return remembered(mine, mine[0].facts.sha256) or mine[0]

    def look_of(self, candidate: Candidate) -> Appearance:
        """Give the look that a person has in use; call it from a lane."""
        return self.looks().read(candidate.facts.holder).current if self.looks else USUAL

    def demo_pin(self, candidate: Candidate) -> Secret | None:
        """Give the PIN of the demo's card, which is no secret; None of any other."""
        demo = self.demo_card
        if demo is None or demo.label != candidate.token.label.strip():
            return None
        return demo.pin
