"""What lies in a card reader, and why no certificate of it is seen, if none is."""

from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from paraph.domain.keys.key_kind import KeyKind

# PKCS#11 v3.0, 3.2: a slot's description has 64 bytes; longer names of readers are cut.
_SHORTEST_CUT = 32


class CardState(StrEnum):
    """What is known of the card in a reader."""

    EMPTY = "empty"
    SHOWN = "shown"  # a driver shows its token
    READING = "reading"  # a driver that may show it has not answered yet
    DRIVER_MISSING = "driver_missing"
    DRIVER_SILENT = "driver_silent"  # a fitting driver is there and shows no token
    FAULTY = "faulty"  # a driver sees it, and its slot fails to tell of it
    NO_DRIVER_KNOWN = "no_driver_known"  # the card is known, no PKCS#11 driver for it is
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Driver:
    """A card's software: its name, and where its maker or state gives it out."""

    driver_id: str
    name: str
    where: str


@dataclass(frozen=True, slots=True)
class KnownCard:
    """A card named by its answer to reset (ISO 7816-3), with the drivers to try, best first."""

    name: str
    drivers: tuple[Driver, ...]


@dataclass(frozen=True, slots=True)
class ReaderCard:
    """A reader at one moment. `drivers` are those to install, or the ones that stay silent.

    A faulty slot of no reader counts as one, without an ATR; `trouble` is the error's code.
    """

    reader: str
    atr: bytes | None
    state: CardState
    name: str | None = None
    drivers: tuple[Driver, ...] = ()
    trouble: str = ""
    key: KeyKind = KeyKind.CARD

    @property
    def in_trouble(self) -> bool:
        """Tell whether a card lies there that is not seen, or not wholly."""
        return self.state not in (CardState.EMPTY, CardState.SHOWN, CardState.READING)


def judge_reader(
    reader: str,
    atr: bytes | None,
    known: KnownCard | None,
    installed: AbstractSet[str],
    *,
    is_shown: bool,
) -> ReaderCard:
    """Say what lies in a reader; `installed` are the ids of the drivers that are there."""
    if atr is None:
        return ReaderCard(reader, None, CardState.EMPTY)
    name = known.name if known is not None else None
    if is_shown:
        return ReaderCard(reader, atr, CardState.SHOWN, name)
    if known is None:
        return ReaderCard(reader, atr, CardState.UNKNOWN)
    if not known.drivers:
        return ReaderCard(reader, atr, CardState.NO_DRIVER_KNOWN, name)
    there = tuple(each for each in known.drivers if each.driver_id in installed)
    state = CardState.DRIVER_SILENT if there else CardState.DRIVER_MISSING
    return ReaderCard(reader, atr, state, name, there or known.drivers)


def is_same_reader(slot_description: str, reader: str) -> bool:
    """Tell whether a slot is of a reader; modules name it as PC/SC does, or cut short."""
    one, other = slot_description.strip(), reader.strip()
    if one == other:
        return bool(one)
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORTEST_CUT and long.startswith(short)


def shown_readers(readers: Sequence[str], slot_descriptions: Collection[str]) -> set[str]:
    """Give the readers whose card a driver shows.

    Some drivers have words of their own for a slot. Such a slot may be of any reader: then no
    reader is said to lack its driver.
    """
    found = {
        name for name in readers if any(is_same_reader(slot, name) for slot in slot_descriptions)
    }
    strange = any(
        not any(is_same_reader(slot, name) for name in readers) for slot in slot_descriptions
    )
    return set(readers) if strange else found


def with_article(name: str) -> str:
    """Put the English article before a card's name."""
    sounds_open = name[:1] in "AEIOaeio" and not name.startswith(("European", "EU", "One"))
    return f"{'an' if sounds_open else 'a'} {name}"
