"""The outbox: one entry an act, and what becomes of it.

An entry is written in the transaction of the act and never dropped. It leaves in the order of its
request; each try is written down before the network is touched, so that after a crash it is known
that the answer is not. What changed at the service is decided there: `domain.service.verdicts`
reads its answers.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from paraph.domain.service.act import ActKind

# An entry waits no longer without a person being told.
LONGEST_WAIT = timedelta(days=1)
# What an Idempotency-Key is remembered for, where the service does not say (facts of the trade).
_USUAL_RETENTION = timedelta(hours=24)


class EntryState(StrEnum):
    """Where an entry stands; the words are those of the command line."""

    PENDING = "pending"  # may leave
    WAITING = "waiting"  # not before its next attempt
    SENDING = "sending"  # on its way, in the process that holds the sender's lease
    UNKNOWN = "unknown"  # sent, and the answer is lost: looked up before it is sent again
    NEEDS_PERSON = "needs_person"
    DONE = "done"
    REJECTED = "rejected"  # the service said no
    CANCELED = "canceled"  # taken back by a person before it was sent


ENDED = frozenset({EntryState.DONE, EntryState.CANCELED})
# What follows in the same request waits behind these.
PARKED = frozenset({EntryState.NEEDS_PERSON, EntryState.REJECTED})


class FrozenBody(NamedTuple):
    """What is sent, byte for byte, from the moment of the act on.

    Either `content`, or the file of the spool that has the hash `sha256`; an upload's file is sent
    within a form (RFC 7578) with `fields`. `sha256` is of the content or of the file.
    """

    sha256: str
    media_type: str = ""
    content: bytes | None = None
    size: int = 0
    fields: tuple[tuple[str, str], ...] = ()


class ServiceWords(NamedTuple):
    """Why an entry is where it is: a stable code, and the service's own words where it said any."""

    code: str
    detail: str = ""
    status: int | None = None
    trace_id: str = ""
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """One act on its way. `request` is our own id of what it belongs to, `seq` the order of acts.

    `signatory` is our number of the signatory it is about (from 0). `if_match` is the version that
    the act was made on. `first_sent` and `last_sent` are of tries that may have arrived;
    `ambiguous` says that one of them may have had its effect. `key_number` counts the
    Idempotency-Keys that an entry had: a person's new try of what was rejected is a new call.
    """

    id: str
    account: str
    request: str
    kind: ActKind
    body: FrozenBody
    client_reference: str
    idempotency_key: str
    trace_id: str
    created: datetime
    seq: int = 0
    signatory: int | None = None
    if_match: str = ""
    state: EntryState = EntryState.PENDING
    attempts: int = 0
    first_sent: datetime | None = None
    last_sent: datetime | None = None
    next_attempt: datetime | None = None
    ambiguous: bool = False
    error: ServiceWords | None = None

    def is_due(self, now: datetime) -> bool:
        """Tell whether it may leave now, as far as its own time says.

        A clock that was set back does not hold it: no wait is longer than a day.
        """
        if self.state in (EntryState.PENDING, EntryState.UNKNOWN):
            return self.next_attempt is None or self._is_past(self.next_attempt, now)
        return self.state is EntryState.WAITING and (
            self.next_attempt is None or self._is_past(self.next_attempt, now)
        )

    def key_may_be_forgotten(self, now: datetime, retention: timedelta | None) -> bool:
        """Tell whether the service may no longer know the Idempotency-Key of the first try.

        So too when the clock was set back since: nothing is known then of how long ago it was.
        """
        if self.first_sent is None:
            return False
        age = now - self.first_sent
        return age < timedelta(0) or age >= (retention or _USUAL_RETENTION)

    def sending(self, now: datetime) -> "OutboxEntry":
        """Give the entry as it is written before the network is touched."""
        return replace(
            self,
            state=EntryState.SENDING,
            attempts=self.attempts + 1,
            first_sent=self.first_sent or now,
            last_sent=now,
            next_attempt=None,
        )

    def interrupted(self) -> "OutboxEntry":
        """Give what a crash or a lost answer left: it may have had its effect, or not."""
        return replace(self, state=EntryState.UNKNOWN, ambiguous=True)

    def not_arrived(self) -> "OutboxEntry":
        """Give the entry of a try that surely did not reach the service."""
        first = self.first_sent if self.ambiguous else None
        return replace(self, first_sent=first)

    def waiting(self, words: ServiceWords, until: datetime | None) -> "OutboxEntry":
        """Give the entry as it waits for its next attempt; an ambiguous one is looked up first."""
        state = EntryState.UNKNOWN if self.ambiguous else EntryState.WAITING
        return replace(self, state=state, error=words, next_attempt=until)

    def held_up(self) -> "OutboxEntry":
        """Give the entry as it waits for what is not its own: its account's sign-in."""
        state = EntryState.UNKNOWN if self.ambiguous else EntryState.PENDING
        return replace(self, state=state, next_attempt=None)

    def ended(self, state: EntryState, words: ServiceWords | None = None) -> "OutboxEntry":
        """Give the entry done, rejected, canceled, or in need of a person."""
        return replace(self, state=state, error=words, next_attempt=None, ambiguous=False)

    def tried_anew(self, idempotency_key: str) -> "OutboxEntry":
        """Give the entry as a person lets it be tried again, at once.

        What the service refused is remembered there under the old key, so it is a new call; what
        may have had its effect keeps its key.
        """
        if self.ambiguous:
            return replace(self, state=EntryState.UNKNOWN, next_attempt=None, error=None)
        refused = self.state in PARKED
        return replace(
            self,
            state=EntryState.PENDING,
            next_attempt=None,
            error=None,
            idempotency_key=idempotency_key if refused else self.idempotency_key,
            first_sent=None if refused else self.first_sent,
        )

    @property
    def may_be_canceled(self) -> bool:
        """Tell whether a person may still take it back: it surely has had no effect."""
        return self.state not in (*ENDED, EntryState.SENDING) and not self.ambiguous

    @staticmethod
    def _is_past(moment: datetime, now: datetime) -> bool:
        return moment <= now or moment - now > LONGEST_WAIT
