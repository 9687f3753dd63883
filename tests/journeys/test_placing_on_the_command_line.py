"""`paraph sign` at a text, by a template, with initials, certified, with fields for others."""

import json
import re
import unicodedata

import pymupdf
import pytest

from paraph.domain.placing.certification import Certification
from paraph.domain.placing.initials import Corner, InitialsRule
from paraph.domain.placing.placement_template import Template, TemplateBox
from paraph.domain.placing.placing_rule import LAST, AnchorRule
from paraph.filing.templates import JsonTemplates
from tests.conftest import SAMPLE
from tests.journeys.test_sign_on_the_command_line import PIN, error_code, sign
from tests.judges import poppler_says_valid

__all__ = ["sign"]


@pytest.fixture
def contract(tmp_path):
    """Write a contract of three pages; the text to sign at is on all, turned on the second."""
    path = tmp_path / "contract.pdf"
    with pymupdf.open() as document:
        for number in range(3):
            page = document.new_page(width=595, height=842)
            page.insert_text((72, 90), f"Article {number + 1}")
            page.insert_text((72, 600), unicodedata.normalize("NFC", "Fait à Lyon, le 3 mai"))
            page.draw_line((72, 700), (272, 700))
        document[1].set_rotation(90)
        document[2].insert_text((320, 600), "Signature de")
        document[2].insert_text((320, 614), "l'avocat")
        document[2].draw_line((320, 710), (500, 710))
        document.save(path)
    return path


def answer(done):
    assert done.returncode == 0, done.stdout + done.stderr
    (made,) = json.loads(done.stdout)["documents"]
    return made


def marks(path):
    with pymupdf.open(path) as document:
        return [page.number for page in document for _ in page.annots()]


def test_a_text_over_two_lines_is_signed_at_on_its_rule(sign, contract):
    done, out = sign(contract, "--anchor", "signature de l\u2019avocat")
    made = answer(done)
    assert poppler_says_valid(out)
    left, foot, right, top = made["box"]
    assert (made["page"], round(left), round(foot)) == (3, 320, 842 - 710)
    assert right <= 500.5
    assert top <= 842 - 614


def test_a_text_in_several_places_is_told_with_each(sign, contract):
    done, out = sign(contract, "--anchor", "Fait a Lyon")
    assert (error_code(done), done.returncode) == ("anchor_ambiguous", 3)
    details = json.loads(done.stdout)["error"]["details"]
    assert [hit["page"] for hit in details["hits"]] == [1, 2, 3]
    assert all("Fait à Lyon" in hit["context"] for hit in details["hits"])
    assert not out.exists()
    made = answer(sign(contract, "--anchor", "Fait a Lyon", "--anchor-hit", "last")[0])
    assert made["page"] == 3


@pytest.mark.parametrize(
    ("words", "code", "status"),
    [
        (("--anchor", "nowhere"), "anchor_not_found", 3),
        (("--anchor", "Fait à", "--anchor-hit", "4"), "anchor_not_found", 3),
        (("--anchor", "Fait à", "--anchor-hit", "0"), "invalid_argument", 2),
        (("--anchor", " "), "invalid_argument", 2),
        (("--anchor", "Fait à", "--box", "1,72,72,100,50"), "invalid_argument", 2),
        (("--anchor-hit", "2"), "invalid_argument", 2),
        (("--anchor", "Fait à", "--anchor-size", "10"), "invalid_argument", 2),
        (("--template", "none"), "template_unknown", 3),
        (("--initials", "--initials-pages", "3-1"), "invalid_argument", 2),
        (("--initials", "--initials-pages", "7"), "initials_do_not_fit", 3),
        (("--prepare-field", "Client"), "invalid_argument", 2),
        (("--prepare-field", "A.B=1,72,72,100,50"), "invalid_argument", 2),
        (("--prepare-field", "Client=9,72,72,100,50"), "place_refused", 3),
        (
            ("--certify", "no-changes", "--prepare-field", "Client=1,72,72,100,50"),
            "certification_closes_fields",
            3,
        ),
    ],
)
def test_what_cannot_be_is_told_before_the_pin(sign, contract, words, code, status):
    done, out = sign(contract, *words, pin="")
    assert (error_code(done), done.returncode) == (code, status)
    assert not out.exists()


def test_side_size_and_offset_are_kept_to(sign, contract):
    words = ("--anchor-hit", "1", "--anchor-where", "below")
    size = ("--anchor-size", "180,40", "--anchor-offset", "5,10")
    made = answer(sign(contract, "--anchor", "Fait à", *words, *size)[0])
    left, foot, right, top = made["box"]
    assert (round(right - left), round(top - foot)) == (180, 40)
    assert round(left) == 77


def test_a_box_stands_at_a_text_on_a_turned_page(sign, contract):
    done, out = sign(contract, "--anchor", "Fait à", "--anchor-hit", "2", "--reason", "Accord")
    made = answer(done)
    assert made["page"] == 2
    with pymupdf.open(out) as document:
        document.bake()
        spans = [
            line["dir"]
            for block in pymupdf.TextPage(
                document[1].get_displaylist().get_textpage()
            ).extractDICT()["blocks"]
            for line in block["lines"]
            if "Accord" in line["spans"][0]["text"]
        ]
    assert spans == [(1.0, 0.0)]


def test_initials_and_certification_come_in_one_act(sign, contract):
    words = ("--initials", "--initials-pages", "all-but-last", "--initials-text", "AL")
    done, out = sign(contract, *words, "--certify", "form-filling")
    answer(done)
    assert marks(out) == [0, 1]
    assert poppler_says_valid(out)
    assert re.search(rb"/DocMDP", out.read_bytes())
    late, _ = sign(out, "--certify", "annotations", pin="", output=out.with_name("late.pdf"))
    assert (error_code(late), late.returncode) == ("certification_too_late", 5)
    boxed, _ = sign(out, "--box", "1,72,200,200,90", output=out.with_name("boxed.pdf"))
    assert (error_code(boxed), boxed.returncode) == ("certified_new_field", 5)
    initials, _ = sign(out, "--initials", pin="", output=out.with_name("more.pdf"))
    assert (error_code(initials), initials.returncode) == ("initials_not_possible", 5)


def test_prepared_initials_are_signed_one_by_one_and_it_is_said(sign, contract, tmp_path):
    fields = [f"Initials{n + 1}={n + 1},72,300,60,30" for n in range(2)]
    prepared = [word for field in (*fields, "Client=3,72,300,150,60")
                for word in ("--prepare-field", field)]  # fmt: skip
    _, first = sign(contract, *prepared, output=tmp_path / "first.pdf")
    done, out = sign(first, "--field", "Client", "--initials")
    assert answer(done)["field"] == "Client"
    assert "the key is asked 3 times" in done.stderr
    assert "page 3 has no field for initials" in done.stderr
    assert out.read_bytes().count(b"/ETSI.CAdES.detached") == 4
    assert [each.name for each in tmp_path.glob(".*")] == []


def test_a_template_says_where_with_what_and_why(sign, contract, tmp_path):
    shelf = JsonTemplates(tmp_path / "home")
    (tmp_path / "home").mkdir(exist_ok=True)
    box = TemplateBox(-1, Corner.LOWER_RIGHT, 40, 50, 150, 60)
    shelf.write(
        Template("Mandat", box=box, initials=InitialsRule("all-but-last"), reason="Accord",
                 certification=Certification.ANNOTATIONS)
    )  # fmt: skip
    shelf.write(Template("Texte", anchor=AnchorRule("Fait à", hit=LAST)))
    shelf.write(Template("Champ", field="Client"))
    done, out = sign(contract, "--template", "Mandat")
    made = answer(done)
    assert (made["page"], made["box"]) == (3, [595 - 190, 50, 595 - 40, 110])
    assert marks(out) == [0, 1]
    assert b"Accord" in out.read_bytes()
    made = answer(sign(contract, "--template", "Texte", output=tmp_path / "text.pdf")[0])
    assert made["page"] == 3
    missing, _ = sign(contract, "--template", "Champ", pin="", output=tmp_path / "field.pdf")
    assert error_code(missing) == "template_does_not_fit"


def test_one_document_without_the_text_costs_no_other_its_signature(
    paraph, demo_token, contract, tmp_path
):
    token = ("--module", demo_token.module, "--token", demo_token.token_label)
    words = ("--anchor", "Signature de l'avocat", "--out-dir", tmp_path, "--keep-going")
    done = paraph("sign", SAMPLE, contract, *token, "--pin-stdin", "--json", *words, stdin=PIN)
    told = json.loads(done.stdout)
    assert [each["error"] and each["error"]["code"] for each in told["documents"]] == [
        "anchor_not_found",
        None,
    ]
    assert (told["signed"], told["failed"], done.returncode) == (1, 1, 3)


def test_no_pin_is_asked_where_no_document_can_be_signed(paraph, demo_token, tmp_path):
    token = ("--module", demo_token.module, "--token", demo_token.token_label)
    words = ("--anchor", "nowhere", "--out-dir", tmp_path, "--keep-going")
    done = paraph("sign", SAMPLE, SAMPLE, *token, "--pin-stdin", "--json", *words, stdin="")
    told = json.loads(done.stdout)
    assert (told["failed"], told["pin_prompts"], done.returncode) == (2, 0, 3)
