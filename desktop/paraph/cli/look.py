"""What `paraph sign` draws into its box: a look that is kept (--look), with --image and --qr."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from paraph.cli.program import Program
from paraph.domain.errors import ImageUnreadable, InvalidArgument, ParaphError
from paraph.domain.stamp.appearance import USUAL, Appearance
from paraph.plain_file import opened


def look_of(program: Program, given: dict[str, Any]) -> Appearance:
    """Give what --image and --qr say; raises InvalidArgument without a box, and what is wrong
    with a picture.
    """
    path: Path | None = given["image"]
    if path is None and given["look"] is None and not given["qr"]:
        return USUAL
    if all(given[way] is None for way in ("field", "box", "anchor", "template")):
        raise InvalidArgument(
            why="--look, --image and --qr need a visible place, as --field or --box."
        )
    image = picture_of(program, path, "--image") if path is not None else None
    return replace(USUAL, image=image, has_qr=given["qr"])


def named_look(program: Program, name: str | None, holder: str, over: Appearance) -> Appearance:
    """Give the look of this name that the holder keeps, with what is asked for `over` it.

    Raises InvalidArgument, with the names that are known.
    """
    if name is None:
        return over
    looks = program.looks().read(holder)
    found = looks.named(name)
    if found is None:
        known = [look.name for look in looks.every]
        raise InvalidArgument(argument="--look", value=name, holder=holder, known=known)
    return replace(found, image=over.image or found.image, has_qr=over.has_qr or found.has_qr)


def picture_of(program: Program, path: Path, argument: str) -> bytes:
    """Read a picture. Raises ImageUnreadable, ImageKind, ImageTooLarge, which name the option."""
    try:
        with opened(path) as file:
            return program.take_image(file.read())
    except OSError as error:
        why = str(error.strerror)
        raise ImageUnreadable(argument=argument, file=str(path), why=why) from error
    except ParaphError as error:
        error.details.update(argument=argument, file=str(path))
        raise


def tell_left_out(left_out: tuple[str, ...], output: Path) -> None:
    """Say on standard error which parts found no room in the box."""
    if left_out:
        click.echo(f"{output}: no room in the box for: {', '.join(left_out)}", err=True)
