"""Saving what became of each document: a page to file, a page to read, or a table for programs."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog

from paraph.domain.errors import ParaphError
from paraph.domain.errors.files import writing_error
from paraph.domain.keys.key_kind import KeyKind
from paraph.domain.many.batch import Batch, RowState
from paraph.domain.many.batch_report import ReportWords, report_csv, report_html
from paraph.domain.pades_level import PadesLevel
from paraph.gui.batch.kit import BatchKit
from paraph.gui.batch.lines import trouble_words, where_words
from paraph.gui.batch_acts import PlanActs
from paraph.usecases.report_batch import SheetWords


@dataclass(frozen=True, slots=True)
class Report:
    """A report and its words, made in the window's thread; `write` belongs in a lane."""

    batch: Batch
    page: ReportWords
    sheet: SheetWords

    def write(self, path: Path, plans: PlanActs) -> None:
        """Write what the name's ending says: `.csv`, `.html`, anything else a PDF.

        Raises FolderReadOnly, DiskFull and what printing raises.
        """
        ending = path.suffix.lower()
        if ending == ".csv":
            # Spreadsheets take it for UTF-8 by its first three bytes alone.
            data = report_csv(self.batch).encode("utf-8-sig")
        elif ending in (".html", ".htm"):
            data = report_html(self.batch, self.page, self.sheet.places).encode()
        else:
            data = plans.report_pdf(self.batch, self.sheet)
        try:
            path.write_bytes(data)
        except OSError as error:
            raise writing_error(error, str(path.parent)) from error


def save_report(report: Report, kit: BatchKit, failed: Callable[[ParaphError], None]) -> None:
    """Ask for a name, and write what its ending says."""
    translate = QCoreApplication.translate
    dialog = QFileDialog(kit.window, translate("Batch", "Save the report"), str(Path.home()))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    kinds = {
        translate("Batch", "A page to file (*.pdf)"): "pdf",
        translate("Batch", "A page to read (*.html)"): "html",
        translate("Batch", "A table (*.csv)"): "csv",
    }
    dialog.setNameFilters(list(kinds))
    dialog.setDefaultSuffix("pdf")
    dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(kinds[chosen]))
    dialog.selectFile(translate("Batch", "Signed documents"))

    def write(name: str) -> None:
        kit.plan_lane.run(lambda: report.write(Path(name), kit.plans), lambda _: None, failed)

    dialog.fileSelected.connect(write)
    dialog.open()


def report_of(batch: Batch, key: KeyKind) -> Report:
    """Put a batch's report into the person's words."""
    return Report(batch, _page_words(batch), _sheet_words(batch, key))


def _states() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        str(RowState.SIGNED): translate("Batch", "Signed"),
        str(RowState.NEEDS_PERSON): translate("Batch", "Not signed"),
        str(RowState.LEFT_OUT): translate("Batch", "Left out"),
        str(RowState.WAITING): translate("Batch", "Waiting"),
    }


def _title(batch: Batch) -> str:
    words = QCoreApplication.translate("Batch", "Signed documents: {title}")
    return words.format(title=batch.title)


def _page_words(batch: Batch) -> ReportWords:
    translate = QCoreApplication.translate
    signed = len(batch.in_state(RowState.SIGNED))
    return ReportWords(
        _title(batch),
        translate("Batch", "{signed} of {all} signed. Times are in UTC.").format(
            signed=signed, all=len(batch.rows)
        ),
        [
            translate("Batch", "No."),
            translate("Batch", "Document"),
            translate("Batch", "Place"),
            translate("Batch", "Result"),
            translate("Batch", "Signed copy"),
        ],
        _states(),
    )


def _sheet_words(batch: Batch, key: KeyKind) -> SheetWords:
    translate = QCoreApplication.translate
    places = [where_words(r.found_by, r.label, r.place, r.field) for r in batch.rows]
    needs = RowState.NEEDS_PERSON
    return SheetWords(
        title=translate("Batch", "Signed documents"),
        names=_names(),
        counts=_counts(batch),
        proof=translate("Batch", "none asked for")
        if batch.level is PadesLevel.B_B
        else str(batch.level),
        note=translate(
            "Batch",
            "This report is not signed. What holds is in the signed files and in the log of"
            " Paraph on the computer they were signed on.",
        ),
        heads=(
            translate("Batch", "No."),
            translate("Batch", "Document and place"),
            translate("Batch", "Result"),
            translate("Batch", "Level"),
        ),
        states=_states(),
        places=places,
        troubles=[trouble_words(r.trouble, key) if r.state is needs else "" for r in batch.rows],
        owed=translate("Batch", "owed: {owed}"),
        foot=f"{_title(batch)} · Paraph",
        page=translate("Batch", "Page {page} of {pages}"),
    )


def _names() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "printed": translate("Batch", "Printed"),
        "folder": translate("Batch", "Folder"),
        "counts": translate("Batch", "Documents"),
        "who": translate("Batch", "Signed by"),
        "issuer": translate("Batch", "Certificate issued by"),
        "valid_to": translate("Batch", "Certificate valid to"),
        "certificate": translate("Batch", "Certificate, SHA-256"),
        "reason": translate("Batch", "Reason"),
        "location": translate("Batch", "Location"),
        "proof": translate("Batch", "Proof of time"),
        "original": translate("Batch", "Original"),
        "original_sha256": translate("Batch", "SHA-256 of the original"),
        "copy": translate("Batch", "Signed copy"),
        "copy_sha256": translate("Batch", "SHA-256 of the signed copy"),
    }


def _counts(batch: Batch) -> str:
    """Say how many there are, and how many of each kind."""
    translate = QCoreApplication.translate
    count = {state: len(batch.in_state(state)) for state in RowState}
    parts = [
        translate("Batch", "%n signed", "", count[RowState.SIGNED]),
        translate("Batch", "%n not signed", "", count[RowState.NEEDS_PERSON]),
        translate("Batch", "%n left out", "", count[RowState.LEFT_OUT]),
        translate("Batch", "%n waiting", "", count[RowState.WAITING]),
    ]
    kinds = (RowState.SIGNED, RowState.NEEDS_PERSON, RowState.LEFT_OUT, RowState.WAITING)
    told = [words for state, words in zip(kinds, parts, strict=True) if count[state]]
    return f"{len(batch.rows)}: {', '.join(told)}"
