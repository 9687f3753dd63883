"""A text is found however the file has written it."""

import unicodedata

import pytest

from paraph.domain.placing.anchor_text import LetterLine, find_anchor
from paraph.domain.placing.page_text import ShownRect


def line(text: str, top: float = 100.0, left: float = 72.0, turned: int = 0) -> LetterLine:
    """Write a line whose letters are 5 points wide and 10 high."""
    rects = (ShownRect(left + 5 * n, top, left + 5 * n + 5, top + 10) for n in range(len(text)))
    return LetterLine(text, tuple(rects), turned)


def lines(*texts: str) -> list[LetterLine]:
    return [line(text, 100.0 + 14 * n) for n, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("needle", "written"),
    [
        ("Fait à", "Fait à Lyon, le"),
        ("fait a", "FAIT À LYON"),
        ("Fait à", "Fait\u00a0à Lyon"),
        ("Fait à", "Fait   à Lyon"),
        ("Fait à", "Fait\u202fà Lyon"),
        ("Fait à", unicodedata.normalize("NFD", "Fait à Lyon")),
        (unicodedata.normalize("NFD", "Fait à"), "Fait à Lyon"),
        ("Fait à", "Fait `a Lyon"),  # TeX writes the accent as a sign of its own
        ("Signature de l'avocat", "Signature de l’avocat :"),
        ("office", "the o\ufb03ce of"),
        ("o\ufb03ce", "the office of"),
        ("signature", "sig\u00adna\u00adture"),
        ("STRASSE", "Straße"),
        ("cœur", "COEUR"),
        ("Lu et approuvé", "« Lu et approuvé »"),
        ("12–15", "12-15"),
        ("____", "Signature: ______________"),
        ("....", "Signature ……………"),
        ("Signature: ____", "Signature: __________"),
    ],
)
def test_a_text_is_found_in_one_line(needle, written):
    (hit,) = find_anchor(needle, lines(written), 3)
    assert hit.page_index == 3
    assert len(hit.parts) == 1


@pytest.mark.parametrize(
    ("needle", "written"),
    [
        ("Signature de l’avocat", ("Le client. Signature de", "l’avocat et du client")),
        ("Signature de l’avocat", ("Signa-", "ture de l’avocat")),
        ("Signature", ("Signa\u00ad", "ture")),
        ("contre-signature", ("contre-", "signature")),
        ("contresignature", ("contre-", "signature")),
        ("contre-signature", ("contre-signa-", "ture")),
        ("for the firm", ("signed for the  ", "  firm")),
    ],
)
def test_a_text_is_found_across_lines_with_a_part_in_each(needle, written):
    (hit,) = find_anchor(needle, lines(*written), 0)
    assert [part.top for part in hit.parts] == [100.0, 114.0]
    assert hit.rect.top == 100.0
    assert hit.rect.bottom == 124.0


@pytest.mark.parametrize(
    ("needle", "written"),
    [
        ("Fait à", "Parfait à tous"),
        ("Signature", "Signatures"),
        ("signa", "signature"),
        ("signa", "signa-\nture"),
        ("ture", "signa-\nture"),
        ("sign here", "signhere"),
        ("", "anything"),
        ("   ", "any   thing"),
    ],
)
def test_what_only_looks_like_it_is_not_found(needle, written):
    assert find_anchor(needle, lines(*written.split("\n")), 0) == []


def test_accents_count_where_that_finds_something():
    found = find_anchor("signé", lines("il signe ici", "il a signé"), 0)
    assert [hit.parts[0].top for hit in found] == [114.0]
    (other,) = find_anchor("signe", lines("il signe ici", "il a signé"), 0)
    assert other.parts[0].top == 100.0


def test_a_line_to_write_on_is_one_hit_however_long():
    found = find_anchor("___", lines("Name ________ Date ____", "___________"), 0)
    assert [round(hit.rect.width / 5) for hit in found] == [8, 4, 11]


def test_the_rectangle_is_that_of_the_letters():
    (hit,) = find_anchor("for the firm", lines("Signed for the firm, Lyon"), 0)
    assert hit.rect == (72 + 35, 100, 72 + 35 + 60, 110)
    assert hit.text == "for the firm"
    assert hit.context == "Signed for the firm, Lyon"


def test_lines_written_in_any_order_are_read_in_theirs():
    written = [line("l’avocat", 114), line("and more", 200), line("Signature de", 100)]
    (hit,) = find_anchor("Signature de l’avocat", written, 0)
    assert hit.rect == (72, 100, 132, 124)


def test_every_hit_is_given_in_the_order_of_the_page():
    found = find_anchor("sign here", lines("sign here", "or sign here", "sign", "here"), 0)
    assert [hit.rect.top for hit in found] == [100.0, 114.0, 128.0]
