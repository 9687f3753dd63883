"""The program's own shipped files, as the window needs them."""

from functools import cache
from pathlib import Path

from paraph import paths


class ResourceMissing(RuntimeError):
    """A file that belongs to the program is not there: the installation is incomplete."""


@cache
def _folder() -> Path:
    return paths.resources()


def resource_path(*parts: str) -> Path:
    """Give one shipped file, for instance `resource_path("icons", "x.svg")`."""
    path = _folder().joinpath(*parts)
    if not path.is_file():
        raise ResourceMissing(str(path))
    return path
