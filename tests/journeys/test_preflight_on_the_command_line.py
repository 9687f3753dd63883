"""`paraph sign` says before the PIN what bars a document, and what to know of it."""

import json

import pytest

from tests.conftest import SAMPLE
from tests.fakes import pdfs
from tests.journeys.test_sign_in_process import (  # noqa: F401 - fixtures
    batch,
    card,
    home,
    paraph,
    recorded,
)

JS = "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"


@pytest.fixture
def script(tmp_path):
    return pdfs.plain(tmp_path / "script.pdf", JS)


@pytest.fixture
def certified(tmp_path):
    from pyhanko.sign.fields import MDPPerm

    return pdfs.signed_by_another(tmp_path / "c.pdf", SAMPLE, certify=MDPPerm.NO_CHANGES)


def test_no_pin_is_asked_for_a_document_that_cannot_be_signed(paraph, tmp_path, home, certified):  # noqa: F811
    one = card()
    told = paraph("sign", certified, "-o", tmp_path / "o.pdf", "--pin-stdin", "--json", cards=[one])
    (document,) = told.json["documents"]
    assert (told.status, document["error"]["code"]) == (5, "docmdp_forbids")
    assert told.json["pin_prompts"] == 0
    assert one.signatures == 0
    assert recorded(home) == [("signature_failed", "docmdp_forbids")]


def test_a_wrong_pin_is_not_reached_where_the_output_is_taken(paraph, tmp_path):  # noqa: F811
    out = tmp_path / "out.pdf"
    out.write_bytes(b"old")
    one = card()
    words = ("sign", SAMPLE, "-o", out, "--pin-stdin", "--json")
    told = paraph(*words, cards=[one], stdin="0000\n")
    assert told.json["documents"][0]["error"]["code"] == "output_exists"
    assert one.tries_left == 3
    assert out.read_bytes() == b"old"


def test_one_that_cannot_be_signed_costs_no_other(paraph, tmp_path):  # noqa: F811
    files = batch(tmp_path / "in")
    words = ("sign", *files, "--out-dir", tmp_path, "--pin-stdin", "--json", "--keep-going")
    told = paraph(*words, cards=[card()])
    codes = [one["error"] and one["error"]["code"] for one in told.json["documents"]]
    assert codes == [None, "not_a_pdf", None]
    assert (told.json["signed"], told.json["pin_prompts"]) == (2, 1)


def test_what_a_document_holds_is_said_before_the_pin(paraph, tmp_path, script):  # noqa: F811
    words = ("sign", script, "-o", tmp_path / "out.pdf", "--pin-stdin")
    told = paraph(*words, cards=[card()], stdin="0000\n")
    assert told.status == 3  # the PIN was wrong
    assert "This document holds JavaScript." in told.err
    assert told.err.index("[content_script]") < told.err.index("[pin_incorrect]")


def test_programs_read_it_in_json(paraph, tmp_path, script):  # noqa: F811
    words = ("sign", script, "-o", tmp_path / "out.pdf", "--pin-stdin", "--json")
    told = paraph(*words, cards=[card()])
    (document,) = told.json["documents"]
    assert document["warnings"] == [
        {"code": "content_script", "pages": [], "times": 1, "detail": ""}
    ]
    assert (told.status, told.err) == (0, "")


def test_a_document_without_anything_has_no_warning(paraph, tmp_path):  # noqa: F811
    words = ("sign", SAMPLE, "-o", tmp_path / "out.pdf", "--pin-stdin", "--json")
    (document,) = paraph(*words, cards=[card()]).json["documents"]
    assert document["warnings"] == []


def test_a_broken_file_leaves_one_object_on_standard_output(paraph, tmp_path, corpus):  # noqa: F811
    """MuPDF speaks of it on standard output unless it is told not to."""
    source = corpus / "pyhanko" / "broken-objstream6.pdf"
    words = ("sign", source, "-o", tmp_path / "out.pdf", "--pin-stdin", "--json")
    told = paraph(*words, cards=[card()])
    assert json.loads(told.out)["documents"][0]["error"]["code"]


def test_nothing_of_the_rehearsal_stays(paraph, tmp_path, home):  # noqa: F811
    paraph("sign", SAMPLE, "-o", tmp_path / "out.pdf", "--pin-stdin", "--json", cards=[card()])
    assert not list((home / "spool").glob("*"))
    assert sorted(each.name for each in tmp_path.iterdir()) == ["home", "out.pdf"]
