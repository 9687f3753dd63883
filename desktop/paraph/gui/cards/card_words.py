"""What is said of certificates, cards and their PINs."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from paraph.domain.keys.certificate import Caution, CertificateFacts, Purpose, SigningBar
from paraph.domain.keys.key_kind import KeyKind
from paraph.domain.messages.acts import WARNINGS
from paraph.usecases.choose_certificate import Candidate

_CURVE_NAMES = {
    "secp256r1": "P-256",
    "secp384r1": "P-384",
    "secp521r1": "P-521",
    "brainpoolP256r1": "Brainpool P-256",
    "brainpoolP384r1": "Brainpool P-384",
    "brainpoolP512r1": "Brainpool P-512",
    "ed25519": "Ed25519",
    "ed448": "Ed448",
}
_RSA_NAMES = {"rsa": "RSA", "rsassa_pss": "RSA-PSS"}


def bar_words(bar: SigningBar, purpose: Purpose = Purpose.LOGIN) -> str:
    """Say why a certificate cannot sign."""
    if bar is SigningBar.KEY_USAGE:
        return _usage_words(purpose)
    words = {
        SigningBar.EXPIRED: QCoreApplication.translate("Cards", "it has ended"),
        SigningBar.NOT_YET_VALID: QCoreApplication.translate("Cards", "it is not valid yet"),
        SigningBar.CA_CERTIFICATE: QCoreApplication.translate(
            "Cards", "it belongs to the issuer, not to a person"
        ),
        SigningBar.NO_KEY: QCoreApplication.translate("Cards", "its key is not with it"),
        SigningBar.WEAK_KEY: QCoreApplication.translate("Cards", "its key is too weak today"),
        SigningBar.UNKNOWN_KEY: QCoreApplication.translate(
            "Cards", "its kind of key is not among the accepted ones"
        ),
        SigningBar.UNREADABLE: QCoreApplication.translate("Cards", "it cannot be read"),
    }
    return words[bar]


def _usage_words(purpose: Purpose) -> str:
    if purpose is Purpose.LOGIN:
        return QCoreApplication.translate(
            "Cards", "its issuer made it for logging in, not for documents"
        )
    if purpose is Purpose.ENCRYPTION:
        return QCoreApplication.translate(
            "Cards", "its issuer made it for encrypting, not for signing"
        )
    return QCoreApplication.translate("Cards", "its issuer made it for something else")


def purpose_words(candidate: Candidate) -> str:
    """Say what a certificate was made for; it tells two of one holder apart."""
    if candidate.bar is SigningBar.UNREADABLE:
        return ""
    is_seal = candidate.facts.is_legal_person
    seal, signature = (
        QCoreApplication.translate("Cards", "Seal certificate"),
        QCoreApplication.translate("Cards", "Signature certificate"),
    )
    words = {
        Purpose.SIGNATURE: seal if is_seal else signature,
        Purpose.DOCUMENTS: QCoreApplication.translate("Cards", "For documents"),
        Purpose.EMAIL: QCoreApplication.translate("Cards", "For e-mail"),
        Purpose.ANYTHING: QCoreApplication.translate("Cards", "For any use"),
        Purpose.UNSTATED: QCoreApplication.translate("Cards", "Use not stated"),
        Purpose.LOGIN: QCoreApplication.translate("Cards", "For logging in"),
        Purpose.ENCRYPTION: QCoreApplication.translate("Cards", "For encrypting"),
        Purpose.OTHER: QCoreApplication.translate("Cards", "For another use"),
        Purpose.ISSUING: QCoreApplication.translate("Cards", "For issuing certificates"),
    }
    return words[candidate.purpose]


def key_words(facts: CertificateFacts) -> str:
    """Name a key by its kind and size, as “RSA 3072” or “P-256”."""
    if facts.key_kind in _RSA_NAMES:
        return f"{_RSA_NAMES[facts.key_kind]} {facts.key_bits}"
    return _CURVE_NAMES.get(facts.curve, facts.curve or facts.key_kind.upper())


def kind_words(facts: CertificateFacts) -> list[str]:
    """Give the marks of a certificate: a seal's, and what its issuer states."""
    marks = [QCoreApplication.translate("Cards", "Seal")] if facts.is_legal_person else []
    if facts.qualified.claims_qualified:
        marks.append(QCoreApplication.translate("Cards", "Qualified"))
    return marks


def validity_words(candidate: Candidate) -> str:
    """Say until when a certificate is valid; from when, where that is still to come."""
    facts = candidate.facts
    if candidate.bar is SigningBar.UNREADABLE:
        return ""
    if candidate.bar is SigningBar.NOT_YET_VALID:
        words = QCoreApplication.translate("Cards", "valid from {day}")
        return words.format(day=day_words(facts.not_before))
    if candidate.bar is SigningBar.EXPIRED:
        words = QCoreApplication.translate("Cards", "ended {day}")
        return words.format(day=day_words(facts.not_after))
    words = QCoreApplication.translate("Cards", "valid to {day}")
    return words.format(day=day_words(facts.not_after))


def facts_line(candidate: Candidate) -> str:
    """Say what it is for, its key and its validity, in one line."""
    key = key_words(candidate.facts)
    return joined(purpose_words(candidate), key, validity_words(candidate))


def issuer_line(candidate: Candidate) -> str:
    """Say who issued a certificate, and what that issuer states of it."""
    facts = candidate.facts
    if not facts.issuer:
        return ""
    words = QCoreApplication.translate("Cards", "issued by {issuer}")
    if facts.qualified.claims_qualified:
        words = QCoreApplication.translate("Cards", "issued by {issuer}, as qualified")
        if facts.qualified.device:
            words = QCoreApplication.translate(
                "Cards", "issued by {issuer}, as qualified, its key in a signature device"
            )
    return words.format(issuer=facts.issuer_name or facts.issuer)


def place_line(candidate: Candidate, among: Sequence[Candidate] = ()) -> str:
    """Say on which card, and in which reader, a certificate is.

    Its number is said too where another one of `among` would read the same.
    """
    token = candidate.token
    name, reader = token.label.strip(), token.reader.strip()
    if token.in_software:
        return QCoreApplication.translate("Cards", "in a key file: advanced, without a device")
    holder = {
        KeyKind.TPM: QCoreApplication.translate("Cards", "TPM “{card}”"),
        KeyKind.TOKEN: QCoreApplication.translate("Cards", "token “{card}”"),
    }.get(token.key_kind, QCoreApplication.translate("Cards", "card “{card}”"))
    card = holder.format(card=name) if name else ""
    within = QCoreApplication.translate("Cards", "in {reader}").format(reader=reader)
    number = QCoreApplication.translate("Cards", "no. {serial}").format(serial=token.serial)
    others = (each.token for each in among if each.token.serial != token.serial)
    is_double = any((each.label.strip(), each.reader.strip()) == (name, reader) for each in others)
    return joined(card, within if reader and reader != name else "", number if is_double else "")


def short_place(candidate: Candidate, among: Sequence[Candidate]) -> str:
    """Say on which card a certificate is; in which reader where another card has its name."""
    token = candidate.token
    label = token.label.strip()
    alike = (each.token for each in among if each.token.label.strip() == label)
    is_alone = all((each.reader, each.serial) == (token.reader, token.serial) for each in alike)
    if is_alone and label:
        candidate = replace(candidate, token=replace(token, reader=""))
    return place_line(candidate, among)


def card_line(candidate: Candidate) -> str:
    """Say on which card a certificate is and who issued it."""
    return joined(place_line(candidate), issuer_line(candidate))


def why_words(candidate: Candidate) -> str:
    """Say in one line why a certificate cannot sign, empty when it can."""
    if candidate.bar is None:
        return ""
    words = QCoreApplication.translate("Cards", "Cannot sign: {why}")
    return words.format(why=bar_words(candidate.bar, candidate.purpose))


def caution_words(caution: Caution) -> tuple[str, str]:
    """Give a caution's first sentence, and the two others."""
    return warning_words(caution.warning, caution.until)


def warning_words(code: str, until: date | None = None) -> tuple[str, str]:
    """Give the first sentence of one of `domain.messages.acts.WARNINGS`, and the two others."""
    words = WARNINGS[code]
    day = day_words(until) if until is not None else ""
    what, safe, act = (
        QCoreApplication.translate("Messages", sentence)
        for sentence in (words.what, words.safe, words.act)
    )
    return what.format(day=day), f"{safe} {act}"


def act_words(candidate: Candidate) -> str:
    """Say the act that is confirmed, in the words of Regulation (EU) No 910/2014."""
    if candidate.facts.is_legal_person:
        words = QCoreApplication.translate(
            "Cards", "I seal as {holder}, with an advanced electronic seal"
        )
    else:
        words = QCoreApplication.translate(
            "Cards", "I sign as {holder}, with an advanced electronic signature"
        )
    return words.format(holder=candidate.facts.holder)


def joined(*parts: str) -> str:
    """Join what there is to say with a dot between."""
    return " · ".join(part for part in parts if part)


def day_words(moment: datetime | date) -> str:
    """Give a day as the person's language writes it."""
    day = moment.astimezone().date() if isinstance(moment, datetime) else moment
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMMM yyyy")


def initials(holder: str) -> str:
    """Give one or two letters for the round mark beside a name."""
    words = [word for word in holder.split() if word[0].isalpha()]
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [word[0] for word in words]
    return "".join(letters).upper()
