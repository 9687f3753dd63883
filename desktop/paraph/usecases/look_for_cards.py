"""What cards and tokens are there now, in every module and reader, and which lacks its driver.

The modules stay open between looks, so that a card is not asked for its certificates anew each
time. All are asked at once; one that fails, hangs or is slow hides and holds up no other.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from paraph.domain.errors import ModuleHung, ModuleUnusable, ParaphError, ReadersUnavailable
from paraph.domain.keys.reader_card import (
    CardState,
    ReaderCard,
    is_same_reader,
    judge_reader,
    shown_readers,
)
from paraph.ports.finding import Finding, FoundModule, Reader
from paraph.ports.record import Clock
from paraph.ports.signing_token import TokenModule, TokenSnapshot

# A TPM's module does not load where there is no TPM, and one that hangs would be started in vain:
# they are not tried at every look.
_SET_ASIDE = (ModuleUnusable, ModuleHung)
_SET_ASIDE_FOR = timedelta(seconds=30)


class Look(NamedTuple):
    """What one look found; `troubles` are of modules whose cards cannot be seen.

    While modules are `awaited`, their tokens are those they had before.
    """

    tokens: tuple[TokenSnapshot, ...]
    readers: tuple[ReaderCard, ...]
    troubles: tuple[ParaphError, ...]
    awaited: bool = False


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
        # Those that were asked, and whether what they have to say is older than the last look.
        self._asked: dict[str, bool] = {}
        self._slow: set[str] = set()  # those of them that did not answer during a look
        self._of_cards: set[str] = set()
        self._later: list[str] = []

    def begin(self) -> None:
        """Have the drivers of cards loaded where there are readers; waits for none of them."""
        readers, _ = self._readers()
        if readers:
            for each in self._finding.modules():
                if each.has_readers:
                    self._ask(each.path)

    def look(self, *, only_unwatched: bool = False, wait_s: float | None = None) -> Look:
        """Look into all modules, or only into those whose tokens no reader tells of.

        Gives what is known once all have answered, or after `wait_s` seconds. With these it waits
        for those alone that read cards or were quick before.
        """
        modules = self._finding.modules()
        readers, trouble = self._readers()
        wanted = [each for each in modules if not self._may_pass(each, readers, only_unwatched)]
        self._of_cards = {each.path for each in modules if each.has_readers}
        # A card is waited for: what is not loaded yet, and reads none, is loaded once it is shown.
        in_hurry = wait_s is not None and any(each.atr is not None for each in readers or ())
        self._later = [each.path for each in wanted if in_hurry and not self._is_soon(each.path)]
        for each in wanted:
            if each.path not in self._later:
                self._ask(each.path)
        self._take_answers(wait_s, self._is_quick)
        return self._seen(modules, readers, trouble)

    def rest(self, wait_s: float | None = None) -> Look:
        """Take the answers that were still awaited, and ask those that were left for later."""
        for path in self._later:
            self._ask(path)
        self._later = []
        readers, trouble = self._readers()
        self._take_answers(wait_s, lambda _: True)
        return self._seen(self._finding.modules(), readers, trouble)

    def module(self, path: str) -> TokenModule:
        """Give a module, opened if it is not."""
        if path not in self._opened:
            self._opened[path] = self._open_module(path)
        return self._opened[path]

    def lock(self) -> None:
        """End every login that is kept."""
        # One that has not answered yet may take its time to obey: the others do not wait for it.
        for path, module in sorted(self._opened.items(), key=lambda each: each[0] in self._asked):
            try:
                module.lock()
            except ParaphError:
                self.let_go(path)  # a process that has ended keeps no login

    def let_go(self, path: str) -> None:
        """End a module's process; the next use starts it anew."""
        module = self._opened.pop(path, None)
        self._asked.pop(path, None)
        self._slow.discard(path)
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

    def _ask(self, path: str) -> None:
        if path in self._asked:
            self._asked[path] = True
            return
        try:
            self.module(path).ask()
            self._asked[path] = False
        except ParaphError as error:
            self._take_trouble(path, error)

    def _take_answers(self, wait_s: float | None, is_waited_for: Callable[[str], bool]) -> None:
        until_s = None if wait_s is None else time.monotonic() + wait_s
        for path in sorted(self._asked, key=self._is_in_trouble):
            while path in self._asked:
                left_s = None if until_s is None else max(0.0, until_s - time.monotonic())
                if left_s is not None and not is_waited_for(path):
                    left_s = 0.0
                if not self._take_answer(path, left_s):
                    self._slow.add(path)
                    break

    def _take_answer(self, path: str, wait_s: float | None) -> bool:
        """Take one answer, and ask again where it is out of date."""
        try:
            answer = self.module(path).answer(wait_s)
        except ParaphError as error:
            self._take_trouble(path, error)
            return True
        if answer is None:
            return False
        self._found[path] = tuple(answer)
        self._slow.discard(path)
        if self._asked.pop(path):
            self._ask(path)
        return True

    def _take_trouble(self, path: str, error: ParaphError) -> None:
        self.let_go(path)
        self._found[path] = _Trouble(error, self._clock.now())

    def _is_quick(self, path: str) -> bool:
        if path in self._slow or self._is_in_trouble(path):
            return False
        return path in self._found or path in self._of_cards

    def _is_soon(self, path: str) -> bool:
        return path in self._opened or path in self._of_cards

    def _is_in_trouble(self, path: str) -> bool:
        return isinstance(self._found.get(path), _Trouble)

    def _seen(
        self,
        modules: Sequence[FoundModule],
        readers: Sequence[Reader] | None,
        trouble: Sequence[ParaphError],
    ) -> Look:
        for path in set(self._opened) - {each.path for each in modules}:
            self.let_go(path)
        found = [(each, self._found.get(each.path, ())) for each in modules]
        tokens = tuple(
            replace(token, module_kind=each.kind, middleware=each.middleware)
            for each, result in found
            if not isinstance(result, _Trouble)
            for token in result
            if each.path not in self._asked or not _has_left(token, readers or ())
        )
        troubles = [
            result.error
            for each, result in found
            if isinstance(result, _Trouble) and _is_told(each, result.error)
        ]
        cards = cards_in_readers(self._finding, modules, readers or (), tokens)
        awaited = {*self._asked, *self._later}
        if any(not self._is_in_trouble(path) for path in awaited):
            cards = tuple(
                replace(each, state=CardState.READING, drivers=()) if each.in_trouble else each
                for each in cards
            )
        cards += faulty_slots(modules, readers or (), tokens)
        return Look(tokens, cards, (*troubles, *trouble), awaited=bool(awaited))


def _has_left(token: TokenSnapshot, readers: Iterable[Reader]) -> bool:
    """Tell whether the reader of a token is empty, as far as its name says which one it is."""
    own = [each for each in readers if is_same_reader(token.reader, each.name)]
    return bool(own) and all(each.atr is None for each in own)


def cards_in_readers(
    finding: Finding,
    modules: Sequence[FoundModule],
    readers: Sequence[Reader],
    tokens: Sequence[TokenSnapshot],
) -> tuple[ReaderCard, ...]:
    """Say of each reader what lies in it, and whether its driver is missing or in trouble."""
    of_cards = {each.path for each in modules if each.has_readers}
    names = [each.name for each in readers]
    # A slot of a software token is of no reader, whatever it is called.
    slots = {
        token.reader
        for token in tokens
        if not token.trouble
        and (token.module in of_cards or any(is_same_reader(token.reader, name) for name in names))
    }
    shown = shown_readers(names, slots)
    installed = {each.driver_id for each in modules if each.driver_id is not None}
    unseen = _unseen(tokens)
    return tuple(
        _with_fault(
            judge_reader(
                each.name,
                each.atr,
                finding.known_card(each.atr) if each.atr is not None else None,
                installed,
                is_shown=each.name in shown,
            ),
            unseen,
        )
        for each in readers
    )


def faulty_slots(
    modules: Sequence[FoundModule],
    readers: Sequence[Reader],
    tokens: Sequence[TokenSnapshot],
) -> tuple[ReaderCard, ...]:
    """Give the slots in trouble that are of no reader; one without a name has its module's."""
    names = {each.path: each.name for each in modules}
    return tuple(
        ReaderCard(
            each.reader.strip() or f"{names[each.module]} · {each.slot_id}",
            None,
            CardState.FAULTY,
            trouble=each.trouble,
            key=each.key_kind,
        )
        for each in _unseen(tokens)
        if not any(is_same_reader(each.reader, reader.name) for reader in readers)
    )


def _unseen(tokens: Sequence[TokenSnapshot]) -> list[TokenSnapshot]:
    """Give the slots in trouble whose card no other module shows."""
    shown = [each for each in tokens if not each.trouble]
    return [
        each
        for each in tokens
        if each.trouble
        and not any(
            other.module != each.module and is_same_reader(other.reader, each.reader)
            for other in shown
        )
    ]


def _with_fault(card: ReaderCard, unseen: Sequence[TokenSnapshot]) -> ReaderCard:
    if card.state is CardState.EMPTY:
        return card
    for each in unseen:
        if is_same_reader(each.reader, card.reader):
            fault, key = each.trouble, each.key_kind
            return replace(card, state=CardState.FAULTY, drivers=(), trouble=fault, key=key)
    return card


def _is_told(module: FoundModule, error: ParaphError) -> bool:
    """Tell whether a trouble concerns a person: not that of a TPM's module without a TPM."""
    return module.kind in ("card", None) or not isinstance(error, ModuleUnusable)
