"""`paraph sign`: sign PDFs with a key on a token."""

from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from paraph.cli.certificate_json import warning_line
from paraph.cli.program import Program, emit, error_json, read_secret, tell
from paraph.domain.errors import (
    InvalidArgument,
    LevelUnavailable,
    NotAttempted,
    ParaphError,
    PinLocked,
)
from paraph.domain.output_name import output_name
from paraph.domain.secret import Secret
from paraph.domain.signature_field import Place
from paraph.ports.signing_token import PinState, SigningToken, TokenModule, TokenSnapshot
from paraph.settings import load_settings
from paraph.usecases.choose_certificate import Candidate, candidates, chain_of, choose
from paraph.usecases.sign_batch import Outcome, sign_batch
from paraph.usecases.sign_document import SignedDocument, Signing, SignRequest, record_refusal


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


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The signed file's name.")
@click.option("--out-dir", type=click.Path(path_type=Path), help="A folder for the signed files.")
@click.option("--module", help="Path of the PKCS#11 module.")
@click.option("--token", "token_name", help="The token's label or serial number.")
@click.option("--cert", help="The certificate's SHA-256, label, or holder.")
@click.option("--pin-stdin", is_flag=True, help="Read the PIN as one line of standard input.")
@click.option("--level", default="B-B", type=click.Choice(["B-B", "B-T", "B-LT", "B-LTA"]))
@click.option("--field", help="Name of an empty signature field.")
@click.option("--box", help="PAGE,X,Y,W,H in points from the page's lower left corner.")
@click.option("--invisible", is_flag=True, help="Sign without a visible box (the default).")
@click.option("--reason")
@click.option("--location")
@click.option("--keep-going", is_flag=True, help="Go on with the next document after an error.")
@click.option("--force", is_flag=True, help="Replace an existing output.")
@click.option("--password-stdin", is_flag=True, help="Read the document's password from stdin.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def sign(program: Program, /, **given: Any) -> None:
    """Sign PDF documents with a card or any PKCS#11 token."""
    as_json = given["as_json"]
    try:
        options = _options(given, load_settings(program.home).output_pattern)
        results, prompts = _sign_all(program, given, options)
    except ParaphError as error:
        raise SystemExit(tell(error, as_json=as_json)) from error
    _report(results, prompts, as_json=as_json)
    raise SystemExit(max((status for _, status in results), default=0))


def _options(given: dict[str, Any], pattern: str) -> _Options:
    ways = [given["field"], given["box"], given["invisible"] or None]
    if sum(way is not None for way in ways) > 1:
        raise InvalidArgument(why="Give one of --field, --box and --invisible.")
    if (given["output"] is None) == (given["out_dir"] is None):
        raise InvalidArgument(why="Give either --output or --out-dir.")
    if given["output"] is not None and len(given["inputs"]) > 1:
        raise InvalidArgument(why="Several documents need --out-dir.")
    if given["level"] != "B-B":
        raise LevelUnavailable(level=given["level"])
    place = Place.parse(given["box"]) if given["box"] else None
    password = read_secret("Password", from_stdin=True) if given["password_stdin"] else None
    kept = ("output", "out_dir", "field", "reason", "location", "force", "keep_going")
    chosen = {name: given[name] for name in kept}
    return _Options(place=place, password=password, pattern=pattern, **chosen)


def _sign_all(
    program: Program, given: dict[str, Any], options: _Options
) -> tuple[list[tuple[dict[str, Any], int]], int]:
    with program.signing() as ports, ExitStack() as held:
        try:
            chosen, key, prompts = _open_key(program, given, held)
        except ParaphError as error:
            # The person is told what failed; that the record failed too would hide it.
            with suppress(ParaphError):
                record_refusal(ports.audit, given["inputs"], error)
            raise
        return _each(given["inputs"], chosen, options, key, ports), prompts


def _open_key(
    program: Program, given: dict[str, Any], held: ExitStack
) -> tuple[Candidate, SigningToken, int]:
    paths = [given["module"]] if given["module"] else list(program.known_modules())
    modules: dict[str, TokenModule] = {}
    for path in paths:
        modules[path] = program.open_module(path)
        held.callback(modules[path].close)
    found = list(
        candidates(
            _tokens(modules), program.read_certificate, program.policy(), program.clock.now()
        )
    )
    chosen = choose(found, given["token_name"], given["cert"])
    for each in () if given["as_json"] else chosen.cautions:
        click.echo(warning_line(each), err=True)
    if chosen.token.pin_state is PinState.LOCKED:
        raise PinLocked(token=chosen.token.label)
    by_reader = chosen.token.pin_state is PinState.READER
    prompt = f"PIN of {chosen.token.label}"
    pin = None if by_reader else read_secret(prompt, from_stdin=given["pin_stdin"])
    module, wanted = modules[chosen.token.module], chosen.certificate.certificate_der
    key = held.enter_context(module.open_key(chosen.token, wanted, pin))
    return chosen, key, int(pin is not None)


def _tokens(modules: dict[str, TokenModule]) -> list[TokenSnapshot]:
    """List what is in every module; one in trouble matters when no other has a token."""
    found: list[TokenSnapshot] = []
    troubles: list[ParaphError] = []
    for module in modules.values():
        try:
            found += module.tokens()
        except ParaphError as error:
            troubles.append(error)
    if not found and troubles:
        raise troubles[0]
    return found


def _each(
    inputs: tuple[Path, ...],
    chosen: Candidate,
    options: _Options,
    key: SigningToken,
    ports: Signing,
) -> list[tuple[dict[str, Any], int]]:
    requests: list[SignRequest] = []
    for source in inputs:
        output = options.output or (options.out_dir or Path()) / output_name(
            source.stem, options.pattern
        )
        # --force replaces what was there before, never what this run signs.
        force = options.force and all(output != one.output for one in requests)
        requests.append(_request(source, output, chosen, options, force=force))
    outcomes = sign_batch(requests, key, ports, keep_going=options.keep_going)
    return [_result(*pair) for pair in zip(requests, outcomes, strict=True)]


def _result(request: SignRequest, outcome: Outcome) -> tuple[dict[str, Any], int]:
    if not isinstance(outcome, ParaphError):
        return _done_json(request.source, outcome), 0
    told = _failed_json(request.source, request.output, outcome)
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
        without_device=chosen.token.in_software,
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
        "level": "B-B",
        "level_asked": "B-B",
        "owed": [],
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


def _failed_json(source: Path, output: Path, error: ParaphError) -> dict[str, Any]:
    """Give the contract's shape: every name is there, nothing was signed, and why."""
    asked: dict[str, Any] = {"level_asked": "B-B", "owed": [], "error": error_json(error)}
    return {"input": str(source), "output": str(output), **_NOTHING_DONE, **asked}


def _report(results: list[tuple[dict[str, Any], int]], prompts: int, *, as_json: bool) -> None:
    documents = [document for document, _ in results]
    failed = sum(document["error"] is not None for document in documents)
    if as_json:
        signed = len(documents) - failed
        counts = {"signed": signed, "failed": failed, "pin_prompts": prompts}
        emit({"documents": documents, **counts})
        return
    for document in documents:
        error = document["error"]
        if error is None:
            click.echo(f"Signed: {document['output']}")
        else:
            click.echo(
                f"{document['input']}: {error['message']} {error['hint']} [{error['code']}]",
                err=True,
            )
