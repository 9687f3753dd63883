"""Readers that have left, as PC/SC tells: what a module still says of their cards holds no more.

A switched remote-desktop session takes all readers along and brings others. OpenSC 0.23 goes on
with the cards and logins of the old ones after most of what PC/SC says then, and runs out of slots
when readers of new names come again and again.
"""

from paraph.domain.errors import ReadersUnavailable
from paraph.domain.keys.reader_card import is_same_reader
from paraph.pkcs11.readers import list_readers


class LeftReaders:
    """Compares the readers with those of the look before."""

    def __init__(self) -> None:
        self._there: frozenset[str] = frozenset()
        self._left: frozenset[str] = frozenset()

    def look(self) -> None:
        """Look which readers are there now; without the service, none is."""
        try:
            names = frozenset(each.name for each in list_readers())
        except ReadersUnavailable:
            names = frozenset()
        self._left = (self._left | self._there) - names
        self._there = names

    def has_left(self, slot_description: str) -> bool:
        """Tell whether a slot is of a reader that was there and is not any more."""
        return any(is_same_reader(slot_description, name) for name in self._left)
