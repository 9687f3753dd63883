"""`paraph sign --image --qr`: a picture and a code in the box, which a scanner reads."""

import hashlib
import json
import re
import subprocess

import pymupdf
import pytest
from PIL import Image

from tests.conftest import SAMPLE
from tests.fakes.pictures import encoded, signature
from tests.journeys.test_sign_on_the_command_line import error_code, sign
from tests.judges import poppler_says_valid

__all__ = ["sign"]
BOX = ("--box", "3,72,262,204,90")


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "ada.png"
    path.write_bytes(signature())
    return path


def test_the_code_in_the_box_tells_the_hashes_of_document_and_certificate(sign, picture, tmp_path):
    done, out = sign(SAMPLE, *BOX, "--image", picture, "--qr")
    assert done.returncode == 0, done.stderr
    assert "no room" not in done.stderr
    assert poppler_says_valid(out)
    (made,) = json.loads(done.stdout)["documents"]
    words = ["pdftoppm", "-r", "300", "-f", "3", "-l", "3", "-png", out, tmp_path / "page"]
    subprocess.run(words, check=True)
    (shot,) = tmp_path.glob("page*.png")
    told = subprocess.run(["zbarimg", "-q", "--raw", shot], capture_output=True, text=True).stdout
    hashes = [found.lower() for found in re.findall(r"[0-9A-F]{64}", told)]
    before = hashlib.sha256(SAMPLE.read_bytes()).hexdigest()
    assert hashes == [before, made["certificate_sha256"]]
    assert made["input_sha256"] == before
    with pymupdf.open(out) as document:
        document.bake()
        assert len(document[2].get_image_info()) == 1


def test_what_finds_no_room_is_said_beside_the_answer(sign):
    done, _ = sign(SAMPLE, "--box", "3,72,262,90,30", "--qr")
    assert done.returncode == 0
    assert "no room in the box for: qr" in done.stderr
    assert json.loads(done.stdout)["signed"] == 1


def test_a_picture_that_is_none_is_refused_before_the_card_is_asked(sign, tmp_path):
    other = tmp_path / "contract.png"
    other.write_bytes(SAMPLE.read_bytes())
    done, out = sign(SAMPLE, *BOX, "--image", other)
    assert (error_code(done), done.returncode) == ("image_kind", 3)
    assert not out.exists()
    done, _ = sign(SAMPLE, *BOX, "--image", tmp_path / "none.png")
    assert (error_code(done), done.returncode) == ("image_unreadable", 3)


def test_a_picture_needs_a_place(sign, picture):
    for words in (("--qr",), ("--image", picture), ("--qr", "--invisible")):
        done, _ = sign(SAMPLE, *words)
        assert (error_code(done), done.returncode) == ("invalid_argument", 2)


def test_a_picture_that_would_show_nothing_is_told_before_the_card_is_asked(sign, tmp_path):
    blank = tmp_path / "blank.png"
    blank.write_bytes(encoded(Image.new("RGBA", (300, 120))))
    for words in (("--image", blank), ("--initials-image", blank)):
        done, out = sign(SAMPLE, *BOX, *words)
        assert (error_code(done), done.returncode) == ("image_empty", 3)
        assert not out.exists()
