"""After a crash: say truthfully what became of every signature that was asked for.

A file under its final name with the prepared hash was made. So was one that was prepared and had
no time to get its name: it gets it now, or is kept. Anything else was abandoned, and its
temporary file goes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from paraph.domain.errors import DocumentMissing
from paraph.ports.documents import OutputFiles
from paraph.ports.owed import OwedLevels
from paraph.ports.record import AuditLog, Body, Entry
from paraph.usecases.sign_document import Records, publish_or_keep, record_made, record_named


@dataclass(frozen=True, slots=True)
class Closed:
    """An intent that a crash had left open, and what became of it."""

    intent: str
    kind: str
    source: Path
    output: Path


def reconcile_after_crash(
    audit: AuditLog,
    files: OutputFiles,
    is_running: Callable[[str], bool],
    owed: OwedLevels | None = None,
) -> list[Closed]:
    """Close every unfinished intent whose process is gone; gives what was written.

    `is_running` tells whether the holder of a lease lives: another window may be signing now.
    """
    ended = [e for e in audit.unfinished() if not is_running(str(e[0].body["lease"]))]
    closed = [_close(entries, Records(audit, owed), files) for entries in ended]
    return [each for each in closed if each is not None]


def _close(entries: Sequence[Entry], records: Records, files: OutputFiles) -> Closed | None:
    requested = entries[0]
    temporary, output = Path(str(requested.body["temporary"])), Path(str(requested.body["output"]))
    # A file that waits for its level may have been raised since it was signed.
    known = {
        str(entry.body["sha256"])
        for entry in entries
        if entry.kind in ("signature_prepared", "level_prepared")
    }
    if known and not files.exists(output.parent) and not files.exists(temporary):
        return None  # a drive that is away: what lies on it is told when it is back
    kind, body = "signature_abandoned", Body({"reconciled": 1})
    there, made = _hash(files, output), _hash(files, temporary)
    if known & {there, made}:
        if there not in known:
            output = _placed(requested, temporary, output, files)
        sha256 = there if there in known else made
        kind, body = "signature_made", {"reconciled": 1, "sha256": sha256, "output": str(output)}
    if output != temporary:
        files.discard(temporary)
    _record(kind, body, requested, records)
    return Closed(requested.intent, kind, Path(str(requested.body["input"])), output)


def _placed(requested: Entry, temporary: Path, output: Path, files: OutputFiles) -> Path:
    if requested.body.get("require_level"):
        return files.keep(temporary, output)  # its name would say that it has the level
    force = bool(requested.body.get("force"))
    return publish_or_keep(files, temporary, output, force=force)[0]


def _record(kind: str, body: Body, requested: Entry, records: Records) -> None:
    if kind == "signature_made" and requested.body.get("require_level"):
        record_named(requested.intent, Path(str(requested.body["temporary"])), body, records)
    elif kind == "signature_made":
        since = datetime.fromisoformat(requested.at_utc)
        record_made(requested.intent, requested.body, body, since, records)
    else:
        records.audit.append(kind, requested.intent, body)


def _hash(files: OutputFiles, path: Path) -> str | None:
    try:
        return files.sha256(path)
    except DocumentMissing:
        return None
