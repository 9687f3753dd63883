"""What is said on the command line of a card reader and of what lies in it."""

from typing import Any

from paraph.cli.program import Program
from paraph.domain.errors import ParaphError
from paraph.domain.keys.reader_card import CardState, ReaderCard, with_article
from paraph.domain.messages.acts import words_for
from paraph.ports.finding import FoundModule
from paraph.ports.signing_token import TokenSnapshot
from paraph.usecases.look_for_cards import cards_in_readers


def list_readers(
    program: Program, modules: list[FoundModule], tokens: list[TokenSnapshot]
) -> tuple[list[dict[str, Any]] | None, str | None]:
    """Give the readers, or None without PC/SC; and the code of an error."""
    try:
        readers = program.finding.readers()
    except ParaphError as error:
        return [], error.code
    if readers is None:
        return None, None
    found = cards_in_readers(program.finding, modules, readers, tokens)
    return [_reader(each) for each in found], None


def reader_lines(readers: list[dict[str, Any]] | None, error: str | None) -> list[str]:
    """Say in a line for each reader what lies in it, or why nothing is known of them."""
    if error is not None:
        words = words_for(error)
        return [f"Card readers: {words.what} {words.act}"]
    if readers is None:
        return ["Card readers: PC/SC is missing. Install pcscd (Linux), or start its service."]
    if not readers:
        return ["Card readers: none is connected, or the PC/SC service does not run."]
    return [f"Card reader {reader['name']}: {reader['says']}" for reader in readers]


def _reader(card: ReaderCard) -> dict[str, Any]:
    return {
        "name": card.reader,
        "atr": card.atr.hex() if card.atr is not None else None,
        "card": card.name,
        "state": str(card.state),
        "drivers": [{"name": each.name, "where": each.where} for each in card.drivers],
        "says": _sentence(card),
    }


def _sentence(card: ReaderCard) -> str:
    atr = card.atr.hex().upper() if card.atr is not None else ""
    this = f"This is {with_article(card.name)};" if card.name is not None else ""
    names = " or ".join(each.name for each in card.drivers)
    install = " ".join(f"Install {each.name}: {each.where}." for each in card.drivers[:1])
    if card.state is CardState.FAULTY:
        fault = words_for(card.trouble, card.key)
        return f"{fault.what} {fault.act}"
    words = {
        CardState.EMPTY: "empty",
        CardState.SHOWN: f"{card.name or 'card'} ({atr})",
        CardState.DRIVER_MISSING: f"{this} its driver is not installed. {install}",
        CardState.DRIVER_SILENT: f"{this} its driver is installed ({names}) but does not show it.",
        CardState.NO_DRIVER_KNOWN: f"{this} no driver (PKCS#11) for it is known. Ask its issuer.",
        CardState.UNKNOWN: f"This is an unknown card, and no driver shows it. Its ATR is {atr}.",
    }
    return words[card.state]
