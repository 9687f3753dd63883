"""What is agreed on for a whole batch, in words: how often one types, and what comes with it."""

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from paraph.domain.keys.key_kind import KeyKind
from paraph.domain.many.batch import PinAsks
from paraph.domain.placing.signature_extras import Extras
from paraph.gui.extras.extras_words import certification_words, pages_words


class Asked(NamedTuple):
    """How often a person types, for what, and how often the key signs."""

    asks: PinAsks
    key: KeyKind
    documents: int
    signatures: int


def asked_words(asked: Asked) -> tuple[str, str]:
    """Say before it begins how often the PIN is asked for, and how often the key signs."""
    title, words = asks_words(asked.asks, asked.documents, asked.key)
    if asked.signatures <= asked.documents:
        return title, words
    often = QCoreApplication.translate(
        "Batch",
        "The key signs %n time(s): initials in a document that was signed before are"
        " signatures of their own.",
        "",
        asked.signatures,
    )
    return title, f"{words} {often}"


def extras_words(extras: Extras) -> tuple[str, str]:
    """Say what comes with each signature."""
    translate = QCoreApplication.translate
    parts = []
    if extras.initials is not None:
        pages = pages_words().get(extras.initials.pages) or translate("Batch", "on pages {pages}")
        words = translate("Batch", "Initials {where}.")
        parts.append(words.format(where=pages.format(pages=extras.initials.pages)))
    if extras.certification is not None:
        words = translate("Batch", "Certified: {what}.")
        parts.append(words.format(what=certification_words(extras.certification)))
    return translate("Batch", "With each signature"), " ".join(parts)


def asks_words(asks: PinAsks, count: int, key: KeyKind) -> tuple[str, str]:
    """Say before it begins how often the PIN, or the password, is asked for."""
    translate = QCoreApplication.translate
    match asks:
        case PinAsks.NEVER:
            return (
                translate("Batch", "Nothing is asked"),
                translate("Batch", "It is unlocked already, and stays so for the whole batch."),
            )
        case PinAsks.EACH:
            words = translate("Batch", "Once for each document, %n time(s).", "", count)
            if key is KeyKind.KEY_FILE:
                return translate("Batch", "The password is asked each time"), words
            return translate("Batch", "The PIN is asked each time"), words
        case PinAsks.READER_MAY_ASK:
            return (
                translate("Batch", "The reader asks for the PIN"),
                translate("Batch", "Once; some cards want it on its keys for every signature."),
            )
        case _:
            if key is KeyKind.KEY_FILE:
                return (
                    translate("Batch", "The password is asked once"),
                    translate("Batch", "The key stays open for the whole batch, and no longer."),
                )
            return translate("Batch", "The PIN is asked once"), _stays_open_words(key)


def _stays_open_words(key: KeyKind) -> str:
    translate = QCoreApplication.translate
    return {
        KeyKind.TPM: translate("Batch", "The TPM stays open for the whole batch, and no longer."),
        KeyKind.TOKEN: translate(
            "Batch", "The token stays open for the whole batch, and no longer."
        ),
    }.get(key, translate("Batch", "Your card stays open for the whole batch, and no longer."))
