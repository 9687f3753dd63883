"""What the window asks of the rest of the program for a batch. Each call may wait: from a lane."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from paraph.domain.output_name import DEFAULT_PATTERN

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from paraph.domain.keys.secret import Secret
    from paraph.domain.many.batch import Batch, PinAsks
    from paraph.domain.placing.batch_place import BatchRule
    from paraph.domain.placing.signature_field import Place
    from paraph.usecases.choose_certificate import Candidate
    from paraph.usecases.gather_documents import Gathered
    from paraph.usecases.plan_batch import PlannedDocument
    from paraph.usecases.report_batch import SheetWords
    from paraph.usecases.run_batch import BatchStep


class BatchActs(Protocol):
    """The desk's batches."""

    def add_batch(self, batch: Batch) -> Batch:
        """Keep a batch that was agreed on."""
        ...

    def batch(self, batch_id: str) -> Batch:
        """Give a batch as the record has it now."""
        ...

    def unfinished_batches(self) -> tuple[Batch, ...]:
        """Give those that somebody may go on with, the latest first."""
        ...

    def put_batch_away(self, batch_id: str) -> None:
        """Go on with a batch no more."""
        ...

    def batch_asks(self, chosen: Candidate, documents: int, signatures: int) -> PinAsks:
        """Say how often the key will ask for its PIN."""
        ...

    def begin_batch(
        self,
        batch_id: str,
        chosen: Candidate,
        pin: Secret | None,
        *,
        leaving_is_seen: bool = False,
    ) -> Batch:
        """Open the key; raises what opening it does, and TokenBusy."""
        ...

    def step_batch(self, batch_id: str, passwords: Mapping[int, Secret] | None = None) -> BatchStep:
        """Sign the next documents, for about a third of a second.

        `passwords` are those of locked documents, by number; they are kept nowhere.
        """
        ...

    def stop_batch(self) -> None:
        """Let the key go."""
        ...

    def retry_rows(
        self,
        batch_id: str,
        numbers: Sequence[int],
        pattern: str = DEFAULT_PATTERN,
        placed: Mapping[int, tuple[str | None, Place | None]] | None = None,
    ) -> Batch:
        """Let documents wait for another try, some at another place."""
        ...

    def leave_out_rows(self, batch_id: str, numbers: Sequence[int]) -> Batch:
        """Sign these no more."""
        ...


class PlanActs(Protocol):
    """What looks through documents, in a process of its own."""

    def documents_of(self, folder: Path, pattern: str) -> tuple[Path, ...]:
        """List the PDFs of a folder without the signed copies of others; DocumentMissing."""
        ...

    def gather(self, paths: Sequence[Path], pattern: str) -> Gathered:
        """Find the PDFs of files and folders, and count what is none."""
        ...

    def plan_document(
        self,
        source: Path,
        rule: BatchRule,
        naming: tuple[str, Path | None, Collection[Path]],
        password: Secret | None = None,
    ) -> PlannedDocument:
        """Plan one; what is in its way is told in it."""
        ...

    def picture_of_place(
        self, path: Path, place: Place, password: Secret | None = None
    ) -> bytes | None:
        """Draw what stands around a place, as a PNG file."""
        ...

    def report_pdf(self, batch: Batch, words: SheetWords) -> bytes:
        """Print the report of a batch as a PDF."""
        ...

    def close(self) -> None:
        """Let the process go; the next call starts another one."""
        ...
