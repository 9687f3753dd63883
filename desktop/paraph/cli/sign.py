"""`paraph sign`: sign PDFs with a key on a token."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from paraph.cli.choose_token import Candidate, candidates, chain_of, choose
from paraph.cli.program import Program, emit, error_json, read_secret, tell
from paraph.domain.errors import LevelUnavailable, ParaphError
from paraph.domain.secret import Secret
from paraph.domain.signature_field import Place
from paraph.ports.signing_token import SigningToken
from paraph.usecases.sign_document import SignedDocument, Signing, SignRequest, sign_document


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
        options = _options(given)
        results, prompts = _sign_all(program, given, options)
    except ParaphError as error:
        raise SystemExit(tell(error, as_json=as_json)) from error
    _report(results, prompts, as_json=as_json)
    raise SystemExit(max((status for _, status in results), default=0))


def _options(given: dict[str, Any]) -> _Options:
    ways = [given["field"], given["box"], given["invisible"] or None]
    if sum(way is not None for way in ways) > 1:
        raise click.UsageError("Give one of --field, --box and --invisible.")
    if (given["output"] is None) == (given["out_dir"] is None):
        raise click.UsageError("Give either --output or --out-dir.")
    if given["output"] is not None and len(given["inputs"]) > 1:
        raise click.UsageError("Several documents need --out-dir.")
    if given["level"] != "B-B":
        raise LevelUnavailable(level=given["level"])
    place = Place.parse(given["box"]) if given["box"] else None
    password = read_secret("Password", from_stdin=True) if given["password_stdin"] else None
    kept = ("output", "out_dir", "field", "reason", "location", "force", "keep_going")
    return _Options(place=place, password=password, **{name: given[name] for name in kept})


def _sign_all(
    program: Program, given: dict[str, Any], options: _Options
) -> tuple[list[tuple[dict[str, Any], int]], int]:
    paths = [given["module"]] if given["module"] else list(program.known_modules())
    modules = [program.open_module(path) for path in paths]
    try:
        chosen = choose(list(candidates(program, modules)), given["token_name"], given["cert"])
        pin = read_secret(f"PIN of {chosen.token.label}", from_stdin=given["pin_stdin"])
        with (
            program.signing() as ports,
            chosen.module.open_key(chosen.token, chosen.certificate.certificate_der, pin) as key,
        ):
            return _each(given["inputs"], chosen, options, key, ports), int(pin is not None)
    finally:
        for module in modules:
            module.close()


def _each(
    inputs: tuple[Path, ...],
    chosen: Candidate,
    options: _Options,
    key: SigningToken,
    ports: Signing,
) -> list[tuple[dict[str, Any], int]]:
    results: list[tuple[dict[str, Any], int]] = []
    for source in inputs:
        output = options.output or (options.out_dir or Path()) / f"{source.stem}-signed.pdf"
        try:
            done = sign_document(_request(source, output, chosen, options), key, ports)
            results.append((_done_json(source, done), 0))
        except ParaphError as error:
            results.append((_failed_json(source, output, error), error.exit_status))
            if not options.keep_going:
                break
    return results


def _request(source: Path, output: Path, chosen: Candidate, options: _Options) -> SignRequest:
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
        force=options.force,
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


def _failed_json(source: Path, output: Path, error: ParaphError) -> dict[str, Any]:
    return {"input": str(source), "output": str(output), "error": error_json(error)}


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
