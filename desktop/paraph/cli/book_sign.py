"""`paraph book sign` and `paraph book return`: the holder's side of a signature book."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from paraph.cli.book_answer import answer_json, find_book
from paraph.cli.book_given import numbered
from paraph.cli.card_key import ChosenKey, key_options
from paraph.cli.document_passwords import LOCKED_HELP
from paraph.cli.preflight import archive_of, rehearsed, tell_archive, tell_warnings, warnings_of
from paraph.cli.program import Program, emit, error_json, read_secret, tell
from paraph.domain.errors import InvalidArgument, ParaphError, from_code
from paraph.domain.errors.books import BookLevelOwed, BookNothingAgreed, BookRefused
from paraph.domain.keys.secret import Secret
from paraph.domain.many.batch import Batch, BatchRow, RowState
from paraph.domain.many.signature_book import BookAnswer, BookDocument, Decision, OutcomeKind
from paraph.domain.messages.keys import about_key
from paraph.domain.pades_level import PadesLevel
from paraph.ports.books import OpenBook
from paraph.ports.signing_token import SigningToken
from paraph.settings import load_settings
from paraph.usecases.book_signing import BookKit, book_request, lacking_level, sign_book_batch
from paraph.usecases.choose_certificate import Candidate, chain_of
from paraph.usecases.require_level import require_level
from paraph.usecases.review_book import BookReview, SigningWay
from paraph.usecases.run_batch import BatchSigning
from paraph.usecases.sign_document import record_refusal


@click.command("sign")
@click.argument("name")
@click.option("--folder", type=click.Path(path_type=Path), help="The shared folder (what is set).")
@click.option("--by", "who", help="Your own name (what is set).")
@click.option(
    "--agree", multiple=True, help="N, or all: agree to a document, or to all the open ones."
)
@click.option("--set-aside", "aside", multiple=True, help="N=NOTE: do not sign it, and say why.")
@key_options
@click.option("--pin-stdin", is_flag=True, help="Read the PIN as one line of standard input.")
@click.option("--password-stdin", is_flag=True, help=LOCKED_HELP)
@click.option(
    "--level",
    type=click.Choice(list(map(str, PadesLevel))),
    help="Proof to be added after signing (what is set).",
)
@click.option(
    "--require-level",
    is_flag=True,
    help="Do not sign where that level cannot be had now; a copy comes into the book only with it.",
)
@click.option("--location", help="Where it is signed (what is set).")
@click.option("--take-over", is_flag=True, help="Take it from somebody who has it open.")
@click.option("--return", "gives_back", is_flag=True, help="Return the book afterwards.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def sign_book(program: Program, /, **given: Any) -> None:
    """Sign what was agreed to, in the window or by --agree, with one PIN."""
    as_json = given["as_json"]
    prompts, stopped_by = 0, None
    try:
        kit = program.books()
        with _held(program, kit, given) as (review, opened):
            _decide(review, opened, given)
            prompts, stopped_by = _sign(program, kit, review, given)
            # What was signed is told in the book whatever ended the work.
            answer = review.settle()
            if given["gives_back"]:
                answer, stopped_by = _given_back(review, answer, stopped_by)
    except ParaphError as error:
        raise SystemExit(tell(error, as_json=as_json)) from error
    _report(opened, answer, prompts, stopped_by, as_json=as_json)
    if stopped_by is not None:
        # One JSON object is printed, and it names what was not signed.
        raise SystemExit(stopped_by.exit_status if as_json else tell(stopped_by, as_json=False))
    troubles = [from_code(each.code, {}) for each in answer.outcomes if each.code]
    raise SystemExit(max((error.exit_status for error in troubles), default=0))


@click.command("return")
@click.argument("name")
@click.option("--folder", type=click.Path(path_type=Path), help="The shared folder (what is set).")
@click.option("--by", "who", help="Your own name (what is set).")
@click.option("--set-aside", "aside", multiple=True, help="N=NOTE: say why it is not signed.")
@click.option("--take-over", is_flag=True, help="Take it from somebody who has it open.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def return_book(program: Program, /, **given: Any) -> None:
    """Return a book: nothing more in it is decided or signed."""
    try:
        with _held(program, program.books(), given) as (review, opened):
            _decide(review, opened, {**given, "agree": ()})
            answer = review.give_back()
    except ParaphError as error:
        raise SystemExit(tell(error, as_json=given["as_json"])) from error
    _report(opened, answer, 0, None, as_json=given["as_json"])


@contextmanager
def _held(
    program: Program, kit: BookKit, given: dict[str, Any]
) -> Iterator[tuple[BookReview, OpenBook]]:
    who = given["who"] or load_settings(program.home).own_name
    if not who:
        raise BookRefused(why="own_name", argument="--by")
    path = find_book(program, kit.ports, given["name"], given["folder"])
    review = BookReview(path, who, kit.ports, take_over=given["take_over"])
    with closing(review):
        yield review, review.opened


def _given_back(
    review: BookReview, settled: BookAnswer, stopped_by: ParaphError | None
) -> tuple[BookAnswer, ParaphError | None]:
    """Return the book, unless a signature in it waits for the level that was required."""
    try:
        return review.give_back(), stopped_by
    except BookLevelOwed as error:
        return settled, stopped_by or error


def _decide(review: BookReview, opened: OpenBook, given: dict[str, Any]) -> None:
    now, numbers = review.state(), [each.number for each in opened.book.documents]
    aside = numbered(given["aside"], "--set-aside")
    for number, note in aside.items():
        review.decide(number, Decision.SET_ASIDE, note)
    for each in given["agree"]:
        if each != "all" and not each.isdecimal():
            raise InvalidArgument(argument="--agree", value=each)
        is_open = {n for n in numbers if now.review(n).decision is Decision.OPEN}
        for number in sorted(is_open - set(aside)) if each == "all" else [int(each)]:
            review.decide(number, Decision.AGREED)


def _sign(
    program: Program, kit: BookKit, review: BookReview, given: dict[str, Any]
) -> tuple[int, ParaphError | None]:
    """Sign what was agreed to; gives how often a PIN was asked, and what ended the work."""
    now = review.state()
    if not now.to_sign():
        if not now.has_news():
            raise BookNothingAgreed(book=str(review.opened.path))
        return 0, None  # what was signed before is told in the book
    for document, pages in now.never_shown():
        told = ", ".join(str(index + 1) for index in pages[:20])
        click.echo(f"{document.file}: pages never shown: {told}", err=True)
    # Before the PIN, as the lines of standard input come.
    passwords = _passwords(now.to_sign(), given)
    with ExitStack() as held:
        chosen = ChosenKey(program, given, held)
        way = _way(program, chosen.candidate, given)
        must = given["require_level"] and way.level is not PadesLevel.B_B
        if must:
            checking = program.proving(()).checking
            require_level(way.level, way.certificate_der, chain_of(chosen.candidate), checking)
        batch = review.make_batch(way)
        with kit.open_signing() as ports:
            signing = (chosen.candidate, passwords)
            batch = _checked(program, kit, batch, signing, ports)
            if not batch.in_state(RowState.WAITING):
                return chosen.prompts, None
            key = _opened(chosen, held, batch, ports)
            done = sign_book_batch(batch, signing, key, ports, kit.book_of, require_level=must)
            held.close()  # the card is let go before a server is asked
            lacking = None
            if must:
                lacking = lacking_level(done.ended, ports, program.proving(()).paying, batch)
    if done.stopped_by is not None:
        token = chosen.candidate.token
        about_key(done.stopped_by, token.key_kind, token.middleware)
    return chosen.prompts, done.stopped_by or lacking


def _way(program: Program, candidate: Candidate, given: dict[str, Any]) -> SigningWay:
    settings = load_settings(program.home)
    return SigningWay(
        candidate.certificate.certificate_der,
        PadesLevel(given["level"] or settings.level),
        location=given["location"] or settings.usual_location or None,
        pattern=settings.output_pattern,
    )


def _opened(chosen: ChosenKey, held: ExitStack, batch: Batch, ports: BatchSigning) -> SigningToken:
    try:
        return held.enter_context(chosen.open())
    except ParaphError as error:
        # The person is told what failed; that the record failed too would hide it.
        with suppress(ParaphError):
            record_refusal(ports.signing.audit, [row.source for row in batch.rows], error)
        raise


def _passwords(documents: Sequence[BookDocument], given: dict[str, Any]) -> dict[int, Secret]:
    """Ask for the passwords of locked documents: one line for all, or each at the terminal."""
    locked = [each for each in documents if each.is_locked]
    if given["password_stdin"]:
        one = read_secret("Password", from_stdin=True)
        return {each.number: one for each in locked} if one is not None else {}
    asked = {e.number: read_secret(f"Password of {e.file}", from_stdin=False) for e in locked}
    return {number: secret for number, secret in asked.items() if secret is not None}


def _checked(
    program: Program,
    kit: BookKit,
    batch: Batch,
    signing: tuple[Candidate, Mapping[int, Secret]],
    ports: BatchSigning,
) -> Batch:
    """Say before the PIN what is to be known of the documents, and leave out what cannot be."""
    (candidate, passwords), told = signing, kit.book_of(batch.id)
    requests = [book_request(batch, row, candidate, told, passwords) for row in batch.rows]
    barred: list[BatchRow] = []
    placed = rehearsed(requests, candidate, ports.signing, keep_going=True)
    for row, request, found in zip(batch.rows, requests, placed, strict=True):
        if isinstance(found, ParaphError):
            barred.append(replace(row, bar=found.code))
        else:
            tell_warnings(request, warnings_of(request, program.content))
            tell_archive(request, archive_of(request, program.archive_claim))
    ports.batches.put_rows(batch.id, barred)
    return batch.with_rows(barred)


def _report(
    opened: OpenBook,
    answer: BookAnswer,
    prompts: int,
    trouble: ParaphError | None,
    *,
    as_json: bool,
) -> None:
    if as_json:
        error = error_json(trouble) if trouble is not None else None
        emit(answer_json(opened, answer) | {"pin_prompts": prompts, "error": error})
        return
    counts = ", ".join(f"{answer.count(kind)} {kind.replace('_', ' ')}" for kind in OutcomeKind)
    click.echo(f"{opened.book.title}: {counts}")
    for each in answer.outcomes:
        if each.code:
            click.echo(f"  {opened.book.document(each.number).file}: [{each.code}]", err=True)
    if answer.is_returned:
        click.echo(f"Returned to {opened.book.prepared_by}.")
