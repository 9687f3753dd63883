"""What a message is made of."""

from typing import NamedTuple


class Words(NamedTuple):
    """One message of three sentences."""

    what: str
    safe: str
    act: str
