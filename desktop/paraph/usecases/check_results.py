"""Are the results of a request what they should be? Asked before they are filed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from paraph.domain.errors.filing import ResultBroken, ResultDiffers
from paraph.domain.service.act import ActKind
from paraph.domain.service.outbox_entry import EntryState, OutboxEntry
from paraph.ports.documents import Checker
from paraph.ports.owed import ArchivePlaces
from paraph.ports.record import Clock
from paraph.ports.service import TrailDigests

_BROKEN = ("invalid", "unsigned", "unreadable")
_TIMESTAMP = "document-timestamp"


@dataclass(frozen=True, slots=True)
class Judging:
    """What checking results needs."""

    checker: Checker
    anchors: Callable[[], Sequence[bytes]]
    places: ArchivePlaces
    clock: Clock


class Results(NamedTuple):
    """Both files as they were fetched, with their hashes."""

    signed: Path
    signed_sha256: str
    trail: Path
    trail_sha256: str


def beginnings(
    acts: Sequence[OutboxEntry], told: TrailDigests, *, is_pdf: bool
) -> Sequence[OutboxEntry]:
    """Give the acts whose bytes the signed document begins with.

    They are what was signed here, and what was sent to be signed, unless the service made the PDF
    of it. Raises ResultDiffers when the service tells of another original.
    """
    done = [act for act in acts if act.state is EntryState.DONE]
    uploads = [act for act in done if act.kind is ActKind.UPLOAD]
    originals = [act for act in uploads if act.body.sha256 == told.original]
    if is_pdf and uploads and not originals:
        raise ResultDiffers(why="original", own=uploads[-1].body.sha256, told=told.original)
    return [*originals, *(act for act in done if act.kind is ActKind.SIGN)]


def check_results(
    results: Results, told: TrailDigests, begun: Sequence[OutboxEntry], ports: Judging
) -> None:
    """Raise ResultDiffers or ResultBroken; `begun` are those acts of `beginnings`."""
    if results.signed_sha256 != told.signed:
        raise ResultDiffers(why="signed", found=results.signed_sha256, told=told.signed)
    if told.trail is not None and results.trail_sha256 != told.trail:
        raise ResultDiffers(why="trail", found=results.trail_sha256, told=told.trail)
    for act in begun:
        whole, beginning = ports.places.hashes(results.signed, act.body.size)
        if act.body.sha256 not in (whole, beginning):
            raise ResultDiffers(why="own_bytes", act=str(act.kind), own=act.body.sha256)
    _check_signatures(results, ports)
    _check_timestamp(results, ports)


def _check_signatures(results: Results, ports: Judging) -> None:
    report = ports.checker.check(results.signed, ports.anchors(), ports.clock.now(), None)
    if report.verdict in _BROKEN:
        reasons = report.as_json()["reasons"]
        raise ResultBroken(why="signed", verdict=report.verdict, reasons=reasons)


def _check_timestamp(results: Results, ports: Judging) -> None:
    """See that the trail has the timestamp of its document, and nothing in it is broken."""
    report = ports.checker.check(results.trail, ports.anchors(), ports.clock.now(), None)
    stamps = [each for each in report.signatures if each.kind == _TIMESTAMP]
    is_intact = any(each.integrity == "intact" for each in stamps)
    if not is_intact or report.verdict in _BROKEN:
        raise ResultBroken(why="trail", verdict=report.verdict)
