"""Accounts in the words of the window."""

from datetime import timedelta

from PySide6.QtCore import QCoreApplication

from paraph.domain.errors import ParaphError
from paraph.domain.service.account import SignInWay
from paraph.gui.cards.card_words import day_words
from paraph.gui.sheet.error_words import error_words
from paraph.usecases.accounts import AccountStatus

translate = QCoreApplication.translate
_MOST_DETAIL = 500


def way_words(way: SignInWay) -> str:
    """Say how an account proves itself."""
    return {
        SignInWay.API_KEY: translate("Accounts", "API key"),
        SignInWay.PROGRAM: translate("Accounts", "Client id and secret"),
        SignInWay.PERSON: translate("Accounts", "Signing in with the browser"),
    }[way]


def standing_words(status: AccountStatus, *, are_kept: bool) -> tuple[str, str]:
    """Say where an account stands, with its tone."""
    account = status.account
    if not status.has_secret:
        words = translate("Accounts", "Nobody is signed in. What is prepared waits.")
        return words, "changed"
    if account.paused is not None:
        words = translate("Accounts", "The service no longer knows you: sign in again.")
        return words, "changed"
    if status.is_due_for_rotation and status.secret_age is not None:
        return age_words(status.secret_age), "changed"
    if not are_kept:
        return translate("Accounts", "Signed in for as long as Paraph is open."), "textSecondary"
    if account.secret_since is not None:
        day = day_words(account.secret_since)
        return translate("Accounts", "Signed in since {day}.").format(day=day), "valid"
    return translate("Accounts", "Signed in."), "valid"


def age_words(age: timedelta) -> str:
    """Warn of a key that should be replaced."""
    return translate(
        "Accounts",
        "The API key is %n day(s) old. It still works; make a new one at the service and put it in"
        " its place.",
        "",
        age.days,
    )


def trouble_words(error: ParaphError) -> str:
    """Say why something with an account did not come through; the window's words, not commands'."""
    own = {
        "sign_in_again": translate(
            "Accounts", "The service no longer knows you. Nothing is lost. Sign in again."
        ),
        "sign_in_timeout": translate(
            "Accounts", "Nobody signed in at the browser within the time. Nothing was changed."
        ),
        "sign_in_cancelled": translate("Accounts", "Signing in was stopped. Nothing was changed."),
        "account_has_work": translate(
            "Accounts",
            "This account still has acts that have not left. Let them leave, or take them back in"
            " the outbox; then remove it.",
        ),
        "invalid_argument": translate(
            "Accounts", "Something is missing or cannot be used. Look at what you typed."
        ),
    }.get(error.code)
    words = own or " ".join(error_words(error.code))
    said = error.details.get("detail") or ""
    if not isinstance(said, str) or not said:
        # The usual words lead to what the service says, which has said nothing.
        return _not_taken() if error.code == "sign_in_failed" else words
    return f"{words} " + translate("Outbox", "The service says: {words}").format(
        words=said[:_MOST_DETAIL]
    )


def _not_taken() -> str:
    return translate(
        "Accounts",
        "The service did not accept the sign-in. Nothing was changed. Look at the address and at"
        " the key or secret, then try again.",
    )
