"""The course of a request after its draft: activated, signed, declined, reminded, ended.

Each act checks the state, changes it, writes the trail and tells the event, in one transaction.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from paraph.wire.common import rfc3339
from paraph.wire.names import EventType, RequestState, Role, SignatoryState
from paraph.wire.signature_requests import Reassignment, ReminderSettings, Retention
from paraph_sandbox.acts import requests, signatories
from paraph_sandbox.acts.actor import Actor
from paraph_sandbox.acts.events import emit
from paraph_sandbox.acts.trail import Happening, by_signatory, name_of, note, to_signatory
from paraph_sandbox.lifecycle import turns
from paraph_sandbox.lifecycle.places import Placed
from paraph_sandbox.lifecycle.problems import Problem, invalid, invalid_transition
from paraph_sandbox.lifecycle.states import move
from paraph_sandbox.store.database import Row, Writing

# What makes the signed document and the audit trail of a request that was signed by all, and
# gives the trail's id.
Conclude = Callable[[Writing, Row, datetime], str]
# Raises Problem 422 for a request's document that takes no signature in these fields.
CheckAdmits = Callable[[Writing, Row, list[Placed]], None]
_REMIND_EVERY = timedelta(hours=1)
_RUNNING = (RequestState.PENDING, RequestState.IN_PROGRESS)


class Course:
    """Moves requests on."""

    def __init__(self, conclude: Conclude, check_admits: CheckAdmits) -> None:
        self._conclude = conclude
        self._check_admits = check_admits

    def activate(self, tx: Writing, row: Row, actor: Actor) -> None:
        """Begin: invitations go to the first signatories.

        Raises Problem 409 `invalid_transition`; 422 when nobody signs, when the expiry has
        passed, when a field waits for an anchor that was not found, or when the document takes
        no signatures.
        """
        move(RequestState(row["state"]), RequestState.PENDING)
        requests.check_expiry(_moment(row["expiry_date"]), actor.now)
        rows = signatories.rows_of(tx, row["id"])
        self._check_can_begin(rows)
        fields = [field for each in rows for field in signatories.fields_of(each)]
        self._check_admits(tx, row, fields)
        tx.change(
            "requests", ("id", row["id"]),
            state=RequestState.PENDING, activated_at=rfc3339(actor.now),
        )  # fmt: skip
        document = Happening("activated", None, actor.client, actor.ip_address, None, row["sha256"])
        note(tx, row["id"], document, actor.now)
        version = requests.touch(tx, row["id"], actor.now)
        _tell(tx, row, EventType.REQUEST_ACTIVATED, version, actor.now)
        self._deliver(tx, row["id"], actor.now)

    def cancel(self, tx: Writing, row: Row, reason: str, actor: Actor) -> None:
        """Take a running request back."""
        self._end(tx, row, RequestState.CANCELED, actor.now)
        tx.change("requests", ("id", row["id"]), cancel_reason=reason)
        told = Happening("canceled", None, actor.client, actor.ip_address, reason)
        note(tx, row["id"], told, actor.now)

    def expire(self, tx: Writing, row: Row, now: datetime) -> None:
        """End a running request whose time is over."""
        self._end(tx, row, RequestState.EXPIRED, now)
        note(tx, row["id"], Happening("expired"), now)

    def view(self, tx: Writing, row: Row, signatory: Row, actor: Actor) -> None:
        """Note that a signatory has opened the document; the first time counts."""
        self.check_turn(tx, row, signatory, actor.now)
        if signatory["state"] == SignatoryState.VIEWED:
            return
        self._set(tx, signatory, SignatoryState.VIEWED, actor.now, viewed_at=rfc3339(actor.now))
        note(tx, row["id"], by_signatory(signatory, "viewed", actor), actor.now)
        requests.touch(tx, row["id"], actor.now)

    def decline(self, tx: Writing, row: Row, signatory: Row, reason: str, actor: Actor) -> None:
        """Note that a signatory will not sign, which ends the request."""
        self.check_turn(tx, row, signatory, actor.now)
        self._set(tx, signatory, SignatoryState.DECLINED, actor.now, declined_at=rfc3339(actor.now))
        tx.change("people", ("signatory", signatory["id"]), decline_reason=reason)
        note(tx, row["id"], by_signatory(signatory, "declined", actor, reason), actor.now)
        version = requests.touch(tx, row["id"], actor.now)
        _tell(tx, row, EventType.SIGNATORY_DECLINED, version, actor.now, signatory["id"])
        self._end(tx, row, RequestState.DECLINED, actor.now)

    def remind(self, tx: Writing, row: Row, actor: Actor) -> None:
        """Remind those whose turn it is. Raises Problem 429 within an hour of the last time."""
        _check_running(row, "reminded")
        open_ = self._open_rows(tx, row["id"])
        last = max((each["reminded_at"] or "" for each in open_), default="")
        wait = (datetime.fromisoformat(last) + _REMIND_EVERY - actor.now) if last else timedelta()
        if wait > timedelta():
            seconds = str(int(wait.total_seconds()) + 1)
            detail = "The signatories were reminded within the last hour."
            raise Problem(429, "reminded_recently", detail, headers={"Retry-After": seconds})
        self.remind_now(tx, row, actor.now)

    def remind_now(self, tx: Writing, row: Row, now: datetime) -> None:
        """Remind those whose turn it is."""
        for each in self._open_rows(tx, row["id"]):
            tx.change(
                "signatories", ("id", each["id"]),
                reminded_at=rfc3339(now), version=each["version"] + 1, updated_at=rfc3339(now),
            )  # fmt: skip
            note(tx, row["id"], to_signatory(each, "reminded"), now)
            version = requests.touch(tx, row["id"], now)
            _tell(tx, row, EventType.SIGNATORY_REMINDED, version, now, each["id"])
        self._plan_reminder(tx, row["id"], now)

    def reassign(
        self, tx: Writing, row: Row, signatory: Row, wanted: Reassignment, actor: Actor
    ) -> None:
        """Put another person in a signatory's place, who is invited anew."""
        _check_running(row, "reassigned")
        _check_has_not_acted(signatory)
        tx.change(
            "people", ("signatory", signatory["id"]),
            email=wanted.email, first_name=wanted.first_name, last_name=wanted.last_name,
        )  # fmt: skip
        known = signatory["state"] != SignatoryState.WAITING
        state = SignatoryState.NOTIFIED if known else SignatoryState.WAITING
        self._set(tx, signatory, state, actor.now, viewed_at=None, link=signatories.new_link())
        after = signatories.row_of(tx, row["account"], signatory["id"])
        words = f"{name_of(after)} in the place of {name_of(signatory)}"
        detail = f"{words}: {wanted.reason}" if wanted.reason else words
        told = Happening("reassigned", signatory["id"], actor.client, actor.ip_address, detail)
        note(tx, row["id"], told, actor.now)
        version = requests.touch(tx, row["id"], actor.now)
        _tell(tx, row, EventType.SIGNATORY_REASSIGNED, version, actor.now, signatory["id"])

    def signed(
        self,
        tx: Writing,
        row: Row,
        signatory: Row,
        happening: Happening,
        actor: Actor,
        **certificate: str | None,
    ) -> None:
        """Note that a signatory has signed or approved; after the last one, conclude.

        `happening.sha256` is of the new revision, or None when the document did not change;
        `certificate` holds `certificate_serial`, `certificate_sha256` and `certificate_issuer`.
        """
        self.check_turn(tx, row, signatory, actor.now)
        moment = rfc3339(actor.now)
        self._set(tx, signatory, SignatoryState.SIGNED, actor.now, signed_at=moment, **certificate)
        if happening.sha256 is not None:
            revision = row["revision"] + 1
            tx.insert(
                "revisions", request=row["id"], n=revision, sha256=happening.sha256,
                signatory=signatory["id"], created_at=moment,
            )  # fmt: skip
            tx.change("requests", ("id", row["id"]), revision=revision, sha256=happening.sha256)
        note(tx, row["id"], happening, actor.now)
        version = requests.touch(tx, row["id"], actor.now)
        _tell(tx, row, EventType.SIGNATORY_SIGNED, version, actor.now, signatory["id"])
        if self._open_rows(tx, row["id"]):
            self._deliver(tx, row["id"], actor.now)
        else:
            self._complete(tx, row, actor.now)

    def check_turn(self, tx: Writing, row: Row, signatory: Row, now: datetime) -> None:
        """Raise Problem 409 unless the request runs and it is this signatory's turn.

        A request whose time is over runs no more, also before `acts.due` has ended it.
        """
        _check_running(row, "signed")
        expiry = _moment(row["expiry_date"])
        if expiry is not None and expiry <= now:
            raise invalid_transition("signed", RequestState.EXPIRED)
        _check_has_not_acted(signatory)
        if signatory["id"] not in [each["id"] for each in self._open_rows(tx, row["id"])]:
            raise Problem(409, "not_your_turn", "It is not this signatory's turn.")

    def _complete(self, tx: Writing, row: Row, now: datetime) -> None:
        note(tx, row["id"], Happening("completed"), now)
        version = self._end(tx, row, RequestState.COMPLETED, now)
        ended = tx.first("SELECT * FROM requests WHERE id = ?", row["id"])
        if ended is None:
            raise RuntimeError("a request ended and is not there")
        trail = self._conclude(tx, ended, now)
        emit(
            tx, row["account"], EventType.TRAIL_READY,
            {"signature_request_id": row["id"], "audit_trail_id": trail, "version": version}, now,
        )  # fmt: skip

    def _end(self, tx: Writing, row: Row, state: RequestState, now: datetime) -> int:
        current = tx.value("SELECT state FROM requests WHERE id = ?", row["id"])
        move(RequestState(current), state)
        moment = rfc3339(now)
        columns: dict[str, object] = {"state": state, "ended_at": moment, "remind_at": None}
        if row["retention"]:
            kept = Retention.model_validate_json(row["retention"])
            columns["purge_at"] = requests.purge_at(kept, moment)
        tx.change("requests", ("id", row["id"]), **columns)
        version = requests.touch(tx, row["id"], now)
        _tell(tx, row, EventType(f"signature_request.{state}"), version, now)
        return version

    def _deliver(self, tx: Writing, request: str, now: datetime) -> None:
        """Invite those whose turn it is now."""
        for each in self._open_rows(tx, request):
            if each["state"] == SignatoryState.WAITING:
                self._set(tx, each, SignatoryState.NOTIFIED, now)
                note(tx, request, to_signatory(each, "notified"), now)
        self._plan_reminder(tx, request, now)
        state = RequestState(tx.value("SELECT state FROM requests WHERE id = ?", request))
        if state is RequestState.PENDING:
            onward = move(state, RequestState.IN_PROGRESS)
            tx.change("requests", ("id", request), state=onward)
            requests.touch(tx, request, now)

    def _plan_reminder(self, tx: Writing, request: str, now: datetime) -> None:
        kept = tx.value("SELECT reminders FROM requests WHERE id = ?", request)
        settings = kept and ReminderSettings.model_validate_json(kept)
        tx.change("requests", ("id", request), remind_at=requests.remind_at(settings or None, now))

    def _open_rows(self, tx: Writing, request: str) -> list[Row]:
        rows = signatories.rows_of(tx, request)
        now = {turn.id for turn in turns.to_act_now(signatories.turns(rows))}
        return [row for row in rows if row["id"] in now]

    def _check_can_begin(self, rows: list[Row]) -> None:
        if not any(
            turns.signs_the_document(Role(row["role"]), signatories.fields_of(row)) for row in rows
        ):
            raise invalid("signatories", "nobody signs")
        for row in rows:
            if any(field.page is None for field in signatories.fields_of(row)):
                raise invalid("signatories", "a field waits for an anchor that was not found")

    def _set(
        self,
        tx: Writing,
        signatory: Row,
        state: SignatoryState,
        now: datetime,
        **columns: object,
    ) -> None:
        tx.change(
            "signatories", ("id", signatory["id"]),
            state=state, version=signatory["version"] + 1, updated_at=rfc3339(now), **columns,
        )  # fmt: skip


def _check_running(row: Row, done: str) -> None:
    if row["state"] not in _RUNNING:
        raise invalid_transition(done, row["state"])


def _check_has_not_acted(signatory: Row) -> None:
    if signatory["role"] == Role.CC:
        raise Problem(409, "not_your_turn", "This person only receives a copy.")
    if signatory["state"] in (SignatoryState.SIGNED, SignatoryState.DECLINED):
        raise Problem(409, "already_acted", "This signatory has signed or declined already.")


def _tell(
    tx: Writing,
    row: Row,
    kind: EventType,
    version: int,
    now: datetime,
    signatory: str | None = None,
) -> None:
    data: dict[str, str | int | None] = {"signature_request_id": row["id"], "version": version}
    if signatory is not None:
        data["signatory_id"] = signatory
    emit(tx, row["account"], kind, data, now)


def _moment(kept: str | None) -> datetime | None:
    return None if kept is None else datetime.fromisoformat(kept)
