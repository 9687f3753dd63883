"""The lines of the pre-flight in words, and the words of what remedies them."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from paraph.domain.findings import PAGES_UNSEEN, Finding, Remedy, Weight, pages_in_words
from paraph.domain.keys.key_kind import KeyKind
from paraph.domain.messages.acts import WARNINGS
from paraph.domain.messages.content import CONTENT_WORDS, PREFLIGHT_WORDS
from paraph.domain.messages.levels import LEVEL_WORDS
from paraph.domain.stamp.archive_format import ArchiveFinding
from paraph.gui.cards.card_words import day_words, warning_words
from paraph.gui.extras.extras_words import extras_finding_words
from paraph.gui.looks.archive_words import archive_words
from paraph.gui.looks.look_words import part_words
from paraph.gui.sheet.error_words import error_words

_OF_ARCHIVES = frozenset(map(str, ArchiveFinding))


def title_words(key: KeyKind) -> str:
    """Give the pre-flight's title: what is asked next."""
    translate = QCoreApplication.translate
    return {
        KeyKind.CARD: translate("Preflight", "Before the card is asked"),
        KeyKind.KEY_FILE: translate("Preflight", "Before the key file is opened"),
        KeyKind.TPM: translate("Preflight", "Before the TPM is asked"),
        KeyKind.TOKEN: translate("Preflight", "Before the token is asked"),
    }[key]


def finding_words(
    finding: Finding, key: KeyKind = KeyKind.CARD, middleware: str = ""
) -> tuple[str, str]:
    """Give a line's title and what stands below or beside it."""
    title, below = _words_of(finding, key, middleware)
    return title.removesuffix("."), below


def _words_of(finding: Finding, key: KeyKind, middleware: str) -> tuple[str, str]:
    if finding.code in CONTENT_WORDS or finding.code in PREFLIGHT_WORDS:
        return content_words(finding)
    if finding.code == "place_refused":
        return _place_words(finding)
    if finding.code in LEVEL_WORDS and finding.weight is Weight.KNOW:
        return _level_words(finding.code)
    told = _words_of_parts(finding)
    if told is not None:
        return told
    title = _titles().get(finding.code)
    known = (title, _beside(finding)) if title is not None else None
    return known or error_words(finding.code, key, middleware)


def _words_of_parts(finding: Finding) -> tuple[str, str] | None:
    if finding.code in _OF_ARCHIVES:
        return archive_words(finding.code, finding.detail)
    if finding.code.startswith("extras_"):
        return extras_finding_words(finding)
    if finding.code in WARNINGS:
        day = date.fromisoformat(finding.detail) if finding.detail else None
        return warning_words(finding.code, day)
    return None


def _titles() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "document_open": translate("Preflight", "The file may be signed"),
        "certificate_can_sign": translate("Preflight", "Your certificate can sign"),
        "certificate_ends_soon": translate("Preflight", "Your certificate ends soon"),
        "card_there": translate("Preflight", "The card is in the reader"),
        "key_file_there": translate("Preflight", "The key file is there"),
        "tpm_there": translate("Preflight", "The TPM is ready"),
        "token_there": translate("Preflight", "The token is ready"),
        "output_ready": translate("Preflight", "The signed copy has a place"),
        "folder_needed": translate("Preflight", "The signed copy needs a folder"),
        "level_there": translate("Preflight", "The proof of time can be had now"),
    }


def _beside(finding: Finding) -> str:
    translate = QCoreApplication.translate
    if finding.code == "document_open":
        return _earlier(int(finding.detail))
    if finding.code == "folder_needed":
        return _why_folder(finding.detail)
    if finding.code == "level_there":
        return finding.detail
    if finding.detail == "unlocked":
        return translate("Preflight", "unlocked; nothing will be asked")
    if finding.detail == "reader":
        return translate("Preflight", "its PIN is typed on the reader’s own keys")
    pin_once = translate("Preflight", "PIN will be asked once")
    words = {
        "certificate_can_sign": translate("Preflight", "valid to {day}"),
        "certificate_ends_soon": translate(
            "Preflight", "Renew it before {day}. What you sign until then stays valid."
        ),
        "card_there": pin_once,
        "tpm_there": pin_once,
        "token_there": pin_once,
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


def content_words(finding: Finding) -> tuple[str, str]:
    """Give the title of what a document holds, and where, what it means and what to do."""
    words = {**CONTENT_WORDS, **PREFLIGHT_WORDS}[finding.code]
    what, safe, act = (QCoreApplication.translate("Messages", sentence) for sentence in words)
    if finding.weight is Weight.FINE:
        return what, where_words(finding)
    if finding.code == PAGES_UNSEEN:
        return unseen_words(finding.pages), f"{safe} {act}"
    return what, " ".join(part for part in (where_words(finding), safe, act) if part)


def where_words(finding: Finding) -> str:
    """Say on which pages, and what it is called there; empty where neither is known."""
    translate = QCoreApplication.translate
    names = finding.detail
    if finding.code == "stamp_left_out":
        names = ", ".join(part_words(part) for part in finding.detail.split())
    if not finding.pages:
        return translate("Preflight", "{names}.").format(names=names) if names else ""
    pages = pages_in_words(finding.pages)
    words = (
        translate("Preflight", "Page {pages}: {names}.")
        if names
        else translate("Preflight", "Page {pages}.")
    )
    return words.format(pages=pages, names=names)


def unseen_words(pages: tuple[int, ...]) -> str:
    """Say which pages were never shown."""
    words = QCoreApplication.translate(
        "Preflight", "%n page(s) were never shown: {pages}", "", len(pages)
    )
    return words.format(pages=pages_in_words(pages))


def _place_words(finding: Finding) -> tuple[str, str]:
    translate = QCoreApplication.translate
    title = {
        "overlap": translate("Preflight", "The box covers another field"),
        "off_page": translate("Preflight", "The box leaves the page"),
        "too_small": translate("Preflight", "The box is too small"),
        "no_such_page": translate("Preflight", "The page of the box is not there"),
    }.get(finding.detail, error_words(finding.code)[0])
    if finding.detail == "overlap":
        below = translate(
            "Preflight", "Two signatures one over the other make other programs doubt both."
        )
        return title, f"{where_words(Finding(finding.weight, '', pages=finding.pages))} {below}"
    return title, error_words(finding.code)[1]


def _level_words(code: str) -> tuple[str, str]:
    words = LEVEL_WORDS[code]
    what, act = (QCoreApplication.translate("Messages", each) for each in (words.what, words.act))
    now = QCoreApplication.translate("Preflight", "You can sign now.")
    return what, f"{now} {act}"


def remedy_words(remedy: Remedy, finding: Finding, moved: tuple[int, int] = (0, 0)) -> str:
    """Give the words of a button; `moved` is the way to a better place, right and down in mm."""
    translate = QCoreApplication.translate
    if remedy is Remedy.MOVE:
        return _move_words(*moved)
    return {
        Remedy.FOLDER: translate("Preflight", "Choose a folder…"),
        Remedy.LOOK_AGAIN: translate("Preflight", "Look again"),
        Remedy.SHOW_ANEW: translate("Preflight", "Show it anew"),
        Remedy.REPAIR: translate("Preflight", "Repair a copy…"),
        Remedy.OTHER_PLACE: translate("Preflight", "Choose another place"),
        Remedy.OTHER_CERTIFICATE: translate("Preflight", "Choose another certificate"),
        Remedy.SHOW: translate("Preflight", "Show them")
        if finding.code == PAGES_UNSEEN
        else translate("Preflight", "Show me"),
        Remedy.TRY_AGAIN: translate("Preflight", "Try again"),
    }[remedy]


def _move_words(right_mm: int, down_mm: int) -> str:
    translate = QCoreApplication.translate
    across = (
        translate("Preflight", "Move mine {mm} mm to the right")
        if right_mm > 0
        else translate("Preflight", "Move mine {mm} mm to the left")
    )
    along = (
        translate("Preflight", "Move mine {mm} mm down")
        if down_mm > 0
        else translate("Preflight", "Move mine {mm} mm up")
    )
    if right_mm and down_mm:
        return translate("Preflight", "Move mine to the nearest free place")
    if not right_mm and not down_mm:
        return translate("Preflight", "Move mine a little")
    return (across if right_mm else along).format(mm=abs(right_mm or down_mm))


def _day(finding: Finding) -> str:
    return day_words(date.fromisoformat(finding.detail))
