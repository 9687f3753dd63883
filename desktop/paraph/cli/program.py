"""What the commands are given: ports and factories, handed down by `paraph.app`."""

import json
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import click

from paraph.administrator import Rules
from paraph.domain.errors import InvalidArgument, ParaphError, Refused, leaves
from paraph.domain.keys.algorithm_policy import AlgorithmPolicy
from paraph.domain.keys.key_kind import KeyKind
from paraph.domain.keys.pin_policy import PinPolicy
from paraph.domain.keys.secret import Secret
from paraph.domain.keys.tpm import TpmFacts
from paraph.domain.messages.acts import Words, words_for, words_with
from paraph.domain.placing.signature_field import PageGeometry
from paraph.ports.documents import (
    ArchiveReader,
    CertificateReader,
    Checker,
    ContentReader,
    OutputFiles,
)
from paraph.ports.finding import Finding
from paraph.ports.looks import LookShelf
from paraph.ports.placing import TemplateShelf
from paraph.ports.record import Clock
from paraph.ports.signing_token import TokenModule
from paraph.settings import load_settings, put_aside
from paraph.usecases.book_signing import BookKit
from paraph.usecases.key_files import KeyFileShelf
from paraph.usecases.sign_document import Signing

_MOST_LINE = 1 << 16

# The desk's process loads this module before it looks for cards, and pays nothing.
if TYPE_CHECKING:
    from paraph.domain.service.account import Account
    from paraph.domain.verification import FileReport
    from paraph.ports.filing import ClientFile
    from paraph.ports.levels import LevelChecker
    from paraph.ports.proxy_route import ProxyRoute
    from paraph.ports.time_stamping import TimeStampService
    from paraph.usecases.accounts import AccountDesk
    from paraph.usecases.demo_journey import Journey, Step
    from paraph.usecases.download_results import AccountKit
    from paraph.usecases.pay_owed import Paying
    from paraph.usecases.request_desk import RequestDesk
    from paraph.usecases.service_health import HealthDesk
    from paraph.usecases.sync_account import Synced
    from paraph.usecases.watch_folder import WatchKit


class Rounds(Protocol):
    """Rounds of accounts, as long as the lease of who sends is held."""

    desk: "RequestDesk"

    def do(
        self,
        account: "Account",
        *,
        insist: bool = False,
        watched: bool = False,
        wait_s: float = 0.0,
    ) -> "Synced":
        """Push, pull, fetch and file for one account. Raises nothing of its own."""
        ...

    def sweep(self) -> int:
        """Remove what lies in the spool and is named by nothing; gives how many files."""
        ...


class Proving(Protocol):
    """What adds proof, opened when it is needed. Made for the timestamp servers that are asked."""

    @property
    def server_names(self) -> tuple[str, ...]:
        """List the timestamp servers, in the order in which they are asked."""
        ...

    def routes(self) -> "Sequence[tuple[str, ProxyRoute]]":
        """Say which way each timestamp server is asked, without credentials; "" is any other."""
        ...

    def paying(self) -> "AbstractContextManager[Paying]":
        """Give what paying needs. Raises StoreBusy while another process pays."""
        ...

    def checking(self) -> "AbstractContextManager[tuple[LevelChecker, Sequence[TimeStampService]]]":
        """Give what tells whether a level can be had now."""
        ...


class Trusted(Protocol):
    """The trust anchors, and those of them that are the person's own."""

    def certificates(self) -> Sequence[bytes]:
        """List all that are trusted (DER)."""
        ...

    def is_own(self, sha256: str) -> bool:
        """Tell whether a certificate is the person's own to remove."""
        ...

    def add(self, certificates_der: Sequence[bytes]) -> None:
        """Trust these. Raises FolderReadOnly, DiskFull."""
        ...

    def remove(self, sha256: str) -> bool:
        """Trust this one no more; False when it is not the person's own."""
        ...


@dataclass(frozen=True, slots=True)
class Program:
    """The use cases' ports, opened when a command needs them."""

    home: Path
    clock: Clock
    read_certificate: CertificateReader
    policy: Callable[[], AlgorithmPolicy]
    finding: Finding
    known_modules: Callable[[], Sequence[str]]
    open_module: Callable[[str], TokenModule]
    key_files: KeyFileShelf
    rules: Callable[[], Rules]
    pin_policy: Callable[[], PinPolicy]
    signing: Callable[[], AbstractContextManager[Signing]]
    checker: Callable[[], Checker]
    load_anchors: Callable[[Path], list[bytes]]
    keychain: Callable[[], str | None]
    demo: Callable[[Path, Callable[[str], None]], AbstractContextManager[Any]]
    open_window: Callable[[Sequence[Path], Any], int]
    journey: "Callable[[Any, Callable[[Path], FileReport], Callable[[Step], None]], Journey]"
    tpm: Callable[[], TpmFacts]
    catch_up: Callable[[], object]
    proving: Callable[[Sequence[str]], Proving]
    files: Callable[[], OutputFiles]
    trusted: Callable[[], Trusted]
    take_image: Callable[[bytes], bytes]
    looks: Callable[[], LookShelf]
    archive_claim: ArchiveReader
    content: ContentReader
    templates: Callable[[], TemplateShelf]
    watching: "Callable[[Path], AbstractContextManager[WatchKit]]"
    books: Callable[[], BookKit]
    accounts: "Callable[[], AbstractContextManager[AccountDesk]]"
    requests: "Callable[[], AbstractContextManager[RequestDesk]]"
    sending: "Callable[[Callable[[Collection[str]], object]], AbstractContextManager[Rounds]]"
    beside: "Callable[[Account], AbstractContextManager[AccountKit]]"
    health: "Callable[[], AbstractContextManager[HealthDesk]]"
    folder: "Callable[[Path], ClientFile]"
    keep_password: Callable[[str, str, Secret], bool]
    lend_password: Callable[[str, str, Secret], None]
    read_pages: Callable[[Path], Sequence[PageGeometry]]


def emit(value: dict[str, Any]) -> None:
    """Print exactly one JSON object on standard output."""
    plain = json.dumps(value, ensure_ascii=False, indent=2)
    click.echo(plain.encode(errors="backslashreplace").decode())  # a file's name may be no text


def words_of(error: ParaphError) -> Words:
    """Give an error's words; `key` in its details says what holds the key that it is about.

    `middleware` names the program where something has to be done, if one is known. A level that was
    required is told of with its reason.
    """
    details = error.details
    key, middleware = details.get("key", KeyKind.CARD), details.get("middleware", "")
    words = words_with(error.code, str(key), str(middleware))
    why = str(error.details.get("why"))
    if error.code != "level_not_reached" or why not in leaves():
        return words
    reason = words_for(why)
    act = reason.act if error.exit_status == Refused.exit_status else words.act
    return Words(f"{words.what} {reason.what}", words.safe, act)


def error_json(error: ParaphError) -> dict[str, Any]:
    """Give an error in the contract's shape."""
    words = words_of(error)
    return {
        "code": error.code,
        "message": f"{words.what} {words.safe}",
        "hint": words.act,
        "details": error.details,
    }


def tell(error: ParaphError, *, as_json: bool) -> int:
    """Say an error once, and give its exit status."""
    if as_json:
        emit({"error": error_json(error)})
    else:
        words = words_of(error)
        click.echo(f"{words.what} {words.safe} {words.act} [{error.code}]", err=True)
        tell_details(error.details)
    return error.exit_status


def tell_details(details: Mapping[str, object]) -> None:
    """Say on standard error what is known beside an error's words, a line each."""
    for name, value in details.items():
        if name not in ("key", "middleware"):
            click.echo(f"  {name}: {seen(str(value))}", err=True)


def seen(text: str) -> str:
    """Give a text with what would act on the terminal, or turn letters round, written out."""
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)


def tell_settings(home: Path) -> None:
    """Say on standard error that the settings were damaged, as long as nobody wrote new ones."""
    load_settings(home)
    damaged = put_aside(home)
    if damaged is not None:
        click.echo(
            f"The settings could not be read; the usual ones hold. They are kept: {damaged}",
            err=True,
        )


def read_secret(prompt: str, *, from_stdin: bool) -> Secret | None:
    """Read one line of standard input, or ask on the terminal; None when there is none.

    Raises InvalidArgument for what is no line of text; its bytes are not repeated.
    """
    if sys.stdin is None or sys.stdin.closed:
        return None
    if from_stdin:
        try:
            line = sys.stdin.readline(_MOST_LINE)
        except ValueError as error:  # bytes that are no text
            raise InvalidArgument(argument="standard input", why="It is no text.") from error
        if len(line) == _MOST_LINE:
            raise InvalidArgument(argument="standard input", why="The line does not end.")
        return Secret(line.rstrip("\r\n")) if line else None
    if sys.stdin.isatty():
        return Secret(click.prompt(prompt, hide_input=True, err=True))
    return None
