"""Saving what became of each document: a table for programs, or a page to read."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from paraph.domain.errors import ParaphError
from paraph.domain.errors.files import writing_error
from paraph.domain.many.batch import Batch, RowState
from paraph.domain.many.batch_report import ReportWords, report_csv, report_html
from paraph.gui.batch.lines import where_words


def save_report(batch: Batch, window: QWidget, failed: Callable[[ParaphError], object]) -> None:
    """Ask for a name, and write what its ending says."""
    translate = QCoreApplication.translate
    dialog = QFileDialog(window, translate("Batch", "Save the report"), str(Path.home()))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(
        [translate("Batch", "A page to read (*.html)"), translate("Batch", "A table (*.csv)")]
    )
    dialog.setDefaultSuffix("html")
    dialog.selectFile(translate("Batch", "Signed documents"))
    dialog.fileSelected.connect(lambda name: write_report(batch, Path(name), failed))
    dialog.open()


def write_report(batch: Batch, path: Path, failed: Callable[[ParaphError], object]) -> None:
    """Write; a name that ends with `.csv` gets the table."""
    if path.suffix.lower() == ".csv":
        # Spreadsheets take it for UTF-8 by its first three bytes alone.
        data = report_csv(batch).encode("utf-8-sig")
    else:
        places = [where_words(r.found_by, r.label, r.place, r.field) for r in batch.rows]
        data = report_html(batch, _words(batch), places).encode()
    try:
        path.write_bytes(data)
    except OSError as error:
        failed(writing_error(error, str(path.parent)))


def _words(batch: Batch) -> ReportWords:
    translate = QCoreApplication.translate
    signed = len(batch.in_state(RowState.SIGNED))
    return ReportWords(
        translate("Batch", "Signed documents: {title}").format(title=batch.title),
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
        {
            str(RowState.SIGNED): translate("Batch", "Signed"),
            str(RowState.NEEDS_PERSON): translate("Batch", "Not signed"),
            str(RowState.LEFT_OUT): translate("Batch", "Left out"),
            str(RowState.WAITING): translate("Batch", "Waiting"),
        },
    )
