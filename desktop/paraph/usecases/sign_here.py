"""What of a request can be signed at this desk, with its card, now: offline too."""

from pathlib import Path
from typing import NamedTuple

from paraph.domain.errors import PlaceRefused
from paraph.domain.errors.service import ActForbidden, PlaceNotKnown
from paraph.domain.placing.signature_field import Box, Place
from paraph.domain.service.act import ActKind
from paraph.domain.service.allowed import Person, status_to_come, why_not
from paraph.domain.service.local_request import LocalRequest
from paraph.domain.service.outbox_entry import PARKED
from paraph.usecases.request_desk import RequestDesk, fields_of, revision_here, signed_name

_MOVED = 412  # RFC 9110, 15.5.13


class ToSign(NamedTuple):
    """One signature that is asked for: by whom (our number, from 0), of which bytes, where.

    `output` is where the signed file goes; one that lies there (`is_made`) was made before a
    crash, and is delivered as it is. `place` is None for a signature that is not seen.
    """

    number: int
    source: Path
    output: Path
    revision_sha256: str
    place: Place | None
    is_made: bool


def to_sign(desk: RequestDesk, home: Path, request_id: str, named: str | None = None) -> ToSign:
    """Say what is signed; `named` as in `RequestDesk.me`.

    Raises RequestUnknown, SignatoryUnknown, ActForbidden, PlaceNotKnown, PlaceRefused,
    SpoolDamaged.
    """
    request = desk.find(request_id)
    person = desk.me(request, named, with_card=True)
    check_allowed(desk, request, person)
    revision = revision_here(request)
    _check_is_news(desk, request, person, revision)
    output = signed_name(home, request, person.number, revision)
    source = desk.queueing.spool.path_of(revision)
    place = place_of(request, person)
    return ToSign(person.number, source, output, revision, place, output.exists())


def check_allowed(desk: RequestDesk, request: LocalRequest, person: Person) -> None:
    """Say before the PIN what the request does not let be done. Raises ActForbidden."""
    queued = desk.queueing.outbox.of_request(request.id)
    why = why_not(ActKind.SIGN, request, queued, person.number)
    if why is not None:
        status = str(status_to_come(request, queued))
        raise ActForbidden(act=str(ActKind.SIGN), why=why, status=status)


def _check_is_news(
    desk: RequestDesk, request: LocalRequest, person: Person, revision_sha256: str
) -> None:
    """Refuse to sign again what the service said is not the newest version any more."""
    for entry in desk.queueing.outbox.of_request(request.id):
        has_moved = entry.error is not None and entry.error.status == _MOVED
        is_open = entry.kind is ActKind.SIGN and entry.state in PARKED
        is_theirs = entry.signatory == person.number
        if is_open and is_theirs and has_moved and revision_sha256 in entry.if_match:
            raise ActForbidden(
                act=str(ActKind.SIGN), why="document_not_here", status=str(request.status)
            )


def place_of(request: LocalRequest, person: Person) -> Place | None:
    """Give the box of a signatory's signature; invisible where they have none.

    Raises PlaceNotKnown, PlaceRefused.
    """
    fields = [each for each in fields_of(request, person.number) if each.kind == "signature"]
    if not fields:
        return None
    page, x, y, *size = fields[0].page, fields[0].x, fields[0].y, fields[0].width, fields[0].height
    if page is None or x is None or y is None:
        # The API does not say where at its text a field stands, nor at which of several: a box that
        # is not the service's would make it refuse the signature.
        raise PlaceNotKnown(text=fields[0].anchor or "")
    if page < 1:
        # Counted from the end it would be another page than the one that was meant.
        raise PlaceRefused(why="no_such_page", page=page)
    return Place(page - 1, Box(x, y, x + size[0], y + size[1]))
