"""What the service would refuse of a request is refused before it is queued, without a network."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from paraph.cli.program import Program
from paraph.domain.errors import EncryptionUnsupported, InvalidArgument, PasswordRequired
from paraph.domain.errors.service import DocumentLocked
from paraph.domain.placing.signature_field import PageGeometry
from paraph.domain.service.request_draft import DraftSignatory
from paraph.domain.service.signature_request import PlacedField, RequestState

# Boxes are rounded on their way: what lies on the edge is on the page.
_ROUNDING_PT = 0.5


def check_people(people: Sequence[DraftSignatory]) -> None:
    """Refuse who is asked twice. Raises InvalidArgument."""
    seen: set[str] = set()
    for each in people:
        if each.email.casefold() in seen:
            why = "This address is there already: each person is asked once."
            raise InvalidArgument(argument="--signatory", value=each.email, why=why)
        seen.add(each.email.casefold())


def check_to_come(moment: datetime | None, now: datetime) -> None:
    """Refuse a time that has passed. Raises InvalidArgument."""
    if moment is not None and moment <= now:
        why = "This time has passed."
        raise InvalidArgument(argument="--expires", value=moment.isoformat(), why=why)


def check_states(names: Sequence[str]) -> None:
    """Refuse a state that there is not: an empty list would be taken for an answer.

    Raises InvalidArgument.
    """
    known = [str(each) for each in RequestState]
    for each in names:
        if each not in known:
            why = f"Known are: {', '.join(known)}."
            raise InvalidArgument(argument="--status", value=each, why=why)


def check_document(program: Program, pdf: Path, people: Sequence[DraftSignatory]) -> None:
    """Refuse what cannot be read without a password, and fields that are not on its pages.

    Raises NotAPdf, DocumentMissing, DocumentDamaged, DocumentLocked, InvalidArgument.
    """
    try:
        pages = program.read_pages(pdf)
    except (PasswordRequired, EncryptionUnsupported) as error:
        raise DocumentLocked(file=str(pdf)) from error
    for person in people:
        for why in _misplaced(person.fields, pages):
            raise InvalidArgument(argument="--signatory", value=person.email, why=why)


def _misplaced(fields: Sequence[PlacedField], pages: Sequence[PageGeometry]) -> Iterator[str]:
    for field in fields:
        if field.page is None or field.x is None or field.y is None:
            continue  # by its text
        if field.page > len(pages):
            yield f"field={field.page},…: the document has {len(pages)} page(s)."
            continue
        box = pages[field.page - 1].visible
        right, top = field.x + field.width, field.y + field.height
        if not (
            box.x0 - _ROUNDING_PT <= field.x
            and right <= box.x1 + _ROUNDING_PT
            and box.y0 - _ROUNDING_PT <= field.y
            and top <= box.y1 + _ROUNDING_PT
        ):
            shown = ",".join(f"{each:g}" for each in (field.page, field.x, field.y, *field[5:7]))
            corners = f"{box.x0:g},{box.y0:g} to {box.x1:g},{box.y1:g}"
            yield f"field={shown} is not on the page, which has from {corners}."
