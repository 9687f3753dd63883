"""The frame of an upload: the revision's bytes and one incremental update behind them (ISO
32000-2, 7.5.6), which names no object that was there but anew and leaves no byte unaccounted for.
"""

import re
from typing import Any

from pyhanko.pdf_utils.generic import Reference

from paraph_sandbox.signing.rejection import Reason, Rejected
from paraph_sandbox.signing.sameness import same

_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF(?:\r\n|\r|\n)?\Z")
_END_BYTES = 64
# A reference in the words of the file; comments count as white space (7.2.4). Bounded, so that no
# file takes long.
_GAP = rb"(?:[\x00\t\n\x0c\r ]|%[^\r\n]{0,80}[\r\n]){1,40}"
_REFERENCE = re.compile(
    rb"(?<![\d.])\+?0*(\d{1,10})" + _GAP + rb"\+?\d{1,5}" + _GAP + rb"R(?![a-zA-Z])"
)
_KEPT = ("/Root", "/Info", "/Encrypt")


def check_prefix(before: bytes, upload: bytes) -> None:
    """Raise Rejected unless the upload goes on from the revision, byte for byte."""
    if len(upload) <= len(before) or not upload.startswith(before):
        raise Rejected(Reason.NOT_THE_REVISION)


def check_frame(old: Any, new: Any, upload: bytes, since: int) -> None:
    """Raise Rejected unless the readers see the revision and one update that begins at `since`."""
    tables, added = old.xrefs.total_revisions, new.xrefs.total_revisions - 1
    if tables != added or _starts(new, tables) != _starts(old, tables):
        raise Rejected(Reason.NOT_ONE_UPDATE)
    found = _END.search(upload, max(since, len(upload) - _END_BYTES))
    if found is None:
        raise Rejected(Reason.TRAILING_BYTES)
    starts_at = int(found[1])
    if starts_at < since or starts_at != new.xrefs.get_startxref_for_revision(added):
        raise Rejected(Reason.NOT_ONE_UPDATE)
    for key in _KEPT:
        if not _same_in(old.trailer, new.trailer, key):
            raise Rejected(Reason.OTHER_CHANGES, f"The update changes {key[1:]} of the trailer.")
    data = new.xrefs.get_xref_data(added)
    if data.hybrid is not None or set(data.freed) - {0}:
        raise Rejected(Reason.OBJECTS_REMOVED)


def changed_objects(old: Any, new: Any) -> tuple[set[int], set[int]]:
    """Give the numbers of objects that an update writes: those that were there, and new ones.

    Raises Rejected for a number that was freed before, or is used with another generation.
    """
    there, made = set(), set()
    for reference in new.xrefs.explicit_refs_in_revision(new.xrefs.total_revisions - 1):
        number, generation = reference.idnum, reference.generation
        if old.xrefs[Reference(number, generation, old)] is not None:
            there.add(number)
        elif generation or _was_known(old, number):
            raise Rejected(Reason.OBJECTS_REMOVED)
        else:
            made.add(number)
    return there, made


def check_not_awaited(old: Any, before: bytes, made: set[int]) -> None:
    """Raise Rejected when the revision refers to an object that only the update makes.

    Such a reference means null until then (7.3.10): what was nothing would become a part of the
    page that others have signed.
    """
    streams = (
        bytes(old.get_object(reference).data)
        for revision in range(old.xrefs.total_revisions)
        for reference in old.xrefs.object_streams_used_in(revision)
    )
    for words in (before, *streams):
        if any(int(found[1]) in made for found in _REFERENCE.finditer(words)):
            raise Rejected(Reason.OTHER_CHANGES, "The revision awaits an object of the update.")


def _starts(reader: Any, tables: int) -> list[int]:
    return [reader.xrefs.get_startxref_for_revision(n) for n in range(tables)]


def _same_in(old: Any, new: Any, key: str) -> bool:
    if key not in old or key not in new:
        return key not in old and key not in new
    return same(old.raw_get(key), new.raw_get(key))


def _was_known(old: Any, number: int) -> bool:
    for revision in range(old.xrefs.total_revisions):
        data = old.xrefs.get_xref_data(revision)
        if any(number == each for each, _ in data.explicit_refs_in_revision):
            return True
        if number in data.freed and number:
            return True
    return False
