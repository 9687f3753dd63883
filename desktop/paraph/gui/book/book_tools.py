"""What the parts of reviewing and signing a book share."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSettings

from paraph.gui.actions import DemoCard, SigningActs
from paraph.gui.batch_acts import BatchActs, PlanActs
from paraph.gui.book_acts import BookActs
from paraph.gui.common.tokens import Tokens
from paraph.gui.signing.signing_room import SigningRoom
from paraph.ports.looks import LookShelf
from paraph.settings import Settings
from paraph.workers.lane import Lane


@dataclass(frozen=True, slots=True)
class BookTools:
    """What signing a book works with; `lane` is that of books, the desk has its own.

    Documents are looked into by `plans`, in `plan_lane`.
    """

    acts: BookActs
    desk: SigningActs
    batches: BatchActs
    plans: PlanActs
    lane: Lane
    plan_lane: Lane
    signing: SigningRoom
    settings: QSettings
    profile: Callable[[], Settings]
    demo_card: DemoCard | None = None
    looks: Callable[[], LookShelf] | None = None

    @property
    def tokens(self) -> Tokens:
        """Give the theme as it is now."""
        return self.signing.tokens
