"""After a crash: say truthfully what became of every signature that was asked for.

A file under its final name with the prepared hash was made; anything else was abandoned, and
its temporary file goes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from paraph.domain.errors import DocumentMissing
from paraph.ports.documents import OutputFiles
from paraph.ports.record import AuditLog, Entry


@dataclass(frozen=True, slots=True)
class Closed:
    """An intent that a crash had left open, and what became of it."""

    intent: str
    kind: str
    source: Path
    output: Path


def reconcile_after_crash(
    audit: AuditLog, files: OutputFiles, is_running: Callable[[str], bool]
) -> list[Closed]:
    """Close every unfinished intent whose process is gone; gives what was written.

    `is_running` tells whether the holder of a lease lives: another window may be signing now.
    """
    closed = []
    for entries in audit.unfinished():
        requested = entries[0]
        if is_running(str(requested.body["lease"])):
            continue
        made = _was_made(entries, files)
        files.discard(Path(str(requested.body["temporary"])))
        kind = "signature_made" if made else "signature_abandoned"
        audit.append(kind, requested.intent, {"reconciled": 1, "sha256": made})
        source, output = (Path(str(requested.body[key])) for key in ("input", "output"))
        closed.append(Closed(requested.intent, kind, source, output))
    return closed


def _was_made(entries: Sequence[Entry], files: OutputFiles) -> str | None:
    for entry in entries:
        if entry.kind == "signature_prepared":
            try:
                found = files.sha256(Path(str(entry.body["output"])))
            except DocumentMissing:
                return None
            return found if found == entry.body["sha256"] else None
    return None
