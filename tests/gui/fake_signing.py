"""The desk's work without a card: what it finds and gives is set by the test."""

import threading
from collections.abc import Sequence
from pathlib import Path

from paraph.domain.errors import ParaphError
from paraph.domain.output_name import DEFAULT_PATTERN
from paraph.domain.secret import Secret
from paraph.domain.verification import FileReport
from paraph.ports.finding import ModuleDescription
from paraph.ports.signing_token import PinState
from paraph.usecases.choose_certificate import Candidate
from paraph.usecases.preflight import Preflight, Wish
from paraph.usecases.reconcile_after_crash import Closed
from paraph.usecases.sign_document import SignedDocument
from paraph.usecases.signing_desk import Cards


class FakeSigning:
    def __init__(self) -> None:
        self.found = Cards((), (), ())
        self.looks: list[bool] = []
        self.modules: dict[str, ModuleDescription] = {}
        self.closed: tuple[Closed, ...] = ()
        self.preflights: list[Preflight | ParaphError] = []
        self.outcomes: list[SignedDocument | ParaphError] = []
        self.asked: list[tuple[Wish, Path, Candidate, Secret | None]] = []
        self.hold = threading.Event()
        self.hold.set()
        self.repaired: list[Path] = []
        self.folders: list[Path | None] = []
        self.report: FileReport | ParaphError | None = None

    def catch_up(self) -> tuple[Closed, ...]:
        return self.closed

    def cards(self, *, only_unwatched: bool = False) -> Cards:
        self.looks.append(only_unwatched)
        return self.found

    def describe_modules(self, paths: Sequence[str]) -> tuple[ModuleDescription, ...]:
        return tuple(self.modules.get(path, ModuleDescription(path)) for path in paths)

    def preflight(
        self,
        wish: Wish,
        chosen: Candidate,
        pattern: str = DEFAULT_PATTERN,
        folder: Path | None = None,
    ) -> Preflight:
        self.folders.append(folder)
        if not self.preflights:
            output = (folder or wish.source.parent) / f"{wish.source.stem}-signed.pdf"
            return Preflight((), output, PinState.NORMAL)
        outcome = self.preflights.pop(0)
        if isinstance(outcome, ParaphError):
            raise outcome
        return outcome

    def sign(
        self, wish: Wish, output: Path, chosen: Candidate, pin: Secret | None
    ) -> SignedDocument:
        self.hold.wait(10)
        self.asked.append((wish, output, chosen, pin))
        outcome = self.outcomes.pop(0)
        if isinstance(outcome, ParaphError):
            raise outcome
        return outcome

    def repair(self, source: Path, password: Secret | None, folder: Path | None = None) -> Path:
        copy = (folder or source.parent) / f"{source.stem}-repaired.pdf"
        self.repaired.append(copy)
        return copy

    def check(self, path: Path, password: Secret | None = None) -> FileReport:
        if isinstance(self.report, ParaphError):
            raise self.report
        assert self.report is not None
        return self.report
