"""A list of people: each row is looked at first, then the good ones are queued, each once."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from paraph.domain.errors import DocumentMissing
from paraph.domain.errors.files import writing_error
from paraph.domain.errors.service import ListUnreadable, RequestIncomplete, TemplateChanged
from paraph.domain.service.bulk_list import (
    MOST_BYTES,
    ListColumn,
    ListRow,
    columns_of,
    read_list,
    rows_of,
)
from paraph.domain.service.list_sample import sample_of
from paraph.domain.service.prepared import Prepared, request_draft
from paraph.usecases.prepare_request import PrepareDesk
from paraph.usecases.queue_act import queue_request

SENT_BEFORE = "sent_before"


class ListPreview(NamedTuple):
    """A list as it was read: every row with its errors."""

    columns: tuple[ListColumn, ...]
    rows: tuple[ListRow, ...]
    encoding: str
    separator: str


@dataclass(frozen=True, slots=True)
class ListDesk(PrepareDesk):
    """Requests one by one and by list, of the drafts of one profile."""

    def preview_list(self, path: Path, model: Prepared) -> ListPreview:
        """Read a list and hold it against the model; nothing is written.

        Raises DocumentMissing, ListUnreadable, StoreBusy.
        """
        table = read_list(_content(path))
        rows = rows_of(table, model, self.clock.now().astimezone().date())
        with self.requests() as requests:
            known = requests.queueing.requests
            rows = tuple(
                row._replace(errors=(SENT_BEFORE,))
                if not row.errors
                and known.of_reference(model.account, row.prepared.reference) is not None
                else row
                for row in rows
            )
        return ListPreview(columns_of(table, model), rows, table.encoding, table.separator)

    def send_rows(self, model: Prepared, rows: Sequence[ListRow]) -> int:
        """Queue some rows, all of them or none; one that was queued before is not queued again.

        Gives how many. Raises RequestIncomplete, DocumentMissing, TemplateUnknown, TemplateChanged,
        StoreBusy, DiskFull.
        """
        bad = [row for row in rows if row.errors]
        if bad:
            raise RequestIncomplete(missing=list(bad[0].errors), line=bad[0].line)
        with self.requests() as requests:
            queueing = requests.queueing
            fitted, sha256 = self.ready(model, requests)
            if fitted.people != model.people:
                # The template is another one since the rows were looked at.
                raise TemplateChanged(name=model.template_name)
            with queueing.outbox.transaction():
                for row in rows:
                    draft = request_draft(row.prepared, self.utc_offset_s())
                    queue_request(
                        model.account,
                        draft._replace(document_sha256=sha256),
                        queueing,
                        activate=True,
                        client_reference=row.prepared.reference,
                    )
        return len(rows)

    def save_sample(self, path: Path, model: Prepared) -> Path:
        """Write a list to begin with, of the columns that the model needs.

        Raises FolderReadOnly, DiskFull.
        """
        try:
            path.write_bytes(sample_of(model))
        except OSError as error:
            raise writing_error(error, str(path.parent)) from error
        return path


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ListUnreadable(why="too_large")
        return path.read_bytes()
    except OSError as error:
        raise DocumentMissing(file=str(path), why=error.strerror) from error
