"""What a file claims of PDF/A, and what is said of it before it is signed."""

import pytest

from paraph.domain.stamp.archive_format import (
    ArchiveClaim,
    ArchiveFinding,
    archive_finding,
    claim_in,
)


@pytest.mark.parametrize(
    ("xmp", "claim"),
    [
        (b'<x pdfaid:part="1" pdfaid:conformance="B"/>', ArchiveClaim(1, "B")),
        (b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>u<", ArchiveClaim(2, "U")),
        ("\ufeff<pdfaid:part> 3 <".encode("utf-16-le"), ArchiveClaim(3)),
        ("<pdfaid:part>3<".encode("utf-16-be"), ArchiveClaim(3)),
        (b"<dc:title>pdfaid</dc:title>", None),
        (b"", None),
    ],
)
def test_a_claim_is_read_in_each_form_that_xmp_has(xmp, claim):
    assert claim_in(xmp, has_intent=False) == claim


@pytest.mark.parametrize(
    ("claim", "visible", "picture", "told"),
    [
        (None, True, True, None),
        (ArchiveClaim(1, "B", has_intent=True), True, True, ArchiveFinding.PLAIN_LOOK),
        (ArchiveClaim(1, "B", has_intent=True), True, False, ArchiveFinding.KEPT),
        (ArchiveClaim(1, "A"), False, True, ArchiveFinding.KEPT),
        (ArchiveClaim(1, "A"), True, False, ArchiveFinding.TAGS_LACKING),
        (ArchiveClaim(2, "U", has_intent=True), True, True, ArchiveFinding.KEPT),
        (ArchiveClaim(3, "B"), True, True, ArchiveFinding.PLAIN_LOOK),
        (ArchiveClaim(4), True, False, ArchiveFinding.PART_UNKNOWN),
    ],
)
def test_a_person_is_told_what_becomes_of_the_claim(claim, visible, picture, told):
    assert archive_finding(claim, is_visible=visible, has_picture=picture) == told
