"""What a request is made of: a document or a template is taken into the draft, and shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from paraph.domain.errors import ParaphError
from paraph.domain.errors.service import RequestIncomplete, TemplateChanged, TemplateUnknown
from paraph.domain.service.template import without_template
from paraph.gui.wizard.template_work import TemplateWork
from paraph.gui.wizard.trouble import trouble
from paraph.gui.wizard.ways import DOCUMENT, PEOPLE, first_lacking

if TYPE_CHECKING:
    from paraph.domain.service.prepared import Prepared
    from paraph.gui.viewer.page_source import PageSource
    from paraph.gui.wizard.document_step import DocumentStep
    from paraph.gui.wizard.place_step import PlaceStep
    from paraph.gui.wizard.tools import Tools
    from paraph.gui.wizard.wizard_page import WizardPage
    from paraph.ports.drafts import TakenDocument
    from paraph.usecases.prepare_request import OpenDraft

    class Room(Protocol):
        """What it needs of the wizard's room."""

        page: WizardPage
        document: DocumentStep
        places: PlaceStep

        @property
        def prepared(self) -> Prepared | None:
            """Give the draft in work."""
            ...

        @property
        def step(self) -> int:
            """Give the step one is at."""
            ...

        def go_to(self, step: int) -> None:
            """Go to a step."""
            ...

        def take(self, prepared: Prepared) -> None:
            """Take the draft as it is now."""
            ...


_WORD = ".docx"


class Sources(QObject):
    """`taken` comes when the draft is made of something else."""

    taken = Signal()
    failed = Signal(object)  # ParaphError

    def __init__(self, room: Room, tools: Tools, parent: QObject) -> None:
        super().__init__(parent)
        self._room, self._tools = room, tools
        self.templates = TemplateWork(tools.acts, tools.lane, room.document.templates, self)
        self.templates.taken.connect(self._take_template)
        self.templates.failed.connect(self._fail)
        room.document.templates.chosen.connect(self.take_template)

    def take_path(self, path: Path) -> None:
        """Take a document into the draft; of a Word document the PDF of it."""
        prepared, room = self._room.prepared, self._room
        if prepared is None:
            return
        room.document.show_converting(is_converting=path.suffix.lower() == _WORD)

        def take(taken: TakenDocument) -> None:
            room.document.show_converting(is_converting=False)
            now = room.prepared
            if now is None or now.reference != prepared.reference:
                return
            now = without_template(now)
            room.places.to_propose = not now.fields
            room.page.message.forget(path.name)
            room.take(
                now._replace(
                    name=now.name or Path(taken.name).stem,
                    document_name=taken.name,
                    document_sha256=taken.sha256,
                )
            )
            self._open(taken.path, lambda: room.go_to(max(room.step, PEOPLE)))
            self.taken.emit()

        acts, reference = self._tools.acts, prepared.reference
        self._tools.lane.run(lambda: acts.take_document(reference, path), take, self._fail)

    def take_template(self, account: str, template_id: str) -> None:
        """Let the draft be of a template; who was typed stays as far as there are roles."""
        if self._room.prepared is not None:
            self.templates.take(self._room.prepared, account, template_id)

    def show_opened(self, opened: OpenDraft) -> None:
        """Show the pages of a draft that one goes on with."""
        room, lacking = self._room, first_lacking(opened.prepared)
        if opened.document is not None:
            self._open(opened.document, lambda: room.go_to(lacking))
        elif opened.prepared.template_id:
            room.go_to(lacking)

    def _take_template(self, opened: OpenDraft) -> None:
        room, now = self._room, self._room.prepared
        if now is None or now.reference != opened.prepared.reference:
            return
        if now.template_id != opened.prepared.template_id:
            room.page.message.forget(now.source)
        room.places.close_source()
        room.places.to_propose = True
        room.take(opened.prepared)
        room.places.show_draft(opened.prepared)
        room.go_to(max(room.step, PEOPLE))
        if opened.document is not None:
            self._open(opened.document)
        self.taken.emit()

    def _open(self, path: Path, then: Callable[[], None] | None = None) -> None:
        room, of = self._room, _what(self._room.prepared)

        def show(source: PageSource) -> None:
            if room.prepared is None or _what(room.prepared) != of:
                source.close()
                return
            room.places.show_draft(room.prepared)
            room.places.open_source(source)
            if then is not None:
                then()
            room.take(room.prepared)

        # The service takes no document that opens only with a password: none is used here.
        self._tools.open_document(path, None, show, lambda error: self._drop(of, error))

    def _drop(self, of: object, error: ParaphError) -> None:
        """Let a document go that cannot be shown: it cannot be sent either."""
        room, prepared = self._room, self._room.prepared
        if prepared is None or _what(prepared) != of:
            return
        room.places.close_source()
        if prepared.template_id:
            return  # it can be filled without its pages
        room.go_to(DOCUMENT)
        room.take(prepared._replace(document_name="", document_sha256=""))
        room.page.message.tell(trouble(error), prepared.document_name)

    def _fail(self, error: ParaphError) -> None:
        self._room.document.show_converting(is_converting=False)
        self.failed.emit(error)

    def note_template(self, error: ParaphError) -> None:
        """Show at once that the draft's template is gone, or what it asks now."""
        prepared = self._room.prepared
        if prepared is None or not prepared.template_id:
            return
        if isinstance(error, TemplateUnknown):
            self._room.take(prepared._replace(template_is_gone=True))
        elif isinstance(error, RequestIncomplete | TemplateChanged):
            self.take_template(prepared.account, prepared.template_id)


def _what(prepared: Prepared | None) -> tuple[str, str, str] | None:
    """Say which pages a draft has."""
    if prepared is None:
        return None
    return prepared.reference, prepared.template_id, prepared.document_sha256
