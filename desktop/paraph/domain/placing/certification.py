"""What a document may still become after it was certified (ISO 32000-2, 12.8.2.2)."""

from enum import StrEnum


class Certification(StrEnum):
    """The author's word on later changes; only a document's first signature can give it."""

    NO_CHANGES = "no-changes"
    FORM_FILLING = "form-filling"
    ANNOTATIONS = "annotations"

    @property
    def permission(self) -> int:
        """Give the value of /P (table 257)."""
        return list(Certification).index(self) + 1
