"""Whether two objects of two files say the same, without following references."""

from typing import Any

from pyhanko.pdf_utils import generic

_DEEPEST = 50


def same(one: Any, other: Any, depth: int = 0) -> bool:
    """Tell whether two objects say the same. Raises RecursionError past 50 levels."""
    if depth > _DEEPEST:
        raise RecursionError("too deep")
    if isinstance(one, generic.IndirectObject) or isinstance(other, generic.IndirectObject):
        return reference_of(one) == reference_of(other) is not None
    if isinstance(one, generic.DictionaryObject) and isinstance(other, generic.DictionaryObject):
        if not same_entries(one, other, frozenset(), depth):
            return False
        return _content(one) == _content(other)
    if isinstance(one, generic.ArrayObject) and isinstance(other, generic.ArrayObject):
        return len(one) == len(other) and all(
            same(one.raw_get(n), other.raw_get(n), depth + 1) for n in range(len(one))
        )
    if isinstance(one, generic.NullObject) and isinstance(other, generic.NullObject):
        return True
    return type(one) is type(other) and bool(one == other)


def same_entries(one: Any, other: Any, but: frozenset[str], depth: int = 0) -> bool:
    """Tell whether two dictionaries say the same, some keys aside."""
    keys, others = set(one) - but, set(other) - but
    return keys == others and all(
        same(one.raw_get(key), other.raw_get(key), depth + 1) for key in keys
    )


def reference_of(value: Any) -> tuple[int, int] | None:
    """Give number and generation of a reference, or None for what is none."""
    return (value.idnum, value.generation) if isinstance(value, generic.IndirectObject) else None


def _content(value: Any) -> bytes | None:
    return bytes(value.data) if isinstance(value, generic.StreamObject) else None
