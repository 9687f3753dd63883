"""Where `paraph sign` signs, and with what beside it: anchors, templates, initials, certification.

All of it is found before the key is asked for, and told with the document it is about.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from paraph.cli.look import picture_of
from paraph.cli.program import Program
from paraph.domain.errors import InvalidArgument
from paraph.domain.placing.certification import Certification
from paraph.domain.placing.initials import MOST_LETTERS, Corner, InitialsRule
from paraph.domain.placing.placement_template import Template
from paraph.domain.placing.placing_rule import AnchorRule, Where, parse_hit
from paraph.domain.placing.prepared_field import PreparedField
from paraph.domain.placing.signature_extras import NO_EXTRAS, Extras
from paraph.usecases.find_places import find_anchor_place, find_template_place
from paraph.usecases.plan_extras import OwnSignature, plan_file
from paraph.usecases.sign_document import Signing, SignRequest

_WAYS = ("field", "box", "anchor", "template")

_OPTIONS = (
    click.option("--anchor", help="A text to sign at, as “Fait à” or a line of underscores."),
    click.option("--anchor-hit", help="Which one of several: a number from 1, or last."),
    click.option(
        "--anchor-where",
        type=click.Choice(list(map(str, Where))),
        default=str(Where.BEST),
        help="Side of the text (best: the first without words).",
    ),
    click.option("--anchor-size", help="W,H of the box at an anchor, in points."),
    click.option("--anchor-offset", help="X,Y by which it is then shifted right and down."),
    click.option("--template", help="The name of a kept way of signing."),
)
_EXTRAS = (
    click.option("--initials", is_flag=True, help="Initials on the pages, in the same act."),
    click.option("--initials-pages", help="all (the default), all-but-last, or as 1-3,5."),
    click.option("--initials-text", help="The letters (those of the holder's name)."),
    click.option(
        "--initials-corner",
        type=click.Choice(list(map(str, Corner))),
        help="The corner they go to.",
    ),
    click.option("--initials-image", type=click.Path(path_type=Path), help="A picture of them."),
    click.option(
        "--certify",
        type=click.Choice(list(map(str, Certification))),
        help="What others may change afterwards; only a document's first signature can say it.",
    ),
    click.option(
        "--prepare-field",
        multiple=True,
        help="NAME=PAGE,X,Y,W,H: an empty field for somebody else; with ;lock it closes the form.",
    ),
)


def placing_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of this module."""
    for option in reversed((*_OPTIONS, *_EXTRAS)):
        command = option(command)
    return command


def extras_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of what comes with a signature, and no others."""
    for option in reversed(_EXTRAS):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Placing:
    """What the options say; at most one of `anchor` and `template` is set."""

    anchor: AnchorRule | None
    template: Template | None
    extras: Extras | None

    def completed(self, request: SignRequest, ports: Signing) -> SignRequest:
        """Find what a document's request lacks, and try its extras.

        Raises what stands in the way of either.
        """
        found = replace(request, extras=self.extras)
        if (self.anchor or self.template) and ports.documents is not None:
            at = (
                find_anchor_place(request.source, request.password, self.anchor, ports.documents)
                if self.anchor is not None
                else self._by_template(request, ports)
            )
            found = replace(found, field=at.field, place=at.place, shown_sha256=at.sha256)
        _tell_plan(found, ports)
        return found

    def _by_template(self, request: SignRequest, ports: Signing) -> Any:
        if self.template is None or ports.documents is None:
            raise InvalidArgument(argument="--template")
        return find_template_place(request.source, request.password, self.template, ports.documents)


def placing_of(program: Program, given: dict[str, Any]) -> Placing:
    """Read the options. Raises InvalidArgument, TemplateUnknown, what is wrong with a picture."""
    ways = [given[name] for name in _WAYS] + [given["invisible"] or None]
    if sum(way is not None for way in ways) > 1:
        raise InvalidArgument(
            why="Give one of --field, --box, --anchor, --template and --invisible."
        )
    template = program.templates().read(given["template"]) if given["template"] else None
    extras = extras_of(program, given, template)
    for name in ("reason", "location") if template is not None else ():
        given[name] = given[name] or getattr(template, name) or None
    return Placing(_anchor(given), template, extras if extras != NO_EXTRAS else None)


def extras_of(program: Program, given: dict[str, Any], template: Template | None) -> Extras:
    """Read what comes with a signature; an option goes before the template."""
    return Extras(
        _initials(program, given) or (template.initials if template else None),
        Certification(given["certify"])
        if given["certify"]
        else (template.certification if template else None),
        tuple(map(PreparedField.parse, given["prepare_field"])),
    )


def _anchor(given: dict[str, Any]) -> AnchorRule | None:
    if given["anchor"] is None:
        for name in ("anchor_hit", "anchor_size", "anchor_offset"):
            if given[name] is not None:
                raise InvalidArgument(why=f"--{name.replace('_', '-')} needs --anchor.")
        return None
    if not given["anchor"].strip():
        raise InvalidArgument(argument="--anchor", value=given["anchor"])
    hit, size = given["anchor_hit"], given["anchor_size"]
    return AnchorRule(
        given["anchor"],
        Where(given["anchor_where"]),
        parse_hit(hit) if hit is not None else None,
        _pair("--anchor-size", size, least=1) if size is not None else None,
        _pair("--anchor-offset", given["anchor_offset"] or "0,0"),
    )


def _pair(argument: str, text: str, least: float = -10_000) -> tuple[float, float]:
    try:
        one, other = (float(part) for part in text.split(","))
    except ValueError as error:
        raise InvalidArgument(argument=argument, value=text) from error
    if not all(least <= number <= 10_000 for number in (one, other)):
        raise InvalidArgument(argument=argument, value=text)
    return one, other


def _initials(program: Program, given: dict[str, Any]) -> InitialsRule | None:
    names = ("pages", "text", "corner", "image")
    said = {name: given[f"initials_{name}"] for name in names if given[f"initials_{name}"]}
    if not given["initials"] and not said:
        return None
    if len(said.get("text", "")) > MOST_LETTERS:
        raise InvalidArgument(argument="--initials-text", value=said["text"])
    if "corner" in said:
        said["corner"] = Corner(said["corner"])
    if "image" in said:
        said["image"] = picture_of(program, said["image"], "--initials-image")
    rule = InitialsRule(**said)
    rule.page_indices(10_000)  # what is wrong with the numbers is told before any document
    return rule


def _tell_plan(request: SignRequest, ports: Signing) -> None:
    if request.extras is None:
        return
    holder = ports.read_certificate(request.certificate_der).holder
    own = OwnSignature(holder, request.field, request.place)
    file = (request.source, request.password)
    plan = plan_file(request.extras, own, file, ports.signer, ports.documents)
    if plan.signatures > 1:
        click.echo(
            f"{request.source}: it was signed before, so that the initials are signatures of"
            f" their own: the key is asked {plan.signatures} times.",
            err=True,
        )
    for page_index in plan.without_field:
        click.echo(f"{request.source}: page {page_index + 1} has no field for initials", err=True)
