"""The desk's work in a process of its own, so that no file, card or database stops the window.

The parent's calls wait for their answers: they are made from a lane, never from the window's
thread. Modules run in processes of their own again, below this one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from paraph.domain.errors import ParaphError, Unforeseen
from paraph.domain.output_name import DEFAULT_PATTERN

# The window makes one at its start and calls it later: only what a start needs is loaded.
if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from paraph.domain.secret import Secret
    from paraph.domain.verification import FileReport
    from paraph.ports.finding import ModuleDescription
    from paraph.usecases.choose_certificate import Candidate
    from paraph.usecases.preflight import Preflight, Wish
    from paraph.usecases.reconcile_after_crash import Closed
    from paraph.usecases.sign_document import SignedDocument
    from paraph.usecases.signing_desk import Cards

_END_TIMEOUT_S = 3


class Engine:
    """The parent's end. The process is started by the first call, and anew after a fault."""

    def __init__(self, anchors_der: Sequence[bytes] = ()) -> None:
        self._anchors_der = tuple(anchors_der)
        self._process: Any = None
        self._pipe: Any = None

    @property
    def pid(self) -> int | None:
        """The process's id, while it runs."""
        return self._process.pid if self._process is not None else None

    def catch_up(self) -> tuple[Closed, ...]:
        """Say what became of signatures that an earlier crash had interrupted."""
        return cast("tuple[Closed, ...]", self._call("catch_up"))

    def cards(self, *, only_unwatched: bool = False) -> Cards:
        """Look what cards and certificates are there now."""
        return cast("Cards", self._call("cards", only_unwatched=only_unwatched))

    def describe_modules(self, paths: Sequence[str]) -> tuple[ModuleDescription, ...]:
        """Load modules and give what each says of itself, or why it does not load."""
        return cast("tuple[ModuleDescription, ...]", self._call("describe_modules", paths))

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

    def close(self) -> None:
        """End the process; a signature in work is finished first, if it takes no longer."""
        # A call that waits in another thread ends by this, and closes too.
        process, self._process = self._process, None
        if process is None:
            return
        self._pipe.close()
        process.join(_END_TIMEOUT_S)
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
            connection.wait([pipe, process.sentinel])
            answer = pipe.recv()
        except (EOFError, OSError) as error:
            self.close()
            raise Unforeseen(why="ended_unexpectedly") from error
        if isinstance(answer, ParaphError):
            raise answer
        return answer

    def _start(self) -> None:
        import multiprocessing

        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=serve, args=(theirs, self._anchors_der), name="paraph-engine"
        )
        self._process.start()
        theirs.close()


def serve(pipe: Any, anchors_der: Sequence[bytes]) -> None:
    """Answer calls until the parent is gone."""
    from paraph.app import make_desk

    desk = make_desk(anchors_der)
    try:
        while True:
            name, arguments, named = pipe.recv()
            pipe.send(_answer(desk, name, arguments, named))
    except (EOFError, OSError):
        return  # the window has closed
    finally:
        desk.close()


def _answer(desk: Any, name: str, arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
    try:
        return getattr(desk, name)(*arguments, **named)
    except ParaphError as error:
        return error
    except Exception as error:  # noqa: BLE001 - the last guard: a report, and the window lives on
        from paraph import paths
        from paraph.logs import write_report

        return Unforeseen(report=str(write_report(paths.profile_home(), error)))
