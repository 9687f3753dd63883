"""What an update changes: the signatory's own fields are signed and filled, and nothing else is
touched. Whatever is not known to be harmless is refused."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.sign.fields import enumerate_sig_fields

from paraph.wire.names import FieldType
from paraph_sandbox.lifecycle.places import Placed
from paraph_sandbox.signing.fields import (
    SignatureField,
    box_of,
    empty_field_at,
    form_fields,
    is_same_box,
)
from paraph_sandbox.signing.opening import entry, pages_of
from paraph_sandbox.signing.own_fields import check_mark, check_mark_filled, check_signature_field
from paraph_sandbox.signing.rejection import Reason, Rejected
from paraph_sandbox.signing.sameness import reference_of, same, same_entries

_ADDED_TO_CATALOG = frozenset({"/AcroForm", "/Version", "/Extensions"})
_SIGNATURES_EXIST, _APPEND_ONLY = 1, 2
_FILLED = frozenset({"/V", "/AP", "/F", "/Type"})


@dataclass
class Update:
    """A revision and the file with one more; `there` are the numbers of the objects that were
    there and are written anew, `made` those that are new; `own` are the signatory's fields.
    """

    old: Any
    new: Any
    there: set[int]
    made: set[int]
    own: Sequence[Placed]
    touched: set[int] = field(default_factory=set)

    @property
    def signature(self) -> Placed | None:
        """The field that he signs, or None when his signature is not seen."""
        return next((each for each in self.own if each.type is FieldType.SIGNATURE), None)

    @property
    def marks(self) -> list[Placed]:
        """What he may fill in besides."""
        return [each for each in self.own if each.type is not FieldType.SIGNATURE]

    def check(self) -> SignatureField:
        """Give the field that was signed. Raises Rejected, and what the parser raises."""
        signed, reference = self._signed()
        prepared = self._prepared(reference)
        if prepared is None:
            self._check_place(signed)
        elif not same_entries(prepared, signed.own, _FILLED):
            raise Rejected(Reason.OTHER_CHANGES)
        check_signature_field(self.made, signed.own, prepared)
        self._check_catalog()
        self._check_form(reference)
        is_shown = self._check_pages(reference)
        if prepared is None and self.signature is not None and not is_shown:
            raise Rejected(Reason.WRONG_FIELD)
        if self.there - self.touched:
            raise Rejected(Reason.OTHER_CHANGES)
        return signed

    def _prepared(self, reference: Any) -> Any:
        """Give the field as the revision had it, empty, or None for one that the update made."""
        found = self.signature and empty_field_at(self.old, self.signature)
        is_new = reference.idnum in self.made
        if found and (is_new or reference.idnum != found.own.container_ref.idnum):
            raise Rejected(Reason.WRONG_FIELD)
        if is_new:
            return None
        own = self.old.get_object(
            generic.Reference(reference.idnum, reference.generation, self.old)
        )
        if not found and (self.signature or _is_seen(own)):
            raise Rejected(Reason.WRONG_FIELD)
        self.touched.add(reference.idnum)
        return own

    def _check_place(self, signed: SignatureField) -> None:
        place = self.signature
        if place is None:
            if _is_seen(signed.own):
                detail = "No place was asked for: the signature is not to be seen."
                raise Rejected(Reason.WRONG_FIELD, detail)
        elif place.box is None or not is_same_box(box_of(signed.own), place.box):
            raise Rejected(Reason.WRONG_FIELD)

    def _signed(self) -> tuple[SignatureField, Any]:
        before = {str(name) for name, _, _ in enumerate_sig_fields(self.old, filled_status=True)}
        found = list(enumerate_sig_fields(self.new, filled_status=True))
        added = [each for each in found if str(each[0]) not in before]
        if len(added) != 1 or len(found) != len(before) + 1:
            raise Rejected(Reason.NOT_ONE_SIGNATURE)
        name, _, reference = added[0]
        return SignatureField(str(name), reference.get_object()), reference

    def _check_catalog(self) -> None:
        old, new = self.old.root, self.new.root
        self.touched.add(old.container_ref.idnum)
        if not same_entries(old, new, _ADDED_TO_CATALOG):
            raise Rejected(Reason.OTHER_CHANGES, "The update changes the catalog.")
        versions = [str(entry(each, "/Version", "/1.0")) for each in (old, new)]
        if versions != sorted(versions) or versions[1] > "/2.0":
            raise Rejected(Reason.OTHER_CHANGES, "The update changes the version.")
        extensions = [entry(each, "/Extensions", _nothing()) for each in (old, new)]
        if set(extensions[0]) - set(extensions[1]):
            raise Rejected(Reason.OTHER_CHANGES, "The update removes an extension.")

    def _check_form(self, reference: Any) -> None:
        old, new = (entry(each.root, "/AcroForm", _nothing())
                    for each in (self.old, self.new))  # fmt: skip
        self._touch(self.old.root, "/AcroForm")
        if not same_entries(old, new, frozenset({"/Fields", "/SigFlags"})):
            raise Rejected(Reason.OTHER_CHANGES, "The update changes the form.")
        flags = [int(entry(each, "/SigFlags", 0)) for each in (old, new)]
        if flags[1] | _SIGNATURES_EXIST | _APPEND_ONLY != 3 or flags[0] & ~flags[1]:
            raise Rejected(Reason.OTHER_CHANGES, "The update changes the form.")
        self._touch(old, "/Fields")
        for added in self._added(old, new, "/Fields"):
            if reference_of(added) != (reference.idnum, reference.generation):
                check_mark(self, added)

    def _check_pages(self, signature: Any) -> bool:
        """Check all pages, and tell whether the update put the signature onto its page."""
        is_shown = False
        places = {each.page for each in self.own}
        widget = (signature.idnum, signature.generation)
        for number, (old, new) in enumerate(self._pages(), 1):
            if old.idnum not in self.there and not self._has_changed_annotations(old):
                continue
            self.touched.add(old.idnum)
            page, after = old.get_object(), new.get_object()
            if not same_entries(page, after, frozenset({"/Annots"})):
                raise Rejected(Reason.OTHER_CHANGES, f"The update changes page {number}.")
            self._touch(page, "/Annots")
            for added in self._added(page, after, "/Annots"):
                if reference_of(added) == widget:
                    is_shown = self._check_page_of_signature(number)
                elif number in places:
                    check_mark(self, added, number)
                else:
                    raise Rejected(Reason.OTHER_CHANGES, f"The update changes page {number}.")
        for mark in self._marks_there():
            self.touched.add(mark.container_ref.idnum)
        return is_shown

    def _check_page_of_signature(self, number: int) -> bool:
        if self.signature is not None and self.signature.page != number:
            raise Rejected(Reason.WRONG_FIELD)
        return True

    def _marks_there(self) -> list[Any]:
        """Give the fields that the revision has for this signatory, and check how they change."""
        names = {each.name: each for each in self.marks}
        found = []
        for old in form_fields(self.old.root):
            mark = names.get(str(entry(old, "/T")))
            if mark is not None and old.container_ref.idnum in self.there:
                check_mark_filled(self, old, mark)
                found.append(old)
        return found

    def _pages(self) -> list[tuple[Any, Any]]:
        before, after = list(pages_of(self.old.root)), list(pages_of(self.new.root))
        if [each.idnum for each in before] != [each.idnum for each in after]:
            raise Rejected(Reason.OTHER_CHANGES, "The update changes which pages there are.")
        return list(zip(before, after, strict=True))

    def _has_changed_annotations(self, page: Any) -> bool:
        found = page.get_object()
        named = reference_of(found.raw_get("/Annots")) if "/Annots" in found else None
        return named is not None and named[0] in self.there

    def _touch(self, container: Any, key: str) -> None:
        named = reference_of(container.raw_get(key)) if key in container else None
        if named is not None:
            self.touched.add(named[0])

    def _added(self, old: Any, new: Any, key: str) -> list[Any]:
        """Give what the update put behind a list; the list itself goes on as it was."""
        before, after = (entry(each, key, _no_list()) for each in (old, new))
        if len(after) < len(before):
            raise Rejected(Reason.OTHER_CHANGES)
        if not all(same(before.raw_get(n), after.raw_get(n)) for n in range(len(before))):
            raise Rejected(Reason.OTHER_CHANGES)
        return [after.raw_get(n) for n in range(len(before), len(after))]


def _nothing() -> Any:
    """Give an empty dictionary."""
    make: Any = generic.DictionaryObject
    return make()


def _no_list() -> Any:
    """Give an empty array."""
    make: Any = generic.ArrayObject
    return make()


def _is_seen(annotation: Any) -> bool:
    box = box_of(annotation)
    return box.right > box.left and box.top > box.bottom
