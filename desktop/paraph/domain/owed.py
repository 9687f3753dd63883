"""What a signed file still owes: proof that was asked for and could not be had yet.

A debt is of one file. It is paid one level after another, and tried again the later the oftener it
failed; never more than a day passes between two tries.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from paraph.domain.archive_index import READ_AGAIN_AFTER, ArchiveState, Sight
from paraph.domain.errors.kinds import NeedsPerson, ParaphError, Refused
from paraph.domain.pades_level import PadesLevel

LONGEST_WAIT = timedelta(days=1)
# An archive timestamp is renewed this long before its certificate or its algorithm ends.
RENEWAL_MARGIN = timedelta(days=90)
# The reason of a debt whose file is still being written, as a raised copy of somebody else's.
COPYING = "copying"
_OF_ARCHIVE = "archive:"

# What is seen without a network is looked at each time: a file that is back, a server that was set.
_SEEN_AT_HOME = frozenset(
    {
        "proof_file_missing",
        "proof_file_changed",
        "proof_file_unreachable",
        "proof_folder_read_only",
        "no_timestamp_service",
        "password_required",
    }
)
_OF_PASSWORD = frozenset({"password_required", "password_incorrect"})
# What may have failed only because the network was away, or was another one.
_OF_NETWORK = frozenset(
    {
        "timestamp_unavailable",
        "timestamp_server_unverified",
        "revocation_unavailable",
        "revocation_private",
        "proxy_unsupported",
        "proxy_account_refused",
        "revocation_proxy_unsupported",
        "revocation_proxy_account",
    }
)
# Seconds after the first failure, and the most: a network or a server is back in minutes, what an
# issuer publishes comes in hours.
_WAITS_S = {
    "timestamp_unavailable": (60, 900),
    "timestamp_not_accepted": (900, 6 * 3_600),
    "revocation_unavailable": (300, 3 * 3_600),
    "issuer_untrusted": (3_600, 24 * 3_600),
}
_USUAL_WAIT_S = (60, 3_600)


@dataclass(frozen=True, slots=True)
class OwedLevel:
    """One file's debt; `intent` is the act that made it, `sha256` the file as we know it.

    `left_paraph`: its bytes were sent, filed or exported, and are only extended from then on.
    `temporary`, `prepared_sha256` and `prepared_renewal` tell of a step whose file is being made,
    or is ready to take the place.
    """

    intent: str
    path: Path
    sha256: str
    level: PadesLevel
    asked: PadesLevel
    since: datetime
    reason: str | None = None
    not_before: datetime | None = None  # when the issuer is expected to have what is asked
    next_attempt: datetime | None = None
    deadline: datetime | None = None
    left_paraph: bool = False
    attempts: int = 0
    needs_person: str | None = None  # the code of what a person has to settle
    is_refused: bool = False  # for good: it is not tried again by itself
    renews: bool = False  # one more archive timestamp for a file that is B-LTA
    temporary: Path | None = None
    prepared_sha256: str | None = None
    prepared_renewal: datetime | None = None

    @property
    def steps(self) -> tuple[PadesLevel, ...]:
        """Give the levels that are still to be had, lowest first."""
        if self.renews:
            return (PadesLevel.B_LTA,)
        return self.level.steps_to(self.asked)

    def may_be_tried(self, now: datetime) -> bool:
        """Tell whether its time has come."""
        return not self.is_refused and (self.next_attempt is None or self.next_attempt <= now)

    @property
    def waits_for_network(self) -> bool:
        """Tell whether a network that is back is a reason to try before its time."""
        return not self.is_refused and self.reason in _OF_NETWORK

    @property
    def waits_for_password(self) -> bool:
        """Tell whether nothing can be added before a person types the document's password."""
        return self.reason in _OF_PASSWORD

    def urgency(self) -> tuple[datetime, datetime]:
        """Order debts: the nearest deadline first, then the oldest."""
        return self.deadline or datetime.max.replace(tzinfo=UTC), self.since

    def after_failed_attempt(self, error: ParaphError, now: datetime, jitter: float) -> "OwedLevel":
        """Give the debt as it stands after a try; `jitter` is between 0 and 1.

        Jitter keeps the computers of one firm from asking one server at the same second.
        """
        not_before = _moment(error.details.get("not_before"))
        return replace(
            self.with_nothing_prepared(),
            attempts=self.attempts + 1,
            reason=error.code,
            not_before=not_before,
            next_attempt=_next_attempt(error, self.attempts, not_before, now, jitter),
            needs_person=error.code if isinstance(error, NeedsPerson | Refused) else None,
            is_refused=isinstance(error, Refused),
        )

    def after_step(self, sha256: str, level: PadesLevel) -> "OwedLevel":
        """Give what is left once a step has its place; without `steps` nothing is."""
        return OwedLevel(
            self.intent,
            self.path,
            sha256,
            level,
            self.asked,
            self.since,
            deadline=self.deadline,
            left_paraph=self.left_paraph,
        )

    def with_nothing_prepared(self) -> "OwedLevel":
        """Give the debt without a step in the making."""
        return replace(self, temporary=None, prepared_sha256=None, prepared_renewal=None)


class ArchivedFile(NamedTuple):
    """A file whose archive timestamp is renewed before `renew_before`, from `due` on.

    `due` None is the usual margin before. `size` is that of the bytes that we know, in bytes, and
    `seen` how the file lay there when its bytes were `checked` last; `state` holds `since` then.
    """

    path: Path
    sha256: str
    renew_before: datetime
    left_paraph: bool = False
    due: datetime | None = None
    size: int | None = None
    seen: Sight | None = None
    checked: datetime | None = None
    state: ArchiveState = ArchiveState.THERE
    since: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        """Tell whether its renewal may begin."""
        return now >= (self.due or self.renew_before - RENEWAL_MARGIN)

    def is_checked(self, now: datetime) -> bool:
        """Tell whether its bytes were read lately."""
        return self.checked is not None and now - self.checked < READ_AGAIN_AFTER

    @property
    def trouble(self) -> OwedLevel | None:
        """Give it as what needs a person, in the form of a debt that nothing but a look pays."""
        code = self.state.code
        if code is None:
            return None
        return OwedLevel(
            f"{_OF_ARCHIVE}{self.path}",
            self.path,
            self.sha256,
            PadesLevel.B_LTA,
            PadesLevel.B_LTA,
            self.since or self.renew_before,
            reason=code,
            deadline=self.renew_before,
            left_paraph=self.left_paraph,
            needs_person=code,
            renews=True,
        )


def is_of_archive(intent: str) -> bool:
    """Tell whether this names a file of the archive index, not a debt that is written down."""
    return intent.startswith(_OF_ARCHIVE)


def renewal_due(stamped: datetime, ends: datetime) -> datetime:
    """Say when an archive timestamp that was made at a time and ends at another is renewed.

    One that was made shortly before its authority's certificate ends has half of what is left:
    the next may end as soon, and none is asked for again and again.
    """
    due = max(ends - RENEWAL_MARGIN, stamped + (ends - stamped) / 2)
    return max(due, stamped + LONGEST_WAIT)


def _next_attempt(
    error: ParaphError, attempts: int, not_before: datetime | None, now: datetime, jitter: float
) -> datetime | None:
    if error.code in _SEEN_AT_HOME or isinstance(error, Refused):
        return None
    first_s, most_s = _WAITS_S.get(error.code, _USUAL_WAIT_S)
    wait_s = min(most_s, first_s * 2 ** min(attempts, 20))
    soonest = now + timedelta(seconds=wait_s * (0.5 + jitter / 2))
    return min(max(soonest, not_before or soonest), now + LONGEST_WAIT)


def _moment(told: object) -> datetime | None:
    if isinstance(told, datetime):
        return told
    return datetime.fromisoformat(told) if isinstance(told, str) else None
