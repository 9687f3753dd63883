"""What the window does with requests and the outbox: read the record, and write acts into it.

Nothing here waits for a network. What is asked is durable when a call answers; `usecases.sync_desk`
sends it.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from paraph.domain.errors.service import ActForbidden
from paraph.domain.service.account import Account, Environment
from paraph.domain.service.act import ActKind
from paraph.domain.service.allowed import next_to_act, people_of, status_to_come
from paraph.domain.service.local_request import LocalRequest
from paraph.domain.service.outbox_entry import ENDED, PARKED, EntryState, OutboxEntry
from paraph.domain.service.signature_request import RUNNING, SIGNING_ROLES
from paraph.ports.requests import Shown
from paraph.usecases import queue_act
from paraph.usecases.accounts import shown_environment
from paraph.usecases.queue_act import Queued
from paraph.usecases.request_desk import RequestDesk, email_of, revision_here
from paraph.usecases.request_story import StoryLine, story_of
from paraph.usecases.service_health import AccountHealth, HealthDesk
from paraph.usecases.sign_here import ToSign, to_sign
from paraph.usecases.sign_on_paper import PaperDesk, sign_on_paper
from paraph.usecases.tend_outbox import cancel_entry, find_entry, retry_all, retry_entries

_MOST_LISTED = 400  # a person reads no more of them
_OPEN = tuple(state for state in EntryState if state not in ENDED)
_BY_ITSELF = tuple(state for state in _OPEN if state not in PARKED)


class KnownAccount(NamedTuple):
    """An account as it is known without asking anybody; `needs_sign_in` holds up what waits.

    `as_of` is when the service last told how its requests stand.
    """

    account: Account
    environment: Environment
    needs_sign_in: bool
    is_due_for_rotation: bool
    as_of: datetime | None = None


class ListedRequest(NamedTuple):
    """A request with what is queued for it and has not ended, and my own numbers in it.

    `account` is None where it was removed; `my_turn` are those of `mine` who may act now, here
    also before the service has what begins it.
    """

    request: LocalRequest
    account: KnownAccount | None
    queued: tuple[OutboxEntry, ...] = ()
    mine: tuple[int, ...] = ()
    my_turn: tuple[int, ...] = ()


class WaitingEntry(NamedTuple):
    """An entry of the outbox, with the request that it belongs to."""

    entry: OutboxEntry
    request: LocalRequest | None
    account: KnownAccount | None


class OutboxStanding(NamedTuple):
    """How the outbox of all accounts stands; `waiting` leaves by itself."""

    waiting: int = 0
    needs_person: int = 0
    next_attempt: datetime | None = None
    inbox: int = 0  # requests that wait for me, and were not signed here yet
    accounts: tuple[KnownAccount, ...] = ()


class RequestBoard:
    """One profile's requests. One call at a time."""

    def __init__(
        self,
        open_desk: Callable[[], AbstractContextManager[RequestDesk]],
        now: Callable[[], datetime],
        home: Path,
        open_health: Callable[[], AbstractContextManager[HealthDesk]] | None = None,
    ) -> None:
        self._open, self._now, self._home = open_desk, now, home
        self._open_health = open_health

    def accounts(self) -> tuple[KnownAccount, ...]:
        """List the accounts; no service and no keychain is asked."""
        with self._open() as desk:
            return self._accounts(desk)

    def standing(self) -> OutboxStanding:
        """Say what waits, and for whom."""
        with self._open() as desk:
            return self._standing(desk)

    def health(self) -> tuple[AccountHealth, ...]:
        """Say how the services answered in the last day. Raises StoreBusy."""
        if self._open_health is None:
            return ()
        with self._open_health() as desk:
            return desk.all()

    def page(self, shown: Shown, offset: int, limit: int) -> tuple[ListedRequest, ...]:
        """List some requests, the last changed first."""
        with self._open() as desk:
            accounts = self._by_id(desk)
            found = desk.queueing.requests.page(shown, offset, limit)
            return tuple(self._listed(each, accounts, desk, ended=False) for each in found)

    def counts(self, shown: Shown) -> Mapping[str, int]:
        """Count by status, and all under ""."""
        with self._open() as desk:
            return dict(desk.queueing.requests.counts(shown))

    def request(self, request_id: str) -> ListedRequest:
        """Give one, with all that was ever queued for it. Raises RequestUnknown."""
        with self._open() as desk:
            found = desk.find(request_id)
            return self._listed(found, self._by_id(desk), desk, ended=True)

    def story(self, request_id: str) -> tuple[StoryLine, ...]:
        """Tell what happened to one. Raises RequestUnknown."""
        with self._open() as desk:
            found = desk.find(request_id)
            account = desk.account_of(found)
            queued = desk.queueing.outbox.of_request(found.id)
            return story_of(found, queued, files=account is not None and bool(account.filing))

    def entries(self, request_id: str | None = None) -> tuple[WaitingEntry, ...]:
        """List what has not ended: what needs a person, then the rest by the order of acts.

        Of all requests at most some hundreds each; `standing` counts them all.
        """
        with self._open() as desk:
            outbox = desk.queueing.outbox
            if request_id is None:
                parked = outbox.in_states(sorted(PARKED))[:_MOST_LISTED]
                found = [*parked, *outbox.in_states(_BY_ITSELF)[:_MOST_LISTED]]
            else:
                listed = outbox.of_request(request_id)
                found = [each for each in listed if each.state in _OPEN]
            return self._waiting(found, desk)

    def activate(self, request_id: str) -> Queued:
        """Queue the beginning. Raises RequestUnknown, ActForbidden, as all below."""
        with self._open() as desk:
            return queue_act.queue_activate(request_id, desk.queueing)

    def remind(self, request_id: str) -> Queued:
        """Queue a reminder to those whose turn it is."""
        with self._open() as desk:
            return queue_act.queue_remind(request_id, desk.queueing)

    def cancel(self, request_id: str, reason: str) -> Queued:
        """Take a request back, as far as it went."""
        with self._open() as desk:
            return queue_act.queue_cancel(request_id, reason, desk.queueing)

    def decline(self, request_id: str, number: int, reason: str) -> Queued:
        """Queue that a signatory (our number, from 0) will not sign."""
        with self._open() as desk:
            return queue_act.queue_decline(request_id, number, reason, desk.queueing)

    def reassign(self, request_id: str, number: int, person: Mapping[str, str]) -> Queued:
        """Queue another person: email, first_name, last_name, reason."""
        with self._open() as desk:
            return queue_act.queue_reassign(request_id, number, person, desk.queueing)

    def change(self, request_id: str, changes: Mapping[str, Any]) -> Queued:
        """Queue a change; the API's names, and times as datetimes."""
        with self._open() as desk:
            return queue_act.queue_change(request_id, changes, desk.queueing)

    def mark_on_paper(self, request_id: str, number: int, scan: Path) -> LocalRequest:
        """Note that a signatory signed a paper. Raises as `sign_on_paper`."""
        with self._open() as desk:
            queueing = desk.queueing
            paper = PaperDesk(queueing.outbox, queueing.requests, queueing.audit, queueing.spool)
            return sign_on_paper(request_id, number, scan, paper)

    def document(self, request_id: str) -> Path:
        """Give where the copy that can be read here lies. Raises ActForbidden, SpoolDamaged."""
        with self._open() as desk:
            request, spool = desk.find(request_id), desk.queueing.spool
            signed = request.filing.signed_sha256
            found = spool.find(signed) if signed else None
            if found is not None:
                return found
            place = request.filing.signed_place
            if place is not None and Path(place).is_file():
                return Path(place)
            mine = _signed_here(desk.queueing.outbox.of_request(request.id))
            return spool.path_of(mine or revision_here(request))

    def to_sign(self, request_id: str) -> ToSign:
        """Say what of a request is signed here. Raises as `sign_here.to_sign`."""
        with self._open() as desk:
            found = to_sign(desk, self._home, request_id)
            found.output.parent.mkdir(exist_ok=True, mode=0o700)
            return found

    def deliver(self, request_id: str, number: int, signed: Path, revision_sha256: str) -> Queued:
        """Queue a signature that was made on a revision just now. Raises as `queue_sign`."""
        with self._open() as desk:
            queueing = desk.queueing
            kept = queueing.spool.take(signed)
            return queue_act.queue_sign(request_id, number, kept, revision_sha256, queueing)

    def retry(self, entry_ids: Sequence[str] = ()) -> tuple[OutboxEntry, ...]:
        """Let entries leave at the next round; without any, all that waits.

        Raises EntryUnknown, ActForbidden.
        """
        with self._open() as desk:
            queueing = desk.queueing
            return retry_entries(entry_ids, queueing) if entry_ids else retry_all(queueing)

    def take_back(self, entry_id: str) -> tuple[OutboxEntry, ...]:
        """Take an entry back, with those that need it. Raises EntryUnknown, EntryNotCancelable."""
        with self._open() as desk:
            return cancel_entry(entry_id, desk.queueing)

    def keep_mine(self, entry_id: str) -> Path:
        """Leave the request with one's own signature kept; gives where its file lies.

        Raises EntryUnknown, EntryNotCancelable, ActForbidden, SpoolDamaged.
        """
        with self._open() as desk:
            queueing = desk.queueing
            with queueing.outbox.transaction():
                entry = find_entry(entry_id, queueing)
                if entry.kind is not ActKind.SIGN:
                    raise ActForbidden(act="keep_mine", why="state", status=str(entry.state))
                kept = queueing.spool.path_of(entry.body.sha256)
                cancel_entry(entry_id, queueing)
            return kept

    def versions(self, entry_id: str) -> tuple[Path, Path]:
        """Give where the copy lies that was signed here, and the version that came meanwhile.

        Raises EntryUnknown, ActForbidden where that one is not here, SpoolDamaged.
        """
        with self._open() as desk:
            entry, spool = find_entry(entry_id, desk.queueing), desk.queueing.spool
            request = desk.find(entry.request)
            newer = revision_here(request)
            if entry.kind is not ActKind.SIGN or newer in entry.if_match:
                status = str(request.status)
                raise ActForbidden(act="compare", why="document_not_here", status=status)
            return spool.path_of(entry.body.sha256), spool.path_of(newer)

    def _accounts(self, desk: RequestDesk) -> tuple[KnownAccount, ...]:
        now = self._now()
        as_of = desk.queueing.requests.as_of
        return tuple(_known(each, now, as_of(each.id)) for each in desk.accounts.all())

    def _by_id(self, desk: RequestDesk) -> dict[str, KnownAccount]:
        return {each.account.id: each for each in self._accounts(desk)}

    def _standing(self, desk: RequestDesk) -> OutboxStanding:
        accounts, queueing = self._accounts(desk), desk.queueing
        counts = [queueing.outbox.counts(each.account.id) for each in accounts]
        tries = [
            queueing.outbox.next_attempt(each.account.id, [EntryState.WAITING, EntryState.UNKNOWN])
            for each in accounts
        ]
        return OutboxStanding(
            sum(found.get(state, 0) for found in counts for state in _BY_ITSELF),
            sum(found.get(state, 0) for found in counts for state in PARKED),
            min((each for each in tries if each is not None), default=None),
            queueing.requests.counts(Shown("waiting")).get("", 0),
            accounts,
        )

    def _waiting(
        self, entries: Sequence[OutboxEntry], desk: RequestDesk
    ) -> tuple[WaitingEntry, ...]:
        requests = desk.queueing.requests
        named = {each: requests.get(each) for each in dict.fromkeys(e.request for e in entries)}
        accounts = self._by_id(desk)
        return tuple(
            WaitingEntry(each, named[each.request], accounts.get(each.account)) for each in entries
        )

    def _listed(
        self,
        request: LocalRequest,
        accounts: Mapping[str, KnownAccount],
        desk: RequestDesk,
        *,
        ended: bool,
    ) -> ListedRequest:
        queued = desk.queueing.outbox.of_request(request.id)
        return listed_request(request, accounts.get(request.account), queued, ended=ended)


def listed_request(
    request: LocalRequest,
    known: KnownAccount | None,
    queued: Sequence[OutboxEntry] = (),
    *,
    ended: bool = False,
) -> ListedRequest:
    """Say who I am in a request; `queued` is all that ever was, `ended` lists that too."""
    shown = tuple(each for each in queued if ended or each.state not in ENDED)
    mine = _mine(request, known)
    runs = status_to_come(request, queued) in RUNNING
    acts = next_to_act(request, queued) if runs else ()
    turn = tuple(each for each in mine if each in acts)
    return ListedRequest(request, known, shown, mine, turn)


def _signed_here(queued: Sequence[OutboxEntry]) -> str:
    """Give the hash of a signature that is still to be delivered; one that is refused is not it."""
    waiting = (each for each in queued if each.kind is ActKind.SIGN and each.state in _BY_ITSELF)
    return next((each.body.sha256 for each in waiting), "")


def _known(account: Account, now: datetime, as_of: datetime | None) -> KnownAccount:
    needs = account.paused is not None or account.secret_since is None
    return KnownAccount(
        account, shown_environment(account), needs, account.is_due_for_rotation(now), as_of
    )


def _mine(request: LocalRequest, known: KnownAccount | None) -> tuple[int, ...]:
    if known is None:
        return ()
    return tuple(
        each.number
        for each in people_of(request)
        if known.account.is_mine(
            email_of(request, each.number),
            signs_with_card=each.signing == "local" and each.role in SIGNING_ROLES,
        )
    )
