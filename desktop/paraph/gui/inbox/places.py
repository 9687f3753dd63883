"""Where the people of a request sign on its pages, as far as that is known here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.domain.placing.signature_field import Box
from paraph.gui.inbox.reading_view import PlaceShown
from paraph.gui.requests.asked import acts_here, asked_of
from paraph.usecases.request_desk import fields_of

if TYPE_CHECKING:
    from paraph.gui.viewer.page_source import PageSource
    from paraph.usecases.request_board import ListedRequest
    from paraph.usecases.sign_here import ToSign

_OTHERS = ("ink2", "ink3", "ink4")
_NEAR_PT = 1.0


def places_of(listed: ListedRequest) -> tuple[PlaceShown, ...]:
    """Give the places that are still empty; a signature that was made draws itself."""
    places: list[PlaceShown] = []
    others = 0
    for each in asked_of(listed):
        ink = "ink1" if each.is_mine else _OTHERS[others % len(_OTHERS)]
        others += not each.is_mine
        if each.has_acted or any(
            e.signatory == each.number and acts_here(e) for e in listed.queued
        ):
            continue
        for field in fields_of(listed.request, each.number):
            if field.page is None or field.x is None or field.y is None:
                continue  # it stays at a text: where that is, is the service's to say
            box = Box(field.x, field.y, field.x + field.width, field.y + field.height)
            shown = (field.page - 1, box, each.name, ink, each.is_mine, field.kind)
            places.append(PlaceShown(*shown))
    return tuple(places)


def field_there(asked: ToSign, source: PageSource) -> str | None:
    """Give the empty field that the document has at the place already, by its name."""
    place = asked.place
    if place is None:
        return None
    for each in source.fields:
        is_near = all(abs(a - b) <= _NEAR_PT for a, b in zip(each.box, place.box, strict=True))
        if each.page_index == place.page_index and is_near and not each.signed:
            return each.name
    return None
