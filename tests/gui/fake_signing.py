"""The desk's work without a card: what it finds and gives is set by the test."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from paraph.domain.errors import KeyFileUnreadable, ParaphError, PinIncorrect
from paraph.domain.keys.secret import Secret
from paraph.domain.output_name import DEFAULT_PATTERN
from paraph.domain.verification import FileReport
from paraph.ports.finding import ModuleDescription
from paraph.ports.signing_token import PinState
from paraph.usecases.choose_certificate import Candidate
from paraph.usecases.preflight import Preflight, Wish
from paraph.usecases.prepare_fields import PrepareRequest
from paraph.usecases.reconcile_after_crash import Closed
from paraph.usecases.sign_document import SignedDocument
from paraph.usecases.signing_desk import Cards


class FakeSigning:
    def __init__(self) -> None:
        self.found = Cards((), (), ())
        self.looks: list[bool] = []
        self.rests = 0
        self.modules: dict[str, ModuleDescription] = {}
        self.closed: tuple[Closed, ...] = ()
        self.preflights: list[Preflight | ParaphError] = []
        self.outcomes: list[SignedDocument | ParaphError] = []
        self.asked: list[tuple[Wish, Path, Candidate, Secret | None]] = []
        self.leaving_seen: list[bool] = []
        self.done: list[str] = []
        self.files: dict[str, tuple[str, Candidate]] = {}  # path: password, what it shows
        self.listed: list[str] = []
        self.hold = threading.Event()
        self.hold.set()
        self.repaired: list[Path] = []
        self.prepared: list[PrepareRequest] = []
        self.preparing: ParaphError | None = None
        self.folders: list[Path | None] = []
        self.report: FileReport | ParaphError | None = None

    def catch_up(self) -> tuple[Closed, ...]:
        return self.closed

    def cards(self, *, only_unwatched: bool = False, wait_s: float | None = None) -> Cards:
        self.looks.append(only_unwatched)
        return self.found

    def more_cards(self, wait_s: float | None = None) -> Cards:
        self.rests += 1
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
        self,
        wish: Wish,
        output: Path,
        chosen: Candidate,
        pin: Secret | None,
        *,
        leaving_is_seen: bool = False,
    ) -> SignedDocument:
        self.hold.wait(10)
        self.leaving_seen.append(leaving_is_seen)
        self.asked.append((wish, output, chosen, pin))
        outcome = self.outcomes.pop(0)
        if isinstance(outcome, ParaphError):
            raise outcome
        return outcome

    def lock(self) -> None:
        self.done.append("lock")
        tokens = tuple(replace(each, unlocked=False) for each in self.found.tokens)
        shown = tuple(
            replace(each, token=replace(each.token, unlocked=False))
            for each in self.found.candidates
        )
        self.found = replace(self.found, tokens=tokens, candidates=shown)

    def key_files(self) -> tuple[str, ...]:
        return tuple(self.listed)

    def add_key_file(self, path: Path, password: Secret) -> Cards:
        if str(path) not in self.files:
            raise KeyFileUnreadable(file=str(path), why="not_pkcs12")
        right, shown = self.files[str(path)]
        if password.reveal() != right:
            raise PinIncorrect
        self.listed.append(str(path))
        before = self.found
        self.found = replace(
            before,
            tokens=(*before.tokens, shown.token),
            candidates=(*before.candidates, shown),
        )
        return self.found

    def remove_key_file(self, path: str) -> Cards:
        self.listed.remove(path)
        return self.found

    def prepare_fields(self, request: PrepareRequest) -> Path:
        self.prepared.append(request)
        if isinstance(self.preparing, ParaphError):
            raise self.preparing
        return request.output

    def repair(self, source: Path, password: Secret | None, folder: Path | None = None) -> Path:
        copy = (folder or source.parent) / f"{source.stem}-repaired.pdf"
        self.repaired.append(copy)
        return copy

    def check(self, path: Path, password: Secret | None = None) -> FileReport:
        if isinstance(self.report, ParaphError):
            raise self.report
        assert self.report is not None
        return self.report
