"""Card readers: which there are, what lies in them, and waiting for cards that come and go."""

import threading
from collections.abc import Sequence

from paraph.domain.errors import ReadersUnavailable
from paraph.pkcs11.pcsc import Context, ServiceGone, State, UnknownReader, pcsc_library
from paraph.ports.finding import Reader

# A wait ends by itself after this long; where readers give no notice they are listed that often.
_WAIT_MS = 30_000
_LIST_AGAIN_MS = 1000
_SERVICE_AGAIN_S = 0.5
# Between two looks that found nothing new, so that a flood of events is no load.
_BREATH_S = 0.02
_CANCEL_TRIES = 100


def list_readers() -> list[Reader]:
    """Give the readers and their cards; none without PC/SC or its service.

    Raises ReadersUnavailable.
    """
    library = pcsc_library()
    if library is None:
        return []
    try:
        context = Context(library)
    except ServiceGone:
        return []
    try:
        return list(_readers(_looked_at(context, [])))
    except (ServiceGone, UnknownReader):
        return []
    finally:
        context.close()


def has_pcsc() -> bool:
    """Tell whether this system's PC/SC library is there."""
    return pcsc_library() is not None


class ReaderWatch:
    """`ports.finding.ReaderWatcher` by SCardGetStatusChange; a service may end and come back."""

    def __init__(self) -> None:
        self._context: Context | None = None
        self._states: list[State] = []
        self._told: tuple[Reader, ...] | None = None
        self._has_notice = True
        self._cancelled = threading.Event()
        self._idle = threading.Event()
        self._idle.set()

    def wait(self) -> Sequence[Reader] | None:
        """Give the readers: at once at first, then when something moved; None when cancelled.

        Without the service there are none; it is asked for again until it is there.
        """
        self._idle.clear()
        try:
            return self._next()
        finally:
            self._idle.set()

    def cancel(self) -> None:
        """End the waiting, for good."""
        self._cancelled.set()
        for _ in range(_CANCEL_TRIES):
            # What was about to wait when it was told to end is told again.
            if self._idle.wait(_BREATH_S):
                return
            context = self._context
            if context is not None:
                context.cancel()

    def _next(self) -> Sequence[Reader] | None:
        while not self._cancelled.is_set():
            found = self._look()
            if found != self._told:
                self._told = found
                return found
            self._cancelled.wait(_BREATH_S)
        self._let_go()
        return None

    def _look(self) -> tuple[Reader, ...]:
        library = pcsc_library()
        if library is None:
            self._pause_if_told(None)
            return ()
        try:
            if self._context is None:
                self._context, self._states = Context(library), []
            else:
                self._wait_for_change(self._context)
            self._states = _looked_at(self._context, self._states)
        except (ServiceGone, ReadersUnavailable):
            # pcsc-lite says all kinds of things while its daemon ends; doctor tells what lasts.
            self._let_go()
            self._pause_if_told(_SERVICE_AGAIN_S)
            return ()
        except UnknownReader:
            return self._told or ()  # one went between two questions: the next look lists anew
        return _readers(self._states)

    def _wait_for_change(self, context: Context) -> None:
        wait_ms = _WAIT_MS if self._has_notice else _LIST_AGAIN_MS
        if not self._has_notice and not self._states:
            self._cancelled.wait(wait_ms / 1000)
            return
        try:
            self._states = context.states(
                self._states, wait_ms=wait_ms, with_notice=self._has_notice
            )
        except UnknownReader:
            # Nobody went, so it is the notice that is unknown (macOS).
            if {each.name for each in self._states} <= set(context.names()):
                self._has_notice = False

    def _pause_if_told(self, pause_s: float | None) -> None:
        if self._told == ():
            self._cancelled.wait(pause_s)

    def _let_go(self) -> None:
        context, self._context = self._context, None
        if context is not None:
            context.close()


def _looked_at(context: Context, known: Sequence[State]) -> list[State]:
    """Give the states of the readers that are there now; those not seen before are asked."""
    seen = {each.name: each for each in known}
    names = context.names()
    fresh = [name for name in names if name not in seen]
    if fresh:
        found = context.states([State(name, 0, None) for name in fresh])
        seen |= {each.name: each for each in found}
    return [seen[name] for name in names]


def _readers(states: Sequence[State]) -> tuple[Reader, ...]:
    return tuple(
        Reader(each.name.decode("utf-8", "replace"), each.atr, each.moves) for each in states
    )
