"""`ports.finding.Finding` on this machine."""

from collections.abc import Callable, Sequence

from paraph.domain.reader_card import KnownCard
from paraph.ports.finding import FoundModule, ModuleDescription, Reader


class SystemFinding:
    """Modules from `module_search`, readers from PC/SC. `by_hand` gives the added modules."""

    def __init__(self, by_hand: Callable[[], Sequence[str]] = tuple) -> None:
        self._by_hand = by_hand

    def modules(self) -> Sequence[FoundModule]:
        """List the modules, each once."""
        from paraph.pkcs11.module_search import find_modules

        return find_modules(self._by_hand())

    def readers(self) -> Sequence[Reader] | None:
        """List the readers; None without PC/SC. Raises ReadersUnavailable."""
        from paraph.pkcs11.readers import has_pcsc, list_readers

        return list_readers() if has_pcsc() else None

    def known_card(self, atr: bytes) -> KnownCard | None:
        """Name a card by its ATR."""
        from paraph.pkcs11.known_lists import known_card

        return known_card(atr)

    def describe(self, paths: Sequence[str]) -> Sequence[ModuleDescription]:
        """Load each module in a process of its own and give what it says of itself."""
        from paraph.pkcs11.module_probe import describe_modules

        return describe_modules(paths)
