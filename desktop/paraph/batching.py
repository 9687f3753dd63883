"""What many documents need of the profile: batches, the plan before one, and watched folders."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

from paraph import paths
from paraph.domain.errors import WatchTaken
from paraph.usecases.run_batch import BatchSigning
from paraph.usecases.sign_document import Signing

# The desk's process loads this module before it looks for cards, and plans and watches nothing.
if TYPE_CHECKING:
    from pathlib import Path

    from paraph.domain.placing.placement_template import Template
    from paraph.ports.documents import CertificateReader, DocumentSigner
    from paraph.ports.record import Clock
    from paraph.usecases.batch_planner import BatchPlanner
    from paraph.usecases.watch_folder import WatchKit, WatchSigning

OpenSigning = Callable[[], AbstractContextManager[Signing]]


def batch_signing(
    open_signing: OpenSigning,
) -> Callable[[], AbstractContextManager[BatchSigning]]:
    """Give what opens the record and the batches for one step."""

    @contextmanager
    def opened() -> Iterator[BatchSigning]:
        from paraph.store.batches import SqliteBatches
        from paraph.store.database import open_database

        with open_signing() as signing:
            database = open_database(paths.profile_home())
            try:
                yield BatchSigning(signing, SqliteBatches(database))
            finally:
                database.close()

    return opened


def hold_batch(_batch_id: str) -> AbstractContextManager[bool]:
    """Hold the lease of batches: one is signed at a time, in whatever window of the profile."""
    from paraph.filing.lease import sole_lease

    return sole_lease(paths.profile_home() / "leases", "batch")


def batch_planner(
    signer: DocumentSigner, read_certificate: CertificateReader, clock: Clock
) -> BatchPlanner:
    """Give what looks through documents before a batch."""
    from paraph.filing.output_file import LocalFiles
    from paraph.render.anchors import PlacingReader
    from paraph.render.report_pages import report_pdf
    from paraph.render.thumbnail import page_thumbnail, place_picture
    from paraph.usecases.batch_planner import BatchPlanner, Reporting
    from paraph.usecases.plan_batch import Planning

    files = LocalFiles(paths.profile_home())
    reader = PlacingReader()
    planning = Planning(reader, signer, files, page_thumbnail, place_picture)
    return BatchPlanner(planning, Reporting(report_pdf, read_certificate, clock))


@contextmanager
def watch_kit(open_signing: OpenSigning, folder: Path) -> Iterator[WatchKit]:
    """Hold a folder's lease and give what watching it needs. Raises WatchTaken."""
    from paraph.filing.lease import sole_lease
    from paraph.filing.output_file import LocalFiles
    from paraph.filing.watched_folder import LocalWatchedFolder
    from paraph.render.anchors import PlacingReader
    from paraph.usecases.watch_folder import WatchKit

    home, place = paths.profile_home(), folder.resolve()
    watched = LocalWatchedFolder(place, home)
    name = hashlib.sha256(str(place).encode()).hexdigest()[:16]
    with sole_lease(home / "leases", f"watch-{name}") as is_ours:
        if not is_ours:
            raise WatchTaken(folder=str(folder))
        opened = _watch_signing(open_signing)
        yield WatchKit(watched, LocalFiles(home), opened, PlacingReader(), _template)


def _watch_signing(
    open_signing: OpenSigning,
) -> Callable[[], AbstractContextManager[WatchSigning]]:
    @contextmanager
    def opened() -> Iterator[WatchSigning]:
        from paraph.store.batches import SqliteActs
        from paraph.store.database import open_database
        from paraph.usecases.watch_folder import WatchSigning

        with open_signing() as signing:
            database = open_database(paths.profile_home())
            try:
                yield WatchSigning(signing, SqliteActs(database))
            finally:
                database.close()

    return opened


def _template(name: str) -> Template:
    from paraph.filing.templates import JsonTemplates

    return JsonTemplates(paths.profile_home()).read(name)
