"""What `paraph sign` draws into its box: --image and --qr on the usual look."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from paraph.cli.program import Program
from paraph.domain.errors import ImageUnreadable, InvalidArgument
from paraph.domain.stamp.appearance import USUAL, Appearance


def look_of(program: Program, given: dict[str, Any]) -> Appearance:
    """Give the look; raises InvalidArgument without a box, and what is wrong with a picture."""
    path: Path | None = given["image"]
    if path is None and not given["qr"]:
        return USUAL
    if all(given[way] is None for way in ("field", "box", "anchor", "template")):
        raise InvalidArgument(why="--image and --qr need a visible place, as --field or --box.")
    image = _read(program, path) if path is not None else None
    return replace(USUAL, image=image, has_qr=given["qr"])


def tell_left_out(left_out: tuple[str, ...], output: Path) -> None:
    """Say on standard error which parts found no room in the box."""
    if left_out:
        click.echo(f"{output}: no room in the box for: {', '.join(left_out)}", err=True)


def _read(program: Program, path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ImageUnreadable(file=str(path), why=str(error.strerror)) from error
    return program.take_image(data)
