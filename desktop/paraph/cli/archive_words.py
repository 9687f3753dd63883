"""Archived files that are not as they were, as `paraph sync` tells them."""

from typing import Any

import click

from paraph.cli.program import words_of
from paraph.domain.archive_index import ArchiveState
from paraph.domain.errors import from_code
from paraph.domain.owed import OwedLevel
from paraph.usecases.scan_archive import ArchiveScan

_TROUBLES = (ArchiveState.EXTENDED, ArchiveState.CHANGED, ArchiveState.MISSING)


def archive_json(scan: ArchiveScan) -> dict[str, Any]:
    """Give how many files are looked after, and the paths of those that are not as they were."""
    moved = [
        {"document": str(each.path), "document_before": str(each.before)} for each in scan.moved
    ]
    told = {
        str(state): [str(file.path) for file in scan.troubles if file.state is state]
        for state in _TROUBLES
    }
    away = [str(path) for path in scan.unreachable]
    return {"files": scan.files, "moved": moved, **told, "unreachable": away}


def tell_archive(scan: ArchiveScan, troubles: tuple[OwedLevel, ...]) -> None:
    """Say it for people: what was found again, what needs them, and how much is out of reach."""
    for moved in scan.moved:
        click.echo(f"Found again: {moved.path} (was {moved.before})")
    for each in troubles:
        click.echo(_line(each), err=True)
    if scan.unreachable:
        count, first = len(scan.unreachable), scan.unreachable[0]
        click.echo(
            f"{count} archived file(s) cannot be reached now, as {first}. Looked at again by"
            " itself.",
            err=True,
        )


def _line(trouble: OwedLevel) -> str:
    words = words_of(from_code(str(trouble.needs_person), {}))
    until = trouble.deadline.date().isoformat() if trouble.deadline is not None else ""
    return (
        f"{trouble.path}: {words.what} {words.safe} {words.act} [{trouble.needs_person}]"
        f" Its proof has to be renewed before {until}."
    )
