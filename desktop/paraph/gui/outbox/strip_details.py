"""What the strip's popovers say: a title, some lines, and the one act."""

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication

from paraph.domain.owed import OwedLevel
from paraph.gui.outbox.outbox_words import account_words
from paraph.gui.outbox.strip_words import account_state, network_state, outbox_state
from paraph.gui.outbox.sync_watch import SyncWatch
from paraph.gui.proof.proof_words import moment_words
from paraph.gui.sheet.error_words import error_words
from paraph.gui.shell.status_strip import StripPart
from paraph.usecases.request_board import KnownAccount, OutboxStanding

translate = QCoreApplication.translate
Details = tuple[str, list[str], tuple[str, str]]
_MOST_LINES = 6


def details_of(part: StripPart, watch: SyncWatch, debts: Sequence[OwedLevel]) -> Details:
    """Give a part's title, lines, and act: its key and its words."""
    standing = watch.standing or OutboxStanding()
    if part is StripPart.ACCOUNT:
        return _of_accounts(standing.accounts)
    if part is StripPart.NETWORK:
        return _of_network(watch)
    return _of_outbox(standing, watch, debts)


def _of_accounts(accounts: Sequence[KnownAccount]) -> Details:
    title = account_state(accounts).words
    lines = [account_words(each) for each in accounts[:_MOST_LINES]]
    for each in accounts:
        if each.is_due_for_rotation:
            old = translate("Outbox", "The API key of {name} should be replaced.")
            lines.append(old.format(name=each.account.name))
    if any(each.needs_sign_in for each in accounts):
        lines.append(translate("Outbox", "What is prepared waits, and nothing is lost."))
        return title, lines, ("sign_in", translate("Outbox", "Sign in…"))
    if not accounts:
        lines.append(
            translate(
                "Outbox", "With an account others can be asked to sign, and to sign with you."
            )
        )
        return title, lines, ("accounts", translate("Outbox", "Add an account…"))
    return title, lines, ("accounts", translate("Outbox", "Accounts…"))


def _of_network(watch: SyncWatch) -> Details:
    state = network_state(watch, datetime.now(UTC))
    lines = []
    for each in watch.rounds:
        if each.troubles:
            lines.append(f"{each.name}: {' '.join(error_words(each.troubles[0].code))}")
        else:
            lines.append(translate("Outbox", "{name} answers.").format(name=each.name))
    lines += _next_line(watch)
    title = state.words if state is not None else translate("Outbox", "Not tried yet")
    return title, lines[:_MOST_LINES], ("send", translate("Outbox", "Try now"))


def _of_outbox(standing: OutboxStanding, watch: SyncWatch, debts: Sequence[OwedLevel]) -> Details:
    state = outbox_state(standing, debts)
    lines = state.details.splitlines()[:_MOST_LINES] + _next_line(watch)
    if not lines:
        lines = [translate("Outbox", "All that you did has reached its service.")]
    return state.words, lines, ("outbox", translate("Outbox", "Open the outbox"))


def _next_line(watch: SyncWatch) -> list[str]:
    if watch.is_running:
        return [translate("Outbox", "Being sent now…")]
    if watch.next_try is None:
        return []
    moment = moment_words(watch.next_try, datetime.now(UTC))
    return [translate("Outbox", "Next try: {moment}").format(moment=moment)]
