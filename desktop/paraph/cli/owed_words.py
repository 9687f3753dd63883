"""What is owed, as the commands print it."""

from datetime import UTC, datetime
from typing import Any

import click

from paraph.cli.program import error_json
from paraph.domain.errors import from_code
from paraph.domain.owed import OwedLevel
from paraph.usecases.sign_document import SignedDocument


def utc(moment: datetime | None) -> str | None:
    """Give a moment in the contract's form."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def debt_json(debt: OwedLevel) -> dict[str, Any]:
    """Give a debt: the file, what is owed, since when, why not yet, and until when."""
    return {
        "document": str(debt.path),
        "level": str(debt.level),
        "level_asked": str(debt.asked),
        "owed": [str(step) for step in debt.steps],
        "since": utc(debt.since),
        "next_attempt_at": utc(debt.next_attempt),
        "not_before": utc(debt.not_before),
        "deadline": utc(debt.deadline),
        "error": error_json(from_code(debt.reason, {})) if debt.reason is not None else None,
    }


def tell_owed(signed: SignedDocument) -> None:
    """Say on standard error why something is owed to a signed file, where that is known."""
    if signed.owed_why is not None:
        told = error_json(from_code(signed.owed_why, {}))
        words = f"{told['message']} {told['hint']} [{signed.owed_why}]"
        click.echo(f"{signed.output}: {words}", err=True)
    if signed.password_lost:
        words = "Its password could not be kept. Add what is owed with: paraph upgrade FILE"
        click.echo(f"{signed.output}: {words} --password-stdin", err=True)


def debt_line(debt: OwedLevel) -> str:
    """Say what a file owes, in one line."""
    steps = ", ".join(debt.steps)
    told = debt_json(debt)["error"]
    why = f" {told['message']} {told['hint']} [{told['code']}]" if told is not None else ""
    if debt.next_attempt is not None:
        why += f" Tried again from {utc(debt.next_attempt)} on."
    until = f" Until {debt.deadline.date().isoformat()} at the latest." if debt.deadline else ""
    return f"{debt.path}: {steps} owed.{why}{until}"
