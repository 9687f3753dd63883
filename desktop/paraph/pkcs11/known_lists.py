"""The lists of modules and of cards in `resources/pkcs11`, read once."""

import json
from functools import cache
from typing import NamedTuple

from paraph import paths
from paraph.domain.keys.reader_card import Driver, KnownCard


class ListedModule(NamedTuple):
    """An entry of modules.json; the paths hold placeholders."""

    driver: Driver
    kind: str
    paths: dict[str, tuple[str, ...]]  # by system: linux, macos, windows, windows32


class ListedCard(NamedTuple):
    """An entry of cards.json: a card answers with `atr` in the bits of `mask`."""

    name: str
    atr: bytes
    mask: bytes
    module_ids: tuple[str, ...]


_SYSTEMS = ("linux", "macos", "windows", "windows32")


@cache
def listed_modules() -> tuple[ListedModule, ...]:
    """Give the known modules, best first."""
    return tuple(
        ListedModule(
            Driver(each["id"], each["name"], each["where"]),
            each["kind"],
            {system: tuple(each[system]) for system in _SYSTEMS},
        )
        for each in _read("modules.json")["modules"]
    )


@cache
def listed_cards() -> tuple[ListedCard, ...]:
    """Give the known cards, exact answers first."""
    found = []
    for each in _read("cards.json")["cards"]:
        atr = bytes.fromhex(each["atr"])
        mask = bytes.fromhex(each["mask"]) if each["mask"] else b"\xff" * len(atr)
        found.append(ListedCard(each["name"], atr, mask, tuple(each["modules"])))
    return tuple(found)


def known_card(atr: bytes) -> KnownCard | None:
    """Name a card by its ATR; the first match is the best one."""
    for card in listed_cards():
        if len(card.atr) == len(atr) and _masked(atr, card.mask) == card.atr:
            drivers = {each.driver.driver_id: each.driver for each in listed_modules()}
            return KnownCard(card.name, tuple(drivers[name] for name in card.module_ids))
    return None


def _masked(atr: bytes, mask: bytes) -> bytes:
    return bytes(byte & bits for byte, bits in zip(atr, mask, strict=True))


def _read(name: str) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = json.loads(
        (paths.resources() / "pkcs11" / name).read_text("utf-8")
    )
    return found
