"""Preparing requests in a process of its own: a long list holds up neither outbox nor inbox."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from paraph.engine import Engine, answer_all

# The window makes one at its start and calls it later: only what a start needs is loaded.
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


class PrepareEngine(Engine):
    """The parent's end; what each call does is said in `usecases.send_list`."""

    def accounts(self) -> tuple[AccountChoice, ...]:
        """List the accounts that a request can be sent with."""
        return cast("tuple[AccountChoice, ...]", self._call("accounts"))

    def begin_draft(self, *, of_list: bool = False) -> Prepared:
        """Give a new draft."""
        return cast("Prepared", self._call("begin_draft", of_list=of_list))

    def all_drafts(self) -> tuple[Prepared, ...]:
        """List what is being prepared."""
        return cast("tuple[Prepared, ...]", self._call("all_drafts"))

    def open_draft(self, reference: str) -> OpenDraft | None:
        """Give a draft to go on with."""
        return cast("OpenDraft | None", self._call("open_draft", reference))

    def keep_draft(self, prepared: Prepared) -> Prepared:
        """Keep a draft as it stands now."""
        return cast("Prepared", self._call("keep_draft", prepared))

    def take_document(self, reference: str, source: Path) -> TakenDocument:
        """Copy a document to a draft."""
        return cast("TakenDocument", self._call("take_document", reference, source))

    def templates(self, *, wanted: bool = False) -> tuple[TemplateShelf, ...]:
        """List the templates that are here."""
        return cast("tuple[TemplateShelf, ...]", self._call("templates", wanted=wanted))

    def take_template(self, prepared: Prepared, account: str, template_id: str) -> OpenDraft:
        """Give a draft that is of a template now."""
        return cast("OpenDraft", self._call("take_template", prepared, account, template_id))

    def save_sample(self, path: Path, model: Prepared) -> Path:
        """Write a list to begin with."""
        return cast("Path", self._call("save_sample", path, model))

    def remove_draft(self, reference: str) -> None:
        """Forget a draft."""
        self._call("remove_draft", reference)

    def send_draft(self, prepared: Prepared) -> SentRequest:
        """Queue a whole request."""
        return cast("SentRequest", self._call("send_draft", prepared))

    def preview_list(self, path: Path, model: Prepared) -> ListPreview:
        """Read a list, and hold it against the model."""
        return cast("ListPreview", self._call("preview_list", path, model))

    def send_rows(self, model: Prepared, rows: Sequence[ListRow]) -> int:
        """Queue some rows of a list."""
        return cast("int", self._call("send_rows", model, tuple(rows)))

    def _process_for(self, context: Any, pipe: Any) -> Any:
        return context.Process(target=serve_preparing, args=(pipe,), name="paraph-prepare")


def serve_preparing(pipe: Any) -> None:
    """Answer calls until the parent is gone."""
    from paraph.app import make_prepare_desk

    answer_all(pipe, make_prepare_desk())
