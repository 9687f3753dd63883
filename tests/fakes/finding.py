"""A machine's modules and readers as a test sets them: `ports.finding.Finding`."""

import queue
from collections.abc import Sequence

from paraph.domain.errors import ParaphError
from paraph.domain.keys.reader_card import KnownCard
from paraph.ports.finding import FoundModule, ModuleDescription, Reader


class FakeFinding:
    def __init__(self, *modules: FoundModule) -> None:
        self.found = list(modules)
        self.there: Sequence[Reader] | ParaphError | None = ()
        self.cards: dict[bytes, KnownCard] = {}

    def modules(self) -> Sequence[FoundModule]:
        return self.found

    def readers(self) -> Sequence[Reader] | None:
        if isinstance(self.there, ParaphError):
            raise self.there
        return self.there

    def known_card(self, atr: bytes) -> KnownCard | None:
        return self.cards.get(atr)

    def describe(self, paths: Sequence[str]) -> Sequence[ModuleDescription]:
        return [ModuleDescription(path, "A module") for path in paths]


class FakeWatcher:
    """Tells of readers when the test does: `ports.finding.ReaderWatcher`."""

    def __init__(self) -> None:
        self._told: queue.Queue[Sequence[Reader] | ParaphError | None] = queue.Queue()

    def tell(self, *readers: Reader) -> None:
        self._told.put(readers)

    def fail(self, error: ParaphError) -> None:
        self._told.put(error)

    def wait(self) -> Sequence[Reader] | None:
        found = self._told.get()
        if isinstance(found, ParaphError):
            raise found
        return found

    def cancel(self) -> None:
        self._told.put(None)
