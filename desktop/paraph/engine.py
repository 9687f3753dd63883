"""The desk's work in a process of its own, so that no file, card or database stops the window.

The parent's calls wait for their answers: they are made from a lane, never from the window's
thread. Modules run in processes of their own again, below this one.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from paraph.domain.errors import ParaphError, Unforeseen
from paraph.domain.output_name import DEFAULT_PATTERN

# The window makes one at its start and calls it later: only what a start needs is loaded.
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from paraph.domain.keys.secret import Secret
    from paraph.domain.many.batch import Batch, PinAsks
    from paraph.domain.owed import OwedLevel
    from paraph.domain.placing.batch_place import BatchRule
    from paraph.domain.placing.signature_field import Place
    from paraph.domain.verification import FileReport
    from paraph.ports.finding import ModuleDescription
    from paraph.usecases.choose_certificate import Candidate
    from paraph.usecases.gather_documents import Gathered
    from paraph.usecases.pay_owed import Payments
    from paraph.usecases.plan_batch import PlannedDocument
    from paraph.usecases.preflight import Preflight, Wish
    from paraph.usecases.prepare_fields import PrepareRequest
    from paraph.usecases.reconcile_after_crash import Closed
    from paraph.usecases.report_batch import SheetWords
    from paraph.usecases.run_batch import BatchStep
    from paraph.usecases.sign_document import SignedDocument
    from paraph.usecases.signing_desk import Cards

_END_TIMEOUT_S = 3
_IDLE_S = 1.5  # after its first calls, before the desk loads what its first signature needs


class Told(NamedTuple):
    """What a call tells before it answers."""

    what: object


class Engine:
    """The parent's end. The process is started by the first call, and anew after a fault."""

    _most_s: float | None = None  # how long a call may take
    _end_timeout_s: float = _END_TIMEOUT_S

    def __init__(self, anchors_der: Sequence[bytes] = ()) -> None:
        self._anchors_der = tuple(anchors_der)
        self._process: Any = None
        self._pipe: Any = None
        self._starting = threading.Lock()  # one that closes meanwhile waits for what it ends

    @property
    def pid(self) -> int | None:
        """The process's id, while it runs."""
        return self._process.pid if self._process is not None else None

    def catch_up(self) -> tuple[Closed, ...]:
        """Say what became of signatures that an earlier crash had interrupted."""
        return cast("tuple[Closed, ...]", self._call("catch_up"))

    def cards(self, *, only_unwatched: bool = False, wait_s: float | None = None) -> Cards:
        """Look what cards and certificates are there now."""
        found = self._call("cards", only_unwatched=only_unwatched, wait_s=wait_s)
        return cast("Cards", found)

    def more_cards(self, wait_s: float | None = None) -> Cards:
        """Give what is known with the answers that were still awaited."""
        return cast("Cards", self._call("more_cards", wait_s))

    def describe_modules(self, paths: Sequence[str]) -> tuple[ModuleDescription, ...]:
        """Load modules and give what each says of itself, or why it does not load."""
        from paraph.pkcs11.system_finding import SystemFinding

        # Not asked of the desk: a driver that hangs would keep it from its cards.
        return tuple(SystemFinding().describe(paths))

    def preflight(
        self,
        wish: Wish,
        chosen: Candidate,
        pattern: str = DEFAULT_PATTERN,
        folder: Path | None = None,
    ) -> Preflight:
        """Check what can be checked before the card is asked."""
        return cast("Preflight", self._call("preflight", wish, chosen, pattern, folder))

    def sign(
        self,
        wish: Wish,
        output: Path,
        chosen: Candidate,
        pin: Secret | None,
        *,
        leaving_is_seen: bool = False,
    ) -> SignedDocument:
        """Sign one document."""
        signed = self._call("sign", wish, output, chosen, pin, leaving_is_seen=leaving_is_seen)
        return cast("SignedDocument", signed)

    def lock(self) -> None:
        """End every login that is kept; one that has no process has none."""
        if self._process is not None:
            self._call("lock")

    def key_files(self) -> tuple[str, ...]:
        """List the key files that are remembered."""
        return cast("tuple[str, ...]", self._call("key_files"))

    def add_key_file(self, path: Path, password: Secret) -> Cards:
        """Take a key file into use."""
        return cast("Cards", self._call("add_key_file", path, password))

    def remove_key_file(self, path: str) -> Cards:
        """Take a key file off the list."""
        return cast("Cards", self._call("remove_key_file", path))

    def check(self, path: Path, password: Secret | None = None) -> FileReport:
        """Say what holds of the signatures of a file."""
        return cast("FileReport", self._call("check", path, password))

    def repair(self, source: Path, password: Secret | None, folder: Path | None = None) -> Path:
        """Write a repaired copy of an unsigned document."""
        return cast("Path", self._call("repair", source, password, folder))

    def prepare_fields(self, request: PrepareRequest) -> Path:
        """Write a copy with empty fields for others."""
        return cast("Path", self._call("prepare_fields", request))

    def hang_up(self) -> None:
        """Tell the process that it may end, and wait for nothing; `close` follows."""
        with self._starting:
            if self._process is not None:
                self._pipe.close()

    def close(self) -> None:
        """End the process; a signature in work is finished first, if it takes no longer."""
        # A call that waits in another thread ends by this, and closes too.
        with self._starting:
            process, self._process = self._process, None
        if process is None:
            return
        self._pipe.close()
        process.join(self._end_timeout_s)
        if process.is_alive():
            process.kill()
            process.join()

    def _call(self, name: str, *arguments: Any, **named: Any) -> Any:
        from multiprocessing import connection

        if self._process is None:
            self._start()
        process, pipe = self._process, self._pipe
        try:
            pipe.send((name, arguments, named))
            if not connection.wait([pipe, process.sentinel], self._most_s):
                process.kill()
            while isinstance(answer := pipe.recv(), Told):
                self._take_told(answer.what)
        except (EOFError, OSError) as error:
            self.close()
            raise Unforeseen(why="ended_unexpectedly") from error
        if isinstance(answer, ParaphError):
            raise answer
        return answer

    def _take_told(self, told: object) -> None:
        """Take what a call tells before it answers; in the thread that called."""

    def _process_for(self, context: Any, pipe: Any) -> Any:
        return context.Process(target=serve, args=(pipe, self._anchors_der), name="paraph-engine")

    def _start(self) -> None:
        import multiprocessing

        context = multiprocessing.get_context("spawn")
        with self._starting:
            self._pipe, theirs = context.Pipe()
            process = self._process_for(context, theirs)
            process.start()
            self._process = process
        theirs.close()

    def add_batch(self, batch: Batch) -> Batch:
        """Keep a batch that was agreed on."""
        return cast("Batch", self._call("add_batch", batch))

    def batch(self, batch_id: str) -> Batch:
        """Give a batch as the record has it now."""
        return cast("Batch", self._call("batch", batch_id))

    def unfinished_batches(self) -> tuple[Batch, ...]:
        """Give those that somebody may go on with."""
        return cast("tuple[Batch, ...]", self._call("unfinished_batches"))

    def put_batch_away(self, batch_id: str) -> None:
        """Go on with a batch no more."""
        self._call("put_batch_away", batch_id)

    def batch_asks(self, chosen: Candidate, documents: int, signatures: int) -> PinAsks:
        """Say how often the key will ask for its PIN."""
        return cast("PinAsks", self._call("batch_asks", chosen, documents, signatures))

    def begin_batch(
        self,
        batch_id: str,
        chosen: Candidate,
        pin: Secret | None,
        *,
        leaving_is_seen: bool = False,
    ) -> Batch:
        """Open the key of a batch."""
        begun = self._call("begin_batch", batch_id, chosen, pin, leaving_is_seen=leaving_is_seen)
        return cast("Batch", begun)

    def step_batch(self, batch_id: str, passwords: Mapping[int, Secret] | None = None) -> BatchStep:
        """Sign the next documents of the batch."""
        return cast("BatchStep", self._call("step_batch", batch_id, passwords))

    def stop_batch(self) -> None:
        """Let the key of the batch in work go."""
        if self._process is not None:
            self._call("stop_batch")

    def retry_rows(
        self,
        batch_id: str,
        numbers: Sequence[int],
        pattern: str = DEFAULT_PATTERN,
        placed: Mapping[int, tuple[str | None, Place | None]] | None = None,
    ) -> Batch:
        """Let documents wait for another try."""
        changed = self._call("retry_rows", batch_id, tuple(numbers), pattern, placed)
        return cast("Batch", changed)

    def leave_out_rows(self, batch_id: str, numbers: Sequence[int]) -> Batch:
        """Sign these no more."""
        return cast("Batch", self._call("leave_out_rows", batch_id, tuple(numbers)))


class ProofEngine(Engine):
    """A process that asks timestamp servers and issuers: one that is slow holds up no card."""

    def owed(self) -> tuple[OwedLevel, ...]:
        """List what signed files owe."""
        return cast("tuple[OwedLevel, ...]", self._call("owed"))

    def pay(
        self,
        only: Sequence[str] | None = None,
        *,
        insist: bool = False,
        passwords: Mapping[str, Secret] | None = None,
        keep: Collection[str] = (),
    ) -> Payments:
        """Pay what can be paid now."""
        paid = self._call("pay", only, insist=insist, passwords=passwords, keep=tuple(keep))
        return cast("Payments", paid)

    def find(self, intent: str, path: Path) -> Payments:
        """Note where a listed file lies now, and pay what it owes."""
        return cast("Payments", self._call("find", intent, path))

    def keep_up(self, intent: str) -> Payments:
        """Keep up the proof of an archived file as it is now."""
        return cast("Payments", self._call("keep_up", intent))

    def give_up(self, intent: str) -> Payments:
        """Take a file off the lists."""
        return cast("Payments", self._call("give_up", intent))

    def _process_for(self, context: Any, pipe: Any) -> Any:
        return context.Process(target=serve_proofs, args=(pipe,), name="paraph-proofs")


class PlanEngine(Engine):
    """A process that looks through documents before a batch: one that hangs it holds up no card."""

    _most_s = 60.0

    def documents_of(self, folder: Path, pattern: str) -> tuple[Path, ...]:
        """List the PDFs of a folder."""
        return cast("tuple[Path, ...]", self._call("documents_of", folder, pattern))

    def gather(self, paths: Sequence[Path], pattern: str) -> Gathered:
        """Find the PDFs of files and folders."""
        return cast("Gathered", self._call("gather", tuple(paths), pattern))

    def plan_document(
        self,
        source: Path,
        rule: BatchRule,
        naming: tuple[str, Path | None, Collection[Path]],
        password: Secret | None = None,
    ) -> PlannedDocument:
        """Plan one document; one that takes too long is told so, and its process is ended."""
        planned = self._call("plan_document", source, rule, naming, password)
        return cast("PlannedDocument", planned)

    def picture_of_place(
        self, path: Path, place: Place, password: Secret | None = None
    ) -> bytes | None:
        """Draw what stands around a place."""
        return cast("bytes | None", self._call("picture_of_place", path, place, password))

    def report_pdf(self, batch: Batch, words: SheetWords) -> bytes:
        """Print the report of a batch."""
        return cast("bytes", self._call("report_pdf", batch, words))

    def _process_for(self, context: Any, pipe: Any) -> Any:
        return context.Process(target=serve_plans, args=(pipe,), name="paraph-plans")


def serve_plans(pipe: Any) -> None:
    """Answer calls until the parent is gone."""
    from paraph.app import make_planner

    answer_all(pipe, make_planner())


def serve_proofs(pipe: Any) -> None:
    """Answer calls until the parent is gone."""
    from paraph.app import make_proof_desk

    answer_all(pipe, make_proof_desk())


def answer_all(pipe: Any, desk: Any) -> None:
    """Answer calls until the parent is gone."""
    try:
        while True:
            _answer_one(pipe, desk)
    except (EOFError, OSError):
        return  # the window has closed, or nothing is owed any more


def serve(pipe: Any, anchors_der: Sequence[bytes]) -> None:
    """Answer calls until the parent is gone."""
    from paraph.app import make_desk

    desk = make_desk(anchors_der)
    try:
        # They load while the first call is answered.
        desk.begin()
        _answer_one(pipe, desk)
        while pipe.poll(_IDLE_S):
            _answer_one(pipe, desk)
        desk.prepare()
        while True:
            _answer_one(pipe, desk)
    except (EOFError, OSError):
        return  # the window has closed
    finally:
        desk.close()


def _answer_one(pipe: Any, desk: Any) -> None:
    name, arguments, named = pipe.recv()
    pipe.send(answer_of(desk, name, arguments, named))


def answer_of(desk: Any, name: str, arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
    """Give what a call of the desk comes to, or its error."""
    try:
        return getattr(desk, name)(*arguments, **named)
    except ParaphError as error:
        return error
    except Exception as error:  # noqa: BLE001 - the last guard: a report, and the window lives on
        from paraph import paths
        from paraph.logs import write_report

        return Unforeseen(report=str(write_report(paths.profile_home(), error)))
