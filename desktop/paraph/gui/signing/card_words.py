"""What is said of certificates, cards and their PINs."""

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from paraph.domain.certificate import SigningBar
from paraph.usecases.choose_certificate import Candidate


def bar_words(bar: SigningBar) -> str:
    """Say why a certificate cannot sign."""
    words = {
        SigningBar.EXPIRED: QCoreApplication.translate("Cards", "it has ended"),
        SigningBar.NOT_YET_VALID: QCoreApplication.translate("Cards", "it is not valid yet"),
        SigningBar.CA_CERTIFICATE: QCoreApplication.translate(
            "Cards", "it belongs to the issuer, not to a person"
        ),
        SigningBar.KEY_USAGE: QCoreApplication.translate(
            "Cards", "its issuer made it for signing in, not for documents"
        ),
        SigningBar.NO_KEY: QCoreApplication.translate("Cards", "its key is not on this card"),
        SigningBar.WEAK_KEY: QCoreApplication.translate("Cards", "its key is too weak today"),
        SigningBar.UNREADABLE: QCoreApplication.translate("Cards", "it cannot be read"),
    }
    return words[bar]


def validity_words(candidate: Candidate) -> str:
    """Say until when a certificate is valid and what key it has."""
    words = QCoreApplication.translate("Cards", "valid to {day} · {key}")
    facts = candidate.facts
    return words.format(
        day=day_words(facts.not_after), key=f"{facts.key_kind.upper()} {facts.key_bits}"
    )


def card_line(candidate: Candidate) -> str:
    """Say on which card a certificate is and who issued it."""
    words = QCoreApplication.translate("Cards", "card “{card}” · issued by {issuer}")
    return words.format(card=candidate.token.label.strip(), issuer=common_name(candidate))


def common_name(candidate: Candidate) -> str:
    """Give the issuer's short name: its CN, else the whole."""
    for part in candidate.facts.issuer.split(","):
        key, _, value = part.strip().partition("=")
        if key.strip().upper() in ("CN", "COMMON NAME") and value:
            return value
        label, _, rest = part.strip().partition(":")
        if label.strip().lower() == "common name" and rest:
            return rest.strip()
    return candidate.facts.issuer


def why_words(candidate: Candidate) -> str:
    """Say in one line why a certificate cannot sign, empty when it can."""
    if candidate.bar is None:
        return ""
    words = QCoreApplication.translate("Cards", "Cannot sign: {why}")
    return words.format(why=bar_words(candidate.bar))


def day_words(moment: datetime | date) -> str:
    """Give a day as the person's language writes it."""
    day = moment.astimezone().date() if isinstance(moment, datetime) else moment
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMMM yyyy")


def initials(holder: str) -> str:
    """Give one or two letters for the round mark beside a name."""
    words = [word for word in holder.split() if word[0].isalpha()]
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [word[0] for word in words]
    return "".join(letters).upper()
