"""`paraph sync`: pay what signed files owe, and renew archive timestamps that are due.

The outbox, events and filing are of accounts; there is none yet, and their figures are 0.
"""

import signal
import threading
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from types import FrameType
from typing import Any

import click

from paraph.cli.owed_words import debt_json, debt_line, utc
from paraph.cli.program import Program, emit, tell, tell_settings, words_of
from paraph.domain.errors import ParaphError, Unavailable
from paraph.domain.owed import OwedLevel
from paraph.usecases.pay_owed import Payments, pay_owed
from paraph.usecases.renew_archive import owe_renewals

_NEEDS_PERSON, _WAITS = 3, 4
_LONGEST_PAUSE, _SHORTEST_PAUSE = timedelta(minutes=1), timedelta(seconds=1)
_RETRY = timedelta(seconds=10)
_OF_ACCOUNTS = ("pushed", "acknowledged", "rejected", "pulled", "applied", "duplicates", "filed")


@click.command()
@click.option("--once", "how", flag_value="once", default="once", help="Do what can be done now.")
@click.option("--watch", "how", flag_value="watch", help="Go on until it is stopped.")
@click.option("--now", is_flag=True, help="Try again at once what was to be tried later.")
@click.option("--tsa", multiple=True, help="A timestamp server, in place of those that are set.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def sync(program: Program, /, how: str, tsa: tuple[str, ...], *, now: bool, as_json: bool) -> None:
    """Add the timestamps and long-term proof that signed files still owe."""
    tell_settings(program.home)
    try:
        if how == "watch":
            upgraded, left = _watch(program, tsa)
        else:
            paid = _pay(program, tsa, insist=now)
            upgraded, left = len(paid.raised), paid.left
    except ParaphError as error:
        raise SystemExit(tell(error, as_json=as_json)) from error
    _report(upgraded, left, as_json=as_json)
    raise SystemExit(status_of(left))


def status_of(left: Iterable[OwedLevel]) -> int:
    """Give the exit status: 3 when a person is needed, 4 when work waits, 0 with nothing left."""
    needs = [debt.needs_person is not None for debt in left]
    return _NEEDS_PERSON if any(needs) else _WAITS if needs else 0


def _pay(program: Program, tsa: Sequence[str], *, insist: bool = False) -> Payments:
    program.catch_up()  # what a crash left without a name may owe something
    with program.proving(tsa).paying() as ports:
        owe_renewals(ports.owed, ports.audit, ports.clock)
        return pay_owed(ports, insist=insist)


def _watch(program: Program, tsa: Sequence[str]) -> tuple[int, tuple[OwedLevel, ...]]:
    """Pay until it is stopped. What passes by itself ends no watch that began."""
    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    raised: set[str] = set()
    left: tuple[OwedLevel, ...] = ()
    trouble: ParaphError | None = None
    while not stopped.is_set():
        before, trouble = trouble, None
        try:
            paid = _pay(program, tsa)
        except Unavailable as error:  # the window pays at this moment, or the disk is full
            trouble = error
            if before is None or before.code != error.code:
                click.echo(f"{words_of(error).what} [{error.code}]", err=True)
            pause = _RETRY
        else:
            raised |= paid.raised
            left = paid.left
            pause = _pause(left, program.clock.now())
        stopped.wait(pause.total_seconds())
    if trouble is not None:
        raise trouble
    return len(raised), left


def _pause(left: Iterable[OwedLevel], now: datetime) -> timedelta:
    soonest = next_attempt(left)
    until = soonest - now if soonest is not None else _LONGEST_PAUSE
    return max(_SHORTEST_PAUSE, min(until, _LONGEST_PAUSE))


def next_attempt(left: Iterable[OwedLevel]) -> datetime | None:
    """Give when the next of these is tried."""
    return min((debt.next_attempt for debt in left if debt.next_attempt is not None), default=None)


def _report(upgraded: int, left: tuple[OwedLevel, ...], *, as_json: bool) -> None:
    if as_json:
        emit(_json(upgraded, left))
        return
    if upgraded:
        click.echo(f"Proof added to {upgraded} file(s).")
    for debt in left:
        click.echo(debt_line(debt), err=True)
    if not left:
        click.echo("Nothing is owed.")


def _json(upgraded: int, left: tuple[OwedLevel, ...]) -> dict[str, Any]:
    waiting = [debt for debt in left if debt.needs_person is None]
    return {
        **dict.fromkeys(_OF_ACCOUNTS, 0),
        "waiting": len(waiting),
        "upgraded": upgraded,
        "next_attempt_at": utc(next_attempt(waiting)),
        "needs_person": [debt_json(debt) for debt in left if debt.needs_person is not None],
    }
