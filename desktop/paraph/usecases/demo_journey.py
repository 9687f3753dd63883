"""A signature from a desk without a network to the client's file, as the demo shows it.

Nothing in it is played: the desk is the window's own processes, which end in the middle, the
network is away because nothing listens there, and each step is checked before it is told.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, Protocol

from paraph.domain.errors import ParaphError
from paraph.domain.keys.secret import Secret
from paraph.domain.service.filing_name import TRAIL_ENDING
from paraph.domain.service.local_request import FilingState
from paraph.domain.service.prepared import FieldToPlace, Prepared, PreparedPerson
from paraph.domain.service.signature_request import RemoteRequest
from paraph.domain.verification import FileReport
from paraph.ports.drafts import TakenDocument
from paraph.ports.record import Entry
from paraph.usecases.choose_certificate import Candidate
from paraph.usecases.demo_profile import CLIENT, CLIENT_NAME, HOLDER, MATTER, TITLE, DemoPerson
from paraph.usecases.preflight import Wish
from paraph.usecases.prepare_request import SentRequest
from paraph.usecases.queue_act import Queued
from paraph.usecases.request_board import ListedRequest, WaitingEntry
from paraph.usecases.sign_document import SignedDocument
from paraph.usecases.sign_here import ToSign
from paraph.usecases.signing_desk import Cards
from paraph.usecases.sync_desk import RoundDone

_PREPARED = ("upload", "create", "activate")
_ALL = (*_PREPARED, "sign")
_ALLOWED = ("none", "ltv-update", "form-filling")
_COUNTED = ("document", "signature_request")
# What the log has to tell, in this order; there is more between them.
_STORY = (
    *(("act_queued", each) for each in _PREPARED),
    ("signature_requested", ""),
    ("signature_made", ""),
    ("act_queued", "sign"),
    *(("act_done", each) for each in _ALL),
    ("request_told", "completed"),
    ("results_fetched", ""),
    ("results_filed", ""),
)


class Preparing(Protocol):
    """What prepares requests."""

    def begin_draft(self) -> Prepared:
        """Give a new draft."""
        ...

    def take_document(self, reference: str, source: Path) -> TakenDocument:
        """Copy a document to a draft."""
        ...

    def send_draft(self, prepared: Prepared) -> SentRequest:
        """Queue a whole request."""
        ...


class Board(Protocol):
    """Requests and the outbox."""

    def entries(self, request_id: str | None = None) -> Sequence[WaitingEntry]:
        """List what has not ended."""
        ...

    def request(self, request_id: str) -> ListedRequest:
        """Give one."""
        ...

    def to_sign(self, request_id: str) -> ToSign:
        """Say what of a request is signed here."""
        ...

    def deliver(self, request_id: str, number: int, signed: Path, revision_sha256: str) -> Queued:
        """Queue a signature that was made just now."""
        ...


class Signing(Protocol):
    """The desk with its token."""

    def cards(self) -> Cards:
        """Look what cards and certificates are there now."""
        ...

    def sign(
        self, wish: Wish, output: Path, chosen: Candidate, pin: Secret | None
    ) -> SignedDocument:
        """Sign one document."""
        ...


class Sync(Protocol):
    """What uses the network."""

    def round(self, *, watched: bool = True, insist: bool = False) -> RoundDone:
        """Send, read, fetch and file."""
        ...


class Desk(NamedTuple):
    """A desk that is open; `processes` are the ids of its processes."""

    preparing: Preparing
    board: Board
    signing: Signing
    sync: Sync
    processes: Callable[[], frozenset[int]]


class Sandbox(Protocol):
    """The service at the other end."""

    def made(self) -> list[tuple[str, str]]:
        """List kind and client reference of every object that was ever made."""
        ...

    def request(self, request_id: str) -> RemoteRequest | None:
        """Give a request; None when there is none."""
        ...

    def sign_for(self, request: RemoteRequest, email: str) -> RemoteRequest:
        """Have a signatory sign."""
        ...


@dataclass(frozen=True, slots=True)
class JourneyPorts:
    """What it needs. `sandbox` asks the service; `record` reads the audit log after an entry."""

    open_desk: Callable[[], AbstractContextManager[Desk]]
    go_away: Callable[[], None]
    come_back: Callable[[], None]
    sandbox: Callable[[], AbstractContextManager[Sandbox]]
    record: Callable[[int], list[Entry]]
    check: Callable[[Path], FileReport]
    account: str
    document: Path
    certificate_der: bytes
    pin: Secret


class Step(NamedTuple):
    """What was done and held, and the particulars."""

    title: str
    detail: str = ""


class Journey(NamedTuple):
    """What came of it: the files in the client's file, what the service made, what was recorded.

    `by_token` is the document as the token signed it; `verdict` is of the filed one.
    """

    request: str
    by_token: Path
    signed: Path
    signed_sha256: str
    trail: Path
    trail_sha256: str
    verdict: str
    made: dict[str, int]
    record: list[Entry]


class JourneyBroken(Exception):
    """Something did not hold; its text says what, for people."""


class _Offline(NamedTuple):
    """What the first half left: our id of the request, its entries' ids, what they call things."""

    request: str
    by_token: Path
    entries: tuple[str, ...]
    references: frozenset[str]
    processes: frozenset[int]


def travel(ports: JourneyPorts, tell: Callable[[Step], None]) -> Journey:
    """Do it, and tell each step once it held. Raises JourneyBroken, and what the desk raises."""
    last = ports.record(0)
    begun = last[-1].seq if last else 0
    ports.go_away()
    with _desk(ports) as desk:
        left = _without_network(ports, desk, tell)
    ports.come_back()
    with _desk(ports) as desk, ports.sandbox() as sandbox:
        _expect(not left.processes & desk.processes(), "the desk was not opened anew")
        waits = tuple(each.entry.id for each in desk.board.entries(left.request))
        _expect(waits == left.entries, "what waited is not what was queued")
        tell(Step("Everything was closed and opened anew", f"{len(waits)} acts still wait"))
        made = _sent(desk, sandbox, left, tell)
        return _completed(ports, desk, sandbox, left, (made, begun), tell)


@contextmanager
def _desk(ports: JourneyPorts) -> Iterator[Desk]:
    with ports.open_desk() as desk:
        yield desk


def _without_network(ports: JourneyPorts, desk: Desk, tell: Callable[[Step], None]) -> _Offline:
    troubles = {each.code for each in _troubles(desk)}
    _expect(troubles == {"service_unreachable"}, f"the network is not away: {sorted(troubles)}")
    tell(Step("The network is off", "nothing answers at the account's address"))
    request = _prepared(ports, desk)
    entries = desk.board.entries(request)
    _expect(_acts(entries) == _PREPARED, f"queued was {_acts(entries)}")
    people = f"{_name(HOLDER)} with the card, {_name(CLIENT)} remotely"
    tell(Step("A request was prepared for two signatories", people))
    asked = desk.board.to_sign(request)
    chosen = _candidate(desk.signing.cards(), ports.certificate_der)
    wish = Wish(asked.source, asked.revision_sha256, place=asked.place, reason="Fee agreement")
    made = desk.signing.sign(wish, asked.output, chosen, Secret(ports.pin.reveal()))
    desk.board.deliver(request, asked.number, made.output, asked.revision_sha256)
    report = ports.check(made.output)
    _expect(_held(report) == ("valid", 1), f"the signature is {report.verdict}")
    tell(Step(f"{_name(HOLDER)} signed with the token", "valid; it waits to be sent"))
    entries = desk.board.entries(request)
    _expect(_acts(entries) == _ALL, f"queued was {_acts(entries)}")
    left = tuple(each.entry.id for each in entries)
    references = frozenset(each.entry.client_reference for each in entries)
    return _Offline(request, made.output, left, references, desk.processes())


def _prepared(ports: JourneyPorts, desk: Desk) -> str:
    begun = desk.preparing.begin_draft()
    taken = desk.preparing.take_document(begun.reference, ports.document)
    people, fields = [], []
    for number, person in enumerate((HOLDER, CLIENT), 1):
        first, last = person.first_name, person.last_name
        is_here = person is HOLDER
        people.append(
            PreparedPerson(number, person.email, first, last, order=number, with_card=is_here)
        )
        fields.append(
            FieldToPlace(number + 2, number, "signature", person.page_index, person.box)
        )  # fmt: skip
    draft = begun._replace(
        name=TITLE,
        account=ports.account,
        document_name=taken.name,
        document_sha256=taken.sha256,
        people=tuple(people),
        fields=tuple(fields),
        matter=MATTER,
        client=CLIENT_NAME,
    )
    return desk.preparing.send_draft(draft).request


def _sent(
    desk: Desk, sandbox: Sandbox, left: _Offline, tell: Callable[[Step], None]
) -> dict[str, int]:
    """Send all of it, and count at the service what came of it: by what each thing was called."""
    _round(desk)
    remote = _remote(desk, sandbox, left.request)
    _expect(remote.status == "in_progress", f"the request is {remote.status} at the service")
    new = Counter(kind for kind, reference in sandbox.made() if reference in left.references)
    made = {kind: new[kind] for kind in _COUNTED}
    made["signature"] = sum(each.status == "signed" for each in remote.signatories)
    _expect(set(made.values()) == {1} and remote.revision == 1, f"the service has {made}")
    _expect(not desk.board.entries(left.request), "something still waits")
    tell(Step("The network is back: paraph sync", "one document, one request, one signature"))
    return made


def _completed(
    ports: JourneyPorts,
    desk: Desk,
    sandbox: Sandbox,
    left: _Offline,
    known: tuple[dict[str, int], int],
    tell: Callable[[Step], None],
) -> Journey:
    request, (made, begun) = left.request, known
    sandbox.sign_for(_remote(desk, sandbox, request), CLIENT.email)
    tell(Step(f"{_name(CLIENT)} signed at the service"))
    _round(desk)
    ours = desk.board.request(request).request
    _expect(ours.status == "completed", f"the request is {ours.status} here")
    _expect(ours.filing.state is FilingState.FILED, f"filing is {ours.filing.state}")
    signed, trail = (Path(f"{ours.filing.place}{end}.pdf") for end in ("", TRAIL_ENDING))
    hashes = [sha256(each.read_bytes()).hexdigest() for each in (signed, trail)]
    filed = [ours.filing.signed_sha256, ours.filing.trail_sha256]
    _expect(hashes == filed, "what lies in the client's file is not what was filed")
    tell(Step("The desk heard of it: paraph sync", f"both files are filed in {signed.parent}"))
    report = ports.check(signed)
    _expect(_is_sound(report), f"the signed document is {report.verdict}")
    stamps = [each for each in ports.check(trail).signatures if each.verdict == "valid"]
    _expect(len(stamps) == 1, "the audit trail's timestamp does not hold")
    words = "intact, trusted, and nothing came after them that may not"
    tell(Step("Both signatures hold, and the audit trail's timestamp", words))
    record = ports.record(begun)
    _expect(_tells_all(record, request), "the audit log does not tell it all")
    tell(Step("The audit log tells it from the first act to the filing", f"{len(record)} entries"))
    return Journey(
        request, left.by_token, signed, hashes[0], trail, hashes[1], report.verdict, made, record
    )


def _round(desk: Desk) -> None:
    troubles = _troubles(desk)
    if troubles:
        raise troubles[0]


def _troubles(desk: Desk) -> list[ParaphError]:
    done = desk.sync.round(insist=True)
    return [each for account in done.accounts for each in account.troubles]


def _remote(desk: Desk, sandbox: Sandbox, request: str) -> RemoteRequest:
    known = desk.board.request(request).request.remote
    found = sandbox.request(known.id) if known is not None else None
    if found is None:
        raise JourneyBroken("the service does not have the request")
    return found


def _candidate(cards: Cards, certificate_der: bytes) -> Candidate:
    for each in cards.candidates:
        if each.certificate.certificate_der == certificate_der:
            return each
    raise JourneyBroken("the demo's token is not found")


def _acts(entries: Sequence[WaitingEntry]) -> tuple[str, ...]:
    return tuple(str(each.entry.kind) for each in entries)


def _held(report: FileReport) -> tuple[str, int]:
    return report.verdict, sum(each.kind != "document-timestamp" for each in report.signatures)


def _is_sound(report: FileReport) -> bool:
    """Tell whether two signatures hold; later pages not compared are the checker's own limit."""
    signed = [each for each in report.signatures if each.kind != "document-timestamp"]
    return len(signed) == 2 and all(
        (each.integrity, each.trust) == ("intact", "trusted")
        and each.coverage in ("whole-file", "whole-revision")
        and each.changes in _ALLOWED
        and set(each.reasons) <= {"pages_not_compared"}
        for each in report.signatures
    )


def _tells_all(record: Sequence[Entry], request: str) -> bool:
    """Tell whether the story is in the log, in order."""
    told = iter(record)
    return all(any(_is(each, kind, what, request) for each in told) for kind, what in _STORY)


def _is(entry: Entry, kind: str, what: str, request: str) -> bool:
    if entry.kind != kind:
        return False
    of_request = request in (entry.intent, entry.body.get("request"))
    what_it_was = entry.body.get("act") or entry.body.get("status") or ""
    return kind.startswith("signature_") or (of_request and what in ("", what_it_was))


def _name(person: DemoPerson) -> str:
    return f"{person.first_name} {person.last_name}"


def _expect(holds: bool, why: str) -> None:  # noqa: FBT001 - as an assertion reads
    if not holds:
        raise JourneyBroken(why)
