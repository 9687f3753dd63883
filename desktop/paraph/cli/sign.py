"""`paraph sign`: sign PDFs with a key on a token."""

from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from paraph.cli.card_key import ChosenKey, key_options
from paraph.cli.document_passwords import LOCKED_HELP, with_passwords
from paraph.cli.look import look_of, named_look, tell_left_out
from paraph.cli.owed_words import tell_owed
from paraph.cli.placing import Placing, placing_of, placing_options
from paraph.cli.preflight import (
    archive_of,
    rehearsed,
    tell_archive,
    tell_warnings,
    warnings_json,
    warnings_of,
)
from paraph.cli.program import (
    Program,
    Proving,
    emit,
    error_json,
    read_secret,
    tell,
    tell_details,
    tell_settings,
)
from paraph.domain.errors import (
    InvalidArgument,
    NotAttempted,
    ParaphError,
)
from paraph.domain.keys.secret import Secret
from paraph.domain.messages.keys import about_key
from paraph.domain.output_name import output_name
from paraph.domain.pades_level import PadesLevel
from paraph.domain.placing.signature_field import Place
from paraph.domain.stamp.appearance import Appearance
from paraph.ports.signing_token import TokenSnapshot
from paraph.settings import Settings, load_settings
from paraph.usecases.choose_certificate import Candidate, chain_of
from paraph.usecases.prove_signed import prove_signed
from paraph.usecases.require_level import require_level
from paraph.usecases.sign_batch import Outcome, sign_batch
from paraph.usecases.sign_document import SignedDocument, Signing, SignRequest, record_refusal
from paraph.usecases.sign_singly import sign_singly


@dataclass(frozen=True, slots=True)
class _Options:
    output: Path | None
    out_dir: Path | None
    field: str | None
    place: Place | None
    reason: str | None
    location: str | None
    password: Secret | None
    force: bool
    keep_going: bool
    pattern: str
    level: PadesLevel
    require_level: bool
    look: Appearance
    placing: Placing


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The signed file's name.")
@click.option(
    "--out-dir",
    type=click.Path(path_type=Path),
    help="A folder that is there, for the signed files.",
)
@key_options
@click.option(
    "--pin-stdin",
    is_flag=True,
    help="Read the PIN, or a key file's password, as one line of standard input; a line for each"
    " document where no PIN is kept.",
)
@click.option(
    "--level",
    type=click.Choice(list(map(str, PadesLevel))),
    help="Proof to be added after signing (what is set; B-B is none). What cannot be had now is"
    " owed, and added by sync.",
)
@click.option(
    "--require-level", is_flag=True, help="Do not sign where that level cannot be had now."
)
@click.option("--tsa", multiple=True, help="A timestamp server, in place of those that are set.")
@click.option(
    "--keep-password",
    is_flag=True,
    help="Keep the document's password in the system's keychain until nothing is owed.",
)
@click.option("--field", help="Name of an empty signature field.")
@click.option("--box", help="PAGE,X,Y,W,H in points from the page's lower left corner.")
@click.option("--invisible", is_flag=True, help="Sign without a visible box (the default).")
@placing_options
@click.option("--look", help="The name of a look that the certificate's holder keeps.")
@click.option("--image", type=click.Path(path_type=Path), help="A PNG or JPEG picture to show.")
@click.option(
    "--qr",
    is_flag=True,
    help="Show a QR code with the SHA-256 of the document before signing, and of the certificate.",
)
@click.option("--reason", help="Why it is signed: in the signature, and in its box.")
@click.option("--location", help="Where it is signed: in the signature, and in its box.")
@click.option("--keep-going", is_flag=True, help="Go on with the next document after an error.")
@click.option("--force", is_flag=True, help="Replace an existing output.")
@click.option("--password-stdin", is_flag=True, help=LOCKED_HELP)
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def sign(program: Program, /, **given: Any) -> None:
    """Sign PDF documents with a card, a key file or any PKCS#11 token."""
    as_json = given["as_json"]
    tell_settings(program.home)
    # The record is read again in another folder, after a crash at the latest.
    given["inputs"] = tuple(source.absolute() for source in given["inputs"])
    for name in ("output", "out_dir"):
        given[name] = given[name].absolute() if given[name] is not None else None
    try:
        look = look_of(program, given)
        placing = placing_of(program, given)
        options = _options(given, load_settings(program.home), look, placing)
        results, chosen = _sign_all(program, given, options)
    except ParaphError as error:
        raise SystemExit(tell(error, as_json=as_json)) from error
    _report(results, chosen, as_json=as_json)
    raise SystemExit(max((status for _, status in results), default=0))


def _options(
    given: dict[str, Any], settings: Settings, look: Appearance, placing: Placing
) -> _Options:
    if (given["output"] is None) == (given["out_dir"] is None):
        raise InvalidArgument(why="Give either --output or --out-dir.")
    if given["output"] is not None and len(given["inputs"]) > 1:
        raise InvalidArgument(why="Several documents need --out-dir.")
    place = Place.parse(given["box"]) if given["box"] else None
    password = read_secret("Password", from_stdin=True) if given["password_stdin"] else None
    kept = ("output", "out_dir", "field", "reason", "location", "force", "keep_going")
    chosen = {name: given[name] for name in (*kept, "require_level")}
    level = PadesLevel(given["level"] or settings.level)
    pattern = settings.output_pattern
    chosen.update(look=look, placing=placing)
    return _Options(place=place, password=password, pattern=pattern, level=level, **chosen)


def _sign_all(
    program: Program, given: dict[str, Any], options: _Options
) -> tuple[list[tuple[dict[str, Any], int]], ChosenKey]:
    # The policy is of several documents: one PIN for one signature is asked for in any case.
    one_pin = program.pin_policy().covers_batch or len(given["inputs"]) == 1
    proving = program.proving(given["tsa"])
    with program.signing() as ports:
        with ExitStack() as held:
            try:
                chosen = ChosenKey(program, given, held)
                holder = chosen.candidate.facts.holder
                look = named_look(program, given["look"], holder, options.look)
                _check_level(chosen.candidate, options, proving)
                asked = _requests(given["inputs"], chosen.candidate, replace(options, look=look))
                asked = with_passwords(asked, ports.documents)
                found_places = _placed(asked, options, ports)
                told = _told(asked, found_places, program, as_json=given["as_json"])
                placed = rehearsed(
                    found_places,
                    chosen.candidate,
                    ports,
                    keep_going=options.keep_going,
                )
                requests = [each for each in placed if isinstance(each, SignRequest)]
                key = held.enter_context(chosen.open()) if one_pin and requests else None
            except ParaphError as error:
                # The person is told what failed; that the record failed too would hide it.
                with suppress(ParaphError):
                    record_refusal(ports.audit, given["inputs"], error)
                raise
            outcomes = list(
                sign_batch(requests, key, ports, keep_going=options.keep_going)
                if key is not None
                else sign_singly(
                    requests,
                    lambda request: chosen.open(f" for {request.source.name}"),
                    ports,
                    keep_going=options.keep_going,
                )
            )
        # The card is let go before a server is asked.
        keep = given["keep_password"]
        outcomes = prove_signed(requests, outcomes, ports, proving.paying, keep_passwords=keep)
    token = chosen.candidate.token
    made = iter(outcomes)
    ends = [next(made) if isinstance(each, SignRequest) else each for each in placed]
    results = [_result(*pair, token) for pair in zip(asked, ends, strict=True)]
    for (document, _), found in zip(results, told, strict=True):
        document["warnings"] = found
    return results, chosen


def _told(
    asked: list[SignRequest],
    placed: list[SignRequest | ParaphError],
    program: Program,
    *,
    as_json: bool,
) -> list[list[dict[str, Any]]]:
    """Say what is to be known of each document, before the PIN."""
    told = []
    for each, at in zip(asked, placed, strict=True):
        found = warnings_of(each, program.content)
        # Whether a box stands in it is known once its place is.
        archive = archive_of(at if isinstance(at, SignRequest) else each, program.archive_claim)
        if not as_json:
            tell_warnings(each, found)
            tell_archive(each, archive)
        told.append(warnings_json([*found, *archive]))
    return told


def _placed(
    asked: list[SignRequest], options: _Options, ports: Signing
) -> list[SignRequest | ParaphError]:
    """Find each document's place; one that has none costs no other and no PIN."""
    placed: list[SignRequest | ParaphError] = []
    for each in asked:
        try:
            placed.append(options.placing.completed(each, ports))
        except ParaphError as error:
            if not options.keep_going or len(asked) == 1:
                raise
            record_refusal(ports.audit, [each.source], error)
            placed.append(error)
    return placed


def _check_level(chosen: Candidate, options: _Options, proving: Proving) -> None:
    if options.require_level and options.level is not PadesLevel.B_B:
        der = chosen.certificate.certificate_der
        require_level(options.level, der, chain_of(chosen), proving.checking)


def _requests(inputs: tuple[Path, ...], chosen: Candidate, options: _Options) -> list[SignRequest]:
    requests: list[SignRequest] = []
    for source in inputs:
        output = options.output or (options.out_dir or Path()) / output_name(
            source.stem, options.pattern
        )
        # --force replaces what was there before, never what this run signs.
        force = options.force and all(output != one.output for one in requests)
        requests.append(_request(source, output, chosen, options, force=force))
    return requests


def _result(
    request: SignRequest, outcome: Outcome, token: TokenSnapshot
) -> tuple[dict[str, Any], int]:
    if not isinstance(outcome, ParaphError):
        tell_left_out(outcome.left_out, outcome.output)
        tell_owed(outcome)
        return _done_json(request.source, outcome), 0
    about_key(outcome, token.key_kind, token.middleware)
    told = _failed_json(request, outcome)
    return told, 0 if isinstance(outcome, NotAttempted) else outcome.exit_status


def _request(
    source: Path, output: Path, chosen: Candidate, options: _Options, *, force: bool
) -> SignRequest:
    return SignRequest(
        source=source,
        output=output,
        certificate_der=chosen.certificate.certificate_der,
        chain_der=chain_of(chosen),
        field=options.field,
        place=options.place,
        reason=options.reason,
        location=options.location,
        password=options.password,
        force=force,
        key=chosen.token.key_kind,
        level=options.level,
        require_level=options.require_level and options.level is not PadesLevel.B_B,
        look=options.look,
    )


def _done_json(source: Path, done: SignedDocument) -> dict[str, Any]:
    box = done.place.box if done.place else None
    return {
        "input": str(source),
        "output": str(done.output),
        "input_sha256": done.input_sha256,
        "output_sha256": done.output_sha256,
        "field": done.field,
        "page": done.place.page_index + 1 if done.place else None,
        "box": [box.x0, box.y0, box.x1, box.y1] if box else None,
        "level": str(done.level),
        "level_asked": str(done.asked),
        "owed": [str(step) for step in done.owed],
        "certificate_sha256": done.certificate_sha256,
        "signed_at": done.signed_at_utc,
        "audit_seq": done.audit_seq,
        "error": None,
    }


_NOTHING_DONE = dict.fromkeys(
    (
        "input_sha256",
        "output_sha256",
        "field",
        "page",
        "box",
        "level",
        "level_asked",
        "owed",
        "certificate_sha256",
        "signed_at",
        "audit_seq",
    )
)


def _failed_json(request: SignRequest, error: ParaphError) -> dict[str, Any]:
    """Give the contract's shape: every name is there, nothing was signed, and why."""
    asked = {"level_asked": str(request.level), "owed": [], "error": error_json(error)}
    names = {"input": str(request.source), "output": str(request.output)}
    return {**names, **_NOTHING_DONE, **asked}


def _report(results: list[tuple[dict[str, Any], int]], chosen: ChosenKey, *, as_json: bool) -> None:
    documents = [document for document, _ in results]
    failed = sum(document["error"] is not None for document in documents)
    if as_json:
        signed = len(documents) - failed
        counts = {"signed": signed, "failed": failed, "pin_prompts": chosen.prompts}
        emit({"documents": documents, **counts})
        return
    for document in documents:
        error = document["error"]
        if error is None:
            word = "Sealed" if chosen.candidate.facts.is_legal_person else "Signed"
            click.echo(f"{word}: {document['output']}")
            if document["owed"]:
                owed = ", ".join(document["owed"])
                click.echo(f"  still owed: {owed}; paraph sync adds what can be had.")
        else:
            click.echo(
                f"{document['input']}: {error['message']} {error['hint']} [{error['code']}]",
                err=True,
            )
            told = error["details"].items()
            tell_details({name: each for name, each in told if each != document["input"]})
