"""What the window asks of the rest of the program; `window` fills this in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from paraph.administrator import Rules
from paraph.domain.errors import ParaphError
from paraph.domain.output_name import DEFAULT_PATTERN
from paraph.settings import Settings

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from paraph.domain.keys.secret import Secret
    from paraph.domain.owed import OwedLevel
    from paraph.domain.verification import FileReport
    from paraph.gui.batch_acts import BatchActs, PlanActs
    from paraph.gui.book_acts import BookActs
    from paraph.gui.common.reachability import Reachability
    from paraph.gui.prepare_acts import PrepareActs
    from paraph.gui.request_acts import RequestActs, SyncActs
    from paraph.gui.viewer.page_source import PageSource
    from paraph.ports.finding import ModuleDescription, ReaderWatcher
    from paraph.ports.looks import LookShelf
    from paraph.ports.placing import TemplateShelf
    from paraph.usecases.choose_certificate import Candidate
    from paraph.usecases.pay_owed import Payments
    from paraph.usecases.preflight import Preflight, Wish
    from paraph.usecases.prepare_fields import PrepareRequest
    from paraph.usecases.reconcile_after_crash import Closed
    from paraph.usecases.sign_document import SignedDocument
    from paraph.usecases.signing_desk import Cards


class SigningActs(Protocol):
    """The work with cards and documents. Each call may wait: make it from a lane."""

    def catch_up(self) -> tuple[Closed, ...]:
        """Say what became of signatures that an earlier crash had interrupted."""
        ...

    def cards(self, *, only_unwatched: bool = False, wait_s: float | None = None) -> Cards:
        """Look what cards are there now, or only where no reader tells of them.

        After `wait_s` seconds it gives what is known by then.
        """
        ...

    def more_cards(self, wait_s: float | None = None) -> Cards:
        """Give what is known with the answers that were still awaited."""
        ...

    def describe_modules(self, paths: Sequence[str]) -> tuple[ModuleDescription, ...]:
        """Load modules and give what each says of itself, or why it does not load."""
        ...

    def preflight(
        self,
        wish: Wish,
        chosen: Candidate,
        pattern: str = DEFAULT_PATTERN,
        folder: Path | None = None,
    ) -> Preflight:
        """Check what can be checked before the card is asked, and find the copy's name."""
        ...

    def sign(
        self,
        wish: Wish,
        output: Path,
        chosen: Candidate,
        pin: Secret | None,
        *,
        leaving_is_seen: bool = False,
    ) -> SignedDocument:
        """Sign one document; raises the errors of `sign_document`.

        A PIN is kept for minutes only where it is seen that the person leaves.
        """
        ...

    def lock(self) -> None:
        """End every login that is kept."""
        ...

    def key_files(self) -> tuple[str, ...]:
        """List the key files that are remembered."""
        ...

    def add_key_file(self, path: Path, password: Secret) -> Cards:
        """Take a key file into use; raises PinIncorrect, KeyFileUnreadable, KeyFilesForbidden."""
        ...

    def remove_key_file(self, path: str) -> Cards:
        """Take a key file off the list; the file itself stays."""
        ...

    def repair(self, source: Path, password: Secret | None, folder: Path | None = None) -> Path:
        """Write a repaired copy of an unsigned document and give its name."""
        ...

    def prepare_fields(self, request: PrepareRequest) -> Path:
        """Write a copy with empty fields for others; raises the errors of `prepare_fields`."""
        ...

    def check(self, path: Path, password: Secret | None = None) -> FileReport:
        """Say what holds of the signatures of a file."""
        ...


class ProofActs(Protocol):
    """What adds proof that is owed. Each call may wait: make it from a lane."""

    def owed(self) -> tuple[OwedLevel, ...]:
        """List what signed files owe. Raises StoreBusy while another program pays."""
        ...

    def pay(
        self,
        only: Sequence[str] | None = None,
        *,
        insist: bool = False,
        passwords: Mapping[str, Secret] | None = None,
        keep: Collection[str] = (),
    ) -> Payments:
        """Pay what can be paid now. Raises StoreBusy while another program pays.

        `passwords` are used once; those of the intents in `keep` may be kept until all is there.
        """
        ...

    def find(self, intent: str, path: Path) -> Payments:
        """Note where a listed file lies now, and pay what it owes. Raises ProofFileOther."""
        ...

    def keep_up(self, intent: str) -> Payments:
        """Keep up the proof of an archived file as it is now, with what others added to it."""
        ...

    def give_up(self, intent: str) -> Payments:
        """Take a file off the lists; it stays as it is."""
        ...

    def close(self) -> None:
        """Let the process go that does it; the next call starts another one."""
        ...


class DemoCard(NamedTuple):
    """The card of the demo, and its PIN, which is no secret.

    `signing_link` asks the sandbox where somebody else can sign now, in a browser.
    """

    label: str
    pin: Secret
    signing_link: Callable[[], str | None] = lambda: None


class OpenDocument(Protocol):
    """Opens a PDF without waiting; one of the two callbacks comes later, or at once."""

    def begin(self, path: Path) -> None:
        """Open a file ahead, while the window is still being made; it is called for later."""
        ...

    def __call__(
        self,
        path: Path,
        password: Secret | None,
        done: Callable[[PageSource], None],
        failed: Callable[[ParaphError], None],
    ) -> None:
        """Open."""
        ...


class GuiUseCases(NamedTuple):
    """The use cases the window can start."""

    open_document: OpenDocument

    signing: SigningActs
    settings: Settings = Settings()
    save_settings: Callable[[Settings], None] = lambda _: None
    sample: Callable[[], Path] = Path
    """Give a copy of the sample contract that may be signed."""
    demo_card: DemoCard | None = None
    watch_readers: Callable[[], ReaderWatcher] | None = None
    """Make what waits for cards that come and go; made once the window stands."""
    rules: Callable[[], Rules] = Rules
    """Read what an administrator decided for this computer."""
    looks: Callable[[], LookShelf] | None = None
    """Make what keeps the looks of visible signatures, when a panel first wants one."""
    proofs: ProofActs | None = None
    """What adds proof that is owed, while the window stands."""
    network: Callable[[QObject], Reachability | None] | None = None
    """Make what tells whether there is a network, once something waits for it."""
    templates: Callable[[], TemplateShelf] | None = None
    """Make what keeps templates, when a panel first wants one."""
    batches: BatchActs | None = None
    """The desk's batches."""
    plans: PlanActs | None = None
    """What looks through documents before a batch, in a process that is made when it is needed."""
    books: BookActs | None = None
    """Signature books in the shared folder, in a process that is made when it is needed."""
    requests: RequestActs | None = None
    """Requests and the outbox, in a process that is made when it is needed."""
    sync: SyncActs | None = None
    """What sends, asks and signs in, while the window stands."""
    record_mark: Callable[[], object] | None = None
    """Give what differs once another program wrote into the record; it opens nothing."""
    preparing: PrepareActs | None = None
    """What prepares requests, in a process that is made when it is needed."""
    version: str = ""
    """The program's version, as *About* shows it."""
