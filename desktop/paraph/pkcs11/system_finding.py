"""`ports.finding.Finding` on this machine."""

from collections.abc import Callable, Sequence
from pathlib import Path

from paraph.domain.keys.key_file import is_key_file
from paraph.domain.keys.reader_card import KnownCard
from paraph.ports.finding import FoundModule, ModuleDescription, Origin, Reader


class SystemFinding:
    """Modules from `module_search`, readers from PC/SC.

    `by_hand` gives the added modules, `key_files` the key files that may be used.
    """

    def __init__(
        self,
        by_hand: Callable[[], Sequence[str]] = tuple,
        key_files: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        self._by_hand = by_hand
        self._key_files = key_files

    def modules(self) -> Sequence[FoundModule]:
        """List the modules, each once."""
        from paraph.pkcs11.module_search import find_modules

        files = [
            FoundModule(path, Origin.BY_HAND, Path(path).name, "software")
            for path in self._key_files()
        ]
        return [*find_modules(self._by_hand()), *files]

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

        modules = describe_modules([path for path in paths if not is_key_file(path)])
        described = {each.path: each for each in modules}
        return [described.get(path) or _described_file(path) for path in paths]


def _described_file(path: str) -> ModuleDescription:
    is_there = Path(path).is_file()
    return ModuleDescription(path, "Key file (PKCS#12)" + ("" if is_there else ", not there now"))
