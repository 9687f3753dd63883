"""Whose turn it is: orders one after another, equal orders side by side."""

from collections.abc import Sequence
from typing import NamedTuple

from paraph.wire.names import FieldType, Role, SignatoryState
from paraph_sandbox.lifecycle.places import Placed

_STILL_TO_ACT = (SignatoryState.WAITING, SignatoryState.NOTIFIED, SignatoryState.VIEWED)


class Turn(NamedTuple):
    """A signatory as far as turns go."""

    id: str
    order: int
    role: Role
    state: SignatoryState


def to_act_now(signatories: Sequence[Turn]) -> list[Turn]:
    """Give those whose turn it is; nobody when all have acted. Who gets a copy never acts."""
    open_ = [
        each for each in signatories if each.role is not Role.CC and each.state in _STILL_TO_ACT
    ]
    first = min((each.order for each in open_), default=None)
    return [each for each in open_ if each.order == first]


def signs_the_document(role: Role, fields: Sequence[Placed]) -> bool:
    """Tell whether the act is a signature: an approver without a field only approves."""
    has_field = any(field.type is FieldType.SIGNATURE for field in fields)
    return role is Role.SIGNER or (role is Role.APPROVER and has_field)
