"""Where each of several people could sign, by the words and rules of the last pages.

Plain geometry, in points of the shown page; `placing_rule` finds the places.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from paraph.domain.placing.page_marks import Marks
from paraph.domain.placing.page_text import ShownRect
from paraph.domain.placing.placing_rule import Find, best_place
from paraph.domain.placing.signing_words import (
    FIRM,
    OTHER_SIDE,
    PLACE,
    plain_letters,
    weight_of,
)

_MOST_ON_PAGE = 12
_NEAR_PT = 60.0
_LAST_NAME, _FIRST_NAME, _SIDE = 10.0, 4.0, 5.0
_FEWEST_LETTERS = 2


class Signing(NamedTuple):
    """Somebody who needs a place; `is_firm` where they sign for the firm itself."""

    key: int
    first_name: str
    last_name: str
    is_firm: bool


class SeenPage(NamedTuple):
    """A page as it was looked at; `taken` is where fields stand already."""

    page_index: int
    page: ShownRect
    marks: Marks
    taken: tuple[ShownRect, ...] = ()


class Proposal(NamedTuple):
    """A place for somebody, and the words it belongs to."""

    person: int
    find: Find


def finds_on(seen: SeenPage, most: int = _MOST_ON_PAGE) -> list[Find]:
    """Give the good places of a page, the best first; none covers another."""
    found: list[Find] = []
    while len(found) < most:
        taken = [*seen.taken, *(each.rect for each in found)]
        best = best_place(seen.page_index, seen.page, seen.marks, taken)
        if best is None:
            break
        found.append(best)
    return found


def propose(people: Sequence[Signing], pages: Iterable[SeenPage]) -> tuple[Proposal, ...]:
    """Give places as far as there are any, one for each; `pages` from the last one backwards."""
    pairs = [(each, find, seen) for seen in pages for find in finds_on(seen) for each in people]
    scored = sorted(
        ((_fit(each, find, seen), each.key, find) for each, find, seen in pairs),
        key=lambda pair: -pair[0],
    )
    given: dict[int, Find] = {}
    for score, key, find in scored:
        if score > 0 and key not in given and find not in given.values():
            given[key] = find
    rest = _in_reading_order(find for _, find, _ in pairs if find not in given.values())
    for each in people:
        if each.key not in given and rest:
            given[each.key] = rest.pop(0)
    return tuple(Proposal(each.key, given[each.key]) for each in people if each.key in given)


def _fit(person: Signing, find: Find, seen: SeenPage) -> float:
    """Say how well a place is a person's: by their name near it, and by whose side it is."""
    near = plain_letters(" ".join([find.label, *_words_near(find, seen)])).split()
    score = 0.0
    for name, worth in ((person.last_name, _LAST_NAME), (person.first_name, _FIRST_NAME)):
        words = [each for each in plain_letters(name).split() if len(each) >= _FEWEST_LETTERS]
        if words and all(each in near for each in words):
            score += worth
    side = weight_of(find.label)
    if side in (FIRM, OTHER_SIDE):
        score += _SIDE if (side == FIRM) == person.is_firm else -_SIDE
    return score


def _words_near(find: Find, seen: SeenPage) -> list[str]:
    room = find.rect.grown(0, -_NEAR_PT, 0, _NEAR_PT)
    return ["".join(c if c.isalnum() else " " for c in line.text) for line in
            seen.marks.words_in(room)]  # fmt: skip


def _in_reading_order(finds: Iterable[Find]) -> list[Find]:
    each_once = list(dict.fromkeys(finds))
    last = max((each.page_index for each in each_once), default=0)

    def where(find: Find) -> tuple[bool, int, int, float]:
        # Contracts are signed at their end: what stands further up is taken last, and the line
        # that tells the town after all that are for a signature.
        is_town = weight_of(find.label) == PLACE
        return is_town, last - find.page_index, round(find.rect.top / 20), find.rect.left

    return sorted(each_once, key=where)
