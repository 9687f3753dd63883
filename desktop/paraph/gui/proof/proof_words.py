"""What is owed to signed files, in words."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from paraph.domain.messages.acts import words_for
from paraph.domain.owed import OwedLevel
from paraph.domain.pades_level import PadesLevel
from paraph.gui.cards.card_words import day_words
from paraph.gui.shell.status_strip import StripState


def proof_name(asked: PadesLevel) -> str:
    """Name what was asked for."""
    if asked.reaches(PadesLevel.B_LT):
        return QCoreApplication.translate("Proof", "Timestamp and long-term proof")
    return QCoreApplication.translate("Proof", "Timestamp")


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
