"""What the commands of signature books are given in the same way."""

from pathlib import Path

from paraph.cli.program import read_secret
from paraph.domain.errors import InvalidArgument
from paraph.domain.errors.books import BookFolderMissing
from paraph.domain.keys.secret import Secret


def counted(documents: int) -> str:
    """Give a number of documents in words."""
    return f"{documents} document{'' if documents == 1 else 's'}"


def folder_of(given: Path | None, usual: str) -> Path:
    """Give the shared folder. Raises BookFolderMissing."""
    if given is None and not usual:
        raise BookFolderMissing
    return (given or Path(usual)).absolute()


def numbered(given: tuple[str, ...], option: str) -> dict[int, str]:
    """Read `N=TEXT`, several times. Raises InvalidArgument."""
    found: dict[int, str] = {}
    for each in given:
        number, equals, text = each.partition("=")
        if not equals or not number.isdecimal() or int(number) < 1:
            raise InvalidArgument(argument=option, value=each)
        found[int(number)] = text
    return found


def book_password(from_stdin: bool) -> Secret | None:  # noqa: FBT001 - the option itself
    """Read the password of locked documents, where it is said that there is one."""
    return read_secret("Password", from_stdin=True) if from_stdin else None
