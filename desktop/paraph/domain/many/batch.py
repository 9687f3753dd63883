"""Many documents, signed one after another with one key: the plan, and what became of each.

The plan is kept; what became of a document is what the record says of its act (`intent`), and
nothing else, so that the two cannot contradict each other after a crash.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from paraph.domain.pades_level import PadesLevel
from paraph.domain.stamp.appearance import USUAL, Appearance

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from paraph.domain.keys.pin_policy import PinPolicy
    from paraph.domain.placing.signature_extras import Extras
    from paraph.domain.placing.signature_field import Place

# What a key, a card or the world refused says nothing of the document: it is tried again.
_LATER = frozenset(
    {
        "not_attempted", "token_removed", "no_token", "token_busy", "login_lost", "module_crashed",
        "module_hung", "module_unusable", "readers_unavailable", "reader_cancelled", "pin_required",
        "pin_incorrect", "pin_length", "pin_locked", "pin_expired", "pin_not_set", "store_busy",
        "disk_full", "unforeseen", "certificate_expired", "certificate_not_yet_valid",
        "certificate_cannot_sign", "certificate_without_key", "key_not_accepted",
        "key_files_forbidden", "mechanism_missing", "level_unavailable",
    }
)  # fmt: skip


def is_of_document(code: str) -> bool:
    """Tell whether an error is about one document, so that the next one may be tried."""
    return code not in _LATER


class EndKind(StrEnum):
    """What the record says of an act that was begun."""

    MADE = "made"
    FAILED = "failed"
    ABANDONED = "abandoned"
    OPEN = "open"  # it was interrupted, and what became of it cannot be told yet


@dataclass(frozen=True, slots=True)
class RowEnd:
    """How an act ended; `code` says why it failed, `output` where a signed file is.

    `sha256` and `level` are of the signed file as it is now: proof is added after signing.
    """

    kind: EndKind
    at_utc: str = ""
    code: str = ""
    output: Path | None = None
    sha256: str = ""
    level: PadesLevel = PadesLevel.B_B


class RowState(StrEnum):
    """Where a document of a batch stands."""

    WAITING = "waiting"
    SIGNED = "signed"
    NEEDS_PERSON = "needs_person"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One document: the file that was looked at, where it is signed, and what it becomes.

    `number` counts from 1. `found_by` is how its place was found (`PlaceSource`), `label` the words
    it stands at. One that is `locked` opens with a password, which is kept nowhere.
    """

    number: int
    intent: str
    source: Path
    output: Path
    shown_sha256: str
    field: str | None = None
    place: Place | None = None
    found_by: str = ""
    label: str = ""
    left_out: bool = False
    bar: str = ""  # the code of what the pre-flight found to be settled first
    locked: bool = False
    end: RowEnd | None = None

    @property
    def state(self) -> RowState:
        """Tell where it stands; what was signed stays so, whatever was asked since."""
        end = self.end
        if end is not None and end.kind is EndKind.MADE:
            return RowState.SIGNED
        if self.left_out:
            return RowState.LEFT_OUT
        if self.trouble:
            return RowState.NEEDS_PERSON
        return RowState.WAITING

    @property
    def trouble(self) -> str:
        """Give the code of what a person has to settle, empty without one."""
        if self.end is None or self.end.kind is EndKind.ABANDONED:
            return self.bar
        if self.end.kind is EndKind.OPEN:
            return "output_unreachable"
        is_settled = self.end.kind is EndKind.MADE or not is_of_document(self.end.code)
        return "" if is_settled else self.end.code

    @property
    def needs_new_intent(self) -> bool:
        """Tell whether its last act has ended, so that another try is another act."""
        return self.end is not None and self.end.kind in (EndKind.FAILED, EndKind.ABANDONED)

    def tried_again(self, intent: str, output: Path | None = None, sha256: str = "") -> BatchRow:
        """Give it as it waits for another try: after a look at the file, with its hash now."""
        return replace(
            self,
            intent=intent,
            output=output or self.output,
            shown_sha256=sha256 or self.shown_sha256,
            left_out=False,
            bar="",
            end=None,
        )


@dataclass(frozen=True, slots=True)
class Batch:
    """What a person agreed to sign with one certificate; `title` is the folder's name."""

    id: str
    title: str
    made_at_utc: str
    certificate_der: bytes
    rows: tuple[BatchRow, ...]
    reason: str | None = None
    location: str | None = None
    level: PadesLevel = PadesLevel.B_B
    look: Appearance = USUAL
    pin_prompts: int = 0
    extras: Extras | None = None  # with every document

    def in_state(self, state: RowState) -> tuple[BatchRow, ...]:
        """Give the documents that stand there, in order."""
        return tuple(row for row in self.rows if row.state is state)

    @property
    def is_done(self) -> bool:
        """Tell whether no document waits."""
        return not self.in_state(RowState.WAITING)

    def with_rows(self, changed: Iterable[BatchRow]) -> Batch:
        """Give it with some rows in place of those of the same number."""
        fresh = {row.number: row for row in changed}
        return replace(self, rows=tuple(fresh.get(row.number, row) for row in self.rows))


class PinAsks(StrEnum):
    """How often a person types before all is signed."""

    NEVER = "never"  # a login stands
    ONCE = "once"
    EACH = "each"  # for every document
    READER_MAY_ASK = "reader_may_ask"  # once, or on the reader's keys for every signature


def pin_asks(
    policy: PinPolicy, documents: int, signatures: int, *, unlocked: bool, by_reader: bool
) -> PinAsks:
    """Say before it begins how often the key asks for its PIN.

    All signatures of one document, those of its initials too, are one act with one PIN. A key may
    be set to ask each time (CKA_ALWAYS_AUTHENTICATE; PKCS#11 v3.0, 4.9), which shows only after
    the login. A PIN typed here is handed to it again; one typed on a reader cannot be.
    """
    if documents > 1 and not policy.covers_batch:
        return PinAsks.EACH
    if unlocked and not by_reader:
        return PinAsks.NEVER
    return PinAsks.READER_MAY_ASK if by_reader and signatures > 1 else PinAsks.ONCE


def seconds_left(done_at_s: Sequence[float], waiting: int) -> float | None:
    """Estimate how long the rest takes from when the last ones were done; None is not known yet.

    What counts is the pace of late: a card that has warmed up, a server that has slowed down.
    """
    if len(done_at_s) < 3 or waiting <= 0:
        return 0.0 if waiting <= 0 else None
    late = done_at_s[-12:]
    return (late[-1] - late[0]) / (len(late) - 1) * waiting
