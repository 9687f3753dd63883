"""The printed report: A4, every font in it, every script read, and no entry torn in two."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pymupdf
import pytest

from paraph.domain.keys.certificate import CertificateFacts
from paraph.domain.many.batch import Batch, BatchRow, EndKind, RowEnd, RowState
from paraph.domain.pades_level import PadesLevel
from paraph.pades.certificates import read_certificate
from paraph.render.report_pages import report_pdf
from paraph.usecases.report_batch import SheetWords, report_sheet
from tests.fakes.pki import identity

ONE = identity("p256", "Camille Roux-Lévy")
NAMES = ("Convention d'honoraires", "契約書", "عقد", "Договор", "חוזה", "Σύμβαση", "x" * 150)
NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
FACTS = ("printed", "folder", "counts", "who", "issuer", "valid_to", "certificate", "reason",
         "location", "proof", "original", "original_sha256", "copy", "copy_sha256")  # fmt: skip


def row(number: int, level: PadesLevel = PadesLevel.B_LTA) -> BatchRow:
    source = Path("/dossiers/À signer") / f"{NAMES[(number - 1) % len(NAMES)]}.pdf"
    copy = source.with_name(f"{source.stem}-signed.pdf")
    end = RowEnd(EndKind.MADE, "2026-11-25T10:00:00.000Z", "", copy, f"{number:064x}", level)
    return BatchRow(number, f"i{number}", source, copy, "ab" * 32, end=end)


def batch_of(count: int) -> Batch:
    rows = tuple(map(row, range(1, count + 1)))
    return Batch("b", "À signer", "", ONE.certificate_der, rows, "Accord", level=PadesLevel.B_LTA)


def words_for(batch: Batch) -> SheetWords:
    count = len(batch.rows)
    return SheetWords(
        "Signed documents", {name: name for name in FACTS}, f"{count} in all", "B-LTA", "A note.",
        ("No.", "Document and place", "Result", "Level"),
        {str(state): str(state) for state in RowState}, ["Page 1"] * count,
        ["locked" if r.state is RowState.NEEDS_PERSON else "" for r in batch.rows],
        "owed: {owed}", "Foot", "Page {page} of {pages}",
    )  # fmt: skip


def printed(batch: Batch) -> pymupdf.Document:
    facts: CertificateFacts = read_certificate(batch.certificate_der)
    sheet = report_sheet(batch, facts, NOW, words_for(batch))
    return pymupdf.open(stream=report_pdf(sheet), filetype="pdf")


@pytest.fixture(scope="module")
def report() -> pymupdf.Document:
    return printed(batch_of(20))


def plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_it_is_a4_with_its_fonts_and_its_pages_are_counted(report):
    assert len(report) > 2
    for number, page in enumerate(report, 1):
        assert (round(page.rect.width), round(page.rect.height)) == (595, 842)
        assert f"Page {number} of {len(report)}" in page.get_text()
        assert "Document and place" in page.get_text()  # the heads stand on each
        for font in page.get_fonts():
            assert font[1] != "n/a"  # no reader has to have it
            assert "+" in font[3]  # and no more of it than is used
    assert len(report.tobytes()) < 400_000


def test_it_says_who_signed_what_when_and_with_what_proof(report):
    text = plain("".join(page.get_text() for page in report))
    for words in ("Camille Roux-Lévy", "À signer", "20 in all", "Accord", "A note.",
                  read_certificate(ONE.certificate_der).sha256, "契約書.pdf", "Договор.pdf",
                  "Σύμβαση.pdf", "x" * 150, "/dossiers/À signer/Договор-signed.pdf"):  # fmt: skip
        assert plain(words) in text, words
    for number in range(1, 21):
        assert f"{number:064x}" in text
    moment = datetime(2026, 11, 25, 10, tzinfo=UTC).astimezone()
    assert plain(f"{moment:%Y-%m-%d %H:%M:%S}") in text


def test_no_letter_is_an_empty_box(report):
    for page in report:
        for span in page.get_texttrace():
            assert all(letter[1] for letter in span["chars"]), span


def test_a_letter_that_no_font_has_is_told_by_its_number():
    names = "Emoji 😀 契約 \ue000 𠀀 \U0001f3f4\U000e0067\U000e007f a\u0301"
    named = replace(row(1), source=Path(f"{names}.pdf"))
    printed_pages = printed(replace(batch_of(1), rows=(named,)))
    for page in printed_pages:
        for span in page.get_texttrace():
            assert all(letter[1] for letter in span["chars"]), span
    text = plain(printed_pages[0].get_text())
    assert "契約[U+E000][U+20000]" in text
    assert "E0067" not in text, "what is not to be seen is no letter that lacks"


def test_a_thousand_documents_are_set_with_few_stories(monkeypatch):
    made: list[str] = []
    real = pymupdf.Story

    def story(html: str = "", **more: object) -> object:
        made.append(html)
        return real(html=html, **more)

    monkeypatch.setattr(pymupdf, "Story", story)
    long = printed(batch_of(1_000))
    text = plain("".join(page.get_text() for page in long))
    assert all(f"{number:064x}" in text for number in range(1, 1_001))
    # Fonts are loaded for each story, which took 20 s with one for each cell.
    assert len(made) < 8 * len(long) + 100


def test_an_entry_and_what_belongs_to_it_stay_on_one_page(report):
    for page in report:
        text = plain(page.get_text())
        assert text.count("original:") == text.count("copy_sha256:")
        for block in page.get_text("dict")["blocks"]:
            assert block["bbox"][2] <= 595 - 40
            assert block["bbox"][3] <= 842 - 20


def test_what_is_owed_and_what_was_not_signed_is_told():
    rows = [row(1, PadesLevel.B_T), replace(row(2), end=RowEnd(EndKind.FAILED, code="not_a_pdf"))]
    rows.append(replace(row(3), left_out=True, end=None))
    text = printed(replace(batch_of(1), rows=tuple(rows)))[0].get_text()
    assert "owed: B-LT, B-LTA" in text
    assert "locked" in text
    assert "left_out" in text
    assert f"{2:064x}" not in plain(text)


def test_words_of_others_are_no_markup():
    evil = replace(row(1), source=Path("<b>x & \u202efdp.pdf"))
    text = printed(replace(batch_of(1), rows=(evil,)))[0].get_text()
    assert "<b>x & fdp.pdf" in text
