"""The strip's words for the account, the network and the outbox."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from paraph.domain.owed import OwedLevel
from paraph.domain.service.account import Environment
from paraph.gui.outbox.outbox_words import account_words
from paraph.gui.outbox.sync_watch import Reached, SyncWatch
from paraph.gui.proof.proof_words import strip_state as proof_state
from paraph.gui.requests.dates import moment_words as clock_words
from paraph.gui.shell.status_strip import StripState
from paraph.usecases.request_board import KnownAccount, OutboxStanding

translate = QCoreApplication.translate


def account_state(accounts: Sequence[KnownAccount]) -> StripState:
    """Say which accounts there are; what holds up comes first, then what has no legal value."""
    details = "\n".join(map(account_words, accounts))
    if not accounts:
        return StripState("building-bank", translate("Outbox", "No account"))
    held = [each for each in accounts if each.needs_sign_in]
    if held:
        name = held[0].account.name
        words = translate("Outbox", "Sign in again: {name}")
        if held[0].account.secret_since is None:
            words = translate("Outbox", "Sign in: {name}")
        words = words.format(name=name)
        return StripState("user-circle", words, "changed", details)
    if any(each.environment is Environment.SANDBOX for each in accounts):
        words = translate("Outbox", "SANDBOX no legal value")
        if len(accounts) > 1:
            words = translate("Outbox", "SANDBOX, and %n other account(s)", "", len(accounts) - 1)
        return StripState("flask", words, "sandbox", details)
    names = ", ".join(each.account.name for each in accounts)
    if any(each.environment is Environment.UNKNOWN for each in accounts):
        words = translate("Outbox", "Not known yet whether it counts: {name}")
        return StripState("building-bank", words.format(name=names), "textSecondary", details)
    words = translate("Outbox", "Production {name}").format(name=names)
    return StripState("building-bank", words, "textSecondary", details)


def network_state(watch: SyncWatch, now: datetime) -> StripState | None:
    """Say how far the last round got; None before the first one."""
    since = clock_words(watch.away_since, now) if watch.away_since is not None else ""
    match watch.reached:
        case Reached.NOT_TRIED:
            return None
        case Reached.ONLINE:
            return StripState("wifi", translate("Outbox", "Online"), "valid")
        case Reached.AWAY:
            words = translate("Outbox", "Offline since {moment}").format(moment=since)
            return StripState("wifi-off", words, "changed")
        case Reached.PORTAL:
            return StripState(
                "wifi-off", translate("Outbox", "This network wants a sign-in"), "changed"
            )
        case Reached.SILENT:
            return StripState(
                "wifi-off", translate("Outbox", "The service does not answer"), "changed"
            )


def outbox_state(standing: OutboxStanding | None, debts: Sequence[OwedLevel]) -> StripState:
    """Say what waits, and how much of it needs a person; proofs that are owed among it."""
    owed = proof_state(debts)
    if standing is None or not (standing.waiting or standing.needs_person):
        return owed
    count = standing.waiting + standing.needs_person
    words = translate("Outbox", "%n waiting", "", count)
    details = [translate("Outbox", "What waits leaves by itself when the service answers.")]
    tone, icon_name = "accentText", "cloud-upload"
    if standing.needs_person:
        needs = translate("Outbox", "%n needs you", "", standing.needs_person)
        words = f"{words}, {needs}"
        details.insert(0, translate("Outbox", "Something cannot leave before you decide."))
        tone = "invalid"
    if debts:
        words = f"{words} · {owed.words}"
        details.append(owed.details)
    return StripState(icon_name, words, tone, "\n".join(details))
