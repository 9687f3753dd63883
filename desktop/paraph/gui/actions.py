"""What the window asks of the rest of the program; `window` fills this in."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from paraph.domain.errors import ParaphError
from paraph.domain.output_name import DEFAULT_PATTERN
from paraph.domain.secret import Secret
from paraph.domain.verification import FileReport
from paraph.gui.viewer.page_source import PageSource
from paraph.usecases.choose_certificate import Candidate
from paraph.usecases.sign_document import SignedDocument, SignRequest
from paraph.usecases.signing_desk import Cards, OutputProposal


class SigningActs(Protocol):
    """The work with cards and documents. Each call may wait: make it from a lane."""

    def cards(self) -> Cards:
        """Look what cards and certificates are there now."""
        ...

    def propose_output(
        self, source: Path, pattern: str = DEFAULT_PATTERN, folder: Path | None = None
    ) -> OutputProposal:
        """Give the next free name, or why a folder has to be asked for."""
        ...

    def sign(self, request: SignRequest, chosen: Candidate, pin: Secret | None) -> SignedDocument:
        """Sign one document; raises the errors of `sign_document`."""
        ...

    def check(self, path: Path, password: Secret | None = None) -> FileReport:
        """Say what holds of the signatures of a file."""
        ...


@dataclass(frozen=True, slots=True)
class DemoCard:
    """The card of the demo, and its PIN, which is no secret."""

    label: str
    pin: Secret


class OpenDocument(Protocol):
    """Opens a PDF without waiting; one of the two callbacks comes later, or at once."""

    def __call__(
        self,
        path: Path,
        password: Secret | None,
        done: Callable[[PageSource], None],
        failed: Callable[[ParaphError], None],
    ) -> None:
        """Open."""
        ...


@dataclass(frozen=True)
class GuiUseCases:
    """The use cases the window can start."""

    open_document: OpenDocument

    signing: SigningActs
    demo_card: DemoCard | None = None
    version: str = ""
    """The program's version, as *About* shows it."""
