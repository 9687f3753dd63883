"""What waits to leave, in the words of a person."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QLocale

from paraph.domain.errors import leaves
from paraph.domain.service.account import Environment
from paraph.domain.service.act import ActKind
from paraph.domain.service.local_request import LocalRequest
from paraph.domain.service.outbox_entry import PARKED, EntryState, OutboxEntry, ServiceWords
from paraph.gui.proof.proof_words import moment_words
from paraph.gui.requests.row_words import Chip
from paraph.gui.sheet.error_words import error_words
from paraph.usecases.request_board import KnownAccount, WaitingEntry
from paraph.usecases.request_story import name_of

translate = QCoreApplication.translate
_MOVED = 412
_ICONS = {
    ActKind.UPLOAD: "cloud-upload",
    ActKind.CREATE: "users",
    ActKind.FILL: "users",
    ActKind.ACTIVATE: "send",
    ActKind.REMIND: "bell",
    ActKind.SIGN: "signature",
    ActKind.CHANGE: "pencil",
    ActKind.REASSIGN: "users",
    ActKind.PURGE: "trash",
}


class Needy(NamedTuple):
    """Why an act needs a person: what happened, what is safe and what to do, more to read."""

    what: str
    below: str
    more: str = ""
    is_moved: bool = False


class Group(NamedTuple):
    """The acts of one request that leave by themselves, in their order."""

    request: str
    title: str
    below: str
    entries: tuple[WaitingEntry, ...]


def icon_of(kind: ActKind) -> str:
    """Give the sign of an act."""
    return _ICONS.get(kind, "x")


def act_words(waiting: WaitingEntry) -> str:
    """Say what an act does."""
    entry, request = waiting.entry, waiting.request
    words = {
        ActKind.UPLOAD: translate("Outbox", "Send the document ({size})"),
        ActKind.CREATE: translate(
            "Outbox", "Create the request with %n signatories", "", len(_people(request))
        ),
        ActKind.FILL: translate("Outbox", "Create the request from its template"),
        ActKind.ACTIVATE: translate("Outbox", "Start it"),
        ActKind.REMIND: translate("Outbox", "Remind {turn}"),
        ActKind.SIGN: translate("Outbox", "Deliver your signature, made with the card"),
        ActKind.DECLINE: translate("Outbox", "Say that {name} does not sign"),
        ActKind.REASSIGN: translate("Outbox", "Ask another person in place of {name}"),
        ActKind.CHANGE: translate("Outbox", "Change the request"),
        ActKind.CANCEL: translate("Outbox", "Cancel the request"),
        ActKind.DISCARD: translate("Outbox", "Cancel the request"),
        ActKind.PURGE: translate("Outbox", "Erase personal data at the service"),
    }[entry.kind]
    size = QLocale().formattedDataSize(entry.body.size, 0, QLocale.DataSizeFormat.DataSizeSIFormat)
    name, turn = _who(request, entry.signatory), _whose_turn(request)
    return words.replace("{size}", size).replace("{name}", name).replace("{turn}", turn)


def chip_of(waiting: WaitingEntry, now: datetime, *, is_first: bool) -> Chip:
    """Say why an act has not left yet."""
    entry, account = waiting.entry, waiting.account
    if account is not None and account.needs_sign_in:
        return Chip("user-circle", translate("Outbox", "After signing in"), "changed")
    if entry.state is EntryState.SENDING:
        return Chip("arrow-right", translate("Outbox", "On its way"), "accentText")
    if entry.kind is ActKind.SIGN:
        return Chip("circle-check", translate("Outbox", "Signed, to be delivered"), "valid")
    if not is_first:
        return Chip("clock", translate("Outbox", "After the one above"), "unknown")
    return _chip_of_first(entry, now)


def _chip_of_first(entry: OutboxEntry, now: datetime) -> Chip:
    if entry.state is EntryState.UNKNOWN:
        return Chip("search", translate("Outbox", "Looked up, then sent"), "unknown")
    if entry.next_attempt is not None and entry.next_attempt > now:
        moment = moment_words(entry.next_attempt, now)
        words = translate("Outbox", "Next try: {moment}").format(moment=moment)
        return Chip("clock", words, "unknown")
    return Chip("arrow-right", translate("Outbox", "Next to leave"), "accentText")


def why_words(entry: OutboxEntry) -> str:
    """Say why the last try did not come through; "" where there was none."""
    return _service_words(entry.error)[0] if entry.error is not None else ""


def needy_words(waiting: WaitingEntry, now: datetime) -> Needy:
    """Say why an act needs a person."""
    entry = waiting.entry
    words = entry.error or ServiceWords("")
    if entry.kind is ActKind.SIGN and words.status == _MOVED:
        moment = moment_words(entry.created, now)
        below = translate(
            "Outbox",
            "Your signature ({moment}) is kept and stays valid on its own copy. To take part in the"
            " request, sign the new version with your card.",
        )
        what = translate(
            "Outbox", "Someone signed before you, so your signature stands on an older version."
        )
        return Needy(what, below.format(moment=moment), is_moved=True)
    what, below = _service_words(words)
    said = " ".join([words.detail, *(f"{name}: {told}" for name, told in words.errors)]).strip()
    told = translate("Outbox", "The service says: {words}").format(words=said) if said else ""
    act = act_words(waiting)
    return Needy(what, translate("Outbox", "{act}. {below}").format(act=act, below=below), told)


def groups_of(entries: Sequence[WaitingEntry], *, names_accounts: bool) -> list[Group]:
    """Group what leaves by itself by its request, in the order of acts.

    `names_accounts`: there are several, which are told apart.
    """
    held = {each.entry.request for each in entries if each.entry.state in PARKED}
    found: dict[str, list[WaitingEntry]] = {}
    for each in entries:
        if each.entry.state not in PARKED:
            found.setdefault(each.entry.request, []).append(each)
    return [
        Group(
            request,
            title_of(group[0].request),
            _below(group[0], is_held=request in held, names_accounts=names_accounts),
            tuple(group),
        )
        for request, group in found.items()
    ]


def account_words(known: KnownAccount) -> str:
    """Name an account, with what of it counts."""
    match known.environment:
        case Environment.SANDBOX:
            return translate("Outbox", "{name} (sandbox, no legal value)").format(
                name=known.account.name
            )
        case Environment.PRODUCTION:
            return translate("Outbox", "{name} (production)").format(name=known.account.name)
        case Environment.UNKNOWN:
            return translate("Outbox", "{name} (not known yet whether it counts)").format(
                name=known.account.name
            )


def title_of(request: LocalRequest | None) -> str:
    """Give a request's title with its client."""
    if request is None:
        return translate("Outbox", "A request that is not here any more")
    name = request.name or translate("Requests", "Without a title")
    return f"{name} – {request.client}" if request.client else name


def matter_words(request: LocalRequest | None) -> str:
    """Name the matter; "" where there is none."""
    if request is None or not request.matter:
        return ""
    return translate("Outbox", "matter {matter}").format(matter=request.matter)


def _below(waiting: WaitingEntry, *, is_held: bool, names_accounts: bool) -> str:
    request, told = waiting.request, []
    names = ", ".join(_people(request)[:3])
    if names:
        told.append(translate("Outbox", "Request to {names}").format(names=names))
    told.append(matter_words(request))
    if names_accounts and waiting.account is not None:
        told.append(account_words(waiting.account))
    if is_held:
        told.append(translate("Outbox", "waits behind what needs you"))
    return " · ".join(each for each in told if each)


def _people(request: LocalRequest | None) -> list[str]:
    if request is None:
        return []
    if request.remote is not None:
        return [name_of(each) for each in request.remote.signatories]
    draft = request.draft
    people = () if draft is None else draft.signatories or tuple(e for _, e in draft.players)
    return [f"{each.first_name} {each.last_name}".strip() or each.email for each in people]


def _who(request: LocalRequest | None, number: int | None) -> str:
    people = _people(request)
    known = number is not None and number < len(people)
    return people[number or 0] if known else translate("Requests", "you")


def _whose_turn(request: LocalRequest | None) -> str:
    turn = request.remote.whose_turn() if request is not None and request.remote else ()
    return ", ".join(name_of(each) for each in turn[:3]) or ", ".join(_people(request)[:3])


def _service_words(words: ServiceWords) -> tuple[str, str]:
    if words.code in leaves():
        return error_words(words.code)
    what = translate("Outbox", "The service said no.")
    below = translate(
        "Outbox",
        "What was prepared is kept here. Try it again once the cause is gone, or take it back.",
    )
    return what, below
