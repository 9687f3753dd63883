"""Send the outbox: each act has one effect at the service, however long it takes.

Heads of requests take turns, the oldest first. `sending` is on disk before the network is touched;
what may have arrived is looked up before it is sent again. One process of a profile sends at a
time; an entry that stands as `sending` when it begins was left so by a crash.
"""

from dataclasses import replace
from datetime import timedelta
from enum import Enum, auto
from typing import NamedTuple

from paraph.domain.errors import NeedsPerson, ParaphError, Unavailable
from paraph.domain.errors.service import (
    ActUncertain,
    NetworkSignIn,
    NoLongerPossible,
    NotThere,
    ScopeMissing,
    ServiceFailed,
    ServiceUnreachable,
    SignInAgain,
    SpoolDamaged,
)
from paraph.domain.service.account import Account
from paraph.domain.service.act import MAKING_REQUEST, ActKind, NotKnownYet
from paraph.domain.service.effects import Effect
from paraph.domain.service.local_request import LocalRequest
from paraph.domain.service.outbox_entry import EntryState, OutboxEntry, ServiceWords
from paraph.domain.service.retrying import http_date, next_attempt, retry_after
from paraph.domain.service.signature_request import RemoteRequest
from paraph.domain.service.verdicts import Course, Verdict, verdict
from paraph.logs import traced
from paraph.ports.service import RemoteDocument, RemoteService, ServiceAnswer
from paraph.usecases.push_call import call_for, words_of
from paraph.usecases.push_lookup import Lookup, Seen, is_ours, is_same_file
from paraph.usecases.push_ports import Pushing
from paraph.usecases.push_proof import with_proof
from paraph.usecases.push_writes import Writes
from paraph.usecases.queue_act import record

# Acts that do the same again when they are done twice, and where nothing tells of the first time.
_TELLS_LITTLE = frozenset({ActKind.REMIND, ActKind.REASSIGN})
_MOST_FAILURES = 3
_OTHER_BYTES = "The service keeps other bytes than those that were sent."


class Pushed(NamedTuple):
    """What a run came to; `stopped` is the code of what ended it before its end."""

    pushed: int = 0
    acknowledged: int = 0
    rejected: int = 0
    stopped: str | None = None


class _Step(Enum):
    DONE = auto()  # the next entry of its request may go on
    WAITS = auto()
    FAILED = auto()  # as many things may be the cause as there are others to try
    STOP = auto()  # nothing else would come through either


def settle_interrupted(ports: Pushing) -> int:
    """Say of what was on its way when a process ended that its answer is not known."""
    left = ports.outbox.in_states([EntryState.SENDING])
    for entry in left:
        with ports.outbox.transaction():
            ports.outbox.put(entry.interrupted())
            record("act_interrupted", entry, ports.audit)
    return len(left)


def push_outbox(
    account: Account,
    service: RemoteService,
    ports: Pushing,
    *,
    watched: bool = False,
    insist: bool = False,
) -> Pushed:
    """Send what may leave for one account. Called under the profile's one lease of who sends.

    `watched`: a person looks, so that less is waited; with `insist` a person wants it now.
    Raises StoreBusy, DiskFull.
    """
    settle_interrupted(ports)
    if account.paused is not None:
        return Pushed(stopped=account.paused)
    return _Run(account, service, ports, watched=watched, insist=insist).run()


class _Run:
    """One run of one account."""

    def __init__(
        self,
        account: Account,
        service: RemoteService,
        ports: Pushing,
        *,
        watched: bool,
        insist: bool,
    ) -> None:
        self._account, self._service, self._ports = account, service, ports
        self._lookup = Lookup(service, ports.spool)
        self._writes = Writes(ports.outbox)
        self._watched, self._insist = watched, insist
        self._tried: set[str] = set()
        self._failures = 0
        self._pushed = self._acknowledged = self._rejected = 0
        self._stopped: str | None = None

    def run(self) -> Pushed:
        """Go round the heads of the requests until none can go on."""
        if self._is_left_alone():
            return Pushed(stopped="service_unreachable")
        try:
            while self._round():
                continue
        finally:
            self._writes.now()  # what was answered, whatever ended the run
        return Pushed(self._pushed, self._acknowledged, self._rejected, self._stopped)

    def _round(self) -> bool:
        """Try each head once; tell whether there is a reason for another round."""
        went_on = False
        self._writes.now()
        for entry in self._ports.outbox.heads(self._account.id):
            if entry.id in self._tried or not self._is_due(entry):
                continue
            whole = self._ports.outbox.body_of(entry.id)
            if (whole.state, whole.attempts) != (entry.state, entry.attempts):
                continue  # a person took it back meanwhile
            with traced(whole.trace_id):
                step = self._advance(whole)
            if step is _Step.DONE:
                went_on, self._failures = True, 0
                continue
            self._tried.add(entry.id)
            self._failures += step is _Step.FAILED
            if step is _Step.STOP or self._failures >= _MOST_FAILURES:
                return False
        return went_on

    def _is_left_alone(self) -> bool:
        until_s = self._ports.memory.open_again_s.get(self._account.id)
        return until_s is not None and not self._insist and self._ports.monotonic_s() < until_s

    def _is_due(self, entry: OutboxEntry) -> bool:
        may_leave = entry.state in (EntryState.PENDING, EntryState.WAITING, EntryState.UNKNOWN)
        if self._insist:
            return may_leave
        due_s = self._ports.memory.due_s.get(entry.id)
        is_past = due_s is not None and self._ports.monotonic_s() >= due_s
        return may_leave and (is_past or entry.is_due(self._ports.clock.now()))

    # --- one entry

    def _advance(self, entry: OutboxEntry) -> _Step:
        request = self._ports.requests.get(entry.request)
        if request is None:
            raise KeyError(entry.request)
        if entry.state is EntryState.UNKNOWN:
            self._writes.now()
            seen = self._looked_up(entry, request)
            if isinstance(seen, _Step):
                return seen
            if seen.effect is not Effect.NOT_THERE:
                return self._after_look(entry, seen, None)
            retention = self._ports.memory.retention.get(self._account.id)
            if entry.kind in _TELLS_LITTLE and entry.key_may_be_forgotten(
                self._ports.clock.now(), retention
            ):
                return self._park(entry, ServiceWords(ActUncertain.code))
        return self._send(entry, request)

    def _looked_up(self, entry: OutboxEntry, request: LocalRequest) -> Seen | _Step:
        try:
            return self._lookup.look(entry, request)
        except (SignInAgain, ScopeMissing) as error:
            return self._hold_up(entry, error.code)
        except SpoolDamaged as error:
            return self._park(entry, ServiceWords(error.code))
        except ParaphError as error:
            told = error.details.get("retry_after")
            wait = retry_after(str(told), self._ports.clock.now()) if told is not None else None
            return self._wait(entry.interrupted(), words_of(error), wait, _step_of(error))

    def _after_look(self, entry: OutboxEntry, seen: Seen, words: ServiceWords | None) -> _Step:
        """Go on with what the service has; `words` are those with which it refused."""
        if seen.effect is Effect.THERE:
            return self._finish(entry, seen.request, seen.document)
        words = words or ServiceWords(NoLongerPossible.code)
        self._take_over(entry, seen.request)
        is_moved = words.status == 412
        return self._park(entry, words) if is_moved else self._reject(entry, words)

    def _send(self, entry: OutboxEntry, request: LocalRequest) -> _Step:
        if entry.kind is ActKind.SIGN:
            self._writes.now()  # its timestamp may be waited for
        entry = with_proof(entry, self._ports)
        try:
            call = call_for(entry, request)
        except NotKnownYet as missing:
            return self._park(entry, ServiceWords(NoLongerPossible.code, missing.name))
        if entry.body.content is None and not self._ports.spool.has(entry.body.sha256):
            return self._park(entry, ServiceWords(SpoolDamaged.code))
        sending = self._begin(entry)
        if sending is None:
            return _Step.WAITS
        self._pushed += 1
        try:
            answer = self._service.send(call)
        except ParaphError as error:
            return self._not_answered(entry, sending, error)
        return self._answered(entry, sending, request, answer)

    def _begin(self, entry: OutboxEntry) -> OutboxEntry | None:
        """Write that it is on its way; None when a person was quicker and took it back."""
        ports = self._ports
        with self._writes.transaction():
            now = ports.outbox.get(entry.id)
            if now is None or (now.state, now.attempts) != (entry.state, entry.attempts):
                return None
            sending = entry.sending(ports.clock.now())
            ports.outbox.put(sending)
            if entry.body.content is None:
                ports.owed.mark_left(entry.body.sha256)
            record("act_sending", sending, ports.audit)
        return sending

    def _not_answered(self, entry: OutboxEntry, sending: OutboxEntry, error: ParaphError) -> _Step:
        """Go on after a call without an answer; `entry` is as it was before."""
        if isinstance(error, SignInAgain):
            return self._hold_up(entry, error.code)
        if isinstance(error, ScopeMissing | SpoolDamaged):
            return self._park(sending, words_of(error))
        may_have_arrived = not isinstance(error, ServiceUnreachable) or error.may_have_arrived
        self._pushed -= not may_have_arrived
        after = sending.interrupted() if may_have_arrived else sending.not_arrived()
        return self._wait(after, words_of(error), None, _step_of(error))

    def _answered(
        self,
        entry: OutboxEntry,
        sending: OutboxEntry,
        request: LocalRequest,
        answer: ServiceAnswer,
    ) -> _Step:
        if answer.retention_s is not None:
            self._ports.memory.retention[self._account.id] = timedelta(seconds=answer.retention_s)
        found = verdict(entry.kind, answer.status, answer.words, is_readable=answer.is_readable)
        if found.course is Course.DONE:
            return self._acknowledged_by(sending, answer)
        words = _with_code(found.words or answer.words)
        match found.course:
            case Course.LOOK:
                seen = self._looked_up(sending, request)
                return seen if isinstance(seen, _Step) else self._after_look(sending, seen, words)
            case Course.SIGN_IN:
                return self._hold_up(entry, SignInAgain.code)
            case Course.PERSON:
                return self._park(sending, words)
            case Course.REJECTED:
                return self._reject(sending, words)
            case _:
                return self._later(sending, found, answer)

    def _acknowledged_by(self, sending: OutboxEntry, answer: ServiceAnswer) -> _Step:
        document = answer.document
        lacks = (sending.kind is ActKind.UPLOAD and document is None) or (
            sending.kind in MAKING_REQUEST and not is_ours(sending, answer.request)
        )
        if lacks:
            words = ServiceWords(ServiceFailed.code, status=answer.status)
            return self._wait(sending.interrupted(), words, None, _Step.FAILED)
        if document is not None and not is_same_file(sending, document):
            return self._reject(sending, ServiceWords("checksum_mismatch", _OTHER_BYTES))
        return self._finish(sending, answer.request or self._told_now(sending), document)

    def _told_now(self, entry: OutboxEntry) -> RemoteRequest | None:
        """Ask how a request stands after an act whose answer does not tell; events do, too."""
        request = self._ports.requests.get(entry.request)
        if request is None or request.remote is None or entry.kind is ActKind.DISCARD:
            return None
        try:
            return self._service.request(request.remote.id)
        except (Unavailable, NeedsPerson):
            return None

    def _later(self, sending: OutboxEntry, found: Verdict, answer: ServiceAnswer) -> _Step:
        """Wait; what may have had its effect is looked up first."""
        words = found.words or answer.words
        if not answer.is_readable:
            words = words._replace(code=words.code or NetworkSignIn.code)
        words, now = _with_code(words), self._ports.clock.now()
        told = retry_after(answer.retry_after, http_date(answer.date) or now)
        is_unclear = found.course is Course.UNCLEAR
        after = sending.interrupted() if is_unclear else sending.not_arrived()
        of_all = not answer.is_readable or words.code == "rate_limited"
        if told is not None and (words.code == "rate_limited" or answer.status == 503):
            again_s = self._ports.monotonic_s() + told.total_seconds()
            self._ports.memory.open_again_s[self._account.id] = again_s
            of_all = True
        step = _Step.STOP if of_all else _Step.FAILED if is_unclear else _Step.WAITS
        return self._wait(after, words, told, step)

    # --- how it ends, each with its audit entry in one transaction

    def _finish(
        self,
        entry: OutboxEntry,
        told: RemoteRequest | None,
        document: RemoteDocument | None,
    ) -> _Step:
        ports = self._ports

        def write() -> None:
            ports.outbox.put(entry.ended(EntryState.DONE))
            self._take_over(entry, told, document)
            record("act_done", entry, ports.audit)

        self._writes.soon(write)
        ports.memory.due_s.pop(entry.id, None)
        self._acknowledged += 1
        return _Step.DONE

    def _take_over(
        self,
        entry: OutboxEntry,
        told: RemoteRequest | None,
        document: RemoteDocument | None = None,
    ) -> None:
        """Write what the service told on the way, where it is newer than what is known."""
        request = self._ports.requests.get(entry.request)
        if request is None:
            raise KeyError(entry.request)
        after = request
        if document is not None:
            after = replace(after, document_id=document.id)
        if told is not None and told.is_newer_than(request.remote):
            after = replace(after, remote=told, document_id=told.document_id)
        if entry.kind is ActKind.DISCARD and told is None:
            after = replace(after, is_withdrawn=True)
        if after != request:
            self._ports.requests.put(after)

    def _wait(
        self, entry: OutboxEntry, words: ServiceWords, told: timedelta | None, step: _Step
    ) -> _Step:
        ports, now = self._ports, self._ports.clock.now()
        until = next_attempt(entry.attempts, ports.jitter(), now, watched=self._watched, told=told)
        self._put(entry.waiting(words, until), "act_waits", code=words.code, status=words.status)
        ports.memory.due_s[entry.id] = ports.monotonic_s() + (until - now).total_seconds()
        if step is _Step.STOP or step is _Step.FAILED:
            self._stopped = words.code
        return step

    def _park(self, entry: OutboxEntry, words: ServiceWords) -> _Step:
        """Leave it to a person; what follows in its request waits, and nothing else."""
        parked = entry.ended(EntryState.NEEDS_PERSON, words)
        self._put(parked, "act_needs_person", code=words.code, status=words.status)
        return _Step.WAITS

    def _reject(self, entry: OutboxEntry, words: ServiceWords) -> _Step:
        rejected = entry.ended(EntryState.REJECTED, words)
        self._put(rejected, "act_rejected", code=words.code, status=words.status)
        self._rejected += 1
        return _Step.WAITS

    def _hold_up(self, entry: OutboxEntry, code: str) -> _Step:
        """Put it back as it was: its account has to sign in, and nothing is counted."""
        ports = self._ports
        with self._writes.transaction():
            self._put(entry.held_up(), "act_held_up", code=code)
            for account in ports.accounts.all():
                if account.id == self._account.id:
                    ports.accounts.put(account._replace(paused=code))
        self._stopped = code
        return _Step.STOP

    def _put(self, entry: OutboxEntry, kind: str, **more: str | int | None) -> None:
        with self._writes.transaction():
            self._ports.outbox.put(entry)
            record(kind, entry, self._ports.audit, **more)


def _with_code(words: ServiceWords) -> ServiceWords:
    return words if words.code else words._replace(code=ServiceFailed.code)


def _step_of(error: ParaphError) -> _Step:
    """Say what an error means for what else there is to send."""
    if isinstance(error, ServiceUnreachable) and error.may_have_arrived:
        return _Step.FAILED
    if isinstance(error, ServiceFailed | NotThere):
        return _Step.FAILED
    return _Step.STOP
