"""A secret on its way to where it is used: it never prints itself."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Secret:
    """A PIN or password. `repr`, `str` and formatting show only dots."""

    _value: str = field(repr=False)

    def reveal(self) -> str:
        """Give the value to the one call that needs it."""
        return self._value

    def __repr__(self) -> str:
        return "•••"

    __str__ = __repr__
