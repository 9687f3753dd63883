"""`paraph book again`: what came back unsigned is handed over once more, with its places kept."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from paraph.cli.book_answer import book_json, find_book, tell_handed_over
from paraph.cli.book_given import book_password, numbered
from paraph.cli.document_passwords import LOCKED_HELP
from paraph.cli.program import Program, emit, tell
from paraph.domain.errors import ParaphError
from paraph.domain.errors.books import BookRefused
from paraph.settings import load_settings
from paraph.usecases.hand_over_again import again, draft_again
from paraph.usecases.prepare_book import hand_over


@click.command("again")
@click.argument("name")
@click.option("--folder", type=click.Path(path_type=Path), help="The shared folder (what is set).")
@click.option("--by", "prepared_by", help="Your own name (what is set).")
@click.option("--file", "files", multiple=True, help="N=PATH: the mended file of the N-th.")
@click.option("--note", "notes", multiple=True, help="N=TEXT: another note on the N-th.")
@click.option("--password-stdin", is_flag=True, help=LOCKED_HELP)
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def hand_over_again(program: Program, /, **given: Any) -> None:
    """Hand over once more what came back unsigned, as the files are now, at the places of before.

    Numbers are those of the returned book.
    """
    try:
        kit, password = program.books(), book_password(given["password_stdin"])
        own_name = given["prepared_by"] or load_settings(program.home).own_name
        if not own_name:
            raise BookRefused(why="own_name", argument="--by")
        path = find_book(program, kit.ports, given["name"], given["folder"])
        files = {n: Path(f).absolute() for n, f in numbered(given["files"], "--file").items()}
        notes = numbered(given["notes"], "--note")
        found = again(path, kit.ports, files)
        book = found.opened.book
        drafts = []
        for each in found.documents:
            made = draft_again(each, book.holder, kit.planning, password)
            drafts.append(replace(made, note=notes.get(each.before.number, made.note)))
        titles = (book.title, book.holder, own_name)
        made_book = hand_over(path.parent, titles, drafts, kit.ports, again_of=book.id)
    except ParaphError as error:
        raise SystemExit(tell(error, as_json=given["as_json"])) from error
    if given["as_json"]:
        emit(book_json(made_book) | {"again_of": book.id})
    else:
        tell_handed_over(made_book)
