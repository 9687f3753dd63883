"""`paraph request sign`: the signature of a request that waits for mine, with a card.

It is made without a network, on the revision that is here, and kept in the profile; a signature
that a crash left there before it was queued is queued without asking the card again.
"""

from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from paraph.cli.card_key import ChosenKey, key_options
from paraph.cli.owed_words import tell_owed
from paraph.cli.preflight import rehearsed, tell_warnings, warnings_of
from paraph.cli.program import Program, emit, tell, tell_settings
from paraph.cli.request_words import request_line
from paraph.domain.errors import ParaphError
from paraph.domain.errors.files import writing_error
from paraph.domain.messages.keys import about_key
from paraph.domain.pades_level import PadesLevel
from paraph.domain.placing.signature_field import Box
from paraph.ports.documents import DocumentReader
from paraph.settings import load_settings
from paraph.usecases.choose_certificate import chain_of
from paraph.usecases.prove_signed import prove_signed
from paraph.usecases.queue_act import Queued, queue_sign
from paraph.usecases.request_desk import RequestDesk, revision_here, signed_name
from paraph.usecases.sign_document import (
    SignedDocument,
    SignRequest,
    record_refusal,
    sign_document,
)
from paraph.usecases.sign_here import check_allowed, place_of

# The service takes one signature and nothing behind it: what proves it for good is added there.
_LEVELS = (PadesLevel.B_B, PadesLevel.B_T)


@click.command()
@click.argument("request")
@click.option("--signatory", "who", help="Number from 1 or e-mail address; without it, mine.")
@key_options
@click.option("--pin-stdin", is_flag=True, help="Read the PIN as one line of standard input.")
@click.option(
    "--level",
    type=click.Choice(list(map(str, _LEVELS))),
    help="B-T adds a timestamp, when there is one before it leaves (what is set, up to B-T).",
)
@click.option("--tsa", multiple=True, help="A timestamp server, in place of those that are set.")
@click.option("--reason", help="Why it is signed; it stands in the signature.")
@click.option("--location", help="Where it is signed; it stands in the signature.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def sign(program: Program, /, **given: Any) -> None:
    """Sign what waits for my signature, with the card, offline too; sync sends it."""
    as_json = given["as_json"]
    tell_settings(program.home)
    try:
        with program.requests() as desk:
            done, signed, prompts = _signed(program, desk, given)
            entries = desk.queueing.outbox.of_request(done.request.id)
    except ParaphError as error:
        raise SystemExit(tell(error, as_json=as_json)) from error
    if as_json:
        emit(
            {
                "request": done.request.id,
                "queued": [each.id for each in done.entries],
                "status": str(done.request.status),
                "document": str(signed),
                "sha256": done.entries[0].body.sha256,
                "pin_prompts": prompts,
            }
        )
        return
    click.echo(f"Signed: {signed}")
    click.echo(request_line(done.request, entries))


def _signed(program: Program, desk: RequestDesk, given: dict[str, Any]) -> tuple[Queued, Path, int]:
    request = desk.find_acting(given["request"])
    person = desk.me(request, given["who"], with_card=True)
    check_allowed(desk, request, person)
    revision = revision_here(request)
    output = signed_name(program.home, request, person.number, revision)
    prompts = 0
    if not output.exists():
        source = desk.queueing.spool.path_of(revision)
        wish = SignRequest(
            source,
            _made(output),
            b"",
            place=place_of(request, person),
            reason=given["reason"],
            location=given["location"],
            shown_sha256=revision,
            level=_level(program, given),
        )
        prompts = _with_card(program, wish, given)
    kept = desk.queueing.spool.take(output)
    done = queue_sign(request.id, person.number, kept, revision, desk.queueing)
    return done, output, prompts


def _with_card(program: Program, wish: SignRequest, given: dict[str, Any]) -> int:
    """Sign and give how often a PIN was asked. Raises what signing raises."""
    with program.signing() as ports, ExitStack() as held:
        try:
            chosen = ChosenKey(program, given, held)
            asked = _completed(wish, chosen, ports.reader)
            tell_warnings(asked, warnings_of(asked, program.content))
            (checked,) = rehearsed([asked], chosen.candidate, ports, keep_going=False)
            if isinstance(checked, ParaphError):
                raise checked
            key = held.enter_context(chosen.open())
        except ParaphError as error:
            # The person is told what failed; that the record failed too would hide it.
            with suppress(ParaphError):
                record_refusal(ports.audit, [wish.source], error)
            raise
        token = chosen.candidate.token
        try:
            made = sign_document(checked, key, ports)
        except ParaphError as error:
            about_key(error, token.key_kind, token.middleware)
            raise
        held.close()  # the card is let go before a server is asked
        proving = program.proving(given["tsa"])
        (proven,) = prove_signed([checked], [made], ports, proving.paying)
        if isinstance(proven, SignedDocument):
            tell_owed(proven)
        return chosen.prompts


def _completed(wish: SignRequest, chosen: ChosenKey, reader: DocumentReader) -> SignRequest:
    """Give the request with its key, and the field where the document has one at the place."""
    candidate = chosen.candidate
    found = replace(
        wish,
        certificate_der=candidate.certificate.certificate_der,
        chain_der=chain_of(candidate),
        key=candidate.token.key_kind,
    )
    if wish.place is None:
        return found
    for each in reader.read(wish.source, None).fields:
        is_there = each.page_index == wish.place.page_index and _is_same(each.box, wish.place.box)
        if is_there and not each.signed:
            return replace(found, field=each.name, place=None)
    return found


def _is_same(one: Box, other: Box) -> bool:
    return all(abs(a - b) <= 1 for a, b in zip(one, other, strict=True))


def _level(program: Program, given: dict[str, Any]) -> PadesLevel:
    if given["level"]:
        return PadesLevel(given["level"])
    usual = PadesLevel(load_settings(program.home).level)
    return PadesLevel.B_B if usual is PadesLevel.B_B else PadesLevel.B_T


def _made(output: Path) -> Path:
    try:
        output.parent.mkdir(exist_ok=True, mode=0o700)
    except OSError as error:
        raise writing_error(error, str(output.parent)) from error
    return output
