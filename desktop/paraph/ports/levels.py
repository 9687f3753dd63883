"""Adding proof to a signed file, one step at a time."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol

from paraph.domain.keys.secret import Secret
from paraph.domain.pades_level import PadesLevel
from paraph.ports.time_stamping import TimeStampService


class LevelFacts(NamedTuple):
    """What a file's signatures carry now.

    `level` is the lowest of its signatures', None without one; `renew_before` is when the newest
    archive timestamp's certificate or algorithm ends; `signer_ends` the signer certificate's end.
    """

    level: PadesLevel | None
    renew_before: datetime | None = None
    signer_ends: datetime | None = None


class RaiseOrder(NamedTuple):
    """One step for one file; the result goes to `temporary`, the source is only read.

    `may_rewrite`: the bytes have not left Paraph, so that the last signature may take its
    timestamp into the space it reserved. Else proof only comes as an increment.
    `renew` adds one more archive timestamp to a file that is B-LTA already.
    """

    source: Path
    temporary: Path
    step: PadesLevel
    may_rewrite: bool = False
    renew: bool = False
    password: Secret | None = None


class Raised(NamedTuple):
    """A file that was read back and holds; it has no final name yet."""

    sha256: str
    facts: LevelFacts


class LevelRaiser(Protocol):
    """Writes signature timestamps, document security stores and document timestamps."""

    def facts(self, path: Path, password: Secret | None) -> LevelFacts:
        """Say what a file's signatures carry. Raises document errors, and StepNotPossible for one
        that is broken or of a kind that is not known.
        """
        ...

    def raise_level(self, order: RaiseOrder, services: Sequence[TimeStampService]) -> Raised:
        """Do one step, read back, fsync. Raises document errors and those of `level_errors`."""
        ...


class LevelChecker(Protocol):
    """Tells before a signature is made whether its proof could be had now."""

    def check(
        self,
        level: PadesLevel,
        certificate_der: bytes,
        chain_der: Sequence[bytes],
        services: Sequence[TimeStampService],
    ) -> None:
        """Try what the level needs: a timestamp, and what is said of signer and authority.

        Raises those of `level_errors`.
        """
        ...
