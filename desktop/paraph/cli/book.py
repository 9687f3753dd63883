"""`paraph book`: signature books, that one person prepares and another reviews and signs."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from paraph.cli.book_again import hand_over_again
from paraph.cli.book_answer import (
    book_json,
    find_book,
    listed_json,
    results_json,
    tell_handed_over,
    tell_results,
)
from paraph.cli.book_given import book_password, counted, folder_of, numbered
from paraph.cli.book_sign import return_book, sign_book
from paraph.cli.document_passwords import LOCKED_HELP
from paraph.cli.placing import extras_of, extras_options
from paraph.cli.program import Program, emit, tell
from paraph.domain.errors import InvalidArgument, ParaphError
from paraph.domain.errors.books import BookRefused
from paraph.domain.placing.batch_place import BatchRule, PlaceSource
from paraph.domain.placing.placement_template import Template
from paraph.domain.placing.placing_rule import parse_hit
from paraph.domain.placing.signature_field import Place
from paraph.settings import load_settings
from paraph.usecases.book_results import results
from paraph.usecases.prepare_book import Asked, draft, hand_over


@click.group()
def book() -> None:
    """Hand documents over to be signed, and sign what was handed over to you."""


@book.command()
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--for", "holder", required=True, help="Who is to sign, as “Me Roux”.")
@click.option("--title", help="What the book is called (the first document's name).")
@click.option("--by", "prepared_by", help="Your own name (what is set).")
@click.option("--folder", type=click.Path(path_type=Path), help="The shared folder (what is set).")
@click.option("--field", help="Name of an empty signature field.")
@click.option("--box", help="PAGE,X,Y,W,H in points from the page's lower left corner.")
@click.option("--anchor", help="A text to sign at.")
@click.option("--anchor-hit", help="Which one of several: a number from 1, or last.")
@click.option("--template", help="The name of a kept way of signing.")
@click.option("--invisible", is_flag=True, help="Sign without a visible box.")
@extras_options
@click.option("--reason", default="", help="Why the documents are signed.")
@click.option("--note", "notes", multiple=True, help="N=TEXT: a note on the N-th document.")
@click.option("--password-stdin", is_flag=True, help=LOCKED_HELP)
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def prepare(program: Program, /, **given: Any) -> None:
    """Hand documents over. Without a place they are signed at the best words that are found."""
    try:
        settings = load_settings(program.home)
        (where, asked), notes = _where(program, given), numbered(given["notes"], "--note")
        password = book_password(given["password_stdin"])
        kit, inputs = program.books(), [each.absolute() for each in given["inputs"]]
        titles = (
            given["title"] or inputs[0].stem,
            given["holder"],
            given["prepared_by"] or settings.own_name,
        )
        if not titles[2]:
            raise BookRefused(why="own_name", argument="--by")
        folder = folder_of(given["folder"], settings.book_folder)
        if any(number > len(inputs) for number in notes):
            raise InvalidArgument(argument="--note", value=str(max(notes)))
        drafts = [
            replace(draft(each, where, asked, kit.planning, password), note=notes.get(number, ""))
            for number, each in enumerate(inputs, 1)
        ]
        made = hand_over(folder, titles, drafts, kit.ports)
    except ParaphError as error:
        raise SystemExit(tell(error, as_json=given["as_json"])) from error
    if given["as_json"]:
        emit(book_json(made))
    else:
        tell_handed_over(made)


@book.command("list")
@click.option("--folder", type=click.Path(path_type=Path), help="The shared folder (what is set).")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def list_books(program: Program, folder: Path | None, *, as_json: bool) -> None:
    """List the signature books of the shared folder."""
    try:
        place = folder_of(folder, load_settings(program.home).book_folder)
        found = program.books().ports.shared.find(place)
    except ParaphError as error:
        raise SystemExit(tell(error, as_json=as_json)) from error
    told = [listed_json(each) for each in found]
    if as_json:
        emit({"books": told})
    for each in () if as_json else told:
        state = each["state"] + (f" by {each['in_work_by']}" if each["in_work_by"] else "")
        about = f"{counted(each['documents'] or 0)} for {each['for']} from {each['prepared_by']}"
        click.echo(f"{each['book']}\n  {about if each['for'] else ''} ({state})")


@book.command()
@click.argument("name")
@click.option("--folder", type=click.Path(path_type=Path), help="The shared folder (what is set).")
@click.option("--password-stdin", is_flag=True, help=LOCKED_HELP)
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def show(
    program: Program, name: str, folder: Path | None, *, password_stdin: bool, as_json: bool
) -> None:
    """Say what became of a book's documents; signed copies are checked."""
    try:
        ports, password = program.books().ports, book_password(password_stdin)
        seen = results(find_book(program, ports, name, folder), ports, password)
    except ParaphError as error:
        raise SystemExit(tell(error, as_json=as_json)) from error
    if as_json:
        emit(results_json(seen))
    else:
        tell_results(seen)
    raise SystemExit(1 if any(each.trouble for each in seen.seen) else 0)


book.add_command(sign_book)
book.add_command(return_book)
book.add_command(hand_over_again)


def _where(program: Program, given: dict[str, Any]) -> tuple[BatchRule | Template | Place, Asked]:
    ways = [given[name] for name in ("field", "box", "anchor", "template")]
    ways.append(given["invisible"] or None)
    if sum(way is not None for way in ways) > 1:
        raise InvalidArgument(
            why="Give one of --field, --box, --anchor, --template and --invisible."
        )
    template = program.templates().read(given["template"]) if given["template"] else None
    reason = given["reason"] or (template.reason if template else "")
    asked = Asked(reason, given["holder"], extras_of(program, given, template))
    return template or _rule(given), asked


def _rule(given: dict[str, Any]) -> BatchRule | Place:
    if given["box"]:
        return Place.parse(given["box"])
    if given["field"]:
        return BatchRule(PlaceSource.FIELD, given["field"])
    if given["anchor"]:
        hit = given["anchor_hit"]
        return BatchRule(PlaceSource.ANCHOR, given["anchor"], parse_hit(hit) if hit else None)
    return BatchRule(PlaceSource.NOWHERE if given["invisible"] else PlaceSource.WORDS)
