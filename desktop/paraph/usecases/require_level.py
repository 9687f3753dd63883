"""A level that is required is tried before the card is asked, so that no signature is made in vain.

It is tried with the certificate that will sign, whose issuer has to answer.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import TypeAlias

from paraph.domain.errors import ParaphError
from paraph.domain.errors.levels import LevelNotReached
from paraph.domain.pades_level import PadesLevel
from paraph.ports.levels import LevelChecker
from paraph.ports.time_stamping import TimeStampService

OpenChecking: TypeAlias = Callable[
    [], AbstractContextManager[tuple[LevelChecker, Sequence[TimeStampService]]]
]


def require_level(
    level: PadesLevel,
    certificate_der: bytes,
    chain_der: Sequence[bytes],
    open_checking: OpenChecking,
) -> None:
    """Raise LevelNotReached, with the reason's code in `why`, when it cannot be had now."""
    with open_checking() as (checker, services):
        try:
            checker.check(level, certificate_der, chain_der, services)
        except ParaphError as error:
            raise LevelNotReached(level=str(level), why=error.code, **_told(error)) from error


def _told(error: ParaphError) -> dict[str, object]:
    return {f"{error.code}_{name}": value for name, value in error.details.items()}
