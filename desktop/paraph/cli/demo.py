"""`paraph demo`: a token in software, a sandbox, a request in the inbox, and a sample agreement."""

import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from paraph.cli.program import Program, emit, tell
from paraph.domain.errors import NoDisplay, ParaphError
from paraph.domain.errors.files import writing_error
from paraph.domain.keys.secret import Secret
from paraph.domain.placing.signature_field import Box, Place
from paraph.usecases.sign_document import SignedDocument, SignRequest, sign_document

if TYPE_CHECKING:
    from paraph.domain.verification import FileReport
    from paraph.usecases.demo_journey import Journey, Step

# The line under "For the firm" on the sample's third page.
_PLACE = Place(2, Box(72, 262, 276, 352))
_TICK, _PLAIN_TICK = "\u2713", "*"  # a console of Windows may not have the first
_BROKEN = 1
_SIGNED = "fee-agreement-signed.pdf"


@click.command()
@click.option(
    "--headless",
    is_flag=True,
    help="Show it without a window, from a desk that is offline to the client's file; so too where"
    " there is no screen.",
)
@click.option("--dir", "folder", type=click.Path(path_type=Path), help="Where the demo lives.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def demo(program: Program, /, folder: Path | None, **flags: bool) -> None:
    """Set up a demo token and a sandbox, with a request in the inbox and a contract to sign."""
    place = (folder or program.home / "demo").resolve()
    try:
        _make_folder(place)
        with program.demo(place, lambda line: click.echo(line, err=True)) as made:
            if not flags["headless"]:
                with suppress(NoDisplay):
                    raise SystemExit(program.open_window([made.token.contract], made))
            if made.account and made.key() is not None:
                raise SystemExit(_travel(program, place, made, as_json=flags["as_json"]))
            _sign_headless(program, place, made.token, as_json=flags["as_json"])
    except ParaphError as error:
        raise SystemExit(tell(error, as_json=flags["as_json"])) from error


def _make_folder(place: Path) -> None:
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise writing_error(error, str(place)) from error


def _travel(program: Program, place: Path, made: Any, *, as_json: bool) -> int:
    """Do the journey and tell it step by step; gives the exit status."""
    from paraph.usecases.demo_journey import JourneyBroken

    steps: list[Step] = []
    tick = _TICK if _can_say(_TICK) else _PLAIN_TICK

    def hear(step: "Step") -> None:
        steps.append(step)
        if not as_json:
            detail = f"\n    {step.detail}" if step.detail else ""
            click.echo(f"{tick} {step.title}{detail}")

    def check(file: Path) -> "FileReport":
        return program.checker().check(file, made.token.anchors_der, program.clock.now(), None)

    try:
        done = program.journey(made, check, hear)
    except JourneyBroken as broken:
        if as_json:
            emit({"output": None, "verdict": "broken", "why": str(broken), **_steps(steps)})
        else:
            click.echo(f"It ends here: {broken}.", err=True)
        return _BROKEN
    output = place / _SIGNED
    _copy(done.by_token, output)
    report = check(output)
    if as_json:
        of_output = {"output": str(output), "output_sha256": report.sha256}
        emit({**of_output, "verdict": report.verdict, **_told(done), **_steps(steps)})
    else:
        click.echo(f"Filed: {done.signed}\nFiled: {done.trail}")
        _say_signed(output, report.verdict)
    return 0 if report.verdict == "valid" else _BROKEN


def _say_signed(output: Path, verdict: str) -> None:
    click.echo(f"Signed: {output}")
    click.echo(f"Checked: {verdict}")


def _copy(source: Path, output: Path) -> None:
    try:
        shutil.copyfile(source, output)
    except OSError as error:
        raise writing_error(error, str(output)) from error


def _can_say(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def _steps(steps: "list[Step]") -> dict[str, Any]:
    return {"steps": [each._asdict() for each in steps]}


def _told(done: "Journey") -> dict[str, Any]:
    return {
        "request": done.request,
        "filed": {
            "signed": str(done.signed),
            "signed_sha256": done.signed_sha256,
            "audit_trail": str(done.trail),
            "audit_trail_sha256": done.trail_sha256,
            "verdict": done.verdict,
        },
        "made": done.made,
        "record": [
            {"at": each.at_utc, "kind": each.kind, "act": each.body.get("act")}
            for each in done.record
        ],
    }


def _sign_headless(program: Program, place: Path, made: Any, *, as_json: bool) -> None:
    output = place / _SIGNED
    done = _sign(program, made, output)
    report = program.checker().check(output, made.anchors_der, program.clock.now(), None)
    if as_json:
        emit(
            {"output": str(output), "output_sha256": done.output_sha256, "verdict": report.verdict}
        )
    else:
        _say_signed(output, report.verdict)
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
