"""What the window asks of the rest of the program to prepare requests. Each call may wait."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from paraph.domain.service.bulk_list import ListRow
    from paraph.domain.service.prepared import Prepared
    from paraph.ports.drafts import TakenDocument
    from paraph.usecases.prepare_request import (
        AccountChoice,
        OpenDraft,
        SentRequest,
        TemplateShelf,
    )
    from paraph.usecases.send_list import ListPreview


class PrepareActs(Protocol):
    """Requests that are being prepared; what each raises is said in `usecases.send_list`."""

    def accounts(self) -> tuple[AccountChoice, ...]:
        """List the accounts that a request can be sent with."""
        ...

    def begin_draft(self, *, of_list: bool = False) -> Prepared:
        """Give a new draft; it is kept once something is put into it."""
        ...

    def all_drafts(self) -> tuple[Prepared, ...]:
        """List what is being prepared, the last changed first."""
        ...

    def open_draft(self, reference: str) -> OpenDraft | None:
        """Give a draft to go on with; None when it was sent or removed."""
        ...

    def keep_draft(self, prepared: Prepared) -> Prepared:
        """Keep a draft as it stands now."""
        ...

    def take_document(self, reference: str, source: Path) -> TakenDocument:
        """Copy a document to a draft."""
        ...

    def templates(self, *, wanted: bool = False) -> tuple[TemplateShelf, ...]:
        """List the templates that are here; `wanted` lets the next round read them anew."""
        ...

    def take_template(self, prepared: Prepared, account: str, template_id: str) -> OpenDraft:
        """Give a draft that is of a template now, and where its pages lie."""
        ...

    def save_sample(self, path: Path, model: Prepared) -> Path:
        """Write a list to begin with, of the columns that the model needs."""
        ...

    def remove_draft(self, reference: str) -> None:
        """Forget a draft."""
        ...

    def send_draft(self, prepared: Prepared) -> SentRequest:
        """Queue a whole request, durable when this answers."""
        ...

    def preview_list(self, path: Path, model: Prepared) -> ListPreview:
        """Read a list, and hold it against the model."""
        ...

    def send_rows(self, model: Prepared, rows: Sequence[ListRow]) -> int:
        """Queue some rows of a list, all of them or none; gives how many."""
        ...

    def close(self) -> None:
        """Let the process go; the next call starts another one."""
        ...
