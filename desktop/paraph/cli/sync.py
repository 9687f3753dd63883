"""`paraph sync`: look after archived files, pay what signed files owe, renew what is due, and do
a round of each account: `cli.sync_accounts`."""

import signal
import threading
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from types import FrameType
from typing import Any, NamedTuple

import click

from paraph.cli.archive_words import archive_json, tell_archive
from paraph.cli.owed_words import debt_json, debt_line, utc
from paraph.cli.program import Program, emit, tell, tell_settings, words_of
from paraph.cli.secrets_given import (
    USUAL_TIMEOUT_S,
    Given,
    filing_password_stdin,
    lend,
    secret_stdin,
)
from paraph.cli.sync_accounts import (
    AccountsRun,
    figures_json,
    needy_json,
    sync_accounts,
    tell_accounts,
)
from paraph.domain.errors import ParaphError, ProofBusy, Unavailable
from paraph.domain.owed import OwedLevel
from paraph.usecases.pay_owed import pay_owed
from paraph.usecases.renew_archive import owe_renewals
from paraph.usecases.scan_archive import ArchiveScan, archive_troubles, scan_archive

_NEEDS_PERSON, _WAITS = 3, 4
_LONGEST_PAUSE, _SHORTEST_PAUSE = timedelta(minutes=1), timedelta(seconds=1)
_RETRY = timedelta(seconds=10)
_SCAN_EVERY = timedelta(hours=1)
# A watch learns of events by asking.
_ACCOUNTS_PAUSE = timedelta(seconds=15)


@click.command()
@click.option("--once", "how", flag_value="once", default="once", help="Do what can be done now.")
@click.option("--watch", "how", flag_value="watch", help="Go on until it is stopped.")
@click.option("--now", is_flag=True, help="Try again at once what was to be tried later.")
@click.option("--tsa", multiple=True, help="A timestamp server, in place of those that are set.")
@click.option("--account", "names", multiple=True, help="Only this account's service; may be"
              " repeated.")  # fmt: skip
@secret_stdin
@filing_password_stdin
@click.option("--login", is_flag=True, help="Sign in at the browser first, where nobody is signed"
              " in; without a keychain for this run alone.")  # fmt: skip
@click.option("--timeout", "timeout_s", type=click.FloatRange(1, 3600), default=USUAL_TIMEOUT_S,
              metavar="S", help="How long the browser is waited for.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def sync(program: Program, /, how: str, **given: Any) -> None:
    """Pay what signed files owe, send what is queued, and bring what happened at the service."""
    tell_settings(program.home)
    as_json = given["as_json"]
    try:
        wish = _Wish(given["tsa"], _only(program, given), given["now"])
        done = _watch(program, wish) if how == "watch" else _round(program, wish)
    except ParaphError as error:
        raise SystemExit(tell(error, as_json=as_json)) from error
    _report(done, as_json=as_json)
    raise SystemExit(_status(done))


class _Wish(NamedTuple):
    """How it is done: the timestamp servers, whose services are asked (all), what waits too."""

    tsa: tuple[str, ...] = ()
    only: frozenset[str] = frozenset()
    insist: bool = False


class _Run(NamedTuple):
    """What was paid, what is left, and how the archived files were found."""

    raised: frozenset[str] = frozenset()
    left: tuple[OwedLevel, ...] = ()
    troubles: tuple[OwedLevel, ...] = ()
    archive: ArchiveScan | None = None
    accounts: AccountsRun = AccountsRun()

    def then(self, later: "_Run") -> "_Run":
        """Add what a later run came to."""
        before = self.archive.moved if self.archive is not None else ()
        archive = later.archive or self.archive
        if later.archive is not None:
            archive = replace(later.archive, moved=(*before, *later.archive.moved))
        return later._replace(
            raised=self.raised | later.raised,
            archive=archive,
            accounts=self.accounts.then(later.accounts),
        )


def _only(program: Program, given: dict[str, Any]) -> frozenset[str]:
    names = given["names"]
    lent = Given(
        given["secret_stdin"], given["filing_password_stdin"], given["login"], given["timeout_s"]
    )
    found = lend(program, names, lent)
    return frozenset(each.id for each in found) if names else frozenset()


def status_of(left: Iterable[OwedLevel]) -> int:
    """Give the exit status: 3 when a person is needed, 4 when work waits, 0 with nothing left."""
    needs = [debt.needs_person is not None for debt in left]
    return _NEEDS_PERSON if any(needs) else _WAITS if needs else 0


def _status(done: _Run) -> int:
    of_files = status_of((*done.left, *done.troubles))
    if of_files == _NEEDS_PERSON or done.accounts.needs_person:
        return _NEEDS_PERSON
    return _WAITS if of_files == _WAITS or done.accounts.waits else 0


def _round(program: Program, wish: _Wish, *, scans: bool = True) -> _Run:
    """Pay first: what leaves is only extended from then on. The outbox does not wait for it."""
    trouble: ParaphError | None = None
    done = _Run()
    try:
        done = _pay(program, wish.tsa, insist=wish.insist, scans=scans)
    except ProofBusy as error:
        trouble = error
    run = sync_accounts(program, wish.tsa, insist=wish.insist, only=wish.only)
    done = done._replace(accounts=run)
    if trouble is not None:
        raise trouble
    return done


def _pay(program: Program, tsa: Sequence[str], *, insist: bool = False, scans: bool = True) -> _Run:
    program.catch_up()  # what a crash left without a name may owe something
    with program.proving(tsa).paying() as ports:
        scan = scan_archive(ports, insist=insist) if scans else None
        owe_renewals(ports.owed, ports.audit, ports.clock)
        paid = pay_owed(ports, insist=insist)
        return _Run(paid.raised, paid.left, archive_troubles(ports.owed), scan)


def _watch(program: Program, wish: _Wish) -> _Run:
    """Pay until it is stopped. What passes by itself ends no watch that began."""
    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    done, trouble = _Run(), None
    scanned: datetime | None = None
    while not stopped.is_set():
        before, trouble, now = trouble, None, program.clock.now()
        try:
            scans = scanned is None or now - scanned >= _SCAN_EVERY
            done = done.then(_round(program, wish._replace(insist=False), scans=scans))
            scanned = now if scans else scanned
        except Unavailable as error:  # the window pays at this moment, or the disk is full
            trouble = error
            if before is None or before.code != error.code:
                click.echo(f"{words_of(error).what} [{error.code}]", err=True)
            pause = _RETRY
        else:
            pause = _pause(done, program.clock.now())
        stopped.wait(pause.total_seconds())
    if trouble is not None:
        raise trouble
    return done


def _pause(done: _Run, now: datetime) -> timedelta:
    soonest = _soonest(done)
    longest = _ACCOUNTS_PAUSE if done.accounts.has_any else _LONGEST_PAUSE
    until = soonest - now if soonest is not None else longest
    return max(_SHORTEST_PAUSE, min(until, longest))


def _soonest(done: _Run) -> datetime | None:
    found = (next_attempt(done.left), done.accounts.next_attempt)
    return min((each for each in found if each is not None), default=None)


def next_attempt(left: Iterable[OwedLevel]) -> datetime | None:
    """Give when the next of these is tried."""
    return min((debt.next_attempt for debt in left if debt.next_attempt is not None), default=None)


def _report(done: _Run, *, as_json: bool) -> None:
    archive = done.archive or ArchiveScan(0)
    if as_json:
        emit(_json(done, archive))
        return
    if done.raised:
        click.echo(f"Proof added to {len(done.raised)} file(s).")
    for debt in done.left:
        click.echo(debt_line(debt), err=True)
    tell_archive(archive, done.troubles)
    tell_accounts(done.accounts)
    if not _status(done):
        click.echo("Nothing is owed.")


def _json(done: _Run, archive: ArchiveScan) -> dict[str, Any]:
    waiting = [debt for debt in done.left if debt.needs_person is None]
    needy = [debt for debt in (*done.left, *done.troubles) if debt.needs_person is not None]
    return {
        **figures_json(done.accounts),
        "waiting": len(waiting) + done.accounts.waiting,
        "upgraded": len(done.raised),
        "next_attempt_at": utc(_soonest(done._replace(left=tuple(waiting)))),
        "needs_person": [*map(debt_json, needy), *needy_json(done.accounts)],
        "archive": archive_json(archive),
    }
