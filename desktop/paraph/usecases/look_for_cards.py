"""What cards and tokens are there now, in every module and reader, and which lacks its driver.

The modules stay open between looks, so that a card is not asked for its certificates anew each
time. One that fails hides no other.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from paraph.domain.errors import ModuleHung, ModuleUnusable, ParaphError, ReadersUnavailable
from paraph.domain.reader_card import ReaderCard, is_same_reader, judge_reader, shown_readers
from paraph.ports.finding import Finding, FoundModule, Reader
from paraph.ports.record import Clock
from paraph.ports.signing_token import TokenModule, TokenSnapshot

# A TPM's module does not load where there is no TPM, and one that hangs holds up all others:
# they are not tried at every look.
_SET_ASIDE = (ModuleUnusable, ModuleHung)
_SET_ASIDE_FOR = timedelta(seconds=30)


class Look(NamedTuple):
    """What one look found; `troubles` are of modules whose cards cannot be seen."""

    tokens: tuple[TokenSnapshot, ...]
    readers: tuple[ReaderCard, ...]
    troubles: tuple[ParaphError, ...]


@dataclass(frozen=True, slots=True)
class _Trouble:
    error: ParaphError
    since: datetime


class CardLooker:
    """Keeps modules open and looks into them. One call at a time."""

    def __init__(
        self, finding: Finding, open_module: Callable[[str], TokenModule], clock: Clock
    ) -> None:
        self._finding = finding
        self._open_module = open_module
        self._clock = clock
        self._opened: dict[str, TokenModule] = {}
        self._found: dict[str, tuple[TokenSnapshot, ...] | _Trouble] = {}

    def look(self, *, only_unwatched: bool = False) -> Look:
        """Look into all modules, or only into those whose tokens no reader tells of."""
        modules = self._finding.modules()
        readers, trouble = self._readers()
        wanted = [each for each in modules if not self._may_pass(each, readers, only_unwatched)]
        for each in wanted:
            self._start(each.path)
        for each in wanted:
            self._ask(each.path)
        for path in set(self._opened) - {each.path for each in modules}:
            self.let_go(path)
        found = {each.path: self._found[each.path] for each in modules}
        tokens = tuple(
            token for each in found.values() if not isinstance(each, _Trouble) for token in each
        )
        troubles = [
            result.error
            for each in modules
            if isinstance(result := found[each.path], _Trouble) and _is_told(each, result.error)
        ]
        return Look(
            tokens,
            cards_in_readers(self._finding, modules, readers or (), tokens),
            (*troubles, *trouble),
        )

    def module(self, path: str) -> TokenModule:
        """Give a module, opened if it is not."""
        if path not in self._opened:
            self._opened[path] = self._open_module(path)
        return self._opened[path]

    def lock(self) -> None:
        """End every login that is kept."""
        for path, module in list(self._opened.items()):
            try:
                module.lock()
            except ParaphError:
                self.let_go(path)  # a process that has ended keeps no login

    def let_go(self, path: str) -> None:
        """End a module's process; the next use starts it anew."""
        module = self._opened.pop(path, None)
        if module is not None:
            module.close()

    def close(self) -> None:
        """Let all modules go."""
        for path in list(self._opened):
            self.let_go(path)

    def _readers(self) -> tuple[Sequence[Reader] | None, list[ParaphError]]:
        try:
            return self._finding.readers(), []
        except ReadersUnavailable as error:
            return None, [error]

    def _may_pass(
        self,
        module: FoundModule,
        readers: Sequence[Reader] | None,
        only_unwatched: bool,  # noqa: FBT001 - handed on
    ) -> bool:
        last = self._found.get(module.path)
        if isinstance(last, _Trouble) and isinstance(last.error, _SET_ASIDE):
            return self._clock.now() - last.since < _SET_ASIDE_FOR
        if last is None or (not isinstance(last, _Trouble) and any(t.unlocked for t in last)):
            return False  # no reader tells that a login has ended
        return only_unwatched and module.has_readers and readers is not None

    def _start(self, path: str) -> None:
        # All are started before the first is asked: they load at the same time.
        try:
            self.module(path)
        except ParaphError as error:
            self._found[path] = _Trouble(error, self._clock.now())

    def _ask(self, path: str) -> None:
        try:
            self._found[path] = tuple(self.module(path).tokens())
        except ParaphError as error:
            self.let_go(path)
            self._found[path] = _Trouble(error, self._clock.now())


def cards_in_readers(
    finding: Finding,
    modules: Sequence[FoundModule],
    readers: Sequence[Reader],
    tokens: Iterable[TokenSnapshot],
) -> tuple[ReaderCard, ...]:
    """Say of each reader what lies in it, and whether its driver is missing."""
    of_cards = {each.path for each in modules if each.has_readers}
    names = [each.name for each in readers]
    # A slot of a software token is of no reader, whatever it is called.
    slots = {
        token.reader
        for token in tokens
        if token.module in of_cards or any(is_same_reader(token.reader, name) for name in names)
    }
    shown = shown_readers(names, slots)
    installed = {each.driver_id for each in modules if each.driver_id is not None}
    return tuple(
        judge_reader(
            each.name,
            each.atr,
            finding.known_card(each.atr) if each.atr is not None else None,
            installed,
            is_shown=each.name in shown,
        )
        for each in readers
    )


def _is_told(module: FoundModule, error: ParaphError) -> bool:
    """Tell whether a trouble concerns a person: not that of a TPM's module without a TPM."""
    return module.kind in ("card", None) or not isinstance(error, ModuleUnusable)
