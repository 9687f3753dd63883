"""The half of `paraph sync` that is of accounts: the outbox, events, documents, filing."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import click

from paraph.cli.program import Program, error_json, words_of
from paraph.cli.queue import entry_json, entry_line
from paraph.domain.errors import NeedsPerson, ParaphError, Refused, from_code, leaves
from paraph.domain.errors.service import SignInAgain
from paraph.domain.service.account import Account
from paraph.usecases.pay_owed import pay_owed
from paraph.usecases.sync_account import Synced
from paraph.usecases.tend_outbox import OutboxSummary, Parked, summary_of

_FIGURES = ("pushed", "acknowledged", "rejected", "pulled", "applied", "duplicates", "filed")


class Trouble(NamedTuple):
    """What went wrong with an account; `account` is its name."""

    account: str
    error: ParaphError

    @property
    def needs_person(self) -> bool:
        """Tell whether waiting is no help."""
        return isinstance(self.error, NeedsPerson | Refused)


class AccountsRun(NamedTuple):
    """What the rounds of all accounts came to; `waiting` leaves by itself."""

    figures: tuple[int, ...] = (0,) * len(_FIGURES)
    waiting: int = 0
    next_attempt: datetime | None = None
    parked: tuple[Parked, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    has_any: bool = False

    def then(self, later: "AccountsRun") -> "AccountsRun":
        """Add what a later run came to; how things stand is the later one's."""
        summed = (one + two for one, two in zip(self.figures, later.figures, strict=True))
        return later._replace(figures=tuple(summed))

    @property
    def needs_person(self) -> bool:
        """Tell whether a person has something to do."""
        return bool(self.parked) or any(each.needs_person for each in self.troubles)

    @property
    def waits(self) -> bool:
        """Tell whether work waits for the network or a service."""
        return self.waiting > 0 or bool(self.troubles)


def sync_accounts(
    program: Program, tsa: Sequence[str], *, insist: bool, only: Collection[str] = ()
) -> AccountsRun:
    """Do a round of each account, or of those only. Raises OutboxBusy, StoreBusy, DiskFull."""
    with program.requests() as desk:
        if not desk.accounts.all():
            return AccountsRun()

    def pay(intents: Collection[str]) -> None:
        with program.proving(tsa).paying() as ports:
            pay_owed(ports, intents)

    figures, troubles = [0] * len(_FIGURES), []
    summaries: list[OutboxSummary] = []
    with program.sending(pay) as rounds:
        for account in rounds.desk.accounts.all():
            if only and account.id not in only:
                continue
            done = rounds.do(account, insist=insist)
            figures = [one + two for one, two in zip(figures, _figures(done), strict=True)]
            met = [*done.every_trouble, *_of_stop(done)]
            troubles += [Trouble(account.name, each) for each in _told(met, account, program)]
            summaries.append(summary_of(account.id, rounds.desk.queueing))
        rounds.sweep()
    return AccountsRun(
        tuple(figures),
        sum(each.waiting for each in summaries),
        min((s.next_attempt for s in summaries if s.next_attempt is not None), default=None),
        tuple(parked for each in summaries for parked in each.parked),
        tuple(troubles),
        has_any=True,
    )


def figures_json(run: AccountsRun) -> dict[str, Any]:
    """Give the counts in the contract's names."""
    return dict(zip(_FIGURES, run.figures, strict=True))


def needy_json(run: AccountsRun) -> list[dict[str, Any]]:
    """Give what waits for a person."""
    parked = [{"entry": entry_json(each.entry), "is_old": each.is_old} for each in run.parked]
    troubles = [each for each in run.troubles if each.needs_person]
    return parked + [
        {"account": each.account, "error": error_json(each.error)} for each in troubles
    ]


def tell_accounts(run: AccountsRun) -> None:
    """Say for people what came of it."""
    told = figures_json(run)
    if any(run.figures):
        click.echo(", ".join(f"{name} {number}" for name, number in told.items() if number))
    if run.waiting:
        click.echo(f"{run.waiting} act(s) wait in the outbox: paraph queue list.", err=True)
    for parked in run.parked:
        old = " (for more than a day)" if parked.is_old else ""
        click.echo(f"{entry_line(parked.entry)}{old}", err=True)
    for trouble in run.troubles:
        words = words_of(trouble.error)
        told_words = f"{words.what} {words.safe} {words.act} [{trouble.error.code}]"
        click.echo(f"{trouble.account}: {told_words}", err=True)


def _figures(done: Synced) -> tuple[int, ...]:
    pushed, pulled = done.pushed, done.pulled
    return (
        pushed.pushed,
        pushed.acknowledged,
        pushed.rejected,
        pulled.pulled,
        pulled.applied,
        pulled.duplicates,
        len(done.filed.requests),
    )


def _told(
    troubles: Sequence[ParaphError], account: Account, program: Program
) -> Sequence[ParaphError]:
    if not any(isinstance(each, SignInAgain) for each in troubles):
        return troubles
    with program.accounts() as desk:
        found = [desk.cause_of(each, account) for each in troubles]
    return list({each.code: each for each in found}.values())


def _of_stop(done: Synced) -> list[ParaphError]:
    """Give what ended the sending, unless another step told the same."""
    code = done.pushed.stopped
    if code is None or code in {each.code for each in done.every_trouble}:
        return []
    known = code in leaves()
    return [from_code(code if known else "service_failed", {"service_code": code})]
