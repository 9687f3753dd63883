"""After a crash: say truthfully what became of every signature that was asked for.

A file under its final name with the prepared hash was made. So was one that was prepared and had
no time to get its name: it gets it now, or is kept. Anything else was abandoned, and its
temporary file goes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from paraph.domain.errors import DocumentMissing
from paraph.ports.documents import OutputFiles
from paraph.ports.record import AuditLog, Body, Entry
from paraph.usecases.sign_document import publish_or_keep


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
    ended = [e for e in audit.unfinished() if not is_running(str(e[0].body["lease"]))]
    closed = [_close(entries, audit, files) for entries in ended]
    return [each for each in closed if each is not None]


def _close(entries: Sequence[Entry], audit: AuditLog, files: OutputFiles) -> Closed | None:
    requested = entries[0]
    temporary, output = Path(str(requested.body["temporary"])), Path(str(requested.body["output"]))
    prepared = [entry for entry in entries if entry.kind == "signature_prepared"]
    sha256 = str(prepared[0].body["sha256"]) if prepared else None
    if sha256 is not None and not files.exists(output.parent) and not files.exists(temporary):
        return None  # a drive that is away: what lies on it is told when it is back
    kind, body = "signature_abandoned", Body({"reconciled": 1})
    if sha256 is not None and sha256 in (_hash(files, output), _hash(files, temporary)):
        if _hash(files, output) != sha256:
            force = bool(requested.body.get("force"))
            output, _ = publish_or_keep(files, temporary, output, force=force)
        kind, body = "signature_made", {"reconciled": 1, "sha256": sha256, "output": str(output)}
    if output != temporary:
        files.discard(temporary)
    audit.append(kind, requested.intent, body)
    return Closed(requested.intent, kind, Path(str(requested.body["input"])), output)


def _hash(files: OutputFiles, path: Path) -> str | None:
    try:
        return files.sha256(path)
    except DocumentMissing:
        return None
