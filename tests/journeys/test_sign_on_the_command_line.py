"""From a PDF and a token to a signed file that other programs accept."""

import json
import shutil
import sqlite3
import subprocess

import pymupdf
import pytest

from tests.conftest import SAMPLE
from tests.judges import openssl_cms, poppler_says_valid

PIN = "123456\n"


@pytest.fixture
def sign(paraph, demo_token, tmp_path):
    def run(source, *words, pin=PIN, output=None):
        out = output or tmp_path / "signed.pdf"
        token = ("--module", demo_token.module, "--token", demo_token.token_label)
        return paraph(
            "sign", source, "-o", out, *token, "--pin-stdin", "--json", *words, stdin=pin
        ), out

    return run


def error_code(done) -> str:
    answer = json.loads(done.stdout)
    if "error" in answer:
        return answer["error"]["code"]
    return answer["documents"][0]["error"]["code"]


def test_poppler_and_openssl_accept_the_signature(sign, demo_token, tmp_path):
    before = SAMPLE.read_bytes()
    done, out = sign(SAMPLE, "--box", "3,72,262,204,90", "--reason", "Accord")
    assert done.returncode == 0, done.stderr
    assert SAMPLE.read_bytes() == before
    assert out.read_bytes().startswith(before), "not an incremental update"
    assert list(tmp_path.glob(".*paraph-part")) == []
    assert poppler_says_valid(out)
    assert openssl_cms(out, demo_token.ca_der, tmp_path, cades=True) == ""


def test_verify_says_what_holds(sign, paraph, demo_token, tmp_path):
    _, out = sign(SAMPLE)
    anchor = tmp_path / "anchor.der"
    anchor.write_bytes(demo_token.ca_der)
    trusted = paraph("verify", out, "--trust", anchor, "--json")
    assert trusted.returncode == 0
    assert json.loads(trusted.stdout)["verdict"] == "valid"
    untrusted = paraph("verify", out, "--json")
    assert untrusted.returncode == 1
    assert json.loads(untrusted.stdout)["reasons"] == ["signer_untrusted"]
    broken = bytearray(out.read_bytes())
    broken[100] ^= 1
    out.write_bytes(broken)
    told = paraph("verify", out, "--trust", anchor, "--json")
    assert told.returncode == 1
    assert json.loads(told.stdout)["verdict"] == "invalid"


def test_the_record_tells_the_story_and_no_pin_is_in_it(sign, tmp_path):
    done, _ = sign(SAMPLE)
    assert done.returncode == 0
    with sqlite3.connect(tmp_path / "home" / "paraph.db") as database:
        kinds = [row[0] for row in database.execute("SELECT kind FROM audit_entry ORDER BY seq")]
        with pytest.raises(sqlite3.IntegrityError):
            database.execute("UPDATE audit_entry SET body = ''")
    assert kinds == ["signature_requested", "signature_prepared", "signature_made"]
    for file in (tmp_path / "home").rglob("*"):
        assert not file.is_file() or b"123456" not in file.read_bytes()


@pytest.mark.parametrize(
    ("content", "code", "status"),
    [
        (b"", "not_a_pdf", 3),
        (b"hello", "not_a_pdf", 3),
        (b"%PDF-1.7\nnothing else", "document_damaged", 3),
    ],
)
def test_bad_input_is_told_and_leaves_nothing(sign, tmp_path, content, code, status):
    source = tmp_path / "bad.pdf"
    source.write_bytes(content)
    done, out = sign(source)
    assert (error_code(done), done.returncode) == (code, status)
    assert not out.exists()
    assert list(tmp_path.glob(".*paraph-part")) == []


def test_wrong_pin_missing_file_and_existing_output(sign, tmp_path):
    done, out = sign(SAMPLE, pin="9999\n")
    assert (error_code(done), done.returncode) == ("pin_incorrect", 3)
    assert json.loads(done.stdout)["error"]["message"].startswith("The token refused the PIN.")
    assert not out.exists()
    done, out = sign(tmp_path / "none.pdf")
    assert (error_code(done), done.returncode) == ("document_missing", 3)
    out.write_bytes(b"mine")
    done, out = sign(SAMPLE)
    assert (error_code(done), done.returncode) == ("output_exists", 3)
    assert out.read_bytes() == b"mine"


def test_a_locked_document_asks_for_its_password(sign, paraph, demo_token, tmp_path):
    source = tmp_path / "locked.pdf"
    with pymupdf.open(SAMPLE) as document:
        document.save(source, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="öffne", owner_pw="o")
    done, _ = sign(source)
    assert error_code(done) == "password_required"
    done, _ = sign(source, "--password-stdin", pin="falsch\n" + PIN)
    assert error_code(done) == "password_incorrect"


def test_a_locked_document_is_signed_with_its_password(sign, tmp_path):
    source = tmp_path / "locked.pdf"
    with pymupdf.open(SAMPLE) as document:
        document.save(source, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="u", owner_pw="o")
    done, _ = sign(source, "--password-stdin", pin="u\n" + PIN)
    assert done.returncode == 0, done.stdout


def test_a_second_signature_keeps_the_first(sign, tmp_path):
    _, first = sign(SAMPLE, "--box", "3,72,262,204,90")
    done, _ = sign(first, "--box", "3,100,262,204,90", output=tmp_path / "over.pdf")
    assert error_code(done) == "place_refused"
    done, second = sign(first, "--box", "3,319,262,204,90", output=tmp_path / "second.pdf")
    assert done.returncode == 0, done.stdout
    poppler = subprocess.run(["pdfsig", second], capture_output=True, text=True).stdout
    assert poppler.count("Signature is Valid") == 2


def test_demo_headless_ends_with_a_valid_file(paraph, tmp_path):
    done = paraph("demo", "--headless", "--dir", tmp_path / "d", "--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["verdict"] == "valid"
    poppler = subprocess.run(["pdfsig", answer["output"]], capture_output=True, text=True).stdout
    assert "Signature is Valid" in poppler


def test_tools_that_judge_are_here():
    assert shutil.which("pdfsig")
    assert shutil.which("openssl")


def test_verify_prints_one_json_object_and_no_traceback(paraph, corpus):
    # pyHanko logs tracebacks for ordinary doubts; these files made it do so.
    for name in ("minimal-two-fields-signed-twice.pdf", "pades-lta-dss-indirect-arrs-test.pdf"):
        done = paraph("verify", corpus / "pyhanko" / name, "--json")
        assert done.returncode == 1
        assert json.loads(done.stdout)["signatures"]
        assert done.stderr == ""


def test_a_signature_with_revisions_after_it_is_never_green(sign, paraph, demo_token, tmp_path):
    # A second signature is permitted, so nothing but the missing comparison keeps it from green.
    _, first = sign(SAMPLE)
    _, second = sign(first, output=tmp_path / "second.pdf")
    anchor = tmp_path / "anchor.der"
    anchor.write_bytes(demo_token.ca_der)
    done = paraph("verify", second, "--trust", anchor, "--json")
    answer = json.loads(done.stdout)
    assert [item["verdict"] for item in answer["signatures"]] == ["indeterminate", "valid"]
    assert (answer["verdict"], answer["reasons"]) == ("indeterminate", ["pages_not_compared"])
    assert done.returncode == 1


def test_no_pin_is_counted_where_none_was_asked(sign):
    done, _ = sign(SAMPLE, pin="")
    assert error_code(done) == "pin_required"
    done, _ = sign(SAMPLE)
    assert json.loads(done.stdout)["pin_prompts"] == 1
