"""The kinds of error; one crosses a process boundary as its class and its details."""

from typing import Any, ClassVar


class ParaphError(Exception):
    """An act that could not be done, for a reason a person can understand.

    `details` holds plain JSON values about the case, never a secret and never file content.
    """

    code: ClassVar[str] = ""
    exit_status: int = 70

    def __init__(self, **details: object) -> None:
        super().__init__(self.code)
        self.details = details

    def __reduce__(self) -> tuple[Any, ...]:
        """Let an error cross a process boundary."""
        return _made_again, (type(self), self.details)


def _made_again(kind: type[ParaphError], details: dict[str, object]) -> ParaphError:
    return kind(**details)


class NeedsPerson(ParaphError):
    """A person has to do something first."""

    exit_status = 3


class Unavailable(ParaphError):
    """Something outside does not answer for now."""

    exit_status = 4


class Refused(ParaphError):
    """Refused for good, by policy or by the document's author."""

    exit_status = 5


class UsageError(ParaphError):
    """The call itself cannot be understood."""

    exit_status = 2


def leaves() -> dict[str, type[ParaphError]]:
    """Give every error that has a code, by its code."""
    found: dict[str, type[ParaphError]] = {}
    pending = [ParaphError]
    while pending:
        kind = pending.pop()
        pending.extend(kind.__subclasses__())
        if kind.code:
            found[kind.code] = kind
    return found
