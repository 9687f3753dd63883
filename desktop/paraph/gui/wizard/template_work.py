"""The templates in the wizard: listed, read anew when somebody waits for them, and taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from paraph.domain.errors import ParaphError
    from paraph.domain.service.prepared import Prepared
    from paraph.gui.prepare_acts import PrepareActs
    from paraph.gui.wizard.template_picker import TemplatePicker
    from paraph.usecases.prepare_request import OpenDraft
    from paraph.workers.lane import Lane


class TemplateWork(QObject):
    """`taken` gives a draft that is of a template now, with its pages if they are here."""

    taken = Signal(object)  # OpenDraft
    wanted = Signal()  # a round should read them anew
    failed = Signal(object)  # ParaphError

    def __init__(
        self, acts: PrepareActs, lane: Lane, picker: TemplatePicker, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._acts, self._lane, self._picker = acts, lane, picker

    def offer(self) -> None:
        """Show those that are here, and let newer ones come."""
        self._lane.run(
            lambda: self._acts.templates(wanted=True), self._picker.show_shelves, self._fail
        )
        self.wanted.emit()

    def look_again(self) -> None:
        """Show what a round brought."""
        self._lane.run(self._acts.templates, self._picker.show_shelves, self._fail)

    def take(self, prepared: Prepared, account: str, template_id: str) -> None:
        """Let a draft be of a template."""

        def taken(opened: OpenDraft) -> None:
            self.taken.emit(opened)

        self._lane.run(
            lambda: self._acts.take_template(prepared, account, template_id), taken, self._gone
        )

    def _gone(self, error: ParaphError) -> None:
        self.look_again()
        self._fail(error)

    def _fail(self, error: ParaphError) -> None:
        self.failed.emit(error)
