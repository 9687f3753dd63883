"""What is said of a PIN and of a key file's password, in the words of what holds the key."""

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from paraph.domain.keys.key_kind import KeyKind
from paraph.domain.keys.pin_policy import PinKeeping, PinPolicy


class PinWords(NamedTuple):
    """The words of the page that asks; those of tries are empty where none are counted."""

    title: str
    field: str  # for those who hear it
    heading: str
    show: str
    first: str  # what has to be typed first
    promise: str
    length: str  # too short or too long
    says: str = ""
    refused: str = ""
    again: str = ""
    last: str = ""
    unsure: str = ""
    locked: str = ""
    unlock: str = ""


def pin_words(key: KeyKind, middleware: str = "") -> PinWords:
    """Give the words for a kind of key; they name the middleware, where a PIN is unlocked."""
    words = _MAKERS[key]()
    unlock = _unlock_words(key) if middleware else ""
    return words._replace(unlock=unlock.format(program=middleware) or words.unlock)


def _unlock_words(key: KeyKind) -> str:
    translate = QCoreApplication.translate
    return {
        KeyKind.CARD: translate(
            "Pin",
            "Too many wrong PINs. Your document is unchanged. Unlock the card"
            " with its PUK in {program}, or ask its issuer.",
        ),
        KeyKind.TOKEN: translate(
            "Pin",
            "Too many wrong PINs. Your document is unchanged. Let the one who manages"
            " the token unlock it in {program}.",
        ),
    }.get(key, "")


def kept_words(policy: PinPolicy, key: KeyKind = KeyKind.CARD) -> str:
    """Say in a line how long a PIN, or a key file's password, is kept."""
    translate = QCoreApplication.translate
    in_file = key is KeyKind.KEY_FILE
    if policy.keeping is PinKeeping.MINUTES:
        return _minutes_words(policy.minutes, key)
    if policy.keeping is PinKeeping.BATCH:
        if in_file:
            return translate("Pin", "The password is kept until these documents are signed.")
        return translate("Pin", "The PIN is kept until these documents are signed.")
    if in_file:
        return translate("Pin", "The password is used once and not kept.")
    return translate("Pin", "The PIN is used once and not kept.")


def _minutes_words(minutes: int, key: KeyKind) -> str:
    translate = QCoreApplication.translate
    if key is KeyKind.KEY_FILE:
        return translate(
            "Pin",
            "The key is kept open for %n minute(s) by a process of its own; locking the"
            " screen ends it.",
            "",
            minutes,
        )
    if key is KeyKind.CARD:
        return translate(
            "Pin",
            "The PIN is kept for %n minute(s) by the card’s process; locking the screen ends it.",
            "",
            minutes,
        )
    return translate(
        "Pin",
        "The PIN is kept for %n minute(s) by the driver’s process; locking the screen ends it.",
        "",
        minutes,
    )


def _of_card() -> PinWords:
    translate = QCoreApplication.translate
    return PinWords(
        title=translate("Pin", "Type the PIN of your card"),
        field=translate("Pin", "PIN of the card"),
        heading=translate("Pin", "SIGNATURE PIN"),
        show=translate("Pin", "Show the PIN"),
        first=translate("Pin", "Type the PIN first."),
        promise=translate("Pin", "The PIN goes to the card only; Paraph sends it nowhere."),
        length=translate(
            "Pin", "The PIN is too short or too long for this card. No try was spent."
        ),
        says=translate("Pin", "WHAT THE CARD SAYS"),
        refused=translate("Pin", "The card refused the PIN. Nothing was signed."),
        again=translate("Pin", "Type it again; the card does not tell how many tries remain."),
        last=translate("Pin", "This is the last try. One more wrong PIN locks the card."),
        unsure=translate(
            "Pin",
            "Not sure? Stop here. Nothing is lost: your box stays where it is."
            " Your PUK letter, or the card’s issuer, gives the tries back.",
        ),
        locked=translate("Pin", "The card is locked."),
        unlock=translate(
            "Pin",
            "Too many wrong PINs. Your document is unchanged. Unlock the card"
            " with its PUK in its own program, or ask its issuer.",
        ),
    )


def _of_key_file() -> PinWords:
    translate = QCoreApplication.translate
    return PinWords(
        title=translate("Pin", "Type the password of your key file"),
        field=translate("Pin", "Password of the key file"),
        heading=translate("Pin", "PASSWORD OF THE KEY FILE"),
        show=translate("Pin", "Show the password"),
        first="",
        promise=translate(
            "Pin", "The password opens the file on this computer; it is sent nowhere."
        ),
        length=translate("Pin", "The password is too long for a key file. Nothing was signed."),
        refused=translate("Pin", "The password does not open the key file. Nothing was signed."),
        again=translate("Pin", "Type it again; a file counts no tries."),
    )


def _of_tpm() -> PinWords:
    translate = QCoreApplication.translate
    return PinWords(
        title=translate("Pin", "Type the PIN of your TPM"),
        field=translate("Pin", "PIN of the TPM"),
        heading=translate("Pin", "SIGNATURE PIN"),
        show=translate("Pin", "Show the PIN"),
        first=translate("Pin", "Type the PIN first."),
        promise=translate(
            "Pin", "The PIN goes to this computer’s TPM only; Paraph sends it nowhere."
        ),
        length=translate("Pin", "The PIN is too short or too long for this TPM. No try was spent."),
        says=translate("Pin", "WHAT THE TPM SAYS"),
        refused=translate("Pin", "The TPM refused the PIN. Nothing was signed."),
        again=translate(
            "Pin", "Type it again; after some wrong ones the TPM takes none for a while."
        ),
        last=translate("Pin", "This is the last try. After one more the TPM takes none."),
        unsure=translate(
            "Pin",
            "Not sure? Stop here. Nothing is lost: your box stays where it is."
            " The tries come back by themselves with time.",
        ),
        locked=translate("Pin", "The TPM takes no PIN for a while."),
        unlock=translate(
            "Pin",
            "Too many wrong PINs. Your document is unchanged. Wait until its lockout"
            " is over, or let an administrator clear it.",
        ),
    )


def _of_token() -> PinWords:
    translate = QCoreApplication.translate
    return PinWords(
        title=translate("Pin", "Type the PIN of your token"),
        field=translate("Pin", "PIN of the token"),
        heading=translate("Pin", "SIGNATURE PIN"),
        show=translate("Pin", "Show the PIN"),
        first=translate("Pin", "Type the PIN first."),
        promise=translate("Pin", "The PIN goes to the token’s driver only."),
        length=translate(
            "Pin", "The PIN is too short or too long for this token. No try was spent."
        ),
        says=translate("Pin", "WHAT THE TOKEN SAYS"),
        refused=translate("Pin", "The token refused the PIN. Nothing was signed."),
        again=translate("Pin", "Type it again; the token does not tell how many tries remain."),
        last=translate("Pin", "This is the last try. One more wrong PIN locks the token."),
        unsure=translate(
            "Pin",
            "Not sure? Stop here. Nothing is lost: your box stays where it is."
            " The one who manages the token gives the tries back.",
        ),
        locked=translate("Pin", "The token is locked."),
        unlock=translate(
            "Pin",
            "Too many wrong PINs. Your document is unchanged. Let the one who manages"
            " the token unlock it.",
        ),
    )


_MAKERS = {
    KeyKind.CARD: _of_card,
    KeyKind.KEY_FILE: _of_key_file,
    KeyKind.TPM: _of_tpm,
    KeyKind.TOKEN: _of_token,
}
