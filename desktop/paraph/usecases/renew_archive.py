"""Renew archive timestamps before what they rest on ends (EN 319 142-1, 5.5).

A renewal that is due becomes a debt like any other, and is paid like one. A file that is not as it
was owes none: `scan_archive` tells of it.
"""

from paraph.domain.archive_index import ArchiveState
from paraph.domain.owed import ArchivedFile, OwedLevel
from paraph.domain.pades_level import PadesLevel
from paraph.ports.owed import OwedLevels
from paraph.ports.record import AuditLog, Clock
from paraph.usecases.sign_document import new_intent


def owe_renewals(owed: OwedLevels, audit: AuditLog, clock: Clock) -> int:
    """Write down each renewal whose time has come; gives how many."""
    now = clock.now()
    paths = {debt.path for debt in owed.all()}
    due = [
        file
        for file in owed.archived()
        if file.is_due(now) and file.path not in paths and file.state is ArchiveState.THERE
    ]
    for file in due:
        debt = _renewal(file, clock)
        with owed.transaction():
            audit.append(
                "renewal_owed",
                debt.intent,
                {
                    "path": str(file.path),
                    "sha256": file.sha256,
                    "renew_before": file.renew_before.isoformat(),
                },
            )
            owed.put(debt)
    return len(due)


def _renewal(file: ArchivedFile, clock: Clock) -> OwedLevel:
    return OwedLevel(
        new_intent(),
        file.path,
        file.sha256,
        PadesLevel.B_LTA,
        PadesLevel.B_LTA,
        clock.now(),
        deadline=file.renew_before,
        left_paraph=file.left_paraph,
        renews=True,
    )
