"""Whether a file is plain enough for the fast path, and where a signature goes in it.

Everything that could forbid or restrict a signature is left to the general path: encryption,
certification, earlier signatures with references, locks, seed values, XFA.
"""

from typing import NamedTuple

from paraph.pades.increment.fields import Field, Form, read_form
from paraph.pades.increment.pages import page_at
from paraph.pades.increment.reading import PdfFile
from paraph.pades.increment.sections import Found
from paraph.pades.increment.source import Source
from paraph.pades.increment.syntax import Array, BeyondFastPath, Dictionary, Name, Ref


class Target(NamedTuple):
    """A file that takes a signature: in the field it has, or in a new one on `page`.

    `annotations_in` is the page, or the array of its annotations where that is an object.
    """

    file: PdfFile
    catalog: Found
    form: Form | None
    name: str
    field: Field | None = None
    page: Found | None = None
    annotations_in: Found | None = None

    @property
    def signatures(self) -> int:
        """Count the signatures that the file holds already."""
        return self.form.signatures if self.form is not None else 0


def signable(source: Source, field: str | None, page_index: int = 0) -> Target:
    """Judge by structure. Raises one of `reading.BREAKAGE` for all that is not plain."""
    file = PdfFile(source)
    catalog = file.dictionary(file.trailer.value(b"Root"))
    own = catalog.value
    if not isinstance(own, Dictionary) or own.value(b"Type") != Name(b"Catalog"):
        raise BeyondFastPath("catalog")
    if b"Perms" in own:
        raise BeyondFastPath("certified")
    form = read_form(file, catalog, own)
    if field is not None:
        if form is None:
            raise BeyondFastPath("no_form")
        return Target(file, catalog, form, field, form.empty_field(field))
    page = page_at(file, own.value(b"Pages"), page_index)
    name = _free_name(form.names if form is not None else frozenset())
    return Target(file, catalog, form, name, None, page, _annotations(file, page))


def _free_name(taken: frozenset[str]) -> str:
    number = 1
    while f"Signature{number}" in taken:
        number += 1
    return f"Signature{number}"


def _annotations(file: PdfFile, page: Found) -> Found:
    if not isinstance(page.value, Dictionary):
        raise BeyondFastPath("page")
    given = page.value.value(b"Annots")
    holder = file.get(given) if isinstance(given, Ref) else page
    listed = holder.value if isinstance(given, Ref) else given
    if b"Annots" in page.value and not isinstance(listed, Array):
        raise BeyondFastPath("annotations")
    return holder
