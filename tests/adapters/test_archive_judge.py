"""The judge of PDF/A says of veraPDF's own corpus what its makers say."""

import pytest

from paraph.render.document_reader import PdfReader
from tests import archive_judge


@pytest.mark.parametrize("kind", ["pass", "fail"])
def test_the_judge_agrees_with_the_corpus(corpus, kind):
    told = {}
    for path in sorted((corpus / "verapdf").glob(f"*-{kind}-*.pdf")):
        claim = PdfReader().read(path, None).archive
        if claim is not None and claim.part in (1, 2, 3):
            told[path.name] = bool(archive_judge.faults(path))
    assert len(told) >= 60
    assert [name for name, is_faulty in told.items() if is_faulty != (kind == "fail")] == []
