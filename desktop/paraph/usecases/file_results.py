"""Put the results of completed requests into the client's file: both files, or none.

Each step is written down before the next: what was fetched and checked lies in the spool under its
hash, the place is recorded before a byte is written there. So a crash is finished by the next run,
and a place that is away keeps nothing from being fetched while the service still has it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from paraph.domain.archive_index import Sight
from paraph.domain.errors import ParaphError, StoreBusy, from_code
from paraph.domain.errors.filing import (
    FilingAccountRefused,
    FilingUnreachable,
    ResultBroken,
    ResultDiffers,
    ResultGone,
)
from paraph.domain.errors.service import (
    DownloadDamaged,
    FilingFolderMissing,
    FilingTaken,
    NetworkSignIn,
    NotThere,
    ScopeMissing,
    ServiceFailed,
    ServiceRefused,
    ServiceUnreachable,
    SignInAgain,
)
from paraph.domain.owed import LONGEST_WAIT, ArchivedFile, renewal_due
from paraph.domain.pades_level import PadesLevel
from paraph.domain.service.filing_name import TRAIL_ENDING, FilingPlace, filing_place
from paraph.domain.service.local_request import Filing, FilingState, LocalRequest
from paraph.domain.service.retrying import next_attempt
from paraph.domain.service.signature_request import RemoteRequest
from paraph.ports.filing import ClientFile, FiledFile
from paraph.ports.levels import LevelFacts, LevelRaiser
from paraph.ports.owed import OwedLevels
from paraph.ports.record import Body
from paraph.ports.spool import Spool
from paraph.usecases.check_results import Judging, Results, beginnings, check_results
from paraph.usecases.fetch_documents import Fetching, download
from paraph.usecases.receiving import is_of_one
from paraph.usecases.sign_on_paper import scan_files

_MOST_NAMES = 1000
_GONE = 410
# Of the place, so that the next request would meet them too.
_OF_PLACE = (FilingUnreachable, FilingFolderMissing, FilingAccountRefused)


@dataclass(frozen=True, slots=True)
class FilingKit:
    """What filing needs, for one account whose client files have a place."""

    fetching: Fetching
    client_file: ClientFile
    judging: Judging
    owed: OwedLevels
    raiser: LevelRaiser
    jitter: Callable[[], float]


class Filed(NamedTuple):
    """Requests that were filed, by our ids, and what keeps others from it, tried now or not.

    `next_attempt` is the soonest of theirs.
    """

    requests: tuple[str, ...] = ()
    troubles: tuple[tuple[str, ParaphError], ...] = ()
    next_attempt: datetime | None = None


def file_results(ports: FilingKit, *, insist: bool = False) -> Filed:
    """File what is completed; with `insist` whatever its next attempt is.

    Raises StoreBusy, DiskFull of the store; what goes wrong with one request is noted and told.
    """
    receiving = ports.fetching.receiving
    run = _Run(ports)
    for request in receiving.requests.to_file(receiving.account.id):
        if insist or _is_due(request.filing, receiving.clock.now()):
            run.do(request)
        else:
            run.leave(request)
    return Filed(tuple(run.filed), tuple(run.troubles), run.next_attempt)


def _is_due(filing: Filing, now: datetime) -> bool:
    # A clock that was set back does not hold it: no wait is longer than a day.
    until = filing.next_attempt
    return until is None or until <= now or until - now > LONGEST_WAIT


class _Run:
    """One run over the requests; what concerns them all is met once."""

    def __init__(self, ports: FilingKit) -> None:
        self._ports = ports
        self._service_down = self._place_down = False
        self.filed: list[str] = []
        self.troubles: list[tuple[str, ParaphError]] = []
        self.next_attempt: datetime | None = None

    def leave(self, request: LocalRequest) -> None:
        """Tell of a request whose next attempt is later."""
        if not request.filing.code:
            return
        error = from_code(request.filing.code, {"request": request.id})
        self._tell(request.id, error, request.filing.next_attempt)

    def do(self, request: LocalRequest) -> None:
        """Fetch and check, then put; as far as service and place answer."""
        try:
            results = results_here(request, self._ports.fetching.spool)
            if results is None:
                if self._service_down:
                    return
                results = _fetched(request, self._ports)
            if self._place_down:
                return
            _put(request.id, results, self._ports)
            self.filed.append(request.id)
        except StoreBusy:
            raise
        except ParaphError as error:
            self._place_down = self._place_down or isinstance(error, _OF_PLACE)
            self._service_down = self._service_down or _is_of_service(error)
            self._tell(request.id, error, _note_failure(request.id, error, self._ports))

    def _tell(self, request_id: str, error: ParaphError, until: datetime | None) -> None:
        self.troubles.append((request_id, error))
        known = (each for each in (self.next_attempt, until) if each is not None)
        self.next_attempt = min(known, default=None)


def _is_of_service(error: ParaphError) -> bool:
    is_down = isinstance(error, ServiceUnreachable | NetworkSignIn | SignInAgain | ScopeMissing)
    return is_down or (isinstance(error, ServiceFailed) and not is_of_one(error))


# --- fetching and checking


def results_here(request: LocalRequest, spool: Spool) -> Results | None:
    """Give what was fetched and checked before, where it is still as it was."""
    filing = request.filing
    if not (filing.signed_sha256 and filing.trail_sha256):
        return None
    signed, trail = spool.find(filing.signed_sha256), spool.find(filing.trail_sha256)
    if signed is None or trail is None:
        return None
    return Results(signed, filing.signed_sha256, trail, filing.trail_sha256)


def _fetched(request: LocalRequest, ports: FilingKit) -> Results:
    results = fetch_results(request, ports.fetching, ports.judging)
    receiving = ports.fetching.receiving
    with receiving.outbox.transaction():
        _write(
            request.id, ports, state=FilingState.OWED, signed_sha256=results.signed_sha256,
            trail_sha256=results.trail_sha256,
        )  # fmt: skip
        body: Body = {"signed": results.signed_sha256, "trail": results.trail_sha256}
        receiving.audit.append("results_fetched", request.id, body)
    # Named now: when the place answers again, the service may have deleted the title.
    if not request.filing.place:
        _record(request.id, ports.client_file.place(_first_place(request, ports)), ports)
    return results


def _first_place(request: LocalRequest, ports: FilingKit) -> FilingPlace:
    account = ports.fetching.receiving.account
    return filing_place(account.filing_pattern, _values(request))


def fetch_results(request: LocalRequest, fetching: Fetching, judging: Judging) -> Results:
    """Fetch both files into the spool, and check them.

    Raises ResultGone, ResultDiffers, ResultBroken, and what fetching does.
    """
    assert request.remote is not None  # noqa: S101 - it is completed at the service
    base, spool = request.remote.path, fetching.spool
    try:
        told = fetching.receiving.service.trail_digests(_trail_id(request.remote, fetching))
        signed = download(f"{base}/document/signed", fetching)
        trail = download(f"{base}/audit-trail", fetching)
    except NotThere as error:
        raise ResultGone(request=request.id) from error
    except ServiceRefused as error:
        if error.details.get("status") == _GONE:
            raise ResultGone(request=request.id) from error
        raise
    if told is None:
        raise DownloadDamaged(why="no_trail", request=request.id)
    results = Results(spool.path_of(signed), signed, spool.path_of(trail), trail)
    acts = fetching.receiving.outbox.of_request(request.id)
    check_results(results, told, beginnings(acts, told, is_pdf=_is_pdf(request)), judging)
    return results


def _is_pdf(request: LocalRequest) -> bool:
    return request.draft is not None and request.draft.document_name.lower().endswith(".pdf")


def _trail_id(remote: RemoteRequest, fetching: Fetching) -> str:
    if remote.audit_trail_id is not None:
        return remote.audit_trail_id
    newer = fetching.receiving.service.request(remote.id)
    if newer is None or newer.audit_trail_id is None:
        raise DownloadDamaged(why="no_trail", request=remote.id)
    return newer.audit_trail_id


# --- putting


def _put(request_id: str, results: Results, ports: FilingKit) -> None:
    facts = _facts(results.signed, ports)
    for _ in range(_MOST_NAMES):
        request = _current(request_id, ports)
        files = result_files(request, results, ports.fetching.spool)
        place = _place(request, files, ports)
        _mark_left(results, ports)
        try:
            ports.client_file.put(place, files, request_id)
        except FilingTaken:
            # Somebody put another file there since: the next name.
            _record(request_id, "", ports)
            continue
        _note_filed(request_id, place, files[0], facts, ports)
        return
    raise FilingTaken(place=place)


def result_files(request: LocalRequest, results: Results, spool: Spool) -> list[FiledFile]:
    """Give what is put together: the signed document, the trail, and scans of papers."""
    return [
        FiledFile(".pdf", results.signed, results.signed_sha256),
        FiledFile(f"{TRAIL_ENDING}.pdf", results.trail, results.trail_sha256),
        *scan_files(request, spool),
    ]


def _place(request: LocalRequest, files: list[FiledFile], ports: FilingKit) -> str:
    """Give the place that is recorded, or record the first one that is free."""
    known = request.filing.place
    if known and ports.client_file.is_mine(known):
        return known
    first = _first_place(request, ports)
    for number in range(1, _MOST_NAMES):
        place = ports.client_file.place(first.numbered(number))
        if ports.client_file.fits(place, files):
            return _record(request.id, place, ports)
    raise FilingTaken(place=ports.client_file.place(first))


def _values(request: LocalRequest) -> Mapping[str, str]:
    remote = request.remote
    assert remote is not None  # noqa: S101 - it is completed at the service
    date = (remote.ended_at or remote.updated_at).date().isoformat()
    return {
        "client": request.client,
        "matter": request.matter,
        "date": date,
        "year": date[:4],
        "name": request.name,
        "reference": request.client_reference,
    }


def _record(request_id: str, place: str, ports: FilingKit) -> str:
    with ports.fetching.receiving.outbox.transaction():
        _write(request_id, ports, state=FilingState.OWED, place=place)
    return place


def _mark_left(results: Results, ports: FilingKit) -> None:
    with ports.owed.transaction():
        for sha256 in (results.signed_sha256, results.trail_sha256):
            ports.owed.mark_left(sha256)


def _facts(signed: Path, ports: FilingKit) -> LevelFacts:
    try:
        return ports.raiser.facts(signed, None)
    except ParaphError:
        return LevelFacts(None)  # of a kind that is not kept up here; it is filed all the same


def _note_filed(
    request_id: str, place: str, signed: FiledFile, facts: LevelFacts, ports: FilingKit
) -> None:
    receiving = ports.fetching.receiving
    archived = _archived(place, signed, facts, ports)
    with receiving.outbox.transaction():
        _write(request_id, ports, state=FilingState.FILED, place=place, code="", next_attempt=None)
        body: Body = {"place": place, "signed": signed.sha256}
        receiving.audit.append("results_filed", request_id, body)
        if archived is not None:
            ports.owed.put_archived(archived)


def _archived(
    place: str, signed: FiledFile, facts: LevelFacts, ports: FilingKit
) -> ArchivedFile | None:
    """Give the entry of the archive index for a document whose proof has to be renewed."""
    path = ports.client_file.path_of(place, signed)
    if path is None or facts.level is not PadesLevel.B_LTA or facts.renew_before is None:
        return None
    now, seen = ports.fetching.receiving.clock.now(), ports.judging.places.sight(path)
    sight = seen if isinstance(seen, Sight) else None
    due = renewal_due(now, facts.renew_before)
    size = signed.source.stat().st_size
    return ArchivedFile(
        path, signed.sha256, facts.renew_before, True, due, size, sight, now  # noqa: FBT003
    )  # fmt: skip


# --- what is written down


def _current(request_id: str, ports: FilingKit) -> LocalRequest:
    request = ports.fetching.receiving.requests.get(request_id)
    assert request is not None  # noqa: S101 - requests are never removed
    return request


def _write(request_id: str, ports: FilingKit, **changed: object) -> None:
    """Change the filing of a request as it stands now, within a transaction of the caller's."""
    request = _current(request_id, ports)
    filing = request.filing._replace(**changed)  # type: ignore[arg-type]
    ports.fetching.receiving.requests.put(replace(request, filing=filing))


def _note_failure(request_id: str, error: ParaphError, ports: FilingKit) -> datetime | None:
    """Write why a request is not filed; gives when it is tried again."""
    receiving = ports.fetching.receiving
    before, now = _current(request_id, ports).filing, receiving.clock.now()
    attempts = before.attempts + 1
    until: datetime | None = next_attempt(attempts, ports.jitter(), now, watched=False)
    if isinstance(error, ResultBroken | ResultDiffers):
        until = now + LONGEST_WAIT
    is_lost = isinstance(error, ResultGone)
    until = None if is_lost else until
    with receiving.outbox.transaction():
        state = FilingState.NEEDS_PERSON if is_lost else FilingState.OWED
        _write(
            request_id, ports, state=state, attempts=attempts, code=error.code, next_attempt=until
        )
        # Each new reason once: a drive that is away for a week is no thousand entries.
        if error.code != before.code:
            receiving.audit.append("filing_delayed", request_id, {"code": error.code})
    return until
