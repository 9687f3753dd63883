"""Certifying a document, and what its certification leaves to others (ISO 32000-2, 12.8.2.2)."""

from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, enumerate_sig_fields

from paraph.domain.errors.placing import CertificationTooLate, CertifiedNewField
from paraph.domain.placing.certification import Certification
from paraph.pades.permissions import docmdp_levels


def has_signature(reader: PdfFileReader) -> bool:
    """Tell whether any signature field has a value, document timestamps among them."""
    return next(iter(enumerate_sig_fields(reader, filled_status=True)), None) is not None


def refuse_certifying(reader: PdfFileReader) -> None:
    """Raise CertificationTooLate when there is a signature already (12.8.2.2.1)."""
    if has_signature(reader):
        raise CertificationTooLate


def refuse_new_box(reader: PdfFileReader) -> None:
    """Raise CertifiedNewField in a certified document.

    P 2 and 3 let others sign the fields there are (table 257); validators take a new box on a page
    for a change that nobody allowed. An invisible signature changes no page.
    """
    if any(docmdp_levels(reader)):
        raise CertifiedNewField


def certifying(certification: Certification | None) -> dict[str, Any]:
    """Give what pyHanko wants to be told."""
    if certification is None:
        return {}
    return {"certify": True, "docmdp_permissions": MDPPerm(certification.permission)}
