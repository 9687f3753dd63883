"""The watch folder: what comes into the inbox is signed, once, and leaves as done or failed.

A file is taken under the name of the act that will sign it. After a crash the record says what
became of that act, so that a signed file is put away and any other is signed by another act.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from paraph.domain.errors import NotAPdf, NotAttempted, ParaphError, from_code
from paraph.domain.errors.levels import LevelNotReached
from paraph.domain.many.batch import EndKind, RowEnd, is_of_document
from paraph.domain.placing.placement_template import Template
from paraph.ports.documents import OutputFiles
from paraph.ports.placing import PlacingDocuments
from paraph.ports.signing_token import SigningToken
from paraph.ports.watching import Acts, Arrival, ArrivalKind, Claim, WatchedFolder
from paraph.usecases.free_name import free_name
from paraph.usecases.run_batch import Gate
from paraph.usecases.sign_batch import Outcome, sign_batch
from paraph.usecases.sign_document import SignedDocument, Signing, SignRequest, new_intent

AT_ONCE = 8
_CUT_SHORT_S = 60.0  # a file without a PDF's end is taken as it is after so long without a change


class WatchSigning(NamedTuple):
    """What one round works with; the record is caught up when it is opened."""

    signing: Signing
    acts: Acts


class WatchKit(NamedTuple):
    """What a watch of one folder is given, as long as its lease is held."""

    folder: WatchedFolder
    files: OutputFiles
    open_signing: Callable[[], AbstractContextManager[WatchSigning]]
    documents: PlacingDocuments
    template: Callable[[str], Template]


@dataclass(frozen=True, slots=True)
class Watching:
    """The ports and rules of a watch.

    `request` makes the confirmed request for a file and its output; it may raise what stands in a
    document's way. `prove` asks for the proof that was wanted. `failure` makes a report's error.
    """

    folder: WatchedFolder
    files: OutputFiles
    open_signing: Callable[[], AbstractContextManager[WatchSigning]]
    request: Callable[[Path, Path, str], SignRequest]
    prove: Callable[[Sequence[SignRequest], Sequence[Outcome], Signing], Sequence[Outcome]]
    failure: Callable[[ParaphError], dict[str, object]]
    told: Callable[[Path, SignedDocument | ParaphError], object]
    pattern: str
    settle_s: float = 2.0
    clock_s: Callable[[], float] = time.monotonic


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did; `stopped_by` is an error of no document, after which files wait."""

    signed: int = 0
    failed: int = 0
    worst_status: int = 0
    stopped_by: ParaphError | None = None


@dataclass(slots=True)
class FolderWatch:
    """One watch of one folder. `stops` ends a round after the document in work."""

    ports: Watching
    stops: Callable[[], bool] = lambda: False
    _seen: dict[Path, tuple[Arrival, float]] = field(default_factory=dict)

    def refuse(self) -> Round:
        """Put away what can never be signed: links, folders, pipes."""
        arrivals = self.ports.folder.arrivals()
        return _sum([self._refuse(a) for a in arrivals if a.kind is not ArrivalKind.FILE])

    @property
    def has_work(self) -> bool:
        """Tell whether anything is ready to be signed, or to be put away."""
        return bool(self._ready()) or bool(self.ports.folder.claims())

    @property
    def awaits(self) -> bool:
        """Tell whether something lies in the inbox that is not ready yet."""
        return any(each.kind is ArrivalKind.FILE for each in self.ports.folder.arrivals())

    def sign_ready(self, key: SigningToken) -> Round:
        """Sign what is ready, oldest first."""
        with self.ports.open_signing() as opened:
            done, claims = self._settle(opened.acts)
            room = max(0, AT_ONCE - len(claims))
            for arrival in self._ready()[:room]:
                claim = self.ports.folder.claim(arrival, new_intent())
                if claim is not None:
                    claims.append(claim)
            return _sum([done, self._sign(claims[:AT_ONCE], key, opened.signing)])

    def settle(self) -> Round:
        """Put away what a crash, or a card that left, has left taken: no key is needed."""
        with self.ports.open_signing() as opened:
            return self._settle(opened.acts)[0]

    def give_back(self) -> None:
        """Give what was taken and not signed back to the inbox."""
        with self.ports.open_signing() as opened:
            for claim in self._settle(opened.acts)[1]:
                self.ports.folder.put_back(claim)

    def _settle(self, acts: Acts) -> tuple[Round, list[Claim]]:
        """Put away what was signed or has failed; give what is still to be signed."""
        rounds: list[Round] = []
        left: list[Claim] = []
        for claim in self.ports.folder.claims():
            end = acts.end_of(claim.intent)
            if end is None:
                left.append(claim)
            elif end.kind is EndKind.MADE:
                rounds.append(self._put_made(claim, end))
            elif end.kind is EndKind.FAILED and _is_final(end.code):
                rounds.append(self._put_failed(claim.path, _error(end.code)))
            elif end.kind is not EndKind.OPEN:  # that one is settled when its drive is back
                left.append(self.ports.folder.reclaim(claim, new_intent()))
        return _sum(rounds), left

    def _put_made(self, claim: Claim, end: RowEnd) -> Round:
        output = end.output
        if output is not None and output.parent == self.ports.folder.done:
            self.ports.folder.put_done(claim)
            return Round(signed=1)
        # It is signed, and lies where it was kept: its level, or its place, could not be had.
        return self._put_failed(claim.path, LevelNotReached(kept=str(output)))

    def _sign(self, claims: Sequence[Claim], key: SigningToken, signing: Signing) -> Round:
        rounds: list[Round] = []
        requests = list(self._requests(claims, rounds))
        gate = Gate(key)
        outcomes: list[Outcome] = []
        for outcome in sign_batch([r for _, r in requests], gate, signing, keep_going=True):
            outcomes.append(outcome)
            if isinstance(outcome, ParaphError) and not _is_about_document(outcome):
                gate.close(outcome)
            elif self.stops():
                gate.close(NotAttempted())
        proven = self.ports.prove([request for _, request in requests], outcomes, signing)
        for (claim, _), outcome in zip(requests, proven, strict=True):
            rounds.append(self._put_away(claim, outcome))
        stopped_by = None if isinstance(gate.closed_by, NotAttempted) else gate.closed_by
        return replace(_sum(rounds), stopped_by=stopped_by)

    def _requests(
        self, claims: Sequence[Claim], rounds: list[Round]
    ) -> Iterator[tuple[Claim, SignRequest]]:
        taken: set[Path] = set()
        for claim in claims:
            try:
                output = free_name(
                    claim.path, self.ports.pattern, self.ports.folder.done, taken, self.ports.files
                )
                taken.add(output or claim.path)
                request = self.ports.request(claim.path, output or claim.path, claim.intent)
            except ParaphError as error:
                rounds.append(self._put_failed(claim.path, error))
            else:
                yield claim, request

    def _put_away(self, claim: Claim, outcome: Outcome) -> Round:
        if not isinstance(outcome, ParaphError):
            self.ports.folder.put_done(claim)
            self.ports.told(claim.path, outcome)
            return Round(signed=1)
        if _is_about_document(outcome):
            return self._put_failed(claim.path, outcome)
        return Round()  # it stays taken, and is signed by another act

    def _put_failed(self, file: Path, error: ParaphError) -> Round:
        self.ports.folder.put_failed(file, {"error": self.ports.failure(error)})
        self.ports.told(file, error)
        return Round(failed=1, worst_status=error.exit_status)

    def _refuse(self, arrival: Arrival) -> Round:
        # The link itself is moved, and what it leads to is left alone.
        error = NotAPdf(file=arrival.path.name, why=str(arrival.kind))
        return self._put_failed(arrival.path, error)

    def _ready(self) -> list[Arrival]:
        """Give the files that have not changed for a while and are whole."""
        now_s, ready = self.ports.clock_s(), list[Arrival]()
        arrivals = [a for a in self.ports.folder.arrivals() if a.kind is ArrivalKind.FILE]
        seen: dict[Path, tuple[Arrival, float]] = {}
        for arrival in arrivals:
            before, since_s = self._seen.get(arrival.path, (arrival, now_s))
            if before != arrival:
                since_s = now_s
            seen[arrival.path] = (arrival, since_s)
            if self._is_ready(arrival, now_s - since_s):
                ready.append(arrival)
        self._seen = seen
        return ready

    def _is_ready(self, arrival: Arrival, unchanged_s: float) -> bool:
        if unchanged_s < self.ports.settle_s:
            return False
        if self.ports.folder.is_whole(arrival):
            return True
        return unchanged_s >= _CUT_SHORT_S and not self.ports.folder.is_written(arrival)


def _is_about_document(error: ParaphError) -> bool:
    # A name that another watcher took meanwhile: the next free one is found.
    return is_of_document(error.code) and error.code != "output_exists"


def _is_final(code: str) -> bool:
    return is_of_document(code) and code != "output_exists"


def _error(code: str) -> ParaphError:
    try:
        return from_code(code, {})
    except KeyError:
        return from_code("unforeseen", {})


def _sum(rounds: Sequence[Round]) -> Round:
    return Round(
        sum(each.signed for each in rounds),
        sum(each.failed for each in rounds),
        max((each.worst_status for each in rounds), default=0),
        next((each.stopped_by for each in rounds if each.stopped_by is not None), None),
    )
