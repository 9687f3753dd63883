"""`paraph request`: signature requests, prepared and acted on without a network.

What is asked is queued and durable when a command ends; `paraph sync` sends it.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from paraph.cli.program import Program, emit, seen
from paraph.cli.queue import opened_desk
from paraph.cli.request_checks import (
    check_document,
    check_people,
    check_states,
    check_to_come,
)
from paraph.cli.request_given import check_line, document_name, moment, signatory
from paraph.cli.request_results import download, paper
from paraph.cli.request_sign import sign
from paraph.cli.request_template import players_of, template_named
from paraph.cli.request_words import request_json, request_line, whole_json
from paraph.domain.errors import InvalidArgument
from paraph.domain.service.request_draft import RequestDraft
from paraph.ports.requests import Shown
from paraph.usecases import queue_act
from paraph.usecases.queue_act import Queued
from paraph.usecases.request_desk import RequestDesk

_as_json = click.option("--json", "as_json", is_flag=True)
_request = click.argument("request")
_MOST_REASON = 1000


@click.group("request")
def request_group() -> None:
    """Prepare signature requests, and act on them; sync sends what is asked."""


for _command in (sign, download, paper):
    request_group.add_command(_command)


@request_group.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--name", required=True, help="The request's title.")
@click.option("--signatory", "signatories", multiple=True, required=True,
              help="'EMAIL[;FIRST;LAST][;level=simple|advanced|qualified][;order=N][;role=R]"
              "[;local][;field=PAGE,X,Y[,W,H]|;anchor=TEXT]'; may be repeated.")  # fmt: skip
@click.option("--matter", help="The firm's number of the matter.")
@click.option("--client", help="The client, for the file that results are put into.")
@click.option("--expires", help="A time as 2026-12-05T23:59:59Z, or a day.")
@click.option("--remind-days", type=click.IntRange(1, 365), help="Remind every so many days.")
@click.option("--template", help="A template's name or id; each ;role= is then one of its roles.")
@click.option("--activate", is_flag=True, help="Send it to the signatories, too.")
@click.option("--account", help="The account's name; the only one needs none.")
@_as_json
@click.pass_obj
def create(program: Program, /, **given: Any) -> None:
    """Prepare a request of FILE and queue it. It is whole without a network."""
    as_json, activates = given["as_json"], given["activate"]
    with opened_desk(program, as_json=as_json) as desk:
        account = desk.account(given["account"])
        draft = _draft(program, given, desk, account.id)
        done = queue_act.queue_request(account.id, draft, desk.queueing, activate=activates)
    if as_json:
        emit(
            {
                "client_reference": done.request.client_reference,
                "request": done.request.id,
                "queued": [each.id for each in done.entries],
                "state": "queued" if activates else "draft",
            }
        )
        return
    click.echo(f"Queued: {request_line(done.request)}")


@request_group.command("list")
@click.option("--box", type=click.Choice(["inbox", "sent", "all"]), default="all",
              show_default=True, help="inbox: those in which it is my turn.")  # fmt: skip
@click.option("--status", "statuses", multiple=True, help="Only those in this state.")
@click.option("--matter", default="", help="Only those of this matter.")
@click.option("--text", default="", help="Only those whose title has this in it.")
@click.option("--account", help="Only those of this account.")
@click.option(
    "--limit",
    type=click.IntRange(1, 10_000),
    default=100,
    show_default=True,
    help="How many at most.",
)
@click.option("--offset", type=click.IntRange(0), default=0, help="How many are passed over.")
@_as_json
@click.pass_obj
def list_requests(program: Program, /, **given: Any) -> None:
    """List requests, the last changed first."""
    with opened_desk(program, as_json=given["as_json"]) as desk:
        account = desk.account(given["account"]).id if given["account"] else ""
        check_states(given["statuses"])
        shown = Shown(given["box"], account, given["statuses"], given["matter"], given["text"])
        requests = desk.queueing.requests
        found = requests.page(shown, given["offset"], given["limit"])
        counts = dict(requests.counts(shown))
        told = [request_json(each, desk.account_of(each)) for each in found]
    if given["as_json"]:
        emit({"requests": told, "total": counts.pop("", 0), "counts": counts})
        return
    for each in found:
        click.echo(request_line(each))
    if not found:
        click.echo("There is no such request.")


@request_group.command()
@_request
@_as_json
@click.pass_obj
def show(program: Program, /, request: str, *, as_json: bool) -> None:
    """Show a request, and what is queued for it."""
    with opened_desk(program, as_json=as_json) as desk:
        found = desk.find(request)
        entries = desk.queueing.outbox.of_request(found.id)
        told = whole_json(found, desk.account_of(found), entries)
    if as_json:
        emit(told)
        return
    click.echo(request_line(found, entries))
    for each in told["signatories"]:
        name = f"{each['first_name']} {each['last_name']}"
        click.echo(seen(f"  {each['number']}. {name} <{each['email']}>  {each['status']}"))


@request_group.command()
@_request
@_as_json
@click.pass_obj
def activate(program: Program, /, request: str, *, as_json: bool) -> None:
    """Queue that a draft goes to its signatories."""
    _act(program, request, queue_act.queue_activate, as_json=as_json)


@request_group.command()
@_request
@_as_json
@click.pass_obj
def remind(program: Program, /, request: str, *, as_json: bool) -> None:
    """Queue a reminder to those whose turn it is."""
    _act(program, request, queue_act.queue_remind, as_json=as_json)


@request_group.command()
@_request
@_as_json
@click.pass_obj
def purge(program: Program, /, request: str, *, as_json: bool) -> None:
    """Queue the deletion of an ended request's personal data at the service."""
    _act(program, request, queue_act.queue_purge, as_json=as_json)


@request_group.command()
@_request
@click.option(
    "--reason", default="No longer needed.", show_default=True, help="Why; the others read it."
)
@_as_json
@click.pass_obj
def cancel(program: Program, /, request: str, reason: str, *, as_json: bool) -> None:
    """Take a request back; of one that never left nothing is sent."""
    why = _reason(reason)
    _act(
        program,
        request,
        lambda found, ports: queue_act.queue_cancel(found, why, ports),
        as_json=as_json,
    )


@request_group.command()
@_request
@click.option("--signatory", "who", help="Number from 1 or e-mail address; without it, mine.")
@click.option("--reason", required=True, help="Why it is not signed; the others read it.")
@_as_json
@click.pass_obj
def decline(
    program: Program, /, request: str, who: str | None, reason: str, *, as_json: bool
) -> None:
    """Queue that a signatory will not sign, which ends the request."""
    with opened_desk(program, as_json=as_json) as desk:
        found = desk.find_acting(request)
        number = desk.me(found, who, with_card=False).number
        done = queue_act.queue_decline(found.id, number, _reason(reason), desk.queueing)
        tell_queued(done, desk, as_json=as_json)


@request_group.command()
@_request
@click.option("--signatory", "who", required=True, help="Number from 1 or e-mail address.")
@click.option("--to", required=True, metavar="'EMAIL;FIRST;LAST'", help="Who takes the place.")
@click.option("--reason", help="Why; the new signatory reads it.")
@_as_json
@click.pass_obj
def reassign(program: Program, /, request: str, **given: Any) -> None:
    """Queue another person in a signatory's place."""
    with opened_desk(program, as_json=given["as_json"]) as desk:
        found = desk.find_acting(request)
        number = desk.me(found, given["who"], with_card=False).number
        _, new = signatory(given["to"])
        person = {"email": new.email, "first_name": new.first_name, "last_name": new.last_name}
        if given["reason"]:
            person["reason"] = _reason(given["reason"])
        done = queue_act.queue_reassign(found.id, number, person, desk.queueing)
        tell_queued(done, desk, as_json=given["as_json"])


def tell_queued(done: Queued, desk: RequestDesk, *, as_json: bool, **more: Any) -> None:
    """Say what was queued, and how the request stands."""
    request = done.request
    if as_json:
        queued = [each.id for each in done.entries]
        told = {"request": request.id, "queued": queued, "status": str(request.status), **more}
        emit(told)
        return
    click.echo(request_line(request, desk.queueing.outbox.of_request(request.id)))


def _act(
    program: Program,
    request: str,
    queue: Callable[[str, queue_act.Queueing], Queued],
    *,
    as_json: bool,
) -> None:
    with opened_desk(program, as_json=as_json) as desk:
        done = queue(desk.find_acting(request).id, desk.queueing)
        tell_queued(done, desk, as_json=as_json)


def _draft(
    program: Program, given: dict[str, Any], desk: RequestDesk, account: str
) -> RequestDraft:
    file: Path | None = given["file"]
    people = [signatory(each, of_template=file is None) for each in given["signatories"]]
    signatories = tuple(each for _, each in people)
    check_people(signatories)
    template = template_named(given["template"], desk, account) if given["template"] else None
    draft = RequestDraft(
        check_line(given["name"], "--name"),
        matter=check_line(given["matter"], "--matter") if given["matter"] else "",
        client=check_line(given["client"], "--client") if given["client"] else "",
        template_id=template.id if template is not None else "",
        expires_at=moment(given["expires"], "--expires"),
        remind_every_days=given["remind_days"],
    )
    check_to_come(draft.expires_at, program.clock.now())
    if file is None:
        if template is None:
            raise InvalidArgument(argument="FILE", why="A document is expected, or --template.")
        return draft._replace(players=players_of(template, people))
    name = document_name(file)
    with desk.as_pdf(file.absolute()) as pdf:
        check_document(program, pdf, signatories)
        kept = desk.queueing.spool.take(pdf)
    return draft._replace(
        document_sha256=kept.sha256,
        document_name=name,
        signatories=signatories,
    )


def _reason(text: str) -> str:
    text = text.strip()
    if not text or len(text) > _MOST_REASON or not text.isprintable():
        why = f"One line of 1 to {_MOST_REASON} letters is expected."
        raise InvalidArgument(argument="--reason", why=why)
    return text
