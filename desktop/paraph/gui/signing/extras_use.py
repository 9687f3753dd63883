"""Does what the choice beside a signature asks for: the panel, templates, copies with fields."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from paraph.domain.errors import ParaphError
from paraph.gui.extras.extras_words import trouble_words
from paraph.usecases.prepare_fields import PrepareRequest
from paraph.workers.lane import Lane

if TYPE_CHECKING:
    from paraph.domain.placing.placement_template import Template
    from paraph.gui.actions import GuiUseCases
    from paraph.gui.desk.document_tab import DocumentTab
    from paraph.gui.signing.signing_room import SigningRoom
    from paraph.gui.viewer.extras_state import ExtrasState
    from paraph.ports.placing import TemplateShelf


class ExtrasUse(QObject):
    """Listens to the documents' `ExtrasState`s."""

    def __init__(
        self, use_cases: GuiUseCases, signing: SigningRoom, open_path: Callable[[Path], object]
    ) -> None:
        super().__init__(signing)
        self._use_cases = use_cases
        self._signing = signing
        self._open_path = open_path
        self._shelf: TemplateShelf | None = None
        self._lane = Lane("templates", self)

    def follow(self, tab: DocumentTab, state: ExtrasState) -> None:
        """Serve a document's choice from now on."""
        state.part_asked.connect(partial(self._show_part, tab))
        state.copy_asked.connect(partial(self._ask_copy, tab, state))
        state.templates_asked.connect(partial(self._give_names, state))
        state.template_asked.connect(partial(self._give, tab, state))
        state.template_kept.connect(partial(self._keep, state))
        state.template_dropped.connect(partial(self._drop, state))

    def close(self) -> None:
        """Let the lane go."""
        self._lane.close()

    @property
    def _templates(self) -> TemplateShelf:
        if self._shelf is None:
            if self._use_cases.templates is None:
                raise LookupError("templates")
            self._shelf = self._use_cases.templates()
        return self._shelf

    def _show_part(self, tab: DocumentTab, name: str) -> None:
        self._signing.open_panel(tab).extras.show_part(name)

    def _ask_copy(self, tab: DocumentTab, state: ExtrasState) -> None:
        source = self._signing.path_of(tab)
        usual = source.with_name(self.tr("{name}-fields").format(name=source.stem) + ".pdf")
        name, _ = QFileDialog.getSaveFileName(
            tab,
            self.tr("Save a copy with fields"),
            str(usual),
            self.tr("PDF documents (*.pdf *.PDF)"),
        )
        if not name:
            return
        request = PrepareRequest(
            source,
            Path(name),
            state.fields,
            self._signing.password_of(tab),
            tab.source.shown_sha256 or None,
            force=True,  # the dialog has asked
        )
        acts = self._use_cases.signing
        self._signing.lane.run(
            lambda: acts.prepare_fields(request),
            partial(self._take_copy, state),
            partial(self._tell, state),
        )

    def _take_copy(self, state: ExtrasState, copy: Path) -> None:
        for field in state.fields:
            state.drop_field(field.name)
        state.said.emit(self.tr("Saved as {name}.").format(name=copy.name))
        self._open_path(copy)

    def _give_names(self, state: ExtrasState) -> None:
        if self._use_cases.templates is None:
            return
        self._lane.run(
            lambda: list(self._templates.names()),
            state.names_known.emit,
            partial(self._tell, state),
        )

    def _give(self, tab: DocumentTab, state: ExtrasState, name: str) -> None:
        self._lane.run(
            lambda: self._templates.read(name),
            partial(self._use, tab, state),
            partial(self._tell, state),
        )

    def _use(self, tab: DocumentTab, state: ExtrasState, template: Template) -> None:
        placement, view = tab.view.placement, tab.view
        state.said.emit("")
        try:
            if template.field is not None:
                self._choose_field(state, template.field)
            elif template.box is not None:
                place = template.box.place(tab.source.geometries)
                view.put_box(place.page_index, placement.rules.shown_rect(place))
        except ParaphError as error:
            self._tell(state, error)
            return
        state.take_template(template)
        if template.anchor is not None:
            self._show_part(tab, "anchor")
            self._signing.open_panel(tab).extras.anchor.look_for(template.anchor)

    def _choose_field(self, state: ExtrasState, name: str) -> None:
        from paraph.domain.errors.placing import TemplateDoesNotFit

        fields = [field for field in state.placement.fields if field.name == name]
        if not fields or fields[0].signed:
            raise TemplateDoesNotFit(why="no_such_field", field=name)
        state.placement.choose_field(name)

    def _keep(self, state: ExtrasState, template: Template) -> None:
        def kept(_: None) -> None:
            state.said.emit(self.tr("Kept as {name}.").format(name=template.name))
            self._give_names(state)

        self._lane.run(lambda: self._templates.write(template), kept, partial(self._tell, state))

    def _drop(self, state: ExtrasState, name: str) -> None:
        self._lane.run(
            lambda: self._templates.remove(name),
            lambda _: self._give_names(state),
            partial(self._tell, state),
        )

    def _tell(self, state: ExtrasState, error: ParaphError) -> None:
        state.said.emit(trouble_words(error))
