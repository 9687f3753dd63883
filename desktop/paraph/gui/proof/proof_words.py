"""What is owed to signed files, in words."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QLocale, QTime

from paraph.domain.messages.acts import words_for
from paraph.domain.owed import OwedLevel, is_of_archive
from paraph.domain.pades_level import PadesLevel
from paraph.gui.cards.card_words import day_words
from paraph.gui.shell.status_strip import StripState


def proof_name(asked: PadesLevel) -> str:
    """Name what was asked for."""
    if asked.reaches(PadesLevel.B_LT):
        return QCoreApplication.translate("Proof", "Timestamp and long-term proof")
    return QCoreApplication.translate("Proof", "Timestamp")


def missing_name(debt: OwedLevel) -> str:
    """Name what a file still lacks."""
    translate = QCoreApplication.translate
    if debt.renews and not is_of_archive(debt.intent):
        words = translate("Proof", "Long-term proof, renewed")
    elif PadesLevel.B_T not in debt.steps:
        words = translate("Proof", "Long-term proof")
    else:
        words = proof_name(debt.asked)
    return f"{words} ({debt.asked})"


MISPLACED = frozenset(
    {"proof_file_missing", "proof_file_changed", "archive_file_missing", "archive_file_changed"}
)
EXTENDED = "archive_file_extended"


def why_words(debt: OwedLevel) -> str:
    """Say why something is not there yet, and what a person can do in the list."""
    if debt.needs_person is not None:
        what, act = _told(debt.needs_person)
        return f"{what} {_act_words(debt.needs_person) or act}"
    if debt.reason is None:
        return QCoreApplication.translate("Proof", "It was not tried yet.")
    return _told(debt.reason)[0]


def _act_words(code: str) -> str:
    """Say what the buttons of the list do; elsewhere the words name commands."""
    if code in MISPLACED:
        return QCoreApplication.translate(
            "Proof", "Put it back, find it where it lies now, or take it off the list."
        )
    if code == EXTENDED:
        return QCoreApplication.translate(
            "Proof", "Look at the file; if it is in order, keep its proof up as it is now."
        )
    return ""


def settled_words(debt: OwedLevel) -> str:
    """Say that nothing is left to be done about it."""
    if is_of_archive(debt.intent):
        return QCoreApplication.translate("Proof", "In order again.")
    return QCoreApplication.translate("OwedRow", "Added, and read back.")


def next_words(debt: OwedLevel, now: datetime, *, is_away: bool) -> str:
    """Say when it is tried next, and until when it can be had."""
    translate = QCoreApplication.translate
    if debt.is_refused:
        words = translate("Proof", "Not tried again by itself")
    elif is_of_archive(debt.intent):
        words = translate("Proof", "Looked for again within the hour")
    elif debt.waits_for_password:
        words = translate("Proof", "Tried once the password is typed")
    elif is_away and debt.waits_for_network:
        words = translate("Proof", "Tried when the network is back")
    elif debt.next_attempt is None or debt.next_attempt <= now:
        words = translate("Proof", "Tried again within a minute")
    else:
        moment = moment_words(debt.next_attempt, now)
        words = translate("Proof", "Next try: {moment}").format(moment=moment)
    if debt.deadline is None:
        return words
    until = translate("Proof", "can be had until {day}")
    if debt.renews:
        until = translate("Proof", "to be renewed before {day}")
    return f"{words} · {until.format(day=day_words(debt.deadline))}"


def moment_words(moment: datetime, now: datetime) -> str:
    """Give a moment as the person's language writes it: the time, and the day if not today."""
    local = moment.astimezone()
    shown = QTime(local.hour, local.minute)
    time = QLocale().toString(shown, QLocale.FormatType.ShortFormat)
    if local.date() == now.astimezone().date():
        return QCoreApplication.translate("Proof", "today, {time}").format(time=time)
    return f"{day_words(local)}, {time}"


def password_words(*, keep: bool, is_lost: bool) -> str:
    """Say what becomes of the password of a locked document that still lacks something."""
    translate = QCoreApplication.translate
    if is_lost:
        return translate(
            "Proof",
            "Its password could not be kept: this computer has no keychain that is open. While the"
            " document is open here the proof is added by itself; later the password is asked for.",
        )
    if keep:
        return translate("Proof", "Its password is kept in the keychain until then.")
    return translate(
        "Proof",
        "Its password is not kept: while the document is open here the proof is added by itself;"
        " later the password is asked for.",
    )


def owed_words(debt: OwedLevel) -> str:
    """Say why something is owed and until when it is added."""
    if debt.needs_person is not None:
        return " ".join(_told(debt.needs_person))
    why = _told(debt.reason)[0] if debt.reason is not None else ""
    if debt.deadline is None:
        added = QCoreApplication.translate("Proof", "Owed, and added by itself.")
    else:
        added = QCoreApplication.translate(
            "Proof", "Owed, and added by itself, by {day} at the latest."
        ).format(day=day_words(debt.deadline))
    return f"{why} {added}".strip()


def strip_state(debts: Sequence[OwedLevel]) -> StripState:
    """Say in the strip how many proofs are owed, and which need a person."""
    needy = sum(debt.needs_person is not None for debt in debts)
    details = "\n".join(f"{debt.path.name}: {owed_words(debt)}" for debt in debts)
    if needy:
        words = QCoreApplication.translate("Proof", "%n proof(s) need you", "", needy)
        return StripState("alert-triangle", words, "changed", details)
    if debts:
        words = QCoreApplication.translate("Proof", "%n proof(s) owed", "", len(debts))
        return StripState("clock", words, "accentText", details)
    return StripState("cloud-check", QCoreApplication.translate("Proof", "Nothing waiting"))


def _told(code: str) -> tuple[str, str]:
    words = words_for(code)
    translate = QCoreApplication.translate
    return translate("Messages", words.what), translate("Messages", words.act)
