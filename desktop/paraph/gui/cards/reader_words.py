"""What is said of the cards in the readers: in the strip, its tool tip and the panel."""

from collections import Counter
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication

from paraph.domain.keys.key_kind import KeyKind
from paraph.domain.keys.reader_card import CardState, ReaderCard, with_article
from paraph.gui.sheet.error_words import error_sentences
from paraph.gui.shell.status_strip import StripState
from paraph.ports.signing_token import TokenSnapshot
from paraph.usecases.signing_desk import Cards

_ICON = "credit-card"


def card_sentence(card: ReaderCard) -> str:
    """Say what lies in a reader and why it cannot sign; empty where nothing is to be said."""
    if card.state is CardState.FAULTY:
        what, _, act = error_sentences(card.trouble, card.key)
        return f"{what} {act}"
    if not card.in_trouble or card.atr is None:
        return ""
    words = {
        CardState.DRIVER_MISSING: QCoreApplication.translate(
            "Readers", "This is {a_card}; its driver is not installed. Install {driver}: {where}."
        ),
        CardState.DRIVER_SILENT: QCoreApplication.translate(
            "Readers", "This is {a_card}; its driver is installed ({drivers}) but does not show it."
        ),
        CardState.NO_DRIVER_KNOWN: QCoreApplication.translate(
            "Readers", "This is {a_card}; no driver (PKCS#11) for it is known. Ask its issuer."
        ),
        CardState.UNKNOWN: QCoreApplication.translate(
            "Readers", "This is an unknown card, and no driver shows it. Its ATR is {atr}."
        ),
    }
    first = card.drivers[0] if card.drivers else None
    return words[card.state].format(
        # English puts an article before the name; other languages take {card} and their marks.
        a_card=with_article(card.name or ""),
        card=card.name,
        driver=first.name if first is not None else "",
        where=first.where if first is not None else "",
        drivers=", ".join(driver.name for driver in card.drivers),
        atr=card.atr.hex().upper(),
    )


def readers_note(readers: Iterable[ReaderCard]) -> str:
    """Say it of every card in trouble, with the reader's name where it is needed."""
    troubled = [card for card in readers if card.in_trouble]
    if len(troubled) == 1 and troubled[0].state is not CardState.FAULTY:
        return card_sentence(troubled[0])
    return "\n".join(f"{card.reader}: {card_sentence(card)}" for card in troubled)


def token_names(tokens: Sequence[TokenSnapshot]) -> list[str]:
    """Name tokens so that they differ: by label, then also by reader, serial number and slot."""
    parts = [
        (token.label.strip() or token.model, token.reader, token.serial, str(token.slot_id))
        for token in tokens
    ]
    names = [part[0] for part in parts]
    for more in range(1, 4):
        often = Counter(names)
        names = [
            f"{name} · {part[more]}" if often[name] > 1 and part[more] else name
            for name, part in zip(names, parts, strict=True)
        ]
    return names


def strip_state(cards: Cards) -> StripState:
    """Give what the strip shows of the cards; every card is named under the mouse."""
    seen = [each for each in cards.tokens if not each.trouble]
    details = "\n".join(filter(None, [*token_names(seen), readers_note(cards.readers)]))
    able = [candidate for candidate in cards.candidates if candidate.bar is None]
    # A key file is always there: cards are what comes and goes.
    able = [each for each in able if not each.token.in_software] or able
    ready = {(each.token.module, each.token.slot_id) for each in able}
    unlocked = [each for each in able if each.token.unlocked]
    if unlocked:
        words = _unlocked_words(unlocked[0].token.key_kind)
        hint = QCoreApplication.translate("Readers", "Click to lock it now (Ctrl+Shift+L).")
        words = words.format(holder=unlocked[0].facts.holder)
        return StripState("lock-open", words, "changed", f"{hint}\n{details}")
    if len(ready) > 1:
        words = QCoreApplication.translate("Readers", "%n card(s) ready", "", len(ready))
        if any(each.token.key_kind is not KeyKind.CARD for each in able):
            words = QCoreApplication.translate("Readers", "%n key(s) ready", "", len(ready))
        return StripState(_ICON, words, "valid", details)
    if able:
        words = _ready_words(able[0].token.key_kind).format(holder=able[0].facts.holder)
        return StripState(_ICON, words, "valid", details)
    words = _trouble_words(cards)
    if words:
        return StripState(_ICON, words, "changed", details)
    return StripState(_ICON, QCoreApplication.translate("Readers", "No card"))


def _ready_words(key: KeyKind) -> str:
    return {
        KeyKind.CARD: QCoreApplication.translate("Readers", "Card ready  {holder}"),
        KeyKind.KEY_FILE: QCoreApplication.translate("Readers", "Key file ready  {holder}"),
        KeyKind.TPM: QCoreApplication.translate("Readers", "TPM ready  {holder}"),
        KeyKind.TOKEN: QCoreApplication.translate("Readers", "Token ready  {holder}"),
    }[key]


def _unlocked_words(key: KeyKind) -> str:
    return {
        KeyKind.CARD: QCoreApplication.translate("Readers", "Card unlocked  {holder}"),
        KeyKind.KEY_FILE: QCoreApplication.translate("Readers", "Key file unlocked  {holder}"),
        KeyKind.TPM: QCoreApplication.translate("Readers", "TPM unlocked  {holder}"),
        KeyKind.TOKEN: QCoreApplication.translate("Readers", "Token unlocked  {holder}"),
    }[key]


def is_being_read(cards: Cards) -> bool:
    """Tell whether a card lies in a reader that no driver has shown yet, and one still may."""
    return any(card.state is CardState.READING for card in cards.readers)


def _trouble_words(cards: Cards) -> str:
    states = {card.state for card in cards.readers}
    if CardState.DRIVER_MISSING in states:
        return QCoreApplication.translate("Readers", "Card without its driver")
    if CardState.FAULTY in states:
        return _fault_words(cards)
    seen = [each for each in cards.tokens if not each.trouble]
    if seen:
        of_card = any(each.key_kind is KeyKind.CARD for each in seen)
        none = QCoreApplication.translate("Readers", "No key can sign")
        return QCoreApplication.translate("Readers", "Card cannot sign") if of_card else none
    if states & {CardState.UNKNOWN, CardState.NO_DRIVER_KNOWN}:
        return QCoreApplication.translate("Readers", "Unknown card")
    if cards.troubles or CardState.DRIVER_SILENT in states:
        return QCoreApplication.translate("Readers", "Card driver in trouble")
    return ""


def _fault_words(cards: Cards) -> str:
    faulty = {card.key for card in cards.readers if card.state is CardState.FAULTY}
    if KeyKind.CARD in faulty:
        return QCoreApplication.translate("Readers", "Card driver in trouble")
    return QCoreApplication.translate("Readers", "Driver in trouble")
