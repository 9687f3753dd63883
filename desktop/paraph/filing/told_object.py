"""Objects of JSON from folders that many can write to: each value is asked for by its kind.

What is not of it makes the whole damaged (BookDamaged); what the values mean is `book_format`'s.
"""

import re
from datetime import datetime
from typing import Any

from paraph.domain.errors.books import BookDamaged
from paraph.domain.many.signature_book import MOST_DOCUMENTS, is_readable
from paraph.domain.placing.signature_field import Box

MOST_PAGES = 1_000_000
_MOST_FILE_LETTERS = 240
_FORBIDDEN_IN_NAMES = re.compile(r'[\x00-\x1f/\\:*?"<>|]')


class ToldObject:
    """An object of JSON, whose values are asked for by their kind."""

    def __init__(self, values: Any) -> None:
        if not isinstance(values, dict):
            raise BookDamaged(why="no_object")
        self._values: dict[str, Any] = values

    def only(self, *names: str, may_come: tuple[str, ...] = ()) -> None:
        """Take these names, all of them, and no other."""
        if not set(names) <= set(self._values) <= {*names, *may_come}:
            raise BookDamaged(why="names")

    def has(self, name: str) -> bool:
        """Tell whether a name that may come has come."""
        return name in self._values

    def value(self, name: str) -> Any:
        """Give a value of any kind."""
        return self._values[name]

    def text(self, name: str, most: int, *, may_lack: bool = False) -> str:
        """Give a text of which everything can be seen."""
        found = self._values[name]
        if not isinstance(found, str) or len(found) > most or not (found or may_lack):
            raise BookDamaged(why=name)
        # Lone surrogates have no bytes; what cannot be seen may hide what a name is.
        if not is_readable(found):
            raise BookDamaged(why=name)
        return found

    def matching(self, name: str, form: re.Pattern[str]) -> str:
        """Give a text of a certain form."""
        found = self._values[name]
        if not isinstance(found, str) or not form.fullmatch(found):
            raise BookDamaged(why=name)
        return found

    def file(self, name: str) -> str:
        """Give the name of a file, without a folder."""
        found = self.text(name, _MOST_FILE_LETTERS)
        if not is_plain_name(found):
            raise BookDamaged(why=name)
        return found

    def number(self, name: str, most: int) -> int:
        """Give a whole number from 1."""
        found = self._values[name]
        if not isinstance(found, int) or isinstance(found, bool) or not 1 <= found <= most:
            raise BookDamaged(why=name)
        return found

    def time(self, name: str, *, may_lack: bool = False) -> str:
        """Give a moment with its distance from UTC."""
        found = self.text(name, 40, may_lack=may_lack)
        try:
            is_time = datetime.fromisoformat(found).tzinfo is not None if found else True
        except ValueError:
            is_time = False
        if not is_time:
            raise BookDamaged(why=name)
        return found

    def objects(self, name: str) -> list["ToldObject"]:
        """Give a list of objects."""
        found = self._values[name]
        if not isinstance(found, list) or len(found) > MOST_DOCUMENTS:
            raise BookDamaged(why=name)
        return [ToldObject(each) for each in found]

    def truth(self, name: str) -> bool:
        """Give true or false."""
        found = self._values[name]
        if not isinstance(found, bool):
            raise BookDamaged(why=name)
        return found

    def box(self, name: str) -> Box | None:
        """Give a rectangle in points of user space, None for null."""
        found = self._values[name]
        if found is None:
            return None
        if not isinstance(found, list) or len(found) != 4 or not all(map(_is_number, found)):
            raise BookDamaged(why=name)
        return Box(*map(float, found))

    def inner(self, name: str) -> "ToldObject":
        """Give an object within."""
        return ToldObject(self._values[name])


def is_plain_name(name: str) -> bool:
    """Tell whether a name is one file's in its own folder, on every system."""
    return (
        0 < len(name) <= _MOST_FILE_LETTERS
        and not _FORBIDDEN_IN_NAMES.search(name)
        and name.strip(" .") == name
    )


def plain_name(name: str) -> str:
    """Give a name that every system takes."""
    return _FORBIDDEN_IN_NAMES.sub("-", name).strip(" .") or "-"


def _is_number(edge: object) -> bool:
    return isinstance(edge, int | float) and not isinstance(edge, bool) and abs(edge) < 1e7
