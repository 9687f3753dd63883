"""What a request is called in lists, in the words of a person: who, what, how it stands."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from paraph.domain.service.act import ActKind
from paraph.domain.service.local_request import FilingState, LocalRequest
from paraph.domain.service.outbox_entry import ENDED, PARKED, OutboxEntry
from paraph.domain.service.signature_request import RequestState
from paraph.gui.requests.asked import (
    Asked,
    acts_here,
    asked_of,
    expiry_of,
    has_ended,
    my_turn,
    what_is_asked,
)
from paraph.gui.requests.dates import day_words, days_between, moment_words, utc_now
from paraph.usecases.request_board import ListedRequest

translate = QCoreApplication.translate
_ADDRESSED = frozenset({"me", "m", "mr", "mrs", "ms", "mme", "mlle", "dr", "herr", "frau"})
_UNSENT = frozenset({RequestState.LOCAL, RequestState.DRAFT})


class Chip(NamedTuple):
    """A state as a small label: icon, words, and the token of its colour."""

    icon_name: str
    words: str
    tone: str


class RowWords(NamedTuple):
    """One row. `marks` has an icon and a tone for each signatory; `tint` picks the initials'."""

    title: str
    below: str
    chip: Chip
    who: str = ""
    when: str = ""
    due: str = ""
    marks: tuple[tuple[str, str], ...] = ()
    tint: int = 0
    is_open: bool = False

    @property
    def signed(self) -> str:
        """Say how many have signed."""
        count = sum(icon_name == "circle-check" for icon_name, _ in self.marks)
        words = translate("Requests", "{done} of {all} signed")
        return words.format(done=count, all=len(self.marks))

    @property
    def spoken(self) -> str:
        """Give the row for a screen reader."""
        signed = self.signed if self.marks else ""
        said = (self.who, self.title, self.below, signed, self.chip.words, self.due or self.when)
        return ", ".join(each for each in said if each)


def inbox_row(listed: ListedRequest, now: datetime) -> RowWords:
    """Say a request as it stands for who works at this desk."""
    request, asked = listed.request, asked_of(listed)
    others = [each.name for each in asked if not each.is_mine and each.name]
    changed = request.remote.updated_at if request.remote is not None else request.made
    who = others[0] if others else request.client or request.matter
    if request.client and request.client != who:
        who = f"{who} · {request.client}"
    return RowWords(
        request.name or translate("Requests", "Without a title"),
        _of_me(listed, asked),
        inbox_chip(listed, now),
        who or translate("Requests", "You"),
        moment_words(changed, now),
        tint=sum(map(ord, who)) % 4 + 1,
        is_open=my_turn(listed) is not None,
    )


def sent_row(listed: ListedRequest, now: datetime) -> RowWords:
    """Say a request as it stands for who asked."""
    request, asked = listed.request, asked_of(listed)
    title = request.name or translate("Requests", "Without a title")
    if request.client and request.client not in title:
        title = f"{title} – {request.client}"
    people = [
        translate("Requests", "you") if each.is_mine else each.name for each in asked if each.name
    ]
    more = len(people) - 3
    shown = [*people[:3], *([translate("Requests", "%n more", "", more)] if more > 0 else [])]
    below = " · ".join(each for each in (", ".join(shown), request.matter) if each)
    expires = expiry_of(request)
    return RowWords(
        title,
        below,
        sent_chip(listed, now),
        due=day_words(expires, now) if expires is not None else "–",
        marks=tuple(_mark(each, listed) for each in asked if each.signs),
        is_open=not has_ended(request),
    )


def inbox_chip(listed: ListedRequest, now: datetime) -> Chip:
    """Say in two words how a request stands for who works at this desk."""
    queued = _chip_of_queue(listed)
    if queued is not None:
        return queued
    if my_turn(listed) is not None:
        return _due_chip(expiry_of(listed.request), now)
    begins = _chip_of_beginning(listed)
    if begins is not None:
        return begins
    if listed.request.status in (RequestState.PENDING, RequestState.IN_PROGRESS):
        return Chip("users", translate("Requests", "With others"), "unknown")
    return _chip_of_state(listed, now, short=True)


def sent_chip(listed: ListedRequest, now: datetime) -> Chip:
    """Say in a few words how a request stands for who asked."""
    queued = _chip_of_queue(listed) or _chip_of_beginning(listed)
    if queued is not None:
        return queued
    if listed.request.status in (RequestState.PENDING, RequestState.IN_PROGRESS):
        return _chip_of_waiting(listed)
    return _chip_of_state(listed, now, short=False)


def _chip_of_waiting(listed: ListedRequest) -> Chip:
    """Say of a request that runs for whom it waits."""
    remote = listed.request.remote
    turn = {each.id for each in remote.whose_turn()} if remote is not None else set()
    waiting = [
        each
        for each in asked_of(listed)
        if remote is not None and remote.signatories[each.number].id in turn
    ]
    if any(each.is_mine for each in waiting):
        return Chip("signature", translate("Requests", "Waiting for you"), "accentText")
    if any(each.reminded_at is not None for each in waiting):
        return Chip("bell", translate("Requests", "Reminder sent"), "accentText")
    words = translate("Requests", "Under way")
    if len(waiting) == 1 and waiting[0].name:
        words = translate("Requests", "Waiting for {name}").format(name=waiting[0].name)
    elif waiting:
        words = translate("Requests", "Waiting for %n people", "", len(waiting))
    return Chip("users", words, "accentText")


def initials_of(name: str) -> str:
    """Give two letters for a name; how somebody is addressed is none of it."""
    words = [each for each in name.split(" · ", maxsplit=1)[0].split() if each[0].isalnum()]
    parts = [each for each in words if each.casefold().rstrip(".") not in _ADDRESSED] or words
    letters = parts[0][:1] + (parts[1][:1] if len(parts) > 1 else parts[0][1:2]) if parts else ""
    return letters.upper()


def open_entry(queued: Sequence[OutboxEntry], kind: ActKind) -> OutboxEntry | None:
    """Give what is queued of a kind and has not ended."""
    return next((e for e in queued if e.kind is kind and e.state not in ENDED), None)


def _chip_of_queue(listed: ListedRequest) -> Chip | None:
    """Say what has not left yet, the worst first."""
    parked = [each for each in listed.queued if each.state in PARKED]
    if any(each.kind is ActKind.SIGN for each in parked):
        is_newer = any(e.error is not None and e.error.status == 412 for e in parked)
        words = (
            translate("Requests", "New version to sign")
            if is_newer
            else translate("Requests", "Needs you")
        )
        return Chip("signature", words, "accentText" if is_newer else "changed")
    if parked:
        return Chip("alert-triangle", translate("Requests", "Needs you"), "changed")
    for kind, icon_name, words, tone in (
        (ActKind.CANCEL, "clock-up", translate("Requests", "Canceled, to be sent"), "unknown"),
        (ActKind.DISCARD, "clock-up", translate("Requests", "Canceled, to be sent"), "unknown"),
        (ActKind.DECLINE, "clock-up", translate("Requests", "Declined, to be sent"), "unknown"),
        (ActKind.SIGN, "circle-check", translate("Requests", "Signed, to be delivered"), "valid"),
    ):
        if open_entry(listed.queued, kind) is not None:
            return Chip(icon_name, words, tone)
    return None


def _chip_of_beginning(listed: ListedRequest) -> Chip | None:
    """Say that a request has not left, or that those who are asked do not know of it yet."""
    begins = (ActKind.CREATE, ActKind.FILL, ActKind.ACTIVATE)
    if all(open_entry(listed.queued, kind) is None for kind in begins):
        return None
    return Chip("clock-up", translate("Requests", "Waits to be sent"), "unknown")


def _chip_of_state(listed: ListedRequest, now: datetime, *, short: bool) -> Chip:
    request, status = listed.request, listed.request.status
    if status == RequestState.COMPLETED:
        return _completed_chip(request, short=short)
    if status in _UNSENT:
        needs = any(
            each.signs and not _has_field(request, each.number) for each in asked_of(listed)
        )
        return Chip(
            "pencil",
            translate("Requests", "Draft, needs fields")
            if needs
            else translate("Requests", "Draft"),
            "unknown",
        )
    if status == RequestState.DECLINED:
        has_reason = any(each.decline_reason for each in asked_of(listed))
        words = (
            translate("Requests", "Declined, with a reason")
            if has_reason and not short
            else translate("Requests", "Declined")
        )
        return Chip("x", words, "unknown")
    if status == RequestState.EXPIRED:
        expires = expiry_of(request)
        words = (
            translate("Requests", "Expired on {day}").format(day=day_words(expires, now))
            if expires
            else ""
        )
        return Chip("clock", words or translate("Requests", "Expired"), "unknown")
    if status == RequestState.CANCELED:
        return Chip("x", translate("Requests", "Canceled"), "unknown")
    # A state of the service that came after this program: as it is named there.
    return Chip("help-square-rounded", str(status), "unknown")


def _completed_chip(request: LocalRequest, *, short: bool) -> Chip:
    match request.filing.state:
        case FilingState.FILED:
            words = (
                translate("Requests", "Filed")
                if short
                else translate("Requests", "Completed, filed")
            )
            return Chip("folder-check", words, "valid")
        case FilingState.NEEDS_PERSON:
            return Chip("alert-triangle", translate("Requests", "Completed, not filed"), "changed")
        case FilingState.OWED:
            return Chip("clock", translate("Requests", "Completed, being filed"), "valid")
        case FilingState.NOT_YET | FilingState.EARLIER:
            return Chip("circle-check", translate("Requests", "Completed"), "valid")


def _due_chip(expires: datetime | None, now: datetime) -> Chip:
    days = days_between(now, expires) if expires is not None else 99
    if days <= 0:
        return Chip("clock", translate("Requests", "Due today"), "changed")
    if days == 1:
        return Chip("clock", translate("Requests", "Due tomorrow"), "changed")
    return Chip("signature", translate("Requests", "Waiting for you"), "accentText")


def _of_me(listed: ListedRequest, asked: Sequence[Asked]) -> str:
    """Say what is asked of me, or what I did, or others."""
    request, me = listed.request, my_turn(listed)
    if me is not None:
        return what_is_asked(me)
    if request.filing.state is FilingState.FILED:
        place = request.filing.place.replace("\\", "/").rstrip("/").rsplit("/", 2)
        folder = place[-2] if len(place) > 1 else place[-1]
        return translate("Requests", "Completed, filed in {place}").format(place=folder)
    mine = next((each for each in asked if each.is_mine and each.signs), None)
    did = _what_i_did(mine, listed) if mine is not None else ""
    if did:
        return did
    declined = next((each for each in asked if each.status == "declined"), None)
    if declined is not None and declined.name:
        return translate("Requests", "Declined by {name}").format(name=declined.name)
    return ""


def _what_i_did(mine: Asked, listed: ListedRequest) -> str:
    if mine.decline_reason:
        reason = " ".join(mine.decline_reason.split())
        return translate("Requests", "You declined: {reason}").format(reason=reason)
    if mine.signed_at is not None:
        day = day_words(mine.signed_at, utc_now())
        return translate("Requests", "Signed by you on {day}").format(day=day)
    if any(each.kind is ActKind.SIGN and acts_here(each) for each in listed.queued):
        return translate("Requests", "Signed by you, kept on this computer")
    if not has_ended(listed.request):
        return translate("Requests", "Others come before you")
    return ""


def _mark(each: Asked, listed: ListedRequest) -> tuple[str, str]:
    if each.on_paper:
        return "file-text", "unknown"
    if each.status == "signed":
        return "circle-check", "valid"
    if each.status == "declined":
        return "x", "textSecondary"
    is_made = any(e.signatory == each.number and e.kind is ActKind.SIGN and acts_here(e)
                  for e in listed.queued)  # fmt: skip
    return ("circle-check", "valid") if is_made else ("circle-dashed", "textSecondary")


def _has_field(request: LocalRequest, number: int) -> bool:
    if request.remote is not None:
        return bool(request.remote.signatories[number].fields)
    draft = request.draft
    is_there = draft is not None and number < len(draft.signatories)
    # A template's fields are the service's.
    return not is_there or draft is None or bool(draft.signatories[number].fields)
