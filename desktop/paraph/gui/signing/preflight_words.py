"""The lines of the pre-flight in words, and the words of what remedies them."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from paraph.domain.messages import WARNINGS, WORDS
from paraph.gui.signing.card_words import day_words, warning_words
from paraph.usecases.preflight import REPAIRABLE, Finding


def finding_words(finding: Finding) -> tuple[str, str]:
    """Give a line's title and what stands below or beside it."""
    translate = QCoreApplication.translate
    titles = {
        "document_open": translate("Preflight", "The file may be signed"),
        "certificate_can_sign": translate("Preflight", "Your certificate can sign"),
        "certificate_ends_soon": translate("Preflight", "Your certificate ends soon"),
        "card_there": translate("Preflight", "The card is in the reader"),
        "key_file_there": translate("Preflight", "The key file is there"),
        "output_ready": translate("Preflight", "The signed copy has a place"),
        "folder_needed": translate("Preflight", "The signed copy needs a folder"),
    }
    if finding.code in WARNINGS:
        day = date.fromisoformat(finding.detail) if finding.detail else None
        return warning_words(finding.code, day)
    if finding.code not in titles:
        return error_words(finding.code)
    return titles[finding.code], _beside(finding)


def _beside(finding: Finding) -> str:
    translate = QCoreApplication.translate
    if finding.code == "document_open":
        return _earlier(int(finding.detail))
    if finding.code == "folder_needed":
        return _why_folder(finding.detail)
    if finding.detail == "unlocked":
        return translate("Preflight", "unlocked; nothing will be asked")
    words = {
        "certificate_can_sign": translate("Preflight", "valid to {day}"),
        "certificate_ends_soon": translate(
            "Preflight", "Renew it before {day}. What you sign until then stays valid."
        ),
        "card_there": translate("Preflight", "PIN will be asked once"),
        "key_file_there": translate("Preflight", "its password will be asked once"),
    }.get(finding.code, finding.detail)
    return words.format(day=_day(finding)) if finding.code.startswith("certificate") else words


def _earlier(count: int) -> str:
    if not count:
        return QCoreApplication.translate("Preflight", "nobody has signed it yet")
    return QCoreApplication.translate("Preflight", "%n earlier signature(s)", "", count)


def _why_folder(why: str) -> str:
    translate = QCoreApplication.translate
    return {
        "temporary": translate(
            "Preflight",
            "This file lies in a temporary folder, such as a mail’s. A copy there would be lost.",
        ),
        "read_only": translate("Preflight", "Nothing can be written where this file lies."),
    }.get(why, translate("Preflight", "Choose another folder."))


def error_words(code: str) -> tuple[str, str]:
    """Give an error's first sentence, and the two others."""
    words = WORDS[code]
    what, safe, act = (
        QCoreApplication.translate("Messages", sentence)
        for sentence in (words.what, words.safe, words.act)
    )
    return what, f"{safe} {act}"


def remedy_words(finding: Finding) -> str:
    """Give the words of the button that settles a line, empty where there is none."""
    if finding.code == "document_damaged" and finding.detail != REPAIRABLE:
        return ""
    words = {
        "folder_needed": QCoreApplication.translate("Preflight", "Choose a folder…"),
        "folder_read_only": QCoreApplication.translate("Preflight", "Choose a folder…"),
        "no_token": QCoreApplication.translate("Preflight", "Look again"),
        "document_changed": QCoreApplication.translate("Preflight", "Show it anew"),
        "document_damaged": QCoreApplication.translate("Preflight", "Repair a copy…"),
    }
    return words.get(finding.code, "")


def _day(finding: Finding) -> str:
    return day_words(date.fromisoformat(finding.detail))
