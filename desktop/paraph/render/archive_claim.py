"""Read what a document claims to be: PDF/A, from its metadata and its output intent."""

from typing import Any

import pymupdf

from paraph.domain.stamp.archive_format import ArchiveClaim, claim_in

_MOST_BYTES = 1 << 22


def archive_claim(document: Any) -> ArchiveClaim | None:
    """Give the claim of an open document, None when it makes none."""
    kind, where = document.xref_get_key(document.pdf_catalog(), "Metadata")
    if kind != "xref":
        return None
    xmp = document.xref_stream(int(where.split()[0])) or b""
    return claim_in(xmp[:_MOST_BYTES], has_intent=_has_intent(document))


def _has_intent(document: Any) -> bool:
    """Tell of an output intent for PDF/A (ISO 19005-1, 6.2.2)."""
    pdf = pymupdf.mupdf.pdf_document_from_fz_document(document.this)
    root = pymupdf.mupdf.pdf_dict_gets(pymupdf.mupdf.pdf_trailer(pdf), "Root")
    intents = pymupdf.mupdf.pdf_dict_gets(root, "OutputIntents")
    found = (
        pymupdf.mupdf.pdf_array_get(intents, at)
        for at in range(pymupdf.mupdf.pdf_array_len(intents))
    )
    names = [pymupdf.mupdf.pdf_to_name(pymupdf.mupdf.pdf_dict_gets(each, "S")) for each in found]
    return "GTS_PDFA1" in names
