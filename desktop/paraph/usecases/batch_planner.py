"""The plan of a batch as the window asks for it, one document at a time; and the printed report."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from paraph.domain.errors import DocumentMissing, Unforeseen
from paraph.domain.keys.secret import Secret
from paraph.domain.many.batch import Batch
from paraph.domain.placing.batch_place import BatchRule
from paraph.domain.placing.signature_field import Place
from paraph.ports.documents import CertificateReader
from paraph.ports.record import Clock
from paraph.ports.reports import PrintReport
from paraph.usecases.gather_documents import Gathered, documents_of, gather
from paraph.usecases.plan_batch import PlannedDocument, Planning, plan_document
from paraph.usecases.report_batch import SheetWords, report_sheet


class Reporting(NamedTuple):
    """The ports of a printed report."""

    print_report: PrintReport
    read_certificate: CertificateReader
    clock: Clock


@dataclass(frozen=True, slots=True)
class BatchPlanner:
    """The plan as the window asks for it, one document at a time."""

    ports: Planning
    reporting: Reporting | None = None  # without it no report is printed

    def documents_of(self, folder: Path, pattern: str) -> tuple[Path, ...]:
        """List the PDFs of a folder; raises DocumentMissing when it cannot be read."""
        try:
            return documents_of(folder, pattern)
        except OSError as error:
            raise DocumentMissing(file=str(folder), why=error.strerror) from error

    def gather(self, paths: Sequence[Path], pattern: str) -> Gathered:
        """Find the PDFs of files and folders, those within them too; what is no PDF is counted."""
        return gather(paths, pattern)

    def plan_document(
        self,
        source: Path,
        rule: BatchRule,
        naming: tuple[str, Path | None, Collection[Path]],
        password: Secret | None = None,
    ) -> PlannedDocument:
        """Plan one; what is in its way is told in it, and never raised."""
        return plan_document(source, rule, naming, self.ports, password)

    def picture_of_place(
        self, path: Path, place: Place, password: Secret | None = None
    ) -> bytes | None:
        """Draw what stands around a place, as a PNG file."""
        return self.ports.place_picture(path, place, password)

    def report_pdf(self, batch: Batch, words: SheetWords) -> bytes:
        """Print the report of a batch as a PDF."""
        if self.reporting is None:
            raise Unforeseen(why="reporting")
        print_report, read_certificate, clock = self.reporting
        facts = read_certificate(batch.certificate_der)
        return print_report(report_sheet(batch, facts, clock.now(), words))
