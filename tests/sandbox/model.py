"""What the lifecycle of a signature request should be: a model to compare the sandbox with."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import permutations
from typing import NamedTuple

RUNNING = "in_progress"
TERMINAL = ("completed", "declined", "expired", "canceled")
HOUR_S = 3600


class Act(NamedTuple):
    """What a client does to a request; `who` is the place of a signatory in it."""

    kind: str
    who: int = 0


@dataclass
class Person:
    id: str
    state: str = "waiting"
    reminded_at: float | None = None


@dataclass
class Model:
    """One request; signatories act one after another. Times are seconds of the moved clock."""

    id: str
    people: list[Person]
    expires_at: float | None
    state: str = "draft"
    erased: bool = False
    events: list[tuple[str, str | None]] = field(default_factory=list)

    def apply(self, act: Act, now: float) -> int:
        """Do it and give the status that answers."""
        if self.state == "deleted":
            return 404
        status: int = getattr(self, f"_{act.kind}")(act.who % len(self.people), now)
        return status

    def pass_time(self, now: float) -> None:
        if self.state == RUNNING and self.expires_at is not None and self.expires_at <= now:
            self._end("expired")

    def seen(self) -> tuple[str, tuple[str, ...], bool]:
        return self.state, tuple(person.state for person in self.people), self.erased

    def _activate(self, _: int, now: float) -> int:
        if self.state != "draft":
            return 409
        if self.expires_at is not None and self.expires_at <= now:
            return 422
        self.state = RUNNING
        self.events.append(("signature_request.activated", None))
        self._invite()
        return 200

    def _cancel(self, _: int, __: float) -> int:
        if self.state != RUNNING:
            return 409
        self._end("canceled")
        return 200

    def _decline(self, who: int, _: float) -> int:
        if not self._may_act(who):
            return 409
        self.people[who].state = "declined"
        self.events.append(("signatory.declined", self.people[who].id))
        self._end("declined")
        return 200

    def _sign(self, who: int, _: float) -> int:
        if not self._may_act(who):
            return 409
        self.people[who].state = "signed"
        self.events.append(("signatory.signed", self.people[who].id))
        if self._open() is None:
            self._end("completed")
            self.events.append(("audit_trail.ready", None))
        else:
            self._invite()
        return 200

    def _remind(self, _: int, now: float) -> int:
        person = self._open()
        if self.state != RUNNING or person is None:
            return 409
        if person.reminded_at is not None and now - person.reminded_at < HOUR_S:
            return 429
        person.reminded_at = now
        self.events.append(("signatory.reminded", person.id))
        return 200

    def _reassign(self, who: int, _: float) -> int:
        person = self.people[who]
        if self.state != RUNNING or person.state in ("signed", "declined"):
            return 409
        self.events.append(("signatory.reassigned", person.id))
        return 200

    def _erase(self, _: int, __: float) -> int:
        if self.state not in TERMINAL:
            return 409
        if not self.erased:
            self.erased = True
            self.events.append(("signature_request.personal_data_deleted", None))
        return 202

    def _delete(self, _: int, __: float) -> int:
        if self.state != "draft":
            return 409
        self.state = "deleted"
        return 204

    def _open(self) -> Person | None:
        return next((each for each in self.people if each.state in ("waiting", "notified")), None)

    def _may_act(self, who: int) -> bool:
        return self.state == RUNNING and self._open() is self.people[who]

    def _invite(self) -> None:
        person = self._open()
        if person is not None:
            person.state = "notified"

    def _end(self, state: str) -> None:
        self.state = state
        self.events.append((f"signature_request.{state}", None))


def explained(
    before: Model, acts: Sequence[Act], statuses: Sequence[int], after: Model, now: float
) -> bool:
    """Tell whether some order of acts done at once leads to these answers, state and events."""
    for order in permutations(range(len(acts))):
        tried = copy.deepcopy(before)
        told = {place: tried.apply(acts[place], now) for place in order}
        answered = [told[place] for place in range(len(acts))]
        same = tried.seen() == after.seen() or tried.state == after.state == "deleted"
        if answered == list(statuses) and same and tried.events == after.events:
            after.people = tried.people
            return True
    return False
