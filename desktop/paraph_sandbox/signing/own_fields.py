"""A signatory's own fields as an update leaves them: where they stand, that they show one look,
and that they do nothing."""

from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils import generic

from paraph_sandbox.lifecycle.places import Placed
from paraph_sandbox.signing.fields import box_of, field_names, is_same_box
from paraph_sandbox.signing.opening import entry
from paraph_sandbox.signing.rejection import Reason, Rejected
from paraph_sandbox.signing.sameness import reference_of, same_entries


def _keys(words: str) -> frozenset[str]:
    return frozenset(f"/{word}" for word in words.split())


_SIGNATURE_FIELD = _keys("Type Subtype FT T TU F Ff V Rect P AP MK DA BS Border")
_SIGNATURE = _keys(
    "Type Filter SubFilter ByteRange Contents M Name Reason Location ContactInfo Prop_Build"
)
_MARK = _keys(
    "Type Subtype FT T TU F Ff V DV DA DS RC Q Rect P AP MK BS Border Contents NM M CreationDate C"
    " CA Name MaxLen"
)
_FILLED = _keys("V AP F Ff Type DA Q M")
_MARKS = ("/Stamp", "/FreeText")
# Of a stream: what takes its content from another file, or shows it or not as a reader likes.
_ELSEWHERE = _keys("F FFilter FDecodeParms OPI Ref Alternates OC")
_HIDDEN = 0b10_0010  # hidden, not to be viewed (ISO 32000-2, table 167)
_MOST_OBJECTS = 10_000


def check_signature_field(made: set[int], own: Any, prepared: Any) -> None:
    """Raise Rejected for a signed field that does more than show its signature.

    `prepared` is the field as the revision had it, or None.
    """
    if prepared is None:
        _only(own, _SIGNATURE_FIELD)
    if entry(own, "/Subtype") != "/Widget" or entry(own, "/FT") != "/Sig":
        raise Rejected(Reason.WRONG_FIELD)
    value = own.raw_get("/V")
    if not isinstance(value, generic.IndirectObject) or value.idnum not in made:
        raise Rejected(Reason.NOT_ONE_SIGNATURE)
    is_asked_to_lock = prepared is not None and "/Lock" in prepared
    if "/Reference" in own["/V"] and not is_asked_to_lock:
        raise Rejected(Reason.LOCKS_OTHERS_OUT)
    _only(own["/V"], _SIGNATURE | {"/Reference"})
    _check_look(made, own)


def check_mark(update: Any, added: Any, page: int | None = None) -> None:
    """Raise Rejected for an annotation or field that is not at a place of the signatory's."""
    if reference_of(added) is None or added.idnum not in update.made:
        raise Rejected(Reason.OTHER_CHANGES)
    own = added.get_object()
    _only(own, _MARK)
    is_text = entry(own, "/Subtype") == "/Widget" and entry(own, "/FT") == "/Tx"
    if not is_text and entry(own, "/Subtype") not in _MARKS:
        raise Rejected(Reason.OTHER_CHANGES)
    if is_text and str(entry(own, "/T")) in field_names(update.old.root):
        raise Rejected(Reason.OTHER_CHANGES, "The update makes a field of a name that is taken.")
    box = box_of(own)
    if not any(
        mark.box is not None and page in (None, mark.page) and is_same_box(box, mark.box)
        for mark in update.marks
    ):
        raise Rejected(Reason.OTHER_CHANGES, "The update marks a place that is not his to fill.")
    _check_look(update.made, own)


def check_mark_filled(update: Any, old: Any, mark: Placed) -> None:
    """Raise Rejected for a field of the signatory's that is more than filled."""
    named = old.container_ref
    new = update.new.get_object(generic.Reference(named.idnum, named.generation, update.new))
    is_where_it_was = mark.box is not None and is_same_box(box_of(new), mark.box)
    if not same_entries(old, new, _FILLED) or not is_where_it_was:
        raise Rejected(Reason.OTHER_CHANGES)
    _check_look(update.made, new)


def _only(dictionary: Any, known: frozenset[str]) -> None:
    unknown = sorted(set(dictionary) - known)
    if unknown:
        raise Rejected(Reason.OTHER_CHANGES, f"The update makes a field with {unknown[0]}.")


def _check_look(made: set[int], own: Any) -> None:
    """One look, whatever a mouse does, that takes nothing from elsewhere."""
    if int(entry(own, "/F", 0)) & _HIDDEN:
        raise Rejected(Reason.HIDDEN_CONTENT)
    if "/AP" not in own:
        return
    looks = own["/AP"]
    if set(looks) != {"/N"} or not isinstance(looks["/N"], generic.StreamObject):
        raise Rejected(Reason.HIDDEN_CONTENT)
    for value in _new_parts(made, looks.raw_get("/N")):
        if isinstance(value, generic.StreamObject) and _ELSEWHERE & set(value):
            raise Rejected(Reason.HIDDEN_CONTENT)


def _new_parts(made: set[int], look: Any) -> Iterator[Any]:
    """Give all that a look is made of, but for what was there before and is the same."""
    waiting: list[Any] = [look]
    seen: set[tuple[int, int]] = set()
    while waiting:
        value = waiting.pop()
        named = reference_of(value)
        if named is not None:
            if named in seen or named[0] not in made:
                continue
            seen.add(named)
            value = value.get_object()
        yield value
        waiting += _parts(value)
        if len(waiting) + len(seen) > _MOST_OBJECTS:
            raise Rejected(Reason.HIDDEN_CONTENT, "A look is made of too many objects.")


def _parts(value: Any) -> list[Any]:
    if isinstance(value, generic.DictionaryObject):
        return [value.raw_get(key) for key in value]
    if isinstance(value, generic.ArrayObject):
        return [value.raw_get(n) for n in range(len(value))]
    return []
