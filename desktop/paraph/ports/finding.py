"""What a machine has for cards, as the use cases see it: drivers, readers, names of cards."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from paraph.domain.keys.reader_card import KnownCard


class Origin(StrEnum):
    """How a module was found."""

    KNOWN = "known"  # it lies where its maker puts it
    P11_KIT = "p11-kit"  # p11-kit's configuration names it
    BY_HAND = "by_hand"  # a person added it


@dataclass(frozen=True, slots=True)
class FoundModule:
    """A PKCS#11 module that is there. `driver_id` and `kind` are None for one nobody listed."""

    path: str
    origin: Origin
    name: str
    kind: str | None = None  # card, hsm, software, tpm or proxy
    driver_id: str | None = None

    @property
    def has_readers(self) -> bool:
        """Tell whether PC/SC tells of its tokens; those of all others are looked for."""
        return self.kind == "card"

    @property
    def middleware(self) -> str:
        """Name the program where a PIN is changed and unlocked; empty where nobody knows it.

        A proxy shows the tokens of other modules.
        """
        return "" if self.driver_id is None or self.kind == "proxy" else self.name


@dataclass(frozen=True, slots=True)
class ModuleDescription:
    """What a module says of itself (C_GetInfo), or the error's code why it does not load.

    `needed` names the computer that a module for another one would have to be made for.
    """

    path: str
    description: str = ""
    manufacturer: str = ""
    version: str = ""
    why_not: str | None = None
    needed: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """One reader; `atr` is None while no card lies in it, `moves` counts cards in and out."""

    name: str
    atr: bytes | None
    moves: int = 0


class Finding(Protocol):
    """What is there on this machine."""

    def modules(self) -> Sequence[FoundModule]:
        """List the modules, each once, those of the known list first."""
        ...

    def readers(self) -> Sequence[Reader] | None:
        """List the readers; None without PC/SC. Raises ReadersUnavailable."""
        ...

    def known_card(self, atr: bytes) -> KnownCard | None:
        """Name a card by its ATR."""
        ...

    def describe(self, paths: Sequence[str]) -> Sequence[ModuleDescription]:
        """Load each module in a process of its own and give what it says of itself."""
        ...


class ReaderWatcher(Protocol):
    """Waits for cards and readers that come and go. One thread waits, another may cancel."""

    def wait(self) -> Sequence[Reader] | None:
        """Give the readers: at once at first, then when something moved; None when cancelled."""
        ...

    def cancel(self) -> None:
        """End the waiting, for good."""
        ...
