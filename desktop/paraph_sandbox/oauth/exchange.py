"""One exchange with a client or a browser: its transaction, its time, and whose tokens it is of."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from paraph_sandbox.oauth.signer import Signer
from paraph_sandbox.store.database import Writing


@dataclass
class Exchange:
    """`issuer` is the sandbox's own address, `now` business time; `family` is found on the way."""

    tx: Writing
    signer: Signer
    issuer: str
    now: datetime
    family: str | None = None


class AnswersOne(Protocol):
    """A server as the grants know it."""

    exchange: Exchange
