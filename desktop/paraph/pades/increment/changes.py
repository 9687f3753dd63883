"""Objects of a file as they are to be, made by putting words between the bytes of the old ones."""

from typing import NamedTuple

from paraph.pades.increment.sections import Found
from paraph.pades.increment.syntax import Array, BeyondFastPath, Dictionary


class _Edit(NamedTuple):
    at: int
    end: int
    words: bytes


class Changes:
    """What changes in which objects; an object that was changed once is written once."""

    def __init__(self) -> None:
        self._edits: dict[tuple[int, int], tuple[Found, list[_Edit]]] = {}

    def put(self, found: Found, within: Dictionary, key: bytes, value: bytes) -> None:
        """Give an entry of a dictionary in `found` this value, in its old place if it has one."""
        old = within.get(key)
        if old is None:
            self._edit(found, within.at + 2, within.at + 2, b"\n/" + key + b" " + value + b"\n")
        else:
            self._edit(found, old.at, old.end, b" " + value + b" ")

    def drop(self, found: Found, within: Dictionary, key: bytes) -> None:
        """Take an entry out of a dictionary in `found`."""
        self._edit(found, within[key].key_at, within[key].end, b" ")

    def append(self, found: Found, within: Array, value: bytes) -> None:
        """Add a value to an array in `found`."""
        self._edit(found, within.end - 1, within.end - 1, b" " + value)

    def objects(self) -> dict[tuple[int, int], bytes]:
        """Give the changed objects by number and generation. Raises BeyondFastPath."""
        return {name: _applied(*each) for name, each in self._edits.items()}

    def _edit(self, found: Found, at: int, end: int, words: bytes) -> None:
        if found.stream_at is not None:
            raise BeyondFastPath("stream")
        of_object = self._edits.setdefault((found.number, found.generation), (found, []))
        of_object[1].append(_Edit(at, end, words))


def _applied(found: Found, edits: list[_Edit]) -> bytes:
    pieces, place = [], found.at
    for edit in sorted(edits, key=lambda one: one.at):
        if edit.at < place:
            raise BeyondFastPath("edits_overlap")
        pieces += [found.data[place : edit.at], edit.words]
        place = edit.end
    return b"".join([*pieces, found.data[place : found.end]])
