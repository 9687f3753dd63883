"""What the parts of a batch's screen share."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from paraph.domain.keys.secret import Secret
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
from paraph.usecases.choose_certificate import Candidate
from paraph.workers.lane import Lane


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

    def plain_templates(self) -> list[Template]:
        """Give the templates that are a place and no more; call it from a lane."""
        if self.templates is None:
            return []
        shelf = self.templates()
        found = [shelf.read(name) for name in shelf.names()]
        return [each for each in found if each.initials is None and each.certification is None]

    def look_of(self, candidate: Candidate) -> Appearance:
        """Give the look that a person has in use; call it from a lane."""
        return self.looks().read(candidate.facts.holder).current if self.looks else USUAL

    def demo_pin(self, candidate: Candidate) -> Secret | None:
        """Give the PIN of the demo's card, which is no secret; None of any other."""
        demo = self.demo_card
        if demo is None or demo.label != candidate.token.label.strip():
            return None
        return demo.pin
