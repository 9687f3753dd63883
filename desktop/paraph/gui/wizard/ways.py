"""Where one stands in the wizard: what leads on, why it does not yet, and what is said around."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple, cast

from PySide6.QtCore import QDate, QObject

from paraph.domain.service.preparing_checks import (
    Missing,
    missing,
    missing_of_document,
    missing_of_fields,
    missing_of_people,
)

if TYPE_CHECKING:
    from paraph.domain.service.prepared import Prepared
    from paraph.gui.wizard.wizard_page import WizardPage

DOCUMENT, PEOPLE, PLACES, CHECK, LIST, SENT = range(6)


class Standing(NamedTuple):
    """Where one stands. `rows` is how many of a list can be sent."""

    prepared: Prepared | None
    step: int
    is_open: bool
    is_busy: bool
    is_kept: bool
    is_offline: bool
    rows: int = 0
    rows_sent: int = 0

    @property
    def missing(self) -> tuple[Missing, ...]:
        """List what is missing before it can be sent."""
        return missing(self.prepared, today()) if self.prepared is not None else ()


def today() -> date:
    """Give the day, by the clock on the wall."""
    return cast("date", QDate.currentDate().toPython())


def first_lacking(prepared: Prepared) -> int:
    """Give the first step that lacks something, else the last."""
    if missing_of_document(prepared):
        return DOCUMENT
    if missing_of_people(prepared):
        return PEOPLE
    return PLACES if missing_of_fields(prepared) else CHECK


class Ways(QObject):
    """Shows it all at the frame of the wizard."""

    def __init__(self, page: WizardPage) -> None:
        super().__init__(page)
        self._page = page

    def show(self, standing: Standing) -> None:
        """Show the steps, the head, the way on and the foot."""
        self._show_steps(standing)
        self._show_head(standing)
        self._show_way_on(standing)
        self.show_foot(standing)

    def show_foot(self, standing: Standing) -> None:
        """Say whether one is offline, or what is missing."""
        page, why_not = self._page, self.why_not(standing)
        if standing.step == SENT:
            page.show_foot("", "")
        elif standing.is_offline:
            words = self.tr(
                "Prepare everything now; the request leaves by itself when the network is back."
            )
            page.show_foot(self.tr("You are offline."), why_not or words)
        else:
            page.show_foot("", why_not)

    def why_not(self, standing: Standing) -> str:
        """Say why one cannot go on from here; empty where one can."""
        prepared = standing.prepared
        if standing.step == SENT:
            return ""
        if prepared is None:
            return self.tr("One moment…")
        if standing.is_busy:
            return self.tr("It is being kept…")
        words = ""
        if standing.step in (DOCUMENT, PEOPLE):
            words = self._why_no_source(standing, prepared)
        elif standing.step == CHECK and standing.missing:
            lacks = len(standing.missing)
            words = self.tr("%n thing(s) must be settled first.", "", lacks)
        elif standing.step == LIST:
            words = self._why_no_list(standing)
        return words

    def _why_no_source(self, standing: Standing, prepared: Prepared) -> str:
        if prepared.template_id:
            if not prepared.template_is_gone:
                return ""
            return self.tr("The template is gone. Choose another one, or a document.")
        if standing.step == DOCUMENT and not prepared.source:
            return self.tr("Choose a document or a template first.")
        return "" if standing.is_open else self.tr("The document is being opened…")

    def _why_no_list(self, standing: Standing) -> str:
        if standing.rows:
            return ""
        if standing.rows_sent:
            return self.tr("All that can be sent is on its way.")
        return self.tr("No row can be sent yet.")

    def _show_steps(self, standing: Standing) -> None:
        prepared = standing.prepared
        if prepared is None:
            done = set(range(4)) if standing.step == SENT else set()
        else:
            lacks = {
                DOCUMENT: missing_of_document(prepared),
                PEOPLE: missing_of_people(prepared),
                PLACES: missing_of_fields(prepared),
            }
            done = {step for step, each in lacks.items() if not each}
        here = standing.step if standing.step <= CHECK else CHECK
        self._page.steps.show_step(-1 if standing.step == SENT else here, done)

    def _show_head(self, standing: Standing) -> None:
        prepared = standing.prepared
        of_list = prepared is not None and prepared.of_list
        title = self.tr("Requests from a list") if of_list else self.tr("New signature request")
        if prepared is None:
            self._page.say(title, "")
            return
        kept = (
            self.tr("saved on this computer as you go") if standing.is_kept else self.tr("saving…")
        )
        self._page.say(title, " · ".join(filter(None, [prepared.name.strip(), kept])))

    def _show_way_on(self, standing: Standing) -> None:
        step = standing.step
        of_list = standing.prepared is not None and standing.prepared.of_list
        words, icon_name = self.tr("Next"), "arrow-right"
        if step == PLACES:
            words = self.tr("Check and send")
        elif step == CHECK and of_list:
            words = self.tr("To the list")
        elif step == CHECK:
            words, icon_name = self.tr("Send"), "send"
        elif step == LIST:
            words, icon_name = self.tr("Send %n request(s)", "", standing.rows), "send"
        self._page.next.setVisible(step != SENT)
        has_back = step in (PEOPLE, PLACES, CHECK, LIST)
        self._page.show_way_on(words, icon_name, self.why_not(standing), has_back=has_back)
