"""What is said of a PIN and of a key file's password: how long it is kept, where it goes."""

from PySide6.QtCore import QCoreApplication

from paraph.domain.pin_policy import PinKeeping, PinPolicy


def kept_words(policy: PinPolicy, *, in_software: bool = False) -> str:
    """Say in a line how long a PIN, or a key file's password, is kept."""
    translate = QCoreApplication.translate
    if policy.keeping is PinKeeping.MINUTES:
        if in_software:
            return translate(
                "Pin",
                "The key is kept open for %n minute(s) by a process of its own; locking the"
                " screen ends it.",
                "",
                policy.minutes,
            )
        return translate(
            "Pin",
            "The PIN is kept for %n minute(s) by the card’s process; locking the screen ends it.",
            "",
            policy.minutes,
        )
    if policy.keeping is PinKeeping.BATCH:
        if in_software:
            return translate("Pin", "The password is kept until these documents are signed.")
        return translate("Pin", "The PIN is kept until these documents are signed.")
    if in_software:
        return translate("Pin", "The password is used once and not kept.")
    return translate("Pin", "The PIN is used once and not kept.")
