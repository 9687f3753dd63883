"""`paraph queue`: what waits to reach the service, and what a person does about it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from paraph.cli.owed_words import utc
from paraph.cli.program import Program, emit, tell
from paraph.domain.errors import InvalidArgument, ParaphError, leaves
from paraph.domain.messages.acts import words_for
from paraph.domain.service.outbox_entry import (
    ENDED,
    EntryState,
    OutboxEntry,
    ServiceWords,
)
from paraph.usecases.request_desk import RequestDesk
from paraph.usecases.tend_outbox import cancel_entry, find_entry, retry_all, retry_entries

_as_json = click.option("--json", "as_json", is_flag=True)
_USUAL_ENDED = 1000


@click.group()
def queue() -> None:
    """Look at the outbox, try entries again, or take them back."""


@queue.command("list")
@click.option(
    "--ended",
    type=click.IntRange(0),
    default=_USUAL_ENDED,
    show_default=True,
    help="How many of those that have ended are listed.",
)
@_as_json
@click.pass_obj
def list_entries(program: Program, /, ended: int, *, as_json: bool) -> None:
    """List what has not reached the service, and what ended last."""
    with opened_desk(program, as_json=as_json) as desk:
        outbox = desk.queueing.outbox
        is_open = [state for state in EntryState if state not in ENDED]
        found = sorted((*outbox.ended(ended), *outbox.in_states(is_open)), key=lambda e: e.seq)
    if as_json:
        emit({"entries": [entry_json(each) for each in found]})
        return
    for each in found:
        click.echo(entry_line(each))
    if not found:
        click.echo("The outbox is empty.")


@queue.command()
@click.argument("entry_id", metavar="ID")
@_as_json
@click.pass_obj
def show(program: Program, /, entry_id: str, *, as_json: bool) -> None:
    """Show all that is known of one entry; what it sends is not shown."""
    with opened_desk(program, as_json=as_json) as desk:
        found = find_entry(entry_id, desk.queueing)
    told = {**entry_json(found), **_more(found)}
    if as_json:
        emit(told)
        return
    click.echo(entry_line(found))
    for name, value in _more(found).items():
        click.echo(f"  {name}: {value}")


@queue.command()
@click.argument("ids", nargs=-1, metavar="ID…")
@click.option("--all", "everything", is_flag=True, help="All that waits, for whatever reason.")
@_as_json
@click.pass_obj
def retry(program: Program, /, ids: Sequence[str], *, everything: bool, as_json: bool) -> None:
    """Let entries leave at the next sync, whatever they waited for."""
    with opened_desk(program, as_json=as_json) as desk:
        if everything == bool(ids):
            raise InvalidArgument(why="Give the IDs of entries, or --all.")
        found = retry_all(desk.queueing) if everything else retry_entries(ids, desk.queueing)
    _told("retried", found, as_json=as_json)


@queue.command()
@click.argument("entry_id", metavar="ID")
@_as_json
@click.pass_obj
def cancel(program: Program, /, entry_id: str, *, as_json: bool) -> None:
    """Take an entry back, with those behind it that cannot be done without it."""
    with opened_desk(program, as_json=as_json) as desk:
        found = cancel_entry(entry_id, desk.queueing)
    _told("canceled", found, as_json=as_json)


@contextmanager
def opened_desk(program: Program, *, as_json: bool) -> Iterator[RequestDesk]:
    """Open the desk, and say what goes wrong with it."""
    try:
        with program.requests() as desk:
            yield desk
    except ParaphError as error:
        raise SystemExit(tell(error, as_json=as_json)) from error


def entry_json(entry: OutboxEntry) -> dict[str, Any]:
    """Give an entry in the contract's shape."""
    return {
        "id": entry.id,
        "kind": str(entry.kind),
        "request": entry.request,
        "state": str(entry.state),
        "created_at": utc(entry.created),
        "attempts": entry.attempts,
        "next_attempt_at": utc(entry.next_attempt),
        "error": words_json(entry.error),
    }


def words_json(words: ServiceWords | None) -> dict[str, Any] | None:
    """Give why an entry is where it is, in the shape of an error.

    `message` is the service's own where it said any.
    """
    if words is None:
        return None
    own = words_for(words.code) if words.code in leaves() else None
    details: dict[str, Any] = {"status": words.status, "trace_id": words.trace_id or None}
    if words.errors:
        details["errors"] = [{"field": name, "message": told} for name, told in words.errors]
    if own is not None and words.detail:
        details["why"] = words.detail
    return {
        "code": words.code,
        "message": f"{own.what} {own.safe}" if own is not None else words.detail,
        "hint": own.act if own is not None else _HINT,
        "details": details,
    }


_HINT = "Read what the service says, then try it again, or take it back: paraph queue."


def entry_line(entry: OutboxEntry) -> str:
    """Say how an entry stands, in one line."""
    told = words_json(entry.error)
    why = f"  {told['message']} [{told['code']}]" if told is not None else ""
    until = f"  from {utc(entry.next_attempt)} on" if entry.next_attempt is not None else ""
    return f"{entry.id}  {entry.kind}  {entry.state}{until}{why}"


def _more(entry: OutboxEntry) -> dict[str, Any]:
    return {
        "account": entry.account,
        "sha256": entry.body.sha256,
        "size": entry.body.size,
        "client_reference": entry.client_reference,
        "trace_id": entry.trace_id,
        "signatory": entry.signatory + 1 if entry.signatory is not None else None,
        "first_sent_at": utc(entry.first_sent),
        "last_sent_at": utc(entry.last_sent),
        "may_be_canceled": entry.may_be_canceled,
    }


def _told(what: str, found: Sequence[OutboxEntry], *, as_json: bool) -> None:
    if as_json:
        emit({what: [each.id for each in found], "entries": [entry_json(each) for each in found]})
        return
    for each in found:
        click.echo(entry_line(each))
    click.echo(f"{what}: {len(found)}")
