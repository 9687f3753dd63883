"""Give out what a request has, into a folder that a person names: both results, or the document
as it is now. What was filed stays where it is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from paraph.domain.errors.service import FilingTaken, NotThere
from paraph.domain.service.filing_name import FilingPlace, safe_name
from paraph.domain.service.local_request import LocalRequest
from paraph.domain.service.signature_request import RequestState
from paraph.ports.filing import ClientFile, FiledFile
from paraph.ports.owed import OwedLevels
from paraph.ports.service import AccountSecrets, Event
from paraph.usecases.check_results import Judging
from paraph.usecases.fetch_documents import Fetching, download
from paraph.usecases.file_results import fetch_results, result_files, results_here
from paraph.usecases.sign_on_paper import scan_files

_MOST_NAMES = 1000


@dataclass(frozen=True, slots=True)
class AccountKit:
    """What is done for one account beside its rounds.

    `client_file` is None where the account's client files have no place.
    """

    fetching: Fetching
    judging: Judging
    owed: OwedLevels
    secrets: AccountSecrets
    read_event: Callable[[bytes], Event]
    client_file: Callable[[], ClientFile] | None = None


def download_results(request: LocalRequest, folder: ClientFile, kit: AccountKit) -> Sequence[Path]:
    """Give out a request's files under its title; nothing is overwritten.

    Raises NotThere for one that the service does not have, and what fetching, checking and writing
    do.
    """
    files = _files(request, kit)
    with kit.owed.transaction():
        for each in files:
            kit.owed.mark_left(each.sha256)
    first = FilingPlace((), safe_name(request.name) or "_")
    for number in range(1, _MOST_NAMES):
        place = folder.place(first.numbered(number))
        if folder.fits(place, files):
            folder.put(place, files, request.id)
            return [path for each in files if (path := folder.path_of(place, each)) is not None]
    raise FilingTaken(place=folder.place(first))


def _files(request: LocalRequest, kit: AccountKit) -> list[FiledFile]:
    if request.remote is None:
        raise NotThere(path=request.id)
    spool = kit.fetching.spool
    if request.status == RequestState.COMPLETED:
        here = results_here(request, spool)
        results = here or fetch_results(request, kit.fetching, kit.judging)
        return result_files(request, results, spool)
    sha256 = download(f"{request.remote.path}/document", kit.fetching)
    return [FiledFile(".pdf", spool.path_of(sha256), sha256), *scan_files(request, spool)]
