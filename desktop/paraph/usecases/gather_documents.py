"""Which documents a folder, or what was dropped, holds: bounded, and without signed copies."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from paraph.domain.output_name import output_name

MOST_DOCUMENTS = 2000
MOST_DEPTH = 6
_MOST_ENTRIES = 50_000  # a home folder that was dropped by mistake is not walked to its end


class Gathered(NamedTuple):
    """What was found. `others` are no PDFs, `copies` are signed copies of what is there.

    `nested` of the documents lie in folders within those that were given. With `is_cut` there is
    more, which was not looked at.
    """

    documents: tuple[Path, ...] = ()
    nested: frozenset[Path] = frozenset()
    others: tuple[str, ...] = ()
    copies: int = 0
    is_cut: bool = False

    @property
    def direct(self) -> tuple[Path, ...]:
        """Give the documents that do not lie in folders within others."""
        return tuple(each for each in self.documents if each not in self.nested)


def documents_of(folder: Path, pattern: str) -> tuple[Path, ...]:
    """Give the PDFs of a folder in the order of their names, without what is a signed copy of one.

    Folders within it, hidden files and links are not followed.
    """
    found = [
        each
        for each in sorted(folder.iterdir(), key=lambda path: path.name.casefold())
        if _is_pdf(each) and each.is_file() and not each.is_symlink()
    ]
    return _without_copies(found, pattern)


def gather(paths: Sequence[Path], pattern: str) -> Gathered:
    """Find the PDFs of files and folders, in the order of their names; folders are walked.

    Hidden files and links within folders are not followed. What cannot be read is left out.
    """
    walk = _Walk()
    for path in dict.fromkeys(paths):
        if path.is_dir():
            walk.take_folder(path, 0)
        else:
            walk.take_file(path, is_nested=False)
    kept = _without_copies(walk.found, pattern)
    return Gathered(
        kept,
        frozenset(walk.nested.intersection(kept)),
        tuple(walk.others),
        len(walk.found) - len(kept),
        walk.is_cut,
    )


class _Walk:
    """Goes through folders, up to a depth and a number of entries."""

    def __init__(self) -> None:
        self.found: list[Path] = []
        self.nested: set[Path] = set()
        self.others: list[str] = []
        self.is_cut = False
        self._seen = 0

    def take_file(self, path: Path, *, is_nested: bool) -> None:
        if not _is_pdf(path):
            self.others.append(path.name)
        elif len(self.found) >= MOST_DOCUMENTS:
            self.is_cut = True
        elif path not in self.found:
            self.found.append(path)
            if is_nested:
                self.nested.add(path)

    def take_folder(self, folder: Path, depth: int) -> None:
        if depth > MOST_DEPTH or self._seen > _MOST_ENTRIES:
            self.is_cut = True
            return
        try:
            entries = sorted(os.scandir(folder), key=lambda each: each.name.casefold())
        except OSError:
            self.others.append(folder.name)
            return
        self._seen += len(entries)
        shown = [each for each in entries if not each.name.startswith((".", "~$"))]
        for entry in shown:
            if entry.is_file(follow_symlinks=False):
                self.take_file(Path(entry.path), is_nested=depth > 0)
        for entry in shown:
            if entry.is_dir(follow_symlinks=False):
                self.take_folder(Path(entry.path), depth + 1)


def _is_pdf(path: Path) -> bool:
    return path.suffix.lower() == ".pdf" and not path.name.startswith((".", "~$"))


def _without_copies(found: Iterable[Path], pattern: str) -> tuple[Path, ...]:
    """Leave out what has the name of the signed copy of another one beside it."""
    kept = list(found)
    copies = {(each.parent, output_name(each.stem, pattern).casefold()) for each in kept}
    return tuple(each for each in kept if (each.parent, each.name.casefold()) not in copies)
