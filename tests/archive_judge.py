"""page-validation (MIT), which judges PDF/A-1 to -3 by veraPDF's rules and knows nothing of us."""

from pathlib import Path

import page

from paraph.render.document_reader import PdfReader

# A font whose letters have names, not numbers, may stand in a composite font: a CID is then the
# place of its letter (ISO 32000-1, 9.7.4.2). veraPDF counts so; page-validation 0.11 finds none of
# its letters. `test_stamp_archive` looks for them itself; this can go when it finds them too.
_BY_NAME = "has no embedded CIDFontType0C glyph"


def faults(path: Path) -> list[str]:
    """Give what is wrong with a file as what it claims to be, as rules and words."""
    claim = PdfReader().read(path, None).archive
    assert claim is not None, path.name
    report = page.validate_pdf(path, profile=f"{claim.part}{claim.conformance.lower() or 'b'}")
    told = [f"{each.rule_id} {each.message}" for each in report.failures]
    return [each for each in told if _BY_NAME not in each]
