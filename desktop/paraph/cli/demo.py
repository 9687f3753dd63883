"""`paraph demo`: a token in software and a sample fee agreement, signed with it."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from paraph.cli.program import Program, emit, tell
from paraph.domain.errors import NoDisplay, ParaphError
from paraph.domain.errors.files import writing_error
from paraph.domain.keys.secret import Secret
from paraph.domain.placing.signature_field import Box, Place
from paraph.usecases.sign_document import SignedDocument, SignRequest, sign_document

# The line under "For the firm" on the sample's third page.
_PLACE = Place(2, Box(72, 262, 276, 352))


@click.command()
@click.option(
    "--headless",
    is_flag=True,
    help="Sign the sample without a window; so too where there is no screen.",
)
@click.option("--dir", "folder", type=click.Path(path_type=Path), help="Where the demo lives.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def demo(program: Program, /, folder: Path | None, **flags: bool) -> None:
    """Set up a demo token and sign a sample contract with it."""
    place = (folder or program.home / "demo").resolve()
    try:
        _make_folder(place)
        with program.demo(place, lambda line: click.echo(line, err=True)) as made:
            if not flags["headless"]:
                with suppress(NoDisplay):
                    raise SystemExit(program.open_window([made.contract], made))
            _sign_headless(program, place, made, as_json=flags["as_json"])
    except ParaphError as error:
        raise SystemExit(tell(error, as_json=flags["as_json"])) from error


def _make_folder(place: Path) -> None:
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise writing_error(error, str(place)) from error


def _sign_headless(program: Program, place: Path, made: Any, *, as_json: bool) -> None:
    output = place / "fee-agreement-signed.pdf"
    done = _sign(program, made, output)
    report = program.checker().check(output, made.anchors_der, program.clock.now(), None)
    if as_json:
        emit(
            {"output": str(output), "output_sha256": done.output_sha256, "verdict": report.verdict}
        )
    else:
        click.echo(f"Signed: {output}")
        click.echo(f"Checked: {report.verdict}")
    raise SystemExit(0 if report.verdict == "valid" else 1)


def _sign(program: Program, made: Any, output: Path) -> SignedDocument:
    module = program.open_module(made.module)
    try:
        token = next(t for t in module.tokens() if t.label == made.token_label)
        own = next(c for c in token.certificates if c.certificate_der == made.certificate_der)
        pin = Secret(made.pin.reveal())
        issuers = (c.certificate_der for c in token.certificates if c is not own)
        request = SignRequest(
            source=made.contract,
            output=output,
            certificate_der=own.certificate_der,
            chain_der=(*issuers, made.ca_der),
            place=_PLACE,
            reason="Fee agreement",
            force=True,
        )
        with (
            program.signing() as ports,
            module.open_key(token, own.certificate_der, pin) as key,
        ):
            return sign_document(request, key, ports)
    finally:
        module.close()
