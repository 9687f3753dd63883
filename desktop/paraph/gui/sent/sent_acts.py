"""What can be done with a sent request now, and why not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

from paraph.domain.service.act import ActKind
from paraph.domain.service.allowed import why_not
from paraph.domain.service.local_request import FilingState
from paraph.gui.requests.asked import Asked, asked_of, has_ended, my_turn

if TYPE_CHECKING:
    from paraph.usecases.request_board import ListedRequest

translate = QCoreApplication.translate


class SentActs(NamedTuple):
    """Why an act cannot be done; "" that it can, and None that it is not offered."""

    remind: str | None = None
    open: str | None = ""
    folder: str | None = None
    sign: str | None = None
    cancel: str | None = None
    date: str | None = None
    paper: str | None = None


def sent_acts(listed: ListedRequest) -> SentActs:
    """Say what can be done. What the service would surely refuse is not offered."""
    request, me = listed.request, my_turn(listed)
    is_local = me is not None and me.signing == "local"
    folder = "" if filed_in(listed) is not None else None
    if has_ended(request):
        return SentActs(folder=folder, paper="" if who_may_be_on_paper(listed) else None)
    return SentActs(
        remind=_words(ActKind.REMIND, listed) if not is_local else None,
        folder=folder,
        sign="" if is_local else None,
        cancel=_cancel_words(listed),
        date=_words(ActKind.CHANGE, listed),
        paper="" if who_may_be_on_paper(listed) else None,
    )


def filed_in(listed: ListedRequest) -> Path | None:
    """Give the signed document, where it was filed in a folder of this computer."""
    place = listed.request.filing.signed_place
    is_here = listed.request.filing.state is FilingState.FILED and place and "://" not in place
    return Path(place) if is_here and place is not None else None


def who_may_be_on_paper(listed: ListedRequest) -> tuple[Asked, ...]:
    """Give those who did not sign electronically."""
    return tuple(each for each in asked_of(listed) if each.signs and each.status != "signed")


def _cancel_words(listed: ListedRequest) -> str:
    taken_back = (ActKind.CANCEL, ActKind.DISCARD)
    if any(each.kind in taken_back for each in listed.queued):
        return translate("Sent", "This waits in the outbox already.")
    return ""


def _words(kind: ActKind, listed: ListedRequest) -> str:
    why = why_not(kind, listed.request, listed.queued)
    return {
        None: "",
        "state": translate("Sent", "In its state now this is not possible."),
        "already_queued": translate("Sent", "This waits in the outbox already."),
    }.get(why, translate("Sent", "This is not possible now."))
