"""How long a PIN is kept: the person's choice, or what an administrator decided."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLabel

from paraph.domain.keys.pin_policy import PinKeeping, PinPolicy, pin_policy
from paraph.gui.common.controls import Choice

_MINUTES = (5, 10, 15, 30, 60)


class PinChoice(Choice):
    """Holds the text of `Settings.pin_keeping`. `chosen` tells of another one."""

    chosen = Signal(str)

    def __init__(self, name: str, decided: str | int | None, text: str, *, sees: bool) -> None:
        super().__init__(name)
        policy = pin_policy(decided, text)
        for value in _values(policy):
            self.addItem(_words(pin_policy(None, value)), value)
        self.setCurrentIndex(self.findData(_text(policy)))
        self.setEnabled(decided is None)
        self.below = QLabel(_below(policy, sees=sees))
        self.setAccessibleDescription(self.below.text())
        self.activated.connect(lambda _: self.chosen.emit(self.currentData()))


def _values(policy: PinPolicy) -> list[str]:
    """Give what can be chosen, and what is set although it is not among that."""
    minutes = sorted({*_MINUTES, *([policy.minutes] if policy.minutes else [])})
    return [str(PinKeeping.NEVER), str(PinKeeping.BATCH), *map(str, minutes)]


def _text(policy: PinPolicy) -> str:
    if policy.keeping is PinKeeping.MINUTES:
        return str(policy.minutes)
    return str(policy.keeping)


def _words(policy: PinPolicy) -> str:
    if policy.keeping is PinKeeping.MINUTES:
        return QCoreApplication.translate("PinChoice", "For %n minute(s)", "", policy.minutes)
    if policy.keeping is PinKeeping.BATCH:
        return QCoreApplication.translate("PinChoice", "For one batch")
    return QCoreApplication.translate("PinChoice", "Never")


def _below(policy: PinPolicy, *, sees: bool) -> str:
    sentences = []
    if policy.by_administrator:
        sentences.append(
            QCoreApplication.translate("PinChoice", "Your administrator decided this.")
        )
    if not sees:
        sentences.append(
            QCoreApplication.translate(
                "PinChoice",
                "Paraph cannot see here when you lock the screen: minutes count as one batch.",
            )
        )
    else:
        sentences.append(
            QCoreApplication.translate(
                "PinChoice",
                "Only the process of the card’s driver, or of the key file, holds it. Locking the"
                " screen, suspending the computer or taking the card out ends it at once.",
            )
        )
    return " ".join(sentences)
