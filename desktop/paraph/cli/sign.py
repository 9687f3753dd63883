"""`paraph sign`: sign PDFs with a key on a token."""

from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from paraph.cli.card_key import ChosenKey
from paraph.cli.program import Program, emit, error_json, read_secret, tell
from paraph.domain.errors import (
    InvalidArgument,
    LevelUnavailable,
    NotAttempted,
    ParaphError,
)
from paraph.domain.output_name import output_name
from paraph.domain.secret import Secret
from paraph.domain.signature_field import Place
from paraph.settings import load_settings
from paraph.usecases.choose_certificate import Candidate, chain_of
from paraph.usecases.sign_batch import Outcome, sign_batch
from paraph.usecases.sign_document import SignedDocument, SignRequest, record_refusal
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


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The signed file's name.")
@click.option("--out-dir", type=click.Path(path_type=Path), help="A folder for the signed files.")
@click.option("--module", help="Path of the PKCS#11 module, or of a key file (.p12, .pfx).")
@click.option("--token", "token_name", help="The token's label or serial number.")
@click.option("--cert", help="The certificate's SHA-256, label, or holder.")
@click.option(
    "--pin-stdin",
    is_flag=True,
    help="Read the PIN, or a key file's password, as one line of standard input; a line for each"
    " document where no PIN is kept.",
)
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
    # The record is read again in another folder, after a crash at the latest.
    given["inputs"] = tuple(source.absolute() for source in given["inputs"])
    for name in ("output", "out_dir"):
        given[name] = given[name].absolute() if given[name] is not None else None
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
    # The policy is of several documents: one PIN for one signature is asked for in any case.
    one_pin = program.pin_policy().covers_batch or len(given["inputs"]) == 1
    with program.signing() as ports, ExitStack() as held:
        try:
            chosen = ChosenKey(program, given, held)
            key = held.enter_context(chosen.open()) if one_pin else None
        except ParaphError as error:
            # The person is told what failed; that the record failed too would hide it.
            with suppress(ParaphError):
                record_refusal(ports.audit, given["inputs"], error)
            raise
        requests = _requests(given["inputs"], chosen.candidate, options)
        outcomes = (
            sign_batch(requests, key, ports, keep_going=options.keep_going)
            if key is not None
            else sign_singly(
                requests,
                lambda request: chosen.open(f" for {request.source.name}"),
                ports,
                keep_going=options.keep_going,
            )
        )
        results = [_result(*pair) for pair in zip(requests, outcomes, strict=True)]
        return results, chosen.prompts


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
