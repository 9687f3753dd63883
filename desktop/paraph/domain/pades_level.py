"""The baseline levels of a PDF signature (EN 319 142-1, clause 6) and the steps between them."""

from enum import StrEnum


class PadesLevel(StrEnum):
    """What a signature carries: itself, proof of its time, revocation data, archive timestamp."""

    B_B = "B-B"
    B_T = "B-T"
    B_LT = "B-LT"
    B_LTA = "B-LTA"

    @property
    def rank(self) -> int:
        """Order the levels: each holds what the one below it holds."""
        return _ORDER.index(self)

    def reaches(self, asked: "PadesLevel") -> bool:
        """Tell whether this level is `asked` or above it."""
        return self.rank >= asked.rank

    def steps_to(self, asked: "PadesLevel") -> tuple["PadesLevel", ...]:
        """Give the levels to be reached one after another, lowest first."""
        return _ORDER[self.rank + 1 : asked.rank + 1]


_ORDER = tuple(PadesLevel)
