"""Note that a signatory signed a paper, with its scan: never shown as an electronic signature."""

from dataclasses import dataclass, replace
from pathlib import Path

from paraph.domain.errors import DocumentMissing
from paraph.domain.errors.filing import ScanRefused, SignatoryUnknown
from paraph.domain.errors.service import RequestUnknown
from paraph.domain.service.local_request import FilingState, LocalRequest
from paraph.domain.service.scans import BEGINNING_BYTES, MOST_BYTES, scan_ending, scan_name_ending
from paraph.plain_file import opened
from paraph.ports.filing import ClientFile, FiledFile
from paraph.ports.outbox import Outbox
from paraph.ports.record import AuditLog, Body
from paraph.ports.requests import Requests
from paraph.ports.spool import Spool

_SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class PaperDesk:
    """What noting needs; what is kept shares one transaction."""

    outbox: Outbox
    requests: Requests
    audit: AuditLog
    spool: Spool


def sign_on_paper(request_id: str, number: int, scan: Path, ports: PaperDesk) -> LocalRequest:
    """Keep a scan for the signatory of our `number` (from 0), in place of one that was kept before.

    It is filed with the results; `file_scans` is for results that are filed already. Raises
    RequestUnknown, SignatoryUnknown, ScanRefused, DocumentMissing, ProfileFull, ProfileReadOnly.
    """
    _check_scan(scan)
    kept = ports.spool.take(scan)
    with ports.outbox.transaction():
        request = ports.requests.get(request_id)
        if request is None:
            raise RequestUnknown(name=request_id)
        _check_signatory(request, number)
        others = [each for each in request.on_paper if each[0] != number]
        marked = replace(request, on_paper=tuple(sorted([*others, (number, kept.sha256)])))
        ports.requests.put(marked)
        body: Body = {"request": request_id, "signatory": number, "scan": kept.sha256}
        ports.audit.append("signed_on_paper", request_id, body)
    return marked


def _check_scan(scan: Path) -> None:
    try:
        size = scan.stat().st_size
        with opened(scan) as file:
            beginning = file.read(BEGINNING_BYTES)
    except OSError as error:
        raise DocumentMissing(file=str(scan), why=error.strerror) from error
    if size > MOST_BYTES:
        raise ScanRefused(file=str(scan), why="too_large")
    if scan_ending(beginning) is None:
        raise ScanRefused(file=str(scan), why="kind")


def _check_signatory(request: LocalRequest, number: int) -> None:
    """Raise SignatoryUnknown for nobody, and for one who signed electronically."""
    asked = request.remote.signatories if request.remote is not None else ()
    prepared = request.draft.signatories if request.draft is not None else ()
    if not 0 <= number < max(len(asked), len(prepared)):
        raise SignatoryUnknown(request=request.id, signatory=number, why="number")
    told = request.signatory(number)
    if told is not None and told.status == _SIGNED:
        raise SignatoryUnknown(request=request.id, signatory=number, why="electronic")


def scan_files(request: LocalRequest, spool: Spool) -> list[FiledFile]:
    """Give the scans of a request as they are filed. Raises SpoolDamaged."""
    found = []
    for number, sha256 in request.on_paper:
        scan = spool.path_of(sha256)
        with scan.open("rb") as file:
            kind = scan_ending(file.read(BEGINNING_BYTES)) or ""
        found.append(FiledFile(scan_name_ending(number) + kind, scan, sha256))
    return found


def file_scans(request: LocalRequest, client_file: ClientFile, spool: Spool) -> bool:
    """Put scans beside results that are filed already; False when there are none of them yet.

    Raises what `ClientFile.put` does; the scans are kept whatever becomes of it.
    """
    filing = request.filing
    if filing.state is not FilingState.FILED or not client_file.is_mine(filing.place):
        return False
    client_file.put(filing.place, scan_files(request, spool), request.id)
    return True
