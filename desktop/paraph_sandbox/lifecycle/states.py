"""The states of a signature request and the only moves between them."""

from paraph.wire.names import RequestState as State
from paraph_sandbox.lifecycle.problems import invalid_transition

_MOVES = {
    State.DRAFT: {State.PENDING},
    State.PENDING: {State.IN_PROGRESS, State.COMPLETED, State.EXPIRED, State.CANCELED},
    State.IN_PROGRESS: {State.COMPLETED, State.DECLINED, State.EXPIRED, State.CANCELED},
    State.COMPLETED: set(),
    State.DECLINED: set(),
    State.EXPIRED: set(),
    State.CANCELED: set(),
}
TERMINAL = frozenset(state for state, onward in _MOVES.items() if not onward)
_DONE = {
    State.PENDING: "activated",
    State.IN_PROGRESS: "delivered",
    State.COMPLETED: "completed",
    State.DECLINED: "declined",
    State.EXPIRED: "expired",
    State.CANCELED: "canceled",
    State.DRAFT: "a draft again",
}


def move(state: State, onward: State) -> State:
    """Give the next state. Raises Problem 409 `invalid_transition` for a move that is not one."""
    if onward not in _MOVES[state]:
        raise invalid_transition(_DONE[onward], state)
    return onward
