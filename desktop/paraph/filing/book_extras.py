"""Initials, certification and fields for others, as a signature book's JSON says them.

A picture of initials is not handed over: what stands for a person comes from that person.
"""

from typing import Any

from paraph.domain.errors import InvalidArgument, PlaceRefused
from paraph.domain.errors.books import BookDamaged
from paraph.domain.errors.placing import InitialsDoNotFit
from paraph.domain.placing.certification import Certification
from paraph.domain.placing.initials import MOST_LETTERS, Corner, InitialsRule
from paraph.domain.placing.prepared_field import MOST_LETTERS as MOST_FIELD_LETTERS
from paraph.domain.placing.prepared_field import PreparedField, checked_name
from paraph.domain.placing.signature_extras import NO_EXTRAS, Extras
from paraph.domain.placing.signature_field import Place
from paraph.filing.told_object import MOST_PAGES, ToldObject

MAY_COME = ("initials", "certify", "fields_for_others")
_MOST_RULE_LETTERS = 200
_MOST_PAGES_NAMED = 10_000


def extras_told(extras: Extras) -> dict[str, Any]:
    """Say what comes with a signature; nothing where nothing does."""
    told: dict[str, Any] = {}
    if extras.initials is not None:
        rule = extras.initials
        told["initials"] = {"pages": rule.pages, "text": rule.text, "corner": str(rule.corner)}
    if extras.certification is not None:
        told["certify"] = str(extras.certification)
    if extras.fields:
        told["fields_for_others"] = [
            {
                "name": each.name,
                "page": each.place.page_index + 1,
                "box": list(each.place.box),
                "locks": each.locks,
            }
            for each in extras.fields
        ]
    return told


def extras_of(told: ToldObject) -> Extras:
    """Read what comes with a signature. Raises BookDamaged."""
    found = NO_EXTRAS
    try:
        if told.has("initials"):
            found = found._replace(initials=_initials(told.inner("initials")))
        if told.has("certify"):
            found = found._replace(certification=Certification(told.text("certify", 20)))
        if told.has("fields_for_others"):
            fields = tuple(_field(each) for each in told.objects("fields_for_others"))
            found = found._replace(fields=fields)
    except (ValueError, InvalidArgument, InitialsDoNotFit, PlaceRefused) as error:
        raise BookDamaged(why="extras") from error
    return found


def _initials(told: ToldObject) -> InitialsRule:
    told.only("pages", "text", "corner")
    pages = told.text("pages", _MOST_RULE_LETTERS)
    rule = InitialsRule(
        pages, told.text("text", MOST_LETTERS, may_lack=True), Corner(told.text("corner", 20))
    )
    rule.page_indices(_MOST_PAGES_NAMED)  # raises for what names no pages
    return rule


def _field(told: ToldObject) -> PreparedField:
    told.only("name", "page", "box", "locks")
    box = told.box("box")
    if box is None:
        raise BookDamaged(why="box")
    place = Place(told.number("page", MOST_PAGES) - 1, box)
    name = checked_name(told.text("name", MOST_FIELD_LETTERS))
    return PreparedField(name, place, told.truth("locks"))
