"""What a signatory signs and fills in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from paraph_sandbox.lifecycle.places import Placed


@dataclass(frozen=True)
class Order:
    """What a signatory signs and fills in. `field` is None for a signature that is not seen;
    `prepared` are the fields that others fill in later, `texts` what is filled in now, by name.
    """

    name: str
    field: Placed | None
    lines: Sequence[str]
    reason: str
    marks: Sequence[Placed]
    texts: Mapping[str, str]
    prepared: Sequence[Placed]
